#pragma once

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <map>
#include <string>
#include <vector>

#include "driver/process.h"

namespace ovcc {

/// A podman in memory that knows the `secret` commands, for tests. Records every call, fails on demand.
class FakePodman final : public ProcessRunner {
 public:
  struct Call {
    std::string command;  // arguments joined by blanks
    std::string input;
    std::map<std::string, std::string> environment;
    bool shielded = false;
  };
  /// How many of the next calls of a command end badly, and how.
  struct Trouble {
    int times = 1;
    ProcessResult result{125, "", "Error: no space left\n"};
  };

  mutable std::map<std::string, std::string> secrets;
  bool knows_replace = false;
  mutable std::map<std::string, Trouble> trouble;      // by command
  std::map<std::string, ProcessResult> other_answers;  // of programs that are no podman, by command
  mutable std::vector<Call> calls;

  [[nodiscard]] std::vector<std::string> commands() const {
    std::vector<std::string> list;
    list.reserve(calls.size());
    for (const Call& call : calls) list.push_back(call.command);
    return list;
  }

  [[nodiscard]] std::expected<ProcessResult, IoError> Run(const ProcessRequest& request) const override {
    const std::string command = fmt::format("{}", fmt::join(request.arguments, " "));
    calls.push_back({command, std::string(request.input), request.environment, request.shielded});
    if (const auto bad = trouble.find(command); bad != trouble.end() && bad->second.times > 0) {
      --bad->second.times;
      return bad->second.result;
    }
    if (const auto answer = other_answers.find(command); answer != other_answers.end()) return answer->second;
    if (request.arguments.front() != "podman") {
      return std::unexpected(IoError{request.arguments.front(), "No such file or directory", true});
    }
    return Answer({request.arguments.begin() + 2, request.arguments.end()}, request.input);
  }

 private:
  [[nodiscard]] ProcessResult Answer(const std::vector<std::string>& words, std::string_view input) const {
    if (words == std::vector<std::string>{"create", "--help"}) {
      return {0, knows_replace ? "Options:\n  --replace  replace it\n" : "Options:\n", ""};
    }
    if (words.front() == "ls") {
      std::string names;
      for (const auto& [name, value] : secrets) names += name + "\n";
      return {0, names, ""};
    }
    if (words.front() == "rm") {
      return secrets.erase(words[1]) == 1 ? ProcessResult{0, "", ""} : ProcessResult{1, "", "Error: no such secret\n"};
    }
    const bool replace = words[1] == "--replace";
    if (replace && !knows_replace) return {125, "", "Error: unknown flag: --replace\n"};
    const std::string& name = words[replace ? 2 : 1];
    if (!replace && secrets.contains(name)) return {125, "", "Error: " + name + ": secret name in use\n"};
    secrets[name] = std::string(input);
    return {0, "0123456789abcdef\n", ""};
  }
};

}  // namespace ovcc
