// Calls `podman secret …`.
#include "driver/secrets/podman_secrets.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "support/text.h"

namespace ovcc {
namespace {

// The last line: warnings come before it.
std::string_view LastLine(std::string_view text) {
  text = Trim(text);
  return text.substr(text.find_last_of('\n') + 1);  // `npos + 1` is 0
}

}  // namespace

std::expected<std::string, std::string> PodmanSecrets::Run(std::vector<std::string> arguments, std::string_view input,
                                                           bool shielded) const {
  arguments.insert(arguments.begin(), {program_, "secret"});
  const ProcessRequest request{.arguments = std::move(arguments),
                               .input = input,
                               .environment = hidden_.Without(context_.environment),
                               .shielded = shielded};
  auto result = context_.processes.Run(request);
  const std::string command = fmt::format("{}", fmt::join(request.arguments, " "));
  if (!result) return std::unexpected(fmt::format("cannot run `{}`: {}", command, result.error().reason));
  if (result->status == 0) return std::move(result->output);
  const std::string_view said = LastLine(result->error);
  if (said.empty()) return std::unexpected(fmt::format("`{}` ended with status {}", command, result->status));
  return std::unexpected(fmt::format("`{}` failed: {}", command,
                                     hidden_.ShownIn(said) ? "its message shows a value and is withheld" : said));
}

std::expected<std::set<std::string>, std::string> PodmanSecrets::List() const {
  const auto output = Run({"ls", "--format", "{{.Name}}"}, "", false);
  if (!output) return std::unexpected(output.error());
  std::set<std::string> names;
  for (const std::string_view line : Split(*output, '\n')) {
    if (const std::string_view name = Trim(line); !name.empty()) names.emplace(name);
  }
  return names;
}

std::expected<bool, std::string> PodmanSecrets::KnowsReplace() const {
  const auto help = Run({"create", "--help"}, "", false);
  if (!help) return std::unexpected(help.error());
  return help->contains("--replace");
}

std::expected<void, std::string> PodmanSecrets::Create(const std::string& name, std::string_view value) const {
  const auto created = Run({"create", name, "-"}, value, false);
  if (!created) return std::unexpected(created.error());
  return {};
}

std::expected<void, std::string> PodmanSecrets::Replace(const std::string& name, std::string_view value,
                                                        bool single_step) const {
  if (single_step) {
    const auto replaced = Run({"create", "--replace", name, "-"}, value, true);
    if (!replaced) return std::unexpected(replaced.error());
    return {};
  }
  if (const auto removed = Run({"rm", name}, "", true); !removed) return std::unexpected(removed.error());
  if (Run({"create", name, "-"}, value, true)) return {};
  const auto created = Run({"create", name, "-"}, value, true);
  if (!created) return std::unexpected(created.error());
  return {};
}

}  // namespace ovcc
