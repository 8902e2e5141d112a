// Small text functions over ASCII. Bytes above 127 belong to no class, so UTF-8 passes through unchanged.
#include "support/text.h"

#include <algorithm>
#include <charconv>

namespace ovcc {
namespace {

bool IsLower(char c) { return c >= 'a' && c <= 'z'; }
bool IsUpper(char c) { return c >= 'A' && c <= 'Z'; }
bool IsLetter(char c) { return IsLower(c) || IsUpper(c); }
bool IsLowerOrDigit(char c) { return IsLower(c) || IsDigit(c); }

/// True if the first byte satisfies `first` and every further one `rest`.
template <class First, class Rest>
bool Matches(std::string_view text, First first, Rest rest) {
  if (text.empty() || !first(text.front())) return false;
  for (const char c : text.substr(1)) {
    if (!rest(c)) return false;
  }
  return true;
}

/// Length of the joint that starts at `text`: one dot, one or two underscores, or dashes; 0 if there is none.
std::size_t ImageNameJoint(std::string_view text) {
  if (text.starts_with('-')) return std::min(text.find_first_not_of('-'), text.size());
  if (text.starts_with("__")) return 2;
  return text.starts_with('.') || text.starts_with('_') ? 1 : 0;
}

}  // namespace

std::string_view Trim(std::string_view text) {
  while (!text.empty() && IsSpace(text.front())) text.remove_prefix(1);
  while (!text.empty() && IsSpace(text.back())) text.remove_suffix(1);
  return text;
}

std::vector<std::string_view> Split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  Halves halves = SplitFirst(text, separator);
  while (halves.found) {
    parts.push_back(halves.first);
    halves = SplitFirst(halves.second, separator);
  }
  parts.push_back(halves.first);
  return parts;
}

std::optional<std::uint64_t> ParseDecimal(std::string_view text) {
  if (!Matches(text, IsDigit, IsDigit)) return std::nullopt;
  std::uint64_t value = 0;
  if (std::from_chars(text.data(), text.data() + text.size(), value).ec != std::errc()) return std::nullopt;
  return value;
}

std::string ToLower(std::string_view text) {
  std::string result(text);
  for (char& c : result) {
    if (IsUpper(c)) c = static_cast<char>(c - 'A' + 'a');
  }
  return result;
}

std::string ToUpper(std::string_view text) {
  std::string result(text);
  for (char& c : result) {
    if (IsLower(c)) c = static_cast<char>(c - 'a' + 'A');
  }
  return result;
}

std::string ReplaceAll(std::string_view text, std::string_view from, std::string_view to) {
  if (from.empty()) return std::string(text);
  std::string result;
  result.reserve(text.size());
  for (std::size_t at = text.find(from); at != std::string_view::npos; at = text.find(from)) {
    result += text.substr(0, at);
    result += to;
    text.remove_prefix(at + from.size());
  }
  result += text;
  return result;
}

std::string ExpandHome(std::string_view path, std::string_view home) {
  std::string result;
  if (path == "~" || path.starts_with("~/")) {
    result = home;
    path.remove_prefix(1);
  }
  return result + ReplaceAll(path, "$HOME", home);
}

std::string CleanPath(std::string_view path) {
  const bool absolute = path.starts_with('/');
  std::vector<std::string_view> kept;
  for (const std::string_view part : Split(path, '/')) {
    if (part.empty() || part == ".") continue;
    const bool has_parent = !kept.empty() && kept.back() != "..";
    if (part == ".." && has_parent) {
      kept.pop_back();
    } else if (part != ".." || !absolute) {
      kept.push_back(part);
    }
  }
  std::string result = absolute ? "/" : "";
  for (std::size_t i = 0; i < kept.size(); ++i) {
    if (i > 0) result += '/';
    result += kept[i];
  }
  return result.empty() ? "." : result;
}

bool IsEnvName(std::string_view text) {
  return Matches(
      text, [](char c) { return IsLetter(c) || c == '_'; }, [](char c) { return IsAlphanumeric(c) || c == '_'; });
}

bool IsEnvKey(std::string_view text) {
  return Matches(
      text, [](char c) { return IsLetter(c) || c == '_'; },
      [](char c) { return IsAlphanumeric(c) || c == '_' || c == '.' || c == '-'; });
}

bool IsName(std::string_view text) {
  return Matches(text, IsAlphanumeric, [](char c) { return IsAlphanumeric(c) || c == '_' || c == '.' || c == '-'; });
}

bool IsKebab(std::string_view text) {
  return Matches(text, IsLowerOrDigit, [](char c) { return IsLowerOrDigit(c) || c == '-'; }) && text.back() != '-' &&
         text.find("--") == std::string_view::npos;
}

bool IsImageName(std::string_view text) {
  while (!text.empty() && IsLowerOrDigit(text.front())) {
    while (!text.empty() && IsLowerOrDigit(text.front())) text.remove_prefix(1);
    if (text.empty()) return true;
    const std::size_t joint = ImageNameJoint(text);
    if (joint == 0) return false;
    text.remove_prefix(joint);
  }
  return false;
}

}  // namespace ovcc
