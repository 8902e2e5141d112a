// How an image is called in a store (§1.5, §2.6): registry and tag come from the record or the defaults, never from a
// base.
#include "passes/collect_contract/reference.h"

namespace ovcc {

std::string JoinReference(std::string_view registry, std::string_view name) {
  std::string reference(registry);
  if (!reference.empty()) reference += '/';
  return reference.append(name);
}

std::string ReferenceName(const ImageChain& chain) {
  const ir::Image& image = chain.image();
  if (image.foreign) return std::string(image.reference.text());
  const ir::Text& registry = image.registry.empty() ? chain.module->defaults.registry : image.registry;
  return JoinReference(registry.text(), image.name.text());
}

Symbol PinnedTag(const ImageChain& chain) {
  const ir::Image& image = chain.image();
  if (image.foreign) return {};
  const ir::Text& tag = image.tag.empty() ? chain.module->defaults.tag : image.tag;
  return tag.text() == "auto" ? Symbol() : tag.value;
}

}  // namespace ovcc
