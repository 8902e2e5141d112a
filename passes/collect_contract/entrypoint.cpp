// Init of an image and what its container runs (§2.5). W60: an explicit `init` counts. The composition of an image is
// its whole base chain; what triggers an init is looked for image by image, nearest first.
#include "passes/collect_contract/entrypoint.h"

#include <cstdint>
#include <unordered_set>

namespace ovcc {
namespace {

enum class Init : std::uint8_t { None, Supervisord, Systemd };

/// What the layers of one image trigger.
struct Triggers {
  bool supervised = false;
  bool packaged = false;
  bool relay = false;
};

Triggers TriggersOf(const ir::Module& module, const ir::Image& image) {
  Triggers triggers;
  ForEachLayer(module, image.new_layers, [&](const ir::Layer& layer) {
    triggers.supervised |= layer.runs_supervised;
    triggers.packaged |= layer.runs_packaged;
    triggers.relay |= !layer.port_relay.empty();
  });
  return triggers;
}

/// Whether a layer of the composition marks it as bootable. All that the written layers name is looked at: a composing
/// layer without content is in no list of compose-layers.
bool MarksBootable(const ir::Module& module, const ir::Image& image) {
  std::unordered_set<Symbol> seen;  // never iterated
  std::vector<Symbol> open;
  const auto add = [&](const std::vector<ir::Text>& names) {
    for (const ir::Text& name : names) open.push_back(name.value);
  };
  add(image.layers);
  while (!open.empty()) {
    const Symbol name = open.back();
    open.pop_back();
    const ir::Layer* layer = seen.insert(name).second ? module.FindLayer(name) : nullptr;
    if (layer == nullptr) continue;
    if (layer->preserves_user) return true;
    add(layer->members);
    add(layer->requires_layers);
  }
  return false;
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
    bootable = bootable || MarksBootable(*chain.module, *image);
    if (bootable && (triggers.supervised || triggers.packaged)) {
      init = Init::Systemd;
    } else if (triggers.supervised || triggers.relay) {
      init = Init::Supervisord;
    }
  }
  return init;
}

/// The front end has reported a word that is none.
Init InitCalled(const ir::Text& name) {
  if (name.text() == "supervisord") return Init::Supervisord;
  if (name.text() == "systemd") return Init::Systemd;
  return Init::None;
}

std::vector<std::string_view> WordsOf(Init init) {
  switch (init) {
    case Init::Supervisord:
      return {"supervisord", "-n", "-c", "/etc/supervisord.conf"};
    case Init::Systemd:  // has an empty entrypoint, which is emitted like none
    case Init::None:
      break;
  }
  return {"sleep", "infinity"};
}

}  // namespace

std::vector<std::string_view> ExecOf(const ir::Text& init) { return WordsOf(InitCalled(init)); }

std::vector<std::string_view> EffectiveExec(const ImageChain& chain) {
  if (chain.image().foreign) return {};
  const ir::Text* written = ExplicitInit(chain);
  return WordsOf(written == nullptr ? TriggeredInit(chain) : InitCalled(*written));
}

}  // namespace ovcc
