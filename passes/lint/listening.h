#pragma once

#include <cstdint>
#include <unordered_map>
#include <unordered_set>

#include "ir/module.h"

namespace ovcc::lint {

/// What is known of the ports of one image or deployment.
struct KnownPorts {
  std::unordered_set<std::uint16_t> listening;  // declared by layers: all on which its software listens
  std::unordered_set<std::uint16_t> container;  // container side of mappings, of sidecars too
  std::unordered_set<std::uint16_t> host;       // host side of mappings

  [[nodiscard]] bool Serves(std::uint16_t port) const { return listening.contains(port) || container.contains(port); }
};

/// Ports of images, each found out once.
class Listening {
 public:
  explicit Listening(const ir::Module& module) : module_(module) {}

  /// Layers of the base chain and the mappings of its records.
  [[nodiscard]] const KnownPorts& OfImage(const ir::Image& image);
  /// The same for the image of the deployment, with its own mappings and those of its sidecars.
  [[nodiscard]] KnownPorts OfDeployment(const ir::Deployment& deployment);

 private:
  const ir::Module& module_;
  std::unordered_map<Symbol, KnownPorts> by_image_;  // never iterated
};

}  // namespace ovcc::lint
