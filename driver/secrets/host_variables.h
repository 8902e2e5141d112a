#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "driver/environment.h"

namespace ovcc {

/// Variables that may hold values of secrets: those of the environment, and behind them those of dotenv files.
class HostVariables {
 public:
  explicit HostVariables(const Environment& environment) : environment_(environment) {}

  /// Takes the assignments of a dotenv file (§1.8); of several files the last one wins. `shown` is its name for people.
  /// Bare names are passed over. The result: numbers of the lines that are neither, from 1. A value with line breaks
  /// looks like that, so nobody may print such a line.
  [[nodiscard]] std::vector<std::size_t> AddFile(const std::string& shown, std::string_view bytes);

  struct Variable {
    std::string value;
    std::string file;  // empty: of the environment
  };

  /// The first one that is not empty; an empty one if there is no other; nothing if it is set nowhere.
  [[nodiscard]] std::optional<Variable> Get(const std::string& name) const;

  /// Variables of the files.
  [[nodiscard]] const std::map<std::string, Variable>& of_files() const { return of_files_; }

 private:
  const Environment& environment_;
  std::map<std::string, Variable> of_files_;
};

}  // namespace ovcc
