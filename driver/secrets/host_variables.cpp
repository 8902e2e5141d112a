// Looks variables up in the environment of the run and in the files of `--from-env-file`.
#include "driver/secrets/host_variables.h"

#include <algorithm>

#include "frontend/grammar/dotenv.h"
#include "support/text.h"

namespace ovcc {

std::vector<std::size_t> HostVariables::AddFile(const std::string& shown, std::string_view bytes) {
  std::vector<std::size_t> broken;
  for (const DotenvEntry& entry : ParseDotenv(bytes)) {
    if (!IsEnvKey(entry.name)) {
      const std::string_view before = bytes.substr(0, entry.name_offset);
      broken.push_back(static_cast<std::size_t>(std::ranges::count(before, '\n')) + 1);
    } else if (!entry.bare) {
      of_files_.insert_or_assign(std::string(entry.name), Variable{std::string(entry.value), shown});
    }
  }
  return broken;
}

std::optional<HostVariables::Variable> HostVariables::Get(const std::string& name) const {
  const std::optional<std::string> of_run = environment_.Get(name);
  if (of_run && !of_run->empty()) return Variable{*of_run, ""};
  if (const auto found = of_files_.find(name); found != of_files_.end()) return found->second;
  if (of_run) return Variable{};
  return std::nullopt;
}

}  // namespace ovcc
