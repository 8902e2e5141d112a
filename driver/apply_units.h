#pragma once

#include <span>

#include "backend/backend.h"
#include "driver/command.h"
#include "driver/output_folder.h"

namespace ovcc {

/// Brings the systemd of the user to what `WriteOutput` left on the disk: stops what is gone, reloads, restarts what
/// changed in this run or in an earlier one that nobody applied, and prints the state of each of these units, and of
/// each other unit that does not run. What went well is marked in the manifest; the rest is tried again by the next
/// run. `Machine` if something remains to be done, after saying what.
ExitStatus ApplyUnits(std::span<const backend::OutputFile> files, const OutputRequest& request,
                      const OutputReport& report, bool quiet, const CommandContext& context);

}  // namespace ovcc
