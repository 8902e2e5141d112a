// Init of an image and what its container runs (§2.5). W60: an explicit `init` counts. The composition of an image is
// its whole base chain; what triggers an init is looked for image by image, nearest first.
#include "passes/collect_contract/entrypoint.h"

#include <cstdint>

namespace ovcc {
namespace {

enum class Init : std::uint8_t { None, Supervisord, Systemd };

/// What the layers of one image trigger.
struct Triggers {
  bool supervised = false;
  bool packaged = false;
  bool relay = false;
  bool bootable = false;
};

Triggers TriggersOf(const ir::Module& module, const ir::Image& image) {
  Triggers triggers;
  ForEachLayer(module, image.new_layers, [&](const ir::Layer& layer) {
    triggers.supervised |= layer.runs_supervised;
    triggers.packaged |= layer.runs_packaged;
    triggers.relay |= !layer.port_relay.empty();
    triggers.bootable |= layer.preserves_user;
  });
  return triggers;
}

/// The nearest explicit `init`, or null.
const ir::Text* ExplicitInit(const ImageChain& chain) {
  for (auto image = chain.images.rbegin(); image != chain.images.rend(); ++image) {
    if (!(*image)->init.empty()) return &(*image)->init;
  }
  return nullptr;
}

Init TriggeredInit(const ImageChain& chain) {
  Init init = Init::None;
  bool bootable = false;
  for (const ir::Image* image : chain.images) {
    const Triggers triggers = TriggersOf(*chain.module, *image);
    bootable = bootable || triggers.bootable;
    if (bootable && (triggers.supervised || triggers.packaged)) {
      init = Init::Systemd;
    } else if (triggers.supervised || triggers.relay) {
      init = Init::Supervisord;
    }
  }
  return init;
}

Init InitOf(const ImageChain& chain) {
  const ir::Text* written = ExplicitInit(chain);
  if (written == nullptr) return TriggeredInit(chain);
  if (written->text() == "supervisord") return Init::Supervisord;
  if (written->text() == "systemd") return Init::Systemd;
  return Init::None;  // the front end has reported the word
}

}  // namespace

std::vector<std::string_view> EffectiveExec(const ImageChain& chain) {
  if (chain.image().foreign) return {};
  switch (InitOf(chain)) {
    case Init::Supervisord:
      return {"supervisord", "-n", "-c", "/etc/supervisord.conf"};
    case Init::Systemd:  // has an empty entrypoint, which is emitted like none
    case Init::None:
      break;
  }
  return {"sleep", "infinity"};
}

}  // namespace ovcc
