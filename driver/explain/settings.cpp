// What a container is: image, network, pod, working folder, user, what it runs.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "driver/explain/parts.h"
#include "ir/names.h"

namespace ovcc::explain {
namespace {

/// Explains the settings of one container.
class SettingItems {
 public:
  SettingItems(Context& context, const ir::Deployment& deployment, const ir::Container& container,
               const ir::SidecarSpec* sidecar)
      : context_(context), deployment_(deployment), container_(container), sidecar_(sidecar) {}

  std::vector<Item> Run() {
    Image();
    Pod();
    if (sidecar_ == nullptr) Network();
    WorkingDir();
    Words("entrypoint", container_.entrypoint);
    Words("command", container_.command);
    if (!container_.user.empty()) Add("user", container_.user);
    if (sidecar_ == nullptr) UserNamespace();
    EnvFile();
    return std::move(items_);
  }

 private:
  Item& AddValue(std::string name, std::string_view value) {
    Item& item = items_.emplace_back();
    item.kind = ItemKind::Setting;
    item.name = std::move(name);
    item.value = value;
    return item;
  }

  Item& Add(std::string name, const ir::Text& text) {
    Item& item = AddValue(name, text.text());
    item.set_by = WrittenBy(name, text);
    return item;
  }

  Step WrittenBy(std::string_view field, const ir::Text& text) {
    if (sidecar_ == nullptr || deployment_.record_span.Contains(text.span)) {
      return context_.WrittenBy(deployment_, field, text.value, text.span);
    }
    return {std::string(text.text()), "template", fmt::format("template of sidecar `{}`", sidecar_->name.text()),
            context_.PlaceOf(text.span)};
  }

  void Image() {
    Item& item = Add("image", container_.image);
    const Symbol tag = context_.module().options.tag;
    if (sidecar_ != nullptr) return;
    const ir::EffectiveImage* image = context_.ImageOf(deployment_);
    if (!tag.empty()) {
      item.set_by->origin = "flag";
      item.set_by->words = fmt::format("`--tag {}`", tag.text());
    } else if (image != nullptr && image->tag.empty() && container_.image.text().ends_with(":latest")) {
      item.reasons.push_back({"no tag is written, or `auto`: then it is `latest`", {}});
    }
  }

  void Pod() {
    if (deployment_.sidecars.empty()) return;
    Item& item = AddValue("pod", ir::ContainerName(deployment_));
    if (sidecar_ != nullptr) return;
    for (const ir::SidecarSpec& sidecar : deployment_.sidecars) {
      item.reasons.push_back(
          {fmt::format("sidecar `{}` is attached: network, ports and memory are the pod's", sidecar.name.text()),
           context_.PlaceOf(sidecar.span)});
    }
  }

  void Network() {
    Item& item = Add("network", deployment_.network);
    if (item.set_by->place.empty()) item.set_by->words = "default, as neither the entry nor its image names one";
  }

  void WorkingDir() {
    if (container_.working_dir.empty()) return;
    Item& item = AddValue("working_dir", container_.working_dir.text());
    if (sidecar_ != nullptr) {
      item.set_by = WrittenBy("working_dir", sidecar_->working_dir);
      return;
    }
    const ir::Image* image = context_.module().FindImage(deployment_.image);
    if (image != nullptr && image->foreign && !image->working_dir.empty()) {
      item.set_by = WrittenBy("working_dir", image->working_dir);
      return;
    }
    const auto workspace =
        std::ranges::find(container_.mounts, "workspace", [](const ir::Mount& mount) { return mount.name.text(); });
    if (workspace != container_.mounts.end() && workspace->target == container_.working_dir) {
      item.reasons.push_back({"the volume `workspace` is there", context_.PlaceOf(workspace->span)});
    } else {
      item.reasons.push_back({"home of the image's user", {}});
    }
  }

  void Words(std::string name, const std::vector<ir::Text>& words) {
    if (words.empty()) return;
    std::vector<std::string_view> texts;
    for (const ir::Text& word : words) texts.push_back(word.text());
    Item& item = AddValue(name, fmt::format("{}", fmt::join(texts, " ")));
    item.set_by = WrittenBy(name, words.front());
    item.set_by->value = item.value;
    const ir::Image* image = context_.module().FindImage(deployment_.image);
    if (sidecar_ == nullptr && image != nullptr && !image->foreign) {
      item.reasons.push_back({"an image that ovcc's layers describe runs its init, or sleeps without one", {}});
    }
  }

  void UserNamespace() {
    const Symbol mapping = deployment_.pod ? deployment_.pod->user_namespace : container_.user_namespace;
    if (mapping.empty()) return;
    Item& item = AddValue("user_namespace", mapping.text());
    for (const ir::Mount& mount : container_.mounts) {
      if (mount.type == ir::VolumeType::Named) continue;
      item.reasons.push_back({fmt::format("volume `{}` is a folder of the host: its owner is the user of the container",
                                          mount.name.text()),
                              context_.PlaceOf(mount.span)});
    }
  }

  void EnvFile() {
    if (container_.env_file.empty()) return;
    Item& item = AddValue("env_file", container_.env_file.text());
    for (const Boxed<ir::EnvFile>* file : {&deployment_.env_file, &deployment_.workspace_env}) {
      if (!*file || (*file)->path != container_.env_file) continue;
      const bool workspace = file == &deployment_.workspace_env;
      item.set_by = workspace
                        ? Step{item.value, "workspace", "`.env` of the workspace", context_.PlaceOf((*file)->span)}
                        : context_.WrittenBy(deployment_, "env_file", container_.env_file, (*file)->span);
    }
  }

  Context& context_;
  const ir::Deployment& deployment_;
  const ir::Container& container_;
  const ir::SidecarSpec* sidecar_;
  std::vector<Item> items_;
};

}  // namespace

std::vector<Item> Settings(Context& context, const ir::Deployment& deployment, const ir::Container& container,
                           const ir::SidecarSpec* sidecar) {
  return SettingItems(context, deployment, container, sidecar).Run();
}

}  // namespace ovcc::explain
