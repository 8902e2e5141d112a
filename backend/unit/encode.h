#pragma once

#include <cstddef>
#include <expected>
#include <string>
#include <string_view>

#include "backend/unit/unit_file.h"
#include "ir/env_binding.h"

namespace ovcc::backend {

using ir::kMaxArgument;
/// Largest sum of the escaped words of one unit, in bytes. Source: quadlet-encoding.md 4.9.
inline constexpr std::size_t kMaxUnitWords = 1'000'000;

/// Appends `value` in the spelling of `encoding` to `out`. The error is the reason why the class cannot carry it (lower
/// case, no full stop); `out` is then unchanged. `Env` and `SetEnv` take `KEY=VALUE`; `Words` one word. Pure.
/// Source: quadlet-encoding.md 4.
[[nodiscard]] std::expected<void, std::string> Encode(EncodingClass encoding, std::string_view value, std::string& out);

/// Number of bytes that the generator will write for `word` in the command line (quadlet-encoding.md 3, lengths).
[[nodiscard]] std::size_t GeneratedLength(std::string_view word);

/// `text` fit for a comment line: runs of white space and control characters become one blank, ends trimmed (§16.9).
[[nodiscard]] std::string CommentText(std::string_view text);

}  // namespace ovcc::backend
