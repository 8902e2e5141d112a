#pragma once

#include "support/fuzz_input.h"
#include "support/memory_file_system.h"

namespace ovcc {

/// Writes a project into `files`, below `p`: image.yml, layers, deploy.yml, sidecar.yml and an environment file with
/// the fields of the language and values that are often right and sometimes anything. One input gives one project.
void WriteRandomProject(FuzzInput& input, MemoryFileSystem& files);

}  // namespace ovcc
