#pragma once

#include <algorithm>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "frontend/read/builtin_sidecars.h"
#include "frontend/read/deploy.h"
#include "frontend/read/deploy_fixture.h"
#include "frontend/read/finish_deploy.h"
#include "frontend/read/sidecar.h"
#include "support/memory_file_system.h"

namespace ovcc {

/// A module as `FinishDeployments` receives it: images made by hand, deploy.yml from text.
class ModuleFixture : public ReaderFixture {
 public:
  ModuleFixture() {
    request.working_directory = "/work dir";
    request.host.home = names.Intern("/home/user");
    request.settings.volumes_path = names.Intern("/volumes");
    request.settings.encrypted_storage_path = names.Intern("/encrypted");
    request.variable = [this](const std::string& name) -> std::optional<std::string> {
      const auto found = variables.find(name);
      return found == variables.end() ? std::nullopt : std::optional(found->second);
    };
    module.templates = ReadYaml(BuiltinSidecarText(), [](ReadContext& context, const yaml::Node& root) {
      return ReadSidecarFile(context, root);
    });
  }

  ir::Image& AddImage(std::string_view name) {
    ir::Image image;
    image.name = names.Intern(name);
    const auto place = std::ranges::lower_bound(module.images, image.name, {}, &ir::Image::name);
    return *module.images.insert(place, std::move(image));
  }

  ir::Image& AddForeignImage(std::string_view name, std::string_view reference) {
    ir::Image& image = AddImage(name);
    image.foreign = true;
    image.reference.value = names.Intern(reference);
    return image;
  }

  /// Reads and finishes a deploy.yml.
  void Finish(std::string_view text) {
    DeployFile file =
        ReadYaml(text, [](ReadContext& context, const yaml::Node& root) { return ReadDeployFile(context, root); });
    module.deployments = std::move(file.deployments);
    module.external_env = std::move(file.external_env);
    module.external_mcp = std::move(file.external_mcp);
    FinishDeployments(request, files, sources, names, file.other_targets, module, diags, routed);
  }

  EntryFlags& flags() {
    if (!request.flags) request.flags.emplace();
    return *request.flags;
  }

  [[nodiscard]] const ir::Deployment& deployment(std::string_view key) {
    const ir::Deployment* found = module.FindDeployment(names.Intern(key));
    if (found == nullptr) throw std::runtime_error(fmt::format("no deployment {}", key));
    return *found;
  }

  ProjectRequest request;
  std::map<std::string, std::string> variables;
  MemoryFileSystem files;
  ir::Module module;
  std::vector<std::string> routed;
};

/// `NAME=value`, or `NAME` for a bare name.
inline std::vector<std::string> Assignments(const std::vector<ir::EnvEntry>& env) {
  std::vector<std::string> texts;
  for (const ir::EnvEntry& entry : env) {
    texts.push_back(entry.bare ? std::string(entry.name.text())
                               : fmt::format("{}={}", entry.name.text(), entry.value.text()));
  }
  return texts;
}

/// `name:type:host:path`.
inline std::vector<std::string> Records(const std::vector<ir::VolumeRecord>& records) {
  std::vector<std::string> texts;
  for (const ir::VolumeRecord& record : records) {
    const char type = record.type == ir::VolumeType::Named ? 'n' : record.type == ir::VolumeType::Bind ? 'b' : 'e';
    texts.push_back(fmt::format("{}:{}:{}:{}", record.name.text(), type, record.host.text(), record.path.text()));
  }
  return texts;
}

}  // namespace ovcc
