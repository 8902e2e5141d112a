#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ovcc {

/// ASCII white space: blank, TAB, LF, VT, FF, CR.
[[nodiscard]] constexpr bool IsSpace(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }
[[nodiscard]] constexpr bool IsDigit(char c) { return c >= '0' && c <= '9'; }
/// ASCII letter or digit.
[[nodiscard]] constexpr bool IsAlphanumeric(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || IsDigit(c);
}

/// `text` without white space at both ends.
[[nodiscard]] std::string_view Trim(std::string_view text);

/// Text before and after the first `separator`; the second part is empty and `found` false without one.
struct Halves {
  std::string_view first;
  std::string_view second;
  bool found = false;
};
[[nodiscard]] inline Halves SplitFirst(std::string_view text, char separator) {
  const std::size_t at = text.find(separator);
  if (at == std::string_view::npos) return {text, {}, false};
  return {text.substr(0, at), text.substr(at + 1), true};
}

/// Parts between separators; one part more than separators.
[[nodiscard]] std::vector<std::string_view> Split(std::string_view text, char separator);

/// Decimal digits only, at least one, no sign; nothing if it does not fit.
[[nodiscard]] std::optional<std::uint64_t> ParseDecimal(std::string_view text);

[[nodiscard]] std::string ToLower(std::string_view text);
[[nodiscard]] std::string ToUpper(std::string_view text);

/// Every `from` in `text` replaced by `to`.
[[nodiscard]] std::string ReplaceAll(std::string_view text, std::string_view from, std::string_view to);

/// Home expansion of the language: a leading `~/` or a lone `~`, then every `$HOME`. `~user` and `${HOME}` stay.
/// Source: §6.1.
[[nodiscard]] std::string ExpandHome(std::string_view path, std::string_view home);

/// Lexical cleaning of a path: repeated and trailing slashes, `.` and `..` removed. Source: §16.8.
[[nodiscard]] std::string CleanPath(std::string_view path);

/// `^[A-Za-z_][A-Za-z0-9_]*$`, the ENVNAME of §12.
[[nodiscard]] bool IsEnvName(std::string_view text);
/// `^[A-Za-z_][A-Za-z0-9_.-]*$`, what a unit can carry as a variable name (§11.6).
[[nodiscard]] bool IsEnvKey(std::string_view text);
/// `^[a-zA-Z0-9][a-zA-Z0-9_.-]*$`, the NAME of §12.
[[nodiscard]] bool IsName(std::string_view text);
/// `^[a-z0-9]+(-[a-z0-9]+)*$`, the KEBAB of §12.
[[nodiscard]] bool IsKebab(std::string_view text);
/// `^[a-z0-9]+((\.|_{1,2}|-+)[a-z0-9]+)*$`, the IMGNAME of §12.
[[nodiscard]] bool IsImageName(std::string_view text);

}  // namespace ovcc
