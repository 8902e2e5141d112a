// Status and info of an image (§2.4). W10: over the layers that the base chain does not provide yet.
#include "passes/collect_contract/status.h"

#include <algorithm>

namespace ovcc {
namespace {

void AppendInfo(std::string& info, std::string_view more) {
  if (!info.empty()) info += "; ";
  info += more;
}

}  // namespace

ir::Status KnownStatus(ir::Status status) { return status == ir::Status::Unset ? ir::Status::Testing : status; }

ir::Status EffectiveStatus(const ImageChain& chain) {
  const ir::Image& image = chain.image();
  ir::Status worst = KnownStatus(image.status);
  if (image.foreign) return worst;
  // The enumerators stand in the order of severity.
  ForEachLayer(*chain.module, image.new_layers,
               [&](const ir::Layer& layer) { worst = std::max(worst, KnownStatus(layer.status)); });
  return worst;
}

std::string EffectiveInfo(const ImageChain& chain) {
  const ir::Image& image = chain.image();
  std::string info(image.info.text());
  if (image.foreign) return info;
  ForEachLayer(*chain.module, image.new_layers, [&](const ir::Layer& layer) {
    if (layer.info.empty() || KnownStatus(layer.status) == ir::Status::Working) return;
    AppendInfo(info, std::string(layer.name.text()) + ": " + std::string(layer.info.text()));
  });
  return info;
}

}  // namespace ovcc
