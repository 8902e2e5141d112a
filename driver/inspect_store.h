#pragma once

#include <expected>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "driver/environment.h"
#include "support/file_system.h"

/// Answers of an engine about images, kept in files that `--inspect` reads.
namespace ovcc {

/// Folder of the answers: `ovcc/inspect` below `$XDG_CACHE_HOME` if that is an absolute path, else below `~/.cache`;
/// nothing if the environment names neither.
[[nodiscard]] std::optional<std::string> AnswerFolder(const Environment& environment);

/// Name of the file with the answer about `image`: readable, and different for different references.
[[nodiscard]] std::string AnswerName(std::string_view image);

/// Several answers as one, in order, reduced to what `--inspect` looks at: id, tags, and the labels of the contract. An
/// image may have secrets in its environment, which must not be copied. Every answer must be JSON as
/// `ReadInspectFile` takes it.
[[nodiscard]] std::string JoinAnswers(std::span<const std::string> answers);

/// Puts `bytes` into the place of `path` at once, readable by the user only; missing folders are made.
[[nodiscard]] std::expected<void, IoError> ReplaceFile(const std::string& path, std::string_view bytes);

}  // namespace ovcc
