// The front end from end to end (§1): which files make the project, reading them, and one module of contract level.
// Files are parsed in parallel; everything that is read from them goes into the module in a fixed order.
#include "frontend/project.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <unordered_set>
#include <utility>
#include <vector>

#include "frontend/inspect_files.h"
#include "frontend/loaded_file.h"
#include "frontend/project_files.h"
#include "frontend/read/finish_deploy.h"
#include "frontend/read/layer.h"
#include "frontend/read/root.h"
#include "frontend/sidecar_templates.h"
#include "frontend/sort_unique.h"
#include "frontend/sources.h"
#include "support/text.h"

namespace ovcc {
namespace {

/// Distributions are build machinery that files may refine: the last one of a name counts.
void SortDistros(std::vector<ir::Distro>& distros) {
  std::ranges::sort(distros, ComesBefore<ir::Distro>);
  std::ranges::reverse(distros);
  const auto rest = std::ranges::unique(distros, {}, &ir::Distro::name);
  distros.erase(rest.begin(), rest.end());
  std::ranges::reverse(distros);
}

std::string DefaultDeployPath(const ProjectRequest& request) {
  return JoinPath(request.host.home.text(), ".config/ov/deploy.yml");
}

/// True if a file could not be read as a whole: what it declares is not known.
bool LostFile(const DiagnosticSink& diags) {
  return std::ranges::any_of(diags.all(), [](const Diagnostic& found) {
    for (const DiagInfo* info : {&diag::FileUnreadable.info, &diag::YamlSyntax.info, &diag::YamlLimit.info,
                                 &diag::NotUtf8.info, &diag::RootNotMap.info, &diag::JsonSyntax.info}) {
      if (found.info == info) return true;
    }
    return false;
  });
}

/// Takes out the findings about built images without a contract that the project describes.
void DropDescribed(const ir::Module& module, const SourceManager& sources, DiagnosticSink& diags) {
  std::unordered_set<std::string> described;  // references in quotes; never iterated
  for (const ir::Image& image : module.images) {
    if (image.foreign) described.insert(fmt::format("\"{}\"", image.reference.text()));
  }
  for (const ir::Deployment& deployment : module.deployments) {
    if (deployment.entry.contract) described.insert(fmt::format("\"{}\"", deployment.entry.image.text()));
  }
  std::erase_if(diags.all(), [&](const Diagnostic& found) {
    return found.info == &diag::ImageWithoutContract.info &&
           described.contains(std::string(sources.TextOf(found.span)));
  });
}

class Loader {
 public:
  Loader(const ProjectRequest& request, const FileSystem& files, SourceManager& sources, Interner& names,
         DiagnosticSink& diags)
      : request_(request), files_(files), sources_(sources), names_(names), diags_(diags) {}

  ir::Module Load(std::vector<std::string>& routed) {
    module_.host = request_.host;
    module_.settings = request_.settings;
    module_.options = request_.options;
    const ProjectRoots roots = FindProjectRoots(files_, request_.project, !request_.inspect.empty(), diags_);
    DiagnosticSink of_images(diags_.wants_opinions());
    ProjectContents contents =
        ReadProjectFiles(roots, {request_.jobs, request_.parsed}, files_, sources_, names_, of_images);
    ProjectFile& project = contents.merged;
    module_.images = std::move(project.images);
    if (project.defaults) module_.defaults = std::move(*project.defaults);
    module_.distros = std::move(project.distros);
    module_.templates = ReadSidecarTemplates(request_, roots, contents, files_, sources_, names_, diags_);
    ReadOtherFiles(contents);
    AddDeployments(OverlayDeployFiles(std::move(project.deploy), std::move(machine_)));
    SortUnique(module_.images, "image", diags_);
    std::vector<InspectedImage> inspected = ReadInspectFiles(request_.inspect, files_, sources_, names_, of_images);
    const bool images_are_known = !LostFile(of_images);
    DropDescribed(module_, sources_, of_images);
    diags_.Join(std::move(of_images));
    AttachLabels(std::move(inspected), module_.images, diags_);
    SortUnique(module_.layers, "layer", diags_);
    SortDistros(module_.distros);
    FinishDeployments(request_, files_, sources_, names_, others_, module_, diags_, routed);
    if (!images_are_known) {
      std::erase_if(diags_.all(), [](const Diagnostic& found) { return found.info == &diag::UnknownImage.info; });
    }
    return std::move(module_);
  }

 private:
  /// deploy.yml and the layers: independent of each other, so they are parsed together.
  void ReadOtherFiles(const ProjectContents& contents) {
    std::vector<std::string> paths = {DeployPath(request_, files_)};
    const std::vector<LayerFolder> folders = FindLayers(files_, request_.project, contents.merged.discover, diags_);
    for (const LayerFolder& folder : folders) paths.push_back(folder.file);

    const std::vector<LoadedFile> loaded = LoadFiles(paths, {request_.jobs, request_.parsed}, files_, sources_, diags_);
    // A file that overthink.yml includes was read as a project file.
    if (!contents.read.contains(CleanPath(paths[0]))) ReadDeploy(loaded[0]);
    module_.layers.reserve(folders.size());
    for (std::size_t i = 0; i < folders.size(); ++i) AddLayer(folders[i], loaded[i + 1]);
  }

  void ReadDeploy(const LoadedFile& file) {
    if (file.failure) {
      // Nothing is deployed where no deploy.yml is found; one that was named must be there.
      if (request_.deploy || !file.failure->not_found)
        diags_.Emit({}, diag::DeployUnreadable, file.path, file.failure->reason);
      return;
    }
    if (file.yaml.failed && file.yaml.documents.empty()) {
      diags_.Emit(sources_.SpanOf(file.index, 0, 1), diag::DeployUnreadable, file.path, "it is not correct YAML");
    }
    if (const yaml::Document* document = OnlyDocument(file.yaml, diags_)) {
      ReadContext context{*document, sources_, names_, diags_};
      if (const yaml::Node* root = RootMap(context)) machine_ = ReadDeployFile(context, *root);
    }
  }

  void AddLayer(const LayerFolder& folder, const LoadedFile& file) {
    LayerInput input{.name = names_.Intern(folder.name), .neighbours = folder.neighbours, .file_span = {}};
    if (file.failure) {
      diags_.Emit({}, diag::FileUnreadable, file.path, file.failure->reason);
    } else {
      input.file_span = sources_.WholeFile(file.index);
    }
    module_.layers.push_back(ReadLayer(file.yaml, input, sources_, names_, diags_));
  }

  void AddDeployments(DeployFile deploy) {
    module_.deployments = std::move(deploy.deployments);
    module_.external_env = std::move(deploy.external_env);
    module_.external_mcp = std::move(deploy.external_mcp);
    others_ = std::move(deploy.other_targets);
  }

  const ProjectRequest& request_;
  const FileSystem& files_;
  SourceManager& sources_;
  Interner& names_;
  DiagnosticSink& diags_;
  ir::Module module_;
  DeployFile machine_;
  std::vector<StatedTarget> others_;
};

}  // namespace

std::vector<ir::SidecarSpec> LoadSidecarTemplates(const ProjectRequest& request, const FileSystem& files,
                                                  SourceManager& sources, Interner& names, DiagnosticSink& diags) {
  const bool without_images = true;
  const ProjectRoots roots = FindProjectRoots(files, request.project, without_images, diags);
  ProjectContents contents = ReadProjectFiles(roots, {request.jobs, request.parsed}, files, sources, names, diags);
  return ReadSidecarTemplates(request, roots, contents, files, sources, names, diags);
}

ir::Module LoadProject(const ProjectRequest& request, const FileSystem& files, SourceManager& sources, Interner& names,
                       DiagnosticSink& diags, std::vector<std::string>& routed) {
  return Loader(request, files, sources, names, diags).Load(routed);
}

std::string DeployPath(const ProjectRequest& request, const FileSystem& files) {
  if (request.deploy) return *request.deploy;
  std::string in_project = PathInProject(request.project, "deploy.yml");
  const auto status = files.Status(in_project);
  if (status || !status.error().not_found) return in_project;
  return DefaultDeployPath(request);
}

}  // namespace ovcc
