// Which files make a project (§1.1, §1.6). Knows folders and names only; no file is opened here.
#include "frontend/sources.h"

#include <unordered_set>

#include "support/text.h"

namespace ovcc {
namespace {

// Folders are entered no deeper than this: a link to a folder above would never end.
constexpr int kDeepest = 16;

constexpr std::string_view kLayerFile = "layer.yml";

bool Exists(const FileSystem& files, const std::string& path) {
  const auto status = files.Status(path);
  return status.has_value() || !status.error().not_found;
}

/// Collects the layers below one folder.
class LayerSearch {
 public:
  LayerSearch(const FileSystem& files, DiagnosticSink& diags) : files_(files), diags_(diags) {}

  /// `named`: where the folder is written, empty for the default one, which need not exist.
  void Search(const std::string& folder, bool recursive, Span named) {
    const auto entries = files_.List(folder);
    if (!entries) {
      if (!named.empty() || !entries.error().not_found) {
        diags_.Emit(named, diag::FileUnreadable, folder, entries.error().reason);
      }
      return;
    }
    for (const DirectoryEntry& entry : *entries) {
      if (entry.kind == EntryKind::Directory && !entry.name.starts_with('.')) {
        Visit(JoinPath(folder, entry.name), entry.name, recursive ? kDeepest : 1);
      }
    }
  }

  std::vector<LayerFolder> Take() { return std::move(found_); }

 private:
  void Visit(const std::string& folder, const std::string& name, int depth) {
    const auto entries = files_.List(folder);
    if (!entries) {
      diags_.Emit({}, diag::FileUnreadable, folder, entries.error().reason);
      return;
    }
    LayerFolder layer{.name = name, .file = JoinPath(folder, kLayerFile), .neighbours = {}};
    bool is_layer = false;
    for (const DirectoryEntry& entry : *entries) {
      if (entry.kind == EntryKind::Directory) {
        if (depth > 1 && !entry.name.starts_with('.')) Visit(JoinPath(folder, entry.name), entry.name, depth - 1);
      } else if (entry.name == kLayerFile) {
        is_layer = true;
      } else {
        layer.neighbours.push_back(entry.name);
      }
    }
    if (is_layer && seen_.insert(CleanPath(layer.file)).second) found_.push_back(std::move(layer));
  }

  const FileSystem& files_;
  DiagnosticSink& diags_;
  std::vector<LayerFolder> found_;
  std::unordered_set<std::string> seen_;  // never iterated
};

}  // namespace

std::string PathInProject(const std::string& project, std::string_view name) {
  return project == "." ? std::string(name) : JoinPath(project, name);
}

ProjectRoots FindProjectRoots(const FileSystem& files, const std::string& project, bool images_known,
                              DiagnosticSink& diags) {
  ProjectRoots roots;
  const auto find = [&](std::string_view name) -> std::optional<std::string> {
    std::string path = PathInProject(project, name);
    if (!Exists(files, path)) return std::nullopt;
    return path;
  };
  roots.overthink = find("overthink.yml");
  for (const std::string_view name : {"image.yml", "images.yml"}) {
    if (auto path = find(name)) roots.image_files.push_back(*std::move(path));
  }
  roots.sidecars = find("sidecar.yml");
  const bool has_images = roots.overthink || !roots.image_files.empty();
  if (!has_images && (!images_known || !Exists(files, project))) diags.Emit({}, diag::ProjectMissing, project);
  return roots;
}

std::optional<std::string> FindUserSidecars(const FileSystem& files, std::string_view home) {
  std::string path = JoinPath(home, ".config/ov/sidecar.yml");
  if (!Exists(files, path)) return std::nullopt;
  return path;
}

std::vector<LayerFolder> FindLayers(const FileSystem& files, const std::string& project,
                                    const std::optional<std::vector<DiscoverPath>>& discover, DiagnosticSink& diags) {
  LayerSearch search(files, diags);
  if (!discover) {
    search.Search(PathInProject(project, "layers"), false, {});
    return search.Take();
  }
  for (const DiscoverPath& path : *discover) {
    const std::string folder = PathInProject(project, path.path.text());
    search.Search(folder, path.recursive, path.path.span);
  }
  return search.Take();
}

}  // namespace ovcc
