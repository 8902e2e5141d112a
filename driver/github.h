#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "driver/environment.h"

namespace ovcc {

/// An error that GitHub Actions shows beside a line of a file.
struct GithubAnnotation {
  std::string file;        // relative to the repository; empty: no file
  std::uint32_t line = 0;  // from 1; 0: the whole file
  std::string title;
  std::string message;  // may have several lines
};

/// A workflow command, `::error file=…,line=…,title=…::MESSAGE` and a line break. Source: "Workflow commands for GitHub
/// Actions": `%`, CR and LF are `%25`, `%0D` and `%0A`, in properties `:` and `,` are `%3A` and `%2C`.
[[nodiscard]] std::string WorkflowCommand(const GithubAnnotation& annotation);

/// `path`, absolute or relative to `working_directory`, as GitHub names files: relative to `GITHUB_WORKSPACE` if it
/// lies in there, else as it is.
[[nodiscard]] std::string PathInWorkspace(const std::string& path, const std::string& working_directory,
                                          const Environment& environment);

}  // namespace ovcc
