// A copy of the environment, so that nothing behind the driver reads the live one.
#include "driver/environment.h"

#include "support/text.h"

namespace ovcc {

Environment Environment::OfProcess(char** environ_pointer) {
  std::map<std::string, std::string> variables;
  for (char** entry = environ_pointer; entry != nullptr && *entry != nullptr; ++entry) {
    const Halves halves = SplitFirst(*entry, '=');
    if (halves.found) variables.emplace(halves.first, halves.second);
  }
  return Environment(std::move(variables));
}

std::optional<std::string> Environment::Get(const std::string& name) const {
  const auto found = variables_.find(name);
  if (found == variables_.end()) return std::nullopt;
  return found->second;
}

}  // namespace ovcc
