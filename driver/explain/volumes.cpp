// Volumes: who declares each, what stands behind it, and why another one is not mounted.
#include <fmt/format.h>

#include <algorithm>

#include "driver/explain/parts.h"
#include "support/suggest.h"

namespace ovcc::explain {
namespace {

const std::vector<ir::Volume>* DeclaredVolumes(Context& context, const ir::Deployment& deployment,
                                               const ir::SidecarSpec* sidecar) {
  if (sidecar != nullptr) return sidecar->volumes ? &*sidecar->volumes : nullptr;
  const ir::EffectiveImage* image = context.ImageOf(deployment);
  return image == nullptr ? nullptr : &image->contract.volumes;
}

template <class Record>
const Record* FindNamed(const std::vector<Record>& records, Symbol name) {
  const auto found = std::ranges::find(records, name, &Record::name);
  return found == records.end() ? nullptr : &*found;
}

/// Explains the volumes of one container.
class VolumeItems {
 public:
  VolumeItems(Context& context, const ir::Deployment& deployment, const ir::SidecarSpec* sidecar)
      : context_(context),
        deployment_(deployment),
        sidecar_(sidecar),
        declared_(DeclaredVolumes(context, deployment, sidecar)) {}

  Item Mounted(const ir::Mount& mount) {
    Item item = Named(mount.name);
    item.value = fmt::format("{}:{}", mount.source.text(), mount.target.text());
    item.also = {std::string(mount.source.text()), std::string(mount.target.text())};
    const ir::Volume* declared = declared_ == nullptr ? nullptr : FindNamed(*declared_, mount.name);
    const ir::VolumeRecord* record = sidecar_ == nullptr ? FindNamed(deployment_.entry.volumes, mount.name) : nullptr;
    item.set_by = record == nullptr ? DeclarationStep(mount) : RecordStep(*record);
    item.set_by->value = item.value;
    if (record != nullptr && declared != nullptr) {
      item.reasons.push_back(
          {fmt::format("{} is declared as a volume", declared->path.text()), context_.PlaceOf(declared->span)});
    }
    AddBacking(mount, record, item);
    return item;
  }

  Item Shadowed(const ir::Mount& mount, const std::vector<ir::Mount>& mounts) {
    Item item = Named(mount.name);
    item.present = false;
    const auto taker = std::ranges::find(mounts, mount.target, &ir::Mount::target);
    const std::string by = taker == mounts.end() ? "a folder of the host" : fmt::format("`{}`", taker->name.text());
    item.reasons.push_back({fmt::format("{} takes its path `{}`", by, mount.target.text()),
                            context_.PlaceOf(taker == mounts.end() ? mount.span : taker->span)});
    return item;
  }

  /// A record of the entry that matches nothing.
  Item Unmatched(const ir::VolumeRecord& record) {
    Item item = Named(record.name);
    item.present = false;
    item.reasons.push_back({fmt::format("the entry says what is behind it, but image `{}` declares no such volume, and "
                                        "the entry names no `path`",
                                        deployment_.image.text()),
                            context_.PlaceOf(record.span)});
    std::vector<std::string_view> names;
    if (declared_ != nullptr) {
      for (const ir::Volume& volume : *declared_) names.push_back(volume.name.text());
    }
    const std::string_view nearest = Nearest(record.name.text(), names);
    if (!nearest.empty()) item.help = fmt::format("did you mean `{}`?", nearest);
    return item;
  }

 private:
  static Item Named(Symbol name) {
    Item item;
    item.kind = ItemKind::Volume;
    item.name = name.text();
    return item;
  }

  Step RecordStep(const ir::VolumeRecord& record) {
    Step step{std::nullopt, "deploy", "", context_.PlaceOf(record.span)};
    if (step.place.file == "<command line>") {
      step.origin = "flag";
      step.words = "a flag";
    } else {
      step.words = "`volumes` of the entry";
    }
    step.words += fmt::format(", type `{}`", ir::VolumeTypeText(record.type));
    return step;
  }

  Step DeclarationStep(const ir::Mount& mount) {
    if (sidecar_ != nullptr) {
      return {std::nullopt, "sidecar", fmt::format("`volumes` of sidecar `{}`", sidecar_->name.text()),
              context_.PlaceOf(mount.span)};
    }
    return {std::nullopt, "declared", "declared as a volume; the entry does not say what is behind it",
            context_.PlaceOf(mount.span)};
  }

  void AddBacking(const ir::Mount& mount, const ir::VolumeRecord* record, Item& item) {
    if (mount.type == ir::VolumeType::Named) {
      item.reasons.push_back({"a named volume: Podman creates and keeps it", {}});
      return;
    }
    const ir::Settings& settings = context_.module().settings;
    const bool encrypted = mount.type == ir::VolumeType::Encrypted;
    if (record != nullptr && record->host.empty()) {
      item.reasons.push_back({fmt::format("the entry names no `host`: its folder is below `{}`, the setting `{}`",
                                          (encrypted ? settings.encrypted_storage_path : settings.volumes_path).text(),
                                          encrypted ? "encrypted_storage_path" : "volumes_path"),
                              {}});
    }
    if (!encrypted) return;
    const Symbol tool = context_.module().host.tool;
    item.reasons.push_back({tool.empty() ? "nothing mounts it: the host description names no `tool`"
                                         : fmt::format("`{}` mounts it before the container starts", tool.text()),
                            {}});
  }

  Context& context_;
  const ir::Deployment& deployment_;
  const ir::SidecarSpec* sidecar_;
  const std::vector<ir::Volume>* declared_;
};

}  // namespace

std::vector<Item> Volumes(Context& context, const ir::Deployment& deployment, const ir::Container& container,
                          const ir::SidecarSpec* sidecar) {
  VolumeItems volumes(context, deployment, sidecar);
  std::vector<Item> items;
  for (const ir::Mount& mount : container.mounts) items.push_back(volumes.Mounted(mount));
  for (const ir::Mount& mount : container.shadowed) items.push_back(volumes.Shadowed(mount, container.mounts));
  if (sidecar != nullptr) return items;
  const std::vector<ir::Volume>* declared = DeclaredVolumes(context, deployment, nullptr);
  for (const ir::VolumeRecord& record : deployment.entry.volumes) {
    if (record.path.empty() && (declared == nullptr || FindNamed(*declared, record.name) == nullptr)) {
      items.push_back(volumes.Unmatched(record));
    }
  }
  return items;
}

}  // namespace ovcc::explain
