// Images that are gone or disabled, with the deploy entries and images that still name them.
#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "driver/breaking/revisions.h"
#include "driver/breaking/rules.h"

namespace ovcc::breaking {
namespace {

using Users = std::map<Symbol, std::vector<Consumer>>;

Users UsersOfImages(const ir::Module& module) {
  Users users;
  for (const ir::Deployment& deployment : module.deployments) {
    const ir::Text& written = deployment.entry.image;
    const Symbol name = written.empty() ? deployment.base_name : written.value;
    users[name].push_back({deployment.span, fmt::format("{} runs it", Quoted(deployment.key))});
  }
  for (const ir::Image& image : module.images) {
    if (image.base.empty()) continue;
    users[image.base.value].push_back({image.base.span, fmt::format("image {} is built on it", Quoted(image.name))});
  }
  return users;
}

bool CanBeUsed(const ir::Image* image) { return image != nullptr && image->enabled; }

bool IsRecord(const ir::Image& image) { return image.enabled && !image.from_entry; }

bool IsSame(const ir::Image& a, const ir::Image& b) {
  if (a.foreign || b.foreign) return a.foreign && b.foreign && a.reference.value == b.reference.value;
  return !a.layers.empty() && a.base.value == b.base.value &&
         std::ranges::equal(a.layers, b.layers, {}, &ir::Text::value, &ir::Text::value);
}

/// The new image that is the same as one that is gone; empty if there is none, or several.
Symbol NewName(const Revisions& revisions, const ir::Image& gone) {
  Symbol name;
  for (const ir::Image& image : revisions.after().images) {
    if (!IsRecord(image) || revisions.before().FindImage(image.name) != nullptr || !IsSame(gone, image)) continue;
    if (!name.empty()) return {};
    name = image.name;
  }
  return name;
}

}  // namespace

void CompareImages(Revisions& revisions) {
  const Users users = UsersOfImages(revisions.after());
  for (const ir::Image& image : revisions.before().images) {
    if (!IsRecord(image)) continue;
    const ir::Image* now = revisions.after().FindImage(image.name);
    if (CanBeUsed(now)) continue;
    const auto found = users.find(image.name);
    const std::span<const Consumer> consumers = found == users.end() ? std::span<const Consumer>() : found->second;
    Diagnostic& finding =
        revisions.Report(consumers, now != nullptr ? now->span : image.span, diag::BreakingImageRemoved,
                         image.name.text(), now != nullptr ? "is disabled" : "is gone");
    if (now == nullptr) SuggestRename(finding, NewName(revisions, image).text());
  }
}

}  // namespace ovcc::breaking
