#pragma once

#include <expected>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "support/file_system.h"

namespace ovcc {

/// A program to run. Nothing passes through a shell.
struct ProcessRequest {
  std::vector<std::string> arguments;              // the program first: a path, or a name looked up in PATH
  std::string_view input;                          // all of its standard input
  std::map<std::string, std::string> environment;  // all of its environment
  /// A signal that is meant to stop ovcc does not reach it: it is in a process group of its own and holds back what
  /// ovcc holds back. Without it a program can be stopped even while ovcc cannot.
  bool shielded = false;
};

/// How a program ended and what it said.
struct ProcessResult {
  int status = 0;      // its exit status; 128 + N if signal N ended it
  std::string output;  // standard output
  std::string error;   // standard error
};

/// Starts other programs. Interface, so that tests decide what they answer.
class ProcessRunner {
 public:
  ProcessRunner() = default;
  ProcessRunner(const ProcessRunner&) = delete;
  ProcessRunner& operator=(const ProcessRunner&) = delete;
  ProcessRunner(ProcessRunner&&) = delete;
  ProcessRunner& operator=(ProcessRunner&&) = delete;
  virtual ~ProcessRunner() = default;

  /// Runs a program to its end, or until a stream of it has given more than `kLargestInput` bytes, which ends it. The
  /// error says why it could not be started, or that; `not_found` if there is no such program.
  [[nodiscard]] virtual std::expected<ProcessResult, IoError> Run(const ProcessRequest& request) const = 0;
};

/// The real one.
class SystemProcesses final : public ProcessRunner {
 public:
  [[nodiscard]] std::expected<ProcessResult, IoError> Run(const ProcessRequest& request) const override;
};

}  // namespace ovcc
