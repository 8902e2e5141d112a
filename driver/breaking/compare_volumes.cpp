// Volumes that are gone, stand at another path, or have other storage behind them: what was stored is not found again.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "driver/breaking/revisions.h"
#include "driver/breaking/rules.h"

namespace ovcc::breaking {
namespace {

/// Deployments that one declaration or record breaks in the same way.
struct Broken {
  Symbol volume;
  std::string title;
  Span span;           // where the change stands now, else where the volume was declared
  std::string change;  // empty: the volume is gone
  std::vector<Consumer> consumers;
};

std::string DescribeChange(const ir::Mount& before, const ir::Mount& after) {
  if (before.target != after.target) {
    return fmt::format("stands at {} and no longer at {}", Quoted(after.target), Quoted(before.target));
  }
  // The source of a named volume is its full name, which every deployment has for itself.
  if (before.type == after.type && (before.type == ir::VolumeType::Named || before.source == after.source)) return "";
  return fmt::format("is backed by {} {} and no longer by {} {}", ir::VolumeTypeText(after.type), Quoted(after.source),
                     ir::VolumeTypeText(before.type), Quoted(before.source));
}

class Volumes {
 public:
  explicit Volumes(Revisions& revisions) : revisions_(revisions) {}

  void CompareMounts(const DeploymentPair& pair) {
    for (const ir::Mount& mount : pair.before->app.mounts) {
      const ir::Mount* now = FindNamed(pair.after->app.mounts, mount.name);
      const std::string change = now == nullptr ? "" : DescribeChange(mount, *now);
      if (now != nullptr && change.empty()) continue;
      const Owner* owner = revisions_.OwnerOf(mount.span);
      Broken& broken = broken_[{mount.span.begin, change}];
      if (broken.consumers.empty()) {
        broken.volume = mount.name;
        broken.title = owner != nullptr ? owner->Title() : Quoted(pair.after->key);
        broken.span = now != nullptr && !now->span.empty() ? now->span : mount.span;
        broken.change = change;
      }
      broken.consumers.push_back(
          {pair.after->span, fmt::format("{} has data at {}", Quoted(pair.after->key), Quoted(mount.target))});
    }
  }

  void Report() {
    for (const auto& [key, broken] : broken_) {
      said_.insert(key.first);
      ReportOne(broken.consumers, broken.span, broken.title, broken.volume, broken.change);
    }
  }

  /// What nobody in the program has mounted.
  void CompareDeclarations(const Owner& before, const Owner& after) {
    for (const ir::Volume& volume : before.contract->volumes) {
      if (said_.contains(volume.span.begin)) continue;
      const ir::Volume* now = FindNamed(after.contract->volumes, volume.name);
      if (now == nullptr) {
        ReportOne({}, volume.span, before.Title(), volume.name, "");
      } else if (now->path.value != volume.path.value) {
        ReportOne({}, now->path.span, before.Title(), volume.name,
                  fmt::format("stands at {} and no longer at {}", Quoted(now->path.value), Quoted(volume.path.value)));
      }
    }
  }

 private:
  void ReportOne(std::span<const Consumer> consumers, Span span, const std::string& title, Symbol volume,
                 const std::string& change) {
    if (change.empty()) {
      revisions_.Report(consumers, span, diag::BreakingVolumeRemoved, title, volume.text());
    } else {
      revisions_.Report(consumers, span, diag::BreakingVolumeMoved, volume.text(), title, change);
    }
  }

  Revisions& revisions_;
  std::map<std::pair<std::uint32_t, std::string>, Broken> broken_;  // by the place of the declaration and the change
  std::set<std::uint32_t> said_;
};

}  // namespace

void CompareVolumes(Revisions& revisions) {
  Volumes volumes(revisions);
  for (const DeploymentPair& pair : revisions.deployments()) volumes.CompareMounts(pair);
  volumes.Report();
  for (const OwnerPair& pair : revisions.owners()) {
    if (pair.before != nullptr && pair.after != nullptr) volumes.CompareDeclarations(*pair.before, *pair.after);
  }
}

}  // namespace ovcc::breaking
