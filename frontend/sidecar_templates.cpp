// Where sidecar templates come from (§1.7): the program, the user, the project. A later place wins name by name, and a
// template replaces the earlier one as a whole; what an entry of deploy.yml changes is merged by a pass instead.
#include "frontend/sidecar_templates.h"

#include <algorithm>
#include <iterator>
#include <unordered_set>

#include "frontend/loaded_file.h"
#include "frontend/read/builtin_sidecars.h"
#include "frontend/read/root.h"
#include "frontend/read/sidecar.h"
#include "frontend/sort_unique.h"
#include "support/check.h"
#include "support/text.h"

namespace ovcc {
namespace {

using Templates = std::vector<ir::SidecarSpec>;

class TemplateReader {
 public:
  TemplateReader(ParsedFiles* parsed, const FileSystem& files, SourceManager& sources, Interner& names,
                 DiagnosticSink& diags)
      : parsed_(parsed), files_(files), sources_(sources), names_(names), diags_(diags) {}

  Templates ReadBuiltin() {
    const auto index = sources_.Add("<built-in sidecar.yml>", std::string(BuiltinSidecarText()));
    OVCC_CHECK(index.has_value(), "the built-in templates do not fit");
    const yaml::ParsedFile file = yaml::ParseYaml(sources_, *index, {}, diags_);
    OVCC_CHECK(!file.failed && !file.documents.empty(), "the built-in templates cannot be read");
    Templates templates = Read(file);
    for (ir::SidecarSpec& spec : templates) spec.builtin = true;
    return templates;
  }

  Templates ReadFile(const std::string& path) {
    const std::vector<LoadedFile> loaded = LoadFiles({&path, 1}, {.parsed = parsed_}, files_, sources_, diags_);
    const LoadedFile& file = loaded.front();
    if (file.failure) diags_.Emit({}, diag::FileUnreadable, file.path, file.failure->reason);
    return Read(file.yaml);
  }

 private:
  Templates Read(const yaml::ParsedFile& file) {
    const yaml::Document* document = OnlyDocument(file, diags_);
    if (document == nullptr) return {};
    ReadContext context{*document, sources_, names_, diags_};
    const yaml::Node* root = RootMap(context);
    return root == nullptr ? Templates() : ReadSidecarFile(context, *root);
  }

  ParsedFiles* parsed_;
  const FileSystem& files_;
  SourceManager& sources_;
  Interner& names_;
  DiagnosticSink& diags_;
};

/// Puts `above` in the place of what has the same name in `templates`.
void Override(Templates& templates, Templates above, DiagnosticSink& diags) {
  std::unordered_set<Symbol> own;  // never iterated
  for (const ir::SidecarSpec& spec : above) own.insert(spec.name);
  std::erase_if(templates, [&](const ir::SidecarSpec& spec) { return own.contains(spec.name); });
  std::ranges::move(above, std::back_inserter(templates));
  SortUnique(templates, "sidecar template", diags);
}

}  // namespace

std::vector<ir::SidecarSpec> ReadSidecarTemplates(const ProjectRequest& request, const ProjectRoots& roots,
                                                  ProjectContents& contents, const FileSystem& files,
                                                  SourceManager& sources, Interner& names, DiagnosticSink& diags) {
  TemplateReader reader(request.parsed, files, sources, names, diags);
  Templates templates = reader.ReadBuiltin();
  const auto absolute = [&](const std::string& path) { return CleanPath(JoinPath(request.working_directory, path)); };
  const std::optional<std::string> of_user = FindUserSidecars(files, request.host.home.text());
  // A project in the folder of the user's file has one file for both.
  const bool shared = of_user && roots.sidecars && absolute(*of_user) == absolute(*roots.sidecars);
  if (of_user && !shared) Override(templates, reader.ReadFile(*of_user), diags);

  Templates of_project = std::move(contents.merged.sidecars);
  // A file that overthink.yml includes was read as a project file.
  if (roots.sidecars && !contents.read.contains(CleanPath(*roots.sidecars))) {
    std::ranges::move(reader.ReadFile(*roots.sidecars), std::back_inserter(of_project));
  }
  Override(templates, std::move(of_project), diags);
  return templates;
}

}  // namespace ovcc
