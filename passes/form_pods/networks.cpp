// Which `network` texts name a network of the machine (§17.5). The words are those that podman reads before it looks
// for a name.
#include "passes/form_pods/networks.h"

#include <algorithm>
#include <array>

#include "support/text.h"

namespace ovcc {
namespace {

constexpr auto kModes = std::to_array<std::string_view>(
    {"host", "none", "bridge", "private", "default", "pod", "slirp4netns", "pasta", "container", "ns"});

}  // namespace

std::string_view NamedNetwork(std::string_view text) {
  const std::string_view name = SplitFirst(text, ':').first;
  if (std::ranges::find(kModes, name) != kModes.end()) return {};
  if (name.find('/') != std::string_view::npos) return {};
  if (name.ends_with(".network") || name.ends_with(".container")) return {};
  return name;
}

}  // namespace ovcc
