#pragma once

#include <expected>
#include <string>
#include <string_view>

#include "frontend/grammar/scalar_error.h"

namespace ovcc {

/// `memory_*`: `^\d+(\.\d+)?[kmgtKMGT]?$`, `infinity` or `^\d+%$`, after trimming. Source: §12.8.
[[nodiscard]] std::expected<void, ScalarError> CheckMemorySize(std::string_view text);

/// `shm_size`: `^\d+[bkmgtBKMGT]?$`, after trimming. Source: §12.8.
[[nodiscard]] std::expected<void, ScalarError> CheckShmSize(std::string_view text);

/// `cpus`: `^\d+(\.\d+)?$` that does not round to 0 percent. Source: §12.8, §7.5.
[[nodiscard]] std::expected<void, ScalarError> CheckCpus(std::string_view text);

using SizeCheck = std::expected<void, ScalarError> (*)(std::string_view);

/// What was meant by a text that is no size: `6g` by `6gb`, `512M` by `512 MiB`; empty if `check` refuses that too.
[[nodiscard]] std::string MeantSize(std::string_view text, SizeCheck check);

/// What was meant by a text that is no number of CPUs: `0.5` by `50%`; empty if nothing is plain.
[[nodiscard]] std::string MeantCpus(std::string_view text);

}  // namespace ovcc
