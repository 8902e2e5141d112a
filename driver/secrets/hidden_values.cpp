// Keeps values out of the environment of other programs and out of what is said about them.
#include "driver/secrets/hidden_values.h"

#include <algorithm>

#include "support/text.h"

namespace ovcc {
namespace {

// Shorter texts occur by chance: `1` is in half of all variables.
constexpr std::size_t kTelling = 8;

bool HasAny(std::string_view text, const std::set<std::string, std::less<>>& parts) {
  return std::ranges::any_of(parts, [&](const std::string& part) { return text.contains(part); });
}

}  // namespace

void HiddenValues::HideValue(std::string_view value) {
  if (value.empty()) return;
  values_.emplace(value);
  for (const std::string_view line : Split(value, '\n')) {
    const std::string_view trimmed = Trim(line);
    if (trimmed.size() >= kTelling) lines_.emplace(trimmed);
  }
}

std::map<std::string, std::string> HiddenValues::Without(const Environment& environment) const {
  std::map<std::string, std::string> rest;
  for (const auto& [name, value] : environment.all()) {
    if (variables_.contains(name) || values_.contains(value) || HasAny(value, lines_)) continue;
    rest.emplace(name, value);
  }
  return rest;
}

bool HiddenValues::ShownIn(std::string_view text) const { return HasAny(text, values_) || HasAny(text, lines_); }

}  // namespace ovcc
