// What commands share: naming inputs, telling of wrong usage.
#include "driver/command.h"

#include <fmt/format.h>

namespace ovcc {

std::string InputPath(const CommandContext& context, const std::string& path) {
  return path == "-" ? kStandardInput : JoinPath(context.working_directory, path);
}

ExitStatus UsageError(const CommandContext& context, std::string_view message) {
  context.console.Err(fmt::format("ovcc: error: {}\n", message));
  return ExitStatus::Usage;
}

}  // namespace ovcc
