#pragma once

#include <expected>
#include <string_view>

#include "frontend/grammar/scalar_error.h"

namespace ovcc {

/// `memory_*`: `^\d+(\.\d+)?[kmgtKMGT]?$`, `infinity` or `^\d+%$`, after trimming. Source: §12.8.
[[nodiscard]] std::expected<void, ScalarError> CheckMemorySize(std::string_view text);

/// `shm_size`: `^\d+[bkmgtBKMGT]?$`, after trimming. Source: §12.8.
[[nodiscard]] std::expected<void, ScalarError> CheckShmSize(std::string_view text);

/// `cpus`: `^\d+(\.\d+)?$` that does not round to 0 percent. Source: §12.8, §7.5.
[[nodiscard]] std::expected<void, ScalarError> CheckCpus(std::string_view text);

}  // namespace ovcc
