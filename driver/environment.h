#pragma once

#include <map>
#include <optional>
#include <string>

namespace ovcc {

/// The environment variables of the run, taken once at the start.
class Environment {
 public:
  explicit Environment(std::map<std::string, std::string> variables) : variables_(std::move(variables)) {}

  /// Copies the environment of the process; entries without `=` are left out.
  static Environment OfProcess(char** environ_pointer);

  /// Name to value.
  [[nodiscard]] const std::map<std::string, std::string>& all() const { return variables_; }

  [[nodiscard]] std::optional<std::string> Get(const std::string& name) const;

 private:
  std::map<std::string, std::string> variables_;
};

}  // namespace ovcc
