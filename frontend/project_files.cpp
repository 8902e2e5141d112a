// Follows `includes` (§1.6) and joins what the project files say. A file counts where it is met first: itself before
// the files it includes, these in order.
#include "frontend/project_files.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <span>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "frontend/read/root.h"
#include "support/text.h"

namespace ovcc {
namespace {

constexpr std::size_t kDeepestInclude = 8;

template <class T>
void Append(std::vector<T>& to, std::vector<T> from) {
  if (to.empty()) {
    to = std::move(from);
    return;
  }
  to.insert(to.end(), std::make_move_iterator(from.begin()), std::make_move_iterator(from.end()));
}

void Overlay(ir::Text& field, const ir::Text& later) {
  if (!later.empty()) field = later;
}

template <class T>
void Overlay(std::optional<T>& field, const std::optional<T>& later) {
  if (later) field = later;
}

/// `defaults:` of a later file over those of an earlier one, field by field.
void OverlayDefaults(ir::Image& defaults, const ir::Image& later) {
  Overlay(defaults.base, later.base);
  Overlay(defaults.ports, later.ports);
  Overlay(defaults.registry, later.registry);
  Overlay(defaults.tag, later.tag);
  Overlay(defaults.user, later.user);
  Overlay(defaults.uid, later.uid);
  Overlay(defaults.gid, later.gid);
  Overlay(defaults.network, later.network);
  Overlay(defaults.init, later.init);
  Overlay(defaults.info, later.info);
  if (later.user_policy != ir::UserPolicy::Unset) defaults.user_policy = later.user_policy;
  if (later.status != ir::Status::Unset) defaults.status = later.status;
  if (!later.distro.empty()) defaults.distro = later.distro;
  if (!later.security.span.empty()) defaults.security = later.security;
}

class Reader {
 public:
  Reader(const LoadOptions& options, const FileSystem& files, SourceManager& sources, Interner& names,
         DiagnosticSink& diags)
      : options_(options), files_(files), sources_(sources), names_(names), diags_(diags) {}

  /// An aggregating file and what it includes. `named`: where it is included; empty for the outermost one.
  void ReadAggregate(const std::string& path, Span named) {
    const std::string clean = CleanPath(path);
    const bool in_chain = std::ranges::find(chain_, clean) != chain_.end();
    chain_.push_back(clean);
    if (in_chain) {
      diags_.Emit(named, diag::IncludeCycle, Chain());
    } else if (chain_.size() > kDeepestInclude + 1) {
      diags_.Emit(named, diag::IncludeDepth, Chain());
    } else if (contents_.read.insert(clean).second) {
      const LoadedFile file = Take(path, clean, named);
      ReadDocuments(path, file.yaml, named.empty());
    }
    chain_.pop_back();
  }

  /// A file of images.
  void ReadImageFile(const std::string& path) {
    const std::string clean = CleanPath(path);
    if (!contents_.read.insert(clean).second) return;
    const LoadedFile file = Take(path, clean, {});
    chain_.push_back(clean);
    ReadDocuments(path, file.yaml, false);
    chain_.pop_back();
  }

  ProjectContents Take() { return std::move(contents_); }

 private:
  /// Parses files together that are about to be read one after the other.
  void Prepare(std::span<const std::string> paths) {
    std::vector<std::string> missing;
    std::unordered_set<std::string> seen;  // never iterated
    for (const std::string& path : paths) {
      const std::string clean = CleanPath(path);
      if (!contents_.read.contains(clean) && !prepared_.contains(clean) && seen.insert(clean).second) {
        missing.push_back(path);
      }
    }
    Load(missing);
  }

  void Load(std::span<const std::string> paths) {
    std::vector<DiagnosticSink> found(paths.size());
    std::vector<LoadedFile> loaded = LoadFiles(paths, options_, files_, sources_, found);
    for (std::size_t i = 0; i < paths.size(); ++i) {
      prepared_.insert_or_assign(CleanPath(paths[i]), Prepared{std::move(loaded[i]), std::move(found[i])});
    }
  }

  /// A file, and what its parser found.
  LoadedFile Take(const std::string& path, const std::string& clean, Span named) {
    if (!prepared_.contains(clean)) Load(std::span(&path, 1));
    auto prepared = prepared_.extract(clean);
    LoadedFile file = std::move(prepared.mapped().file);
    diags_.Join(std::move(prepared.mapped().diags));
    if (file.failure) diags_.Emit(named, diag::FileUnreadable, path, file.failure->reason);
    return file;
  }

  /// Only overthink.yml may hold `several` documents (§12.1).
  void ReadDocuments(const std::string& path, const yaml::ParsedFile& file, bool several) {
    if (several) {
      for (const yaml::Document& document : file.documents) ReadIncludes(path, document);
    } else if (const yaml::Document* document = OnlyDocument(file, diags_)) {
      ReadIncludes(path, *document);
    }
  }

  /// A document of the file `path`, then the files that it includes.
  void ReadIncludes(const std::string& path, const yaml::Document& document) {
    const std::string folder = path.substr(0, path.rfind('/') + 1);
    const std::vector<ir::Text> includes = ReadDocument(document);
    std::vector<std::string> paths;
    for (const ir::Text& include : includes) paths.push_back(JoinPath(folder, include.text()));
    if (chain_.size() <= kDeepestInclude) Prepare(paths);
    for (std::size_t i = 0; i < includes.size(); ++i) ReadAggregate(paths[i], includes[i].span);
  }

  /// Adds what the document says; returns its includes.
  std::vector<ir::Text> ReadDocument(const yaml::Document& document) {
    ReadContext context{document, sources_, names_, diags_};
    const yaml::Node* root = RootMap(context);
    if (root == nullptr) return {};
    ProjectFile part = ReadProjectFile(context, *root);
    ProjectFile& merged = contents_.merged;
    Append(merged.images, std::move(part.images));
    Append(merged.distros, std::move(part.distros));
    Append(merged.sidecars, std::move(part.sidecars));
    merged.deploy = OverlayDeployFiles(std::move(merged.deploy), std::move(part.deploy));
    if (part.defaults) {
      if (!merged.defaults) merged.defaults.emplace();
      OverlayDefaults(*merged.defaults, *part.defaults);
    }
    if (part.discover) {
      if (!merged.discover) merged.discover.emplace();
      Append(*merged.discover, std::move(*part.discover));
    }
    return std::move(part.includes);
  }

  [[nodiscard]] std::string Chain() const { return fmt::format("{}", fmt::join(chain_, " -> ")); }

  struct Prepared {
    LoadedFile file;
    DiagnosticSink diags;
  };

  LoadOptions options_;
  const FileSystem& files_;
  SourceManager& sources_;
  Interner& names_;
  DiagnosticSink& diags_;
  std::unordered_map<std::string, Prepared> prepared_;  // never iterated
  std::vector<std::string> chain_;                      // from the outermost file to the one being read
  ProjectContents contents_;
};

}  // namespace

ProjectContents ReadProjectFiles(const ProjectRoots& roots, const LoadOptions& options, const FileSystem& files,
                                 SourceManager& sources, Interner& names, DiagnosticSink& diags) {
  Reader reader(options, files, sources, names, diags);
  if (roots.overthink) reader.ReadAggregate(*roots.overthink, {});
  for (const std::string& path : roots.image_files) reader.ReadImageFile(path);
  return reader.Take();
}

}  // namespace ovcc
