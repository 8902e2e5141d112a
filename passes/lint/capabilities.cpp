// What the capabilities of the kernel give.
#include "passes/lint/capabilities.h"

#include <algorithm>
#include <array>

#include "support/text.h"

namespace ovcc::lint {
namespace {

struct Broad {
  std::string_view name;
  std::string_view meaning;
};

constexpr auto kBroad = std::to_array<Broad>({
    {"ALL", "everything that root may do"},
    {"BPF", "the right to load programs into the kernel"},
    {"DAC_READ_SEARCH", "every file, whatever its permissions, and those of the machine by their handles"},
    {"MAC_ADMIN", "the right to change what SELinux, AppArmor or Smack forbid"},
    {"PERFMON", "the right to watch the kernel and every process"},
    {"SYS_ADMIN", "most of what root may do: mounts, namespaces, devices and more"},
    {"SYS_BOOT", "the right to start another kernel"},
    {"SYS_MODULE", "the right to load code into the kernel"},
    {"SYS_PTRACE", "the memory of every process that it can see"},
    {"SYS_RAWIO", "the ports and the memory of the machine's hardware"},
});
static_assert(std::ranges::is_sorted(kBroad, {}, &Broad::name));

}  // namespace

std::string CapabilityName(std::string_view written) {
  constexpr std::string_view kPrefix = "CAP_";
  std::string name = ToUpper(written);
  if (name.starts_with(kPrefix)) name.erase(0, kPrefix.size());
  return name;
}

std::string_view BroadMeaning(std::string_view name) {
  const auto found = std::ranges::lower_bound(kBroad, name, {}, &Broad::name);
  return found == kBroad.end() || found->name != name ? std::string_view() : found->meaning;
}

}  // namespace ovcc::lint
