// Annotations of GitHub Actions.
#include "driver/github.h"

#include <fmt/format.h>

#include "support/file_system.h"
#include "support/text.h"

namespace ovcc {
namespace {

std::string Data(std::string_view text) {
  return ReplaceAll(ReplaceAll(ReplaceAll(text, "%", "%25"), "\r", "%0D"), "\n", "%0A");
}

std::string Property(std::string_view text) { return ReplaceAll(ReplaceAll(Data(text), ":", "%3A"), ",", "%2C"); }

}  // namespace

std::string WorkflowCommand(const GithubAnnotation& annotation) {
  std::string properties;
  const auto add = [&](std::string_view name, std::string_view value) {
    properties += fmt::format("{}{}={}", properties.empty() ? " " : ",", name, Property(value));
  };
  if (!annotation.file.empty()) add("file", annotation.file);
  if (annotation.line != 0) add("line", fmt::format("{}", annotation.line));
  if (!annotation.title.empty()) add("title", annotation.title);
  return fmt::format("::error{}::{}\n", properties, Data(annotation.message));
}

std::string PathInWorkspace(const std::string& path, const std::string& working_directory,
                            const Environment& environment) {
  const auto workspace = environment.Get("GITHUB_WORKSPACE");
  if (!workspace || workspace->empty()) return CleanPath(path);
  const std::string absolute = CleanPath(JoinPath(working_directory, path));
  std::string root = CleanPath(*workspace);
  if (root != "/") root += '/';
  return absolute.starts_with(root) ? absolute.substr(root.size()) : CleanPath(path);
}

}  // namespace ovcc
