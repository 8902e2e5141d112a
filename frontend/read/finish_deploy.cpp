// Brings deployments from what the files say to what the passes expect: flags and variables of the run first, because
// they act like an edit of the entry (§13.3), then images (§16.1), then environment files (§1.8).
#include "frontend/read/finish_deploy.h"

#include <algorithm>
#include <unordered_set>
#include <utility>

#include "frontend/env_files.h"
#include "frontend/read/choose_image.h"
#include "frontend/read/entry_flags.h"
#include "frontend/read/volume_flags.h"
#include "frontend/sort_unique.h"
#include "ir/names.h"
#include "support/text.h"

namespace ovcc {
namespace {

/// Records of deploys that are compiled here are made anew (§4.1, W37); the others stay, with a warning.
void FilterExternalRecords(ReadContext& context, ir::Module& module) {
  std::unordered_set<Symbol> compiled;  // never iterated
  for (const ir::Deployment& deployment : module.deployments) compiled.insert(deployment.key);
  const auto filter = [&](auto& records) {
    std::erase_if(records, [&](const auto& record) { return compiled.contains(record.source); });
    for (const auto& record : records) {
      context.diags.Emit(record.span, diag::ProvidesSourceUnknown, record.name.text(),
                         ir::DescribeSource(record.source));
    }
  };
  filter(module.external_env);
  filter(module.external_mcp);
}

/// Absolute path of `entry.env_file` (§4.6). A path that is absolute as written stays as it is (§16.8).
std::string EnvFilePath(const ProjectRequest& request, const ir::Entry& entry) {
  const std::string path = ExpandHome(entry.env_file.text(), request.host.home.text());
  if (path.starts_with('/') && !entry.env_file_from_flag) return path;
  return CleanPath(JoinPath(request.working_directory, path));
}

void ReadEnvFiles(const ProjectRequest& request, EnvFileReader& reader, ir::Deployment& deployment) {
  const ir::Entry& entry = deployment.entry;
  if (!entry.env_file.empty()) {
    const ir::Origin origin = entry.env_file_from_flag ? ir::Origin::FlagFile : ir::Origin::EnvFile;
    deployment.env_file = reader.Read(EnvFilePath(request, entry), entry.env_file.span, origin, true);
  }
  for (const ir::VolumeRecord& record : entry.volumes) {
    if (record.type == ir::VolumeType::Named || record.name.text() != "workspace") continue;
    const std::string folder = ir::BindSource(request.settings, request.host, deployment, record);
    deployment.workspace_env =
        reader.Read(CleanPath(JoinPath(folder, ".env")), record.span, ir::Origin::Workspace, false);
  }
}

/// `source: file:/path` (§10.4). The value itself is not read.
void LookAtSecretFiles(const FileSystem& files, ir::Entry& entry) {
  constexpr std::string_view kFile = "file:";
  if (!entry.secrets) return;
  for (ir::SecretDeclaration& secret : *entry.secrets) {
    const std::string_view source = secret.source.text();
    if (!source.starts_with(kFile)) continue;
    secret.source_readable_by_all = files.ReadableByAll(std::string(source.substr(kFile.size())));
  }
}

}  // namespace

void FinishDeployments(const ProjectRequest& request, const FileSystem& files, SourceManager& sources, Interner& names,
                       std::span<const StatedTarget> others, ir::Module& module, DiagnosticSink& diags,
                       std::vector<std::string>& routed) {
  const yaml::Document no_document{};
  ReadContext context{no_document, sources, names, diags};
  SortUnique(module.deployments, &ir::Deployment::key, "deploy entry", "first here", diags);
  PlacedFlags flags;
  Symbol flagged;
  if (request.flags) {
    flags = PlaceFlags(*request.flags, sources, names);
    flagged = EnsureEntry(context, flags, others, module);
  }
  FilterExternalRecords(context, module);
  ChooseImages(context, module);
  VolumeVariables variables(context, sources, request);
  EnvFileReader env_files(files, sources, names, diags);
  for (ir::Deployment& deployment : module.deployments) {
    MergeVolumes(deployment.entry.volumes, variables.For(deployment.base_name));
    if (!flagged.empty() && deployment.key == flagged) {
      ApplyEntryFlags(context, flags, module, deployment, routed);
    }
    ReadEnvFiles(request, env_files, deployment);
    if (diags.wants_opinions()) LookAtSecretFiles(files, deployment.entry);
  }
}

}  // namespace ovcc
