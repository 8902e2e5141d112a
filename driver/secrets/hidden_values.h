#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>

#include "driver/environment.h"

namespace ovcc {

/// What no output and no other program may show: the values that are known so far, and the variables that hold some.
class HiddenValues {
 public:
  void HideVariable(std::string_view name) { variables_.emplace(name); }
  /// An empty value hides nothing.
  void HideValue(std::string_view value);

  /// The environment less the hidden variables, and less every other one that is a value or has such a line in it.
  [[nodiscard]] std::map<std::string, std::string> Without(const Environment& environment) const;

  /// Whether a value can be seen in the text, or a line of one that is long enough to tell something.
  [[nodiscard]] bool ShownIn(std::string_view text) const;

 private:
  std::set<std::string, std::less<>> variables_;
  std::set<std::string, std::less<>> values_;
  std::set<std::string, std::less<>> lines_;  // of values, each long enough to tell something
};

}  // namespace ovcc
