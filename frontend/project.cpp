// The front end from end to end (§1): which files make the project, reading them, and one module of contract level.
// Files are parsed in parallel; everything that is read from them goes into the module in a fixed order.
#include "frontend/project.h"

#include <algorithm>
#include <unordered_set>

#include "frontend/inspect_files.h"
#include "frontend/loaded_file.h"
#include "frontend/project_files.h"
#include "frontend/read/builtin_sidecars.h"
#include "frontend/read/finish_deploy.h"
#include "frontend/read/layer.h"
#include "frontend/read/root.h"
#include "frontend/read/sidecar.h"
#include "frontend/sources.h"
#include "support/check.h"
#include "support/text.h"

namespace ovcc {
namespace {

/// By name, then by place: files were added in reading order.
template <class T>
bool ComesBefore(const T& a, const T& b) {
  return a.name != b.name ? a.name < b.name : a.span.begin < b.span.begin;
}

/// Sorts by name; of two records with one name the first stays and the other is reported.
template <class T>
void SortUnique(std::vector<T>& records, std::string_view what, DiagnosticSink& diags) {
  std::ranges::sort(records, ComesBefore<T>);
  std::vector<T> kept;
  kept.reserve(records.size());
  for (T& record : records) {
    if (kept.empty() || kept.back().name != record.name) {
      kept.push_back(std::move(record));
    } else {
      diags.Emit(record.span, diag::DuplicateDefinition, what, record.name.text())
          .Attach(kept.back().span, "first defined here");
    }
  }
  records = std::move(kept);
}

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

class Loader {
 public:
  Loader(const ProjectRequest& request, const FileSystem& files, SourceManager& sources, Interner& names,
         DiagnosticSink& diags)
      : request_(request), files_(files), sources_(sources), names_(names), diags_(diags) {}

  ir::Module Load(std::vector<std::string>& routed) {
    module_.host = request_.host;
    module_.settings = request_.settings;
    module_.options = request_.options;
    ReadBuiltinSidecars();
    const ProjectRoots roots = FindProjectRoots(files_, request_.project, !request_.inspect.empty(), diags_);
    ProjectContents contents = ReadProjectFiles(roots, files_, sources_, names_, diags_);
    ProjectFile& project = contents.merged;
    module_.images = std::move(project.images);
    if (project.defaults) module_.defaults = std::move(*project.defaults);
    module_.distros = std::move(project.distros);
    ReadOtherFiles(roots, contents);
    AddDeployments(OverlayDeployFiles(std::move(project.deploy), std::move(machine_)));
    AddTemplates(std::move(project.sidecars));
    SortUnique(module_.images, "image", diags_);
    AttachLabels(ReadInspectFiles(request_.inspect, files_, sources_, names_, diags_), module_.images, diags_);
    SortUnique(module_.layers, "layer", diags_);
    SortDistros(module_.distros);
    FinishDeployments(request_, files_, sources_, names_, others_, module_, diags_, routed);
    return std::move(module_);
  }

 private:
  void ReadBuiltinSidecars() {
    const auto index = sources_.Add("<built-in sidecar.yml>", std::string(BuiltinSidecarText()));
    OVCC_CHECK(index.has_value(), "the built-in templates do not fit");
    const yaml::ParsedFile file = yaml::ParseYaml(sources_, *index, {}, diags_);
    OVCC_CHECK(!file.failed && !file.documents.empty(), "the built-in templates cannot be read");
    ReadContext context{file.documents.front(), sources_, names_, diags_};
    module_.templates = ReadSidecarFile(context, context.node(context.document.root()));
    for (ir::SidecarSpec& spec : module_.templates) spec.builtin = true;
  }

  /// deploy.yml, sidecar.yml and the layers: independent of each other, so they are parsed together.
  void ReadOtherFiles(const ProjectRoots& roots, ProjectContents& contents) {
    std::vector<std::string> paths = {DeployPath(request_, files_)};
    if (roots.sidecars) paths.push_back(*roots.sidecars);
    const std::size_t first_layer = paths.size();
    const std::vector<LayerFolder> folders = FindLayers(files_, request_.project, contents.merged.discover, diags_);
    for (const LayerFolder& folder : folders) paths.push_back(folder.file);

    const std::vector<LoadedFile> loaded = LoadFiles(paths, request_.jobs, files_, sources_, diags_);
    // A file that overthink.yml includes was read as a project file.
    if (!contents.read.contains(CleanPath(paths[0]))) ReadDeploy(loaded[0]);
    if (roots.sidecars && !contents.read.contains(CleanPath(paths[1]))) {
      ReadSidecars(loaded[1], contents.merged.sidecars);
    }
    for (std::size_t i = 0; i < folders.size(); ++i) AddLayer(folders[i], loaded[first_layer + i]);
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

  void ReadSidecars(const LoadedFile& file, std::vector<ir::SidecarSpec>& templates) {
    if (file.failure) diags_.Emit({}, diag::FileUnreadable, file.path, file.failure->reason);
    if (const yaml::Document* document = OnlyDocument(file.yaml, diags_)) {
      ReadContext context{*document, sources_, names_, diags_};
      const yaml::Node* root = RootMap(context);
      if (root == nullptr) return;
      for (ir::SidecarSpec& spec : ReadSidecarFile(context, *root)) templates.push_back(std::move(spec));
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

  /// A template of the project takes the place of a built-in one.
  void AddTemplates(std::vector<ir::SidecarSpec> templates) {
    std::unordered_set<Symbol> own;  // never iterated
    for (const ir::SidecarSpec& spec : templates) own.insert(spec.name);
    std::erase_if(module_.templates, [&](const ir::SidecarSpec& spec) { return own.contains(spec.name); });
    for (ir::SidecarSpec& spec : templates) module_.templates.push_back(std::move(spec));
    SortUnique(module_.templates, "sidecar template", diags_);
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
