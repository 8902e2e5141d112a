// Automatic host ports (§8.3): which container ports `auto` stands for, and the free port of each. One container port
// has one host port: a mapping for tcp and one for udp share it.
#include "passes/publish_ports/automatic.h"

#include <algorithm>
#include <optional>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace ovcc {
namespace {

constexpr std::uint32_t kFirstAutomatic = 20000;
constexpr std::uint32_t kLastAutomatic = 29999;
constexpr std::size_t kPortCount = 65536;

bool IsWord(const ir::PortMapping& mapping) { return mapping.automatic && mapping.container == 0; }

bool NeedsHostPort(const ir::PortMapping& mapping) { return mapping.automatic && mapping.host == 0; }

/// Mappings that `word` stands for, in the order of the image's list.
std::vector<ir::PortMapping> Meaning(const ir::PortMapping& word, std::span<const ir::PortMapping> written,
                                     std::span<const ir::PortMapping> image_ports) {
  std::unordered_set<std::uint32_t> taken;  // never iterated
  for (const ir::PortMapping& mapping : written) taken.insert(mapping.container);
  std::unordered_set<std::uint32_t> seen;  // container port and protocol; never iterated
  std::vector<ir::PortMapping> meaning;
  for (const ir::PortMapping& offered : image_ports) {
    if (offered.container == 0 || taken.contains(offered.container)) continue;
    const bool is_udp = offered.protocol == ir::Protocol::Udp;
    if (!seen.insert(offered.container * 2U + (is_udp ? 1U : 0U)).second) continue;
    ir::PortMapping mapping = offered;
    mapping.host = 0;
    mapping.automatic = true;
    mapping.span = word.span;
    mapping.source = word.source;
    meaning.push_back(mapping);
  }
  return meaning;
}

/// Hands out free host ports in ascending order.
class FreePorts {
 public:
  explicit FreePorts(std::span<const ir::Deployment> deployments) : used_(kPortCount, false) {
    for (const ir::Deployment& deployment : deployments) {
      for (const ir::PortMapping& mapping : deployment.ports) used_[mapping.host] = true;
    }
  }

  std::optional<std::uint16_t> Take() {
    while (next_ <= kLastAutomatic && used_[next_]) ++next_;
    if (next_ > kLastAutomatic) return std::nullopt;
    return static_cast<std::uint16_t>(next_++);
  }

 private:
  std::vector<bool> used_;
  std::uint32_t next_ = kFirstAutomatic;
};

}  // namespace

void SpellOutAutomatic(ir::Deployment& deployment, std::span<const ir::PortMapping> image_ports) {
  const auto first = std::ranges::find_if(deployment.ports, IsWord);
  if (first == deployment.ports.end()) return;
  const std::vector<ir::PortMapping> meaning = Meaning(*first, deployment.ports, image_ports);
  const auto rest = deployment.ports.insert(first, meaning.begin(), meaning.end());
  deployment.ports.erase(std::remove_if(rest, deployment.ports.end(), IsWord), deployment.ports.end());
}

void ChooseHostPorts(std::span<ir::Deployment> deployments, DiagnosticSink& diags) {
  FreePorts free(deployments);
  for (ir::Deployment& deployment : deployments) {
    std::unordered_map<std::uint16_t, std::uint16_t> chosen;  // container port -> host port; never iterated
    for (ir::PortMapping& mapping : deployment.ports) {
      if (!NeedsHostPort(mapping)) continue;
      const auto known = chosen.find(mapping.container);
      const std::optional<std::uint16_t> host = known != chosen.end() ? known->second : free.Take();
      if (!host) {
        diags.Emit(mapping.span, diag::PortAutoExhausted, deployment.key.text());
        break;
      }
      chosen[mapping.container] = *host;
      mapping.host = *host;
    }
    std::erase_if(deployment.ports, NeedsHostPort);
  }
}

}  // namespace ovcc
