// From what a run asked for to edits of deploy.yml: the entry before and after the flags is compared field by field,
// and only what differs is written (W24, W31).
#include "frontend/edit/deploy_edits.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "frontend/edit/entry_view.h"
#include "frontend/edit/env_edits.h"
#include "frontend/edit/port_edits.h"
#include "frontend/edit/registry_edits.h"
#include "frontend/edit/render.h"
#include "support/check.h"

namespace ovcc::edit {
namespace {

/// Collects the edits of one entry.
class EntryPlan {
 public:
  EntryPlan(const EntryView& view, const ir::Deployment& before, const ir::Deployment& after, const DeployText& text,
            const SourceManager& sources, DiagnosticSink& diags)
      : view_(view), before_(before), after_(after), text_(text), sources_(sources), diags_(diags) {}

  std::vector<Edit> Plan(const ir::Module& module) {
    PlanSidecars();
    PlanEnv();
    PlanVolumes();
    PlanLimits();
    PlanText("network", before_.entry.network, after_.entry.network, after_.entry.network.text());
    const std::string_view env_file = after_.env_file ? after_.env_file->path.text() : std::string_view();
    PlanText("env_file", before_.entry.env_file, after_.entry.env_file, env_file);
    if (!after_.entry.port_overrides.empty() && before_.entry.ports && !before_.entry.ports->empty()) {
      (void)MayWrite("ports", before_.entry.ports->front().span);
    }
    Add(PortEdits(view_, module, after_));
    return std::move(edits_);
  }

 private:
  void Add(std::vector<Edit> edits) {
    for (Edit& edit : edits) edits_.push_back(std::move(edit));
  }

  /// False, and reported, if another file says what a new field here would replace as a whole.
  bool MayWrite(std::string_view field, Span written) {
    if (view_.Find(field) != nullptr || written.empty() || text_.span.Contains(written)) return true;
    const SourceManager::File* file = sources_.FileOf(written);
    if (file == nullptr || file->name.starts_with('<')) return true;
    diags_.Emit(written, diag::EditElsewhere, field, after_.key.text());
    return false;
  }

  void PlanText(std::string_view field, const ir::Text& before, const ir::Text& after, std::string_view value) {
    if (before.value == after.value && before.span == after.span) return;
    if (!after.empty()) edits_.push_back({view_.PathOf(field), Tree::Scalar(value)});
  }

  void PlanSidecars() {
    const std::vector<ir::SidecarSpec>& before = before_.entry.sidecars;
    const std::vector<ir::SidecarSpec>& after = after_.entry.sidecars;
    const Path path = view_.PathOf("sidecars");
    const Tree* current = view_.Find("sidecars");
    if (!before.empty() && !std::ranges::equal(before, after, SameSidecar) &&
        !MayWrite("sidecars", before.front().span)) {
      return;
    }
    for (const ir::SidecarSpec& spec : after) {
      const auto old = std::ranges::find(before, spec.name, &ir::SidecarSpec::name);
      const Tree* override_tree = current == nullptr ? nullptr : current->Find(spec.name.text());
      if (old == before.end()) edits_.push_back({Below(path, std::string(spec.name.text())), Tree::Map()});
      if (old == before.end() ? spec.env.empty() : SameSidecar(*old, spec)) continue;
      PlanSidecarEnv(Below(path, std::string(spec.name.text())), override_tree, spec);
    }
    const bool none_left = after.empty() && current != nullptr && current->entries.size() == before.size();
    if (none_left && !before.empty()) {
      edits_.push_back({path, std::nullopt});
      return;
    }
    for (const ir::SidecarSpec& spec : before) {
      if (std::ranges::find(after, spec.name, &ir::SidecarSpec::name) != after.end()) continue;
      edits_.push_back({Below(path, std::string(spec.name.text())), std::nullopt});
    }
  }

  static bool SameSidecar(const ir::SidecarSpec& a, const ir::SidecarSpec& b) {
    return a.name == b.name && SameVariables(a.env, b.env);
  }

  void PlanSidecarEnv(const Path& sidecar, const Tree* override_tree, const ir::SidecarSpec& spec) {
    const Path path = Below(sidecar, "env");
    const Tree* env = override_tree == nullptr ? nullptr : override_tree->Find("env");
    if (env != nullptr && env->kind == yaml::Kind::Null) env = nullptr;
    if (spec.env.empty()) {
      edits_.push_back({path, std::nullopt});
      return;
    }
    AddEnv(path, env, LastValues(spec.env), true);
  }

  void PlanEnv() {
    const auto& before = before_.entry.env;
    const auto& after = after_.entry.env;
    if (!after || (before && SameVariables(*before, *after))) return;
    if (before && !before->empty() && !MayWrite("env", before->front().span)) return;
    AddEnv(view_.PathOf("env"), view_.Find("env"), LastValues(*after), false);
  }

  void AddEnv(const Path& path, const Tree* current, const std::vector<ir::EnvEntry>& wanted, bool as_map) {
    if (auto edits = EnvEdits(path, current, wanted, as_map)) {
      Add(std::move(*edits));
      return;
    }
    diags_
        .Emit(text_.span, diag::EditRefused, fmt::format("`{}`", PathText(path)),
              "a mapping has no way to write a name without a value")
        .Help("write it as a list, `- NAME=VALUE`, with `- NAME` for a value that comes from the service manager");
  }

  void PlanVolumes() {
    const Path path = view_.PathOf("volumes");
    const Tree* current = view_.Find("volumes");
    std::size_t size = current == nullptr ? 0 : current->items.size();
    for (const ir::VolumeRecord& record : after_.entry.volumes) {
      const auto old = std::ranges::find(before_.entry.volumes, record.name, &ir::VolumeRecord::name);
      const bool known = old != before_.entry.volumes.end();
      if (known && old->type == record.type && old->host.value == record.host.value) continue;
      if (!before_.entry.volumes.empty() && !MayWrite("volumes", before_.entry.volumes.front().span)) return;
      const std::optional<std::size_t> place = RecordAt(current, record.name.text());
      Add(place ? ChangeRecord(Below(path, *place), current->items[*place], record)
                : std::vector<Edit>{{Below(path, size++), NewRecord(record)}});
    }
  }

  static std::optional<std::size_t> RecordAt(const Tree* list, std::string_view name) {
    for (std::size_t i = 0; list != nullptr && i < list->items.size(); ++i) {
      const Tree* found = list->items[i].Find("name");
      if (found != nullptr && found->text == name) return i;
    }
    return std::nullopt;
  }

  static Tree NewRecord(const ir::VolumeRecord& record) {
    Tree tree = Tree::Map(
        {{"name", Tree::Scalar(record.name.text())}, {"type", Tree::Scalar(ir::VolumeTypeText(record.type))}});
    if (!record.host.empty()) tree.entries.emplace_back("host", Tree::Scalar(record.host.text()));
    if (!record.path.empty()) tree.entries.emplace_back("path", Tree::Scalar(record.path.text()));
    return tree;
  }

  static std::vector<Edit> ChangeRecord(const Path& path, const Tree& current, const ir::VolumeRecord& record) {
    std::vector<Edit> edits = {{Below(path, "type"), Tree::Scalar(ir::VolumeTypeText(record.type))}};
    if (!record.host.empty()) {
      edits.push_back({Below(path, "host"), Tree::Scalar(record.host.text())});
    } else if (current.Find("host") != nullptr) {
      edits.push_back({Below(path, "host"), std::nullopt});
    }
    return edits;
  }

  void PlanLimits() {
    struct Limit {
      std::string_view name;
      ir::Text ir::Security::* field;
    };
    constexpr std::array kLimits = {
        Limit{"memory_max", &ir::Security::memory_max}, Limit{"memory_high", &ir::Security::memory_high},
        Limit{"memory_swap_max", &ir::Security::memory_swap_max}, Limit{"cpus", &ir::Security::cpus}};
    const ir::Security before = before_.entry.security.value_or(ir::Security());
    const ir::Security after = after_.entry.security.value_or(ir::Security());
    for (const Limit& limit : kLimits) {
      const ir::Text& value = after.*limit.field;
      if ((before.*limit.field).value == value.value) continue;
      if (!MayWrite("security", before.span)) return;
      edits_.push_back({Below(view_.PathOf("security"), std::string(limit.name)), Tree::Scalar(value.text())});
    }
  }

  const EntryView& view_;
  const ir::Deployment& before_;
  const ir::Deployment& after_;
  const DeployText& text_;
  const SourceManager& sources_;
  DiagnosticSink& diags_;
  std::vector<Edit> edits_;
};

std::vector<Edit> PlanEdits(const Tree& file, const DeployText& text, const DeployChange& change,
                            const SourceManager& sources, DiagnosticSink& diags) {
  const EntryView view(file, change.key.text());
  const ir::Deployment* before = change.before.FindDeployment(change.key);
  std::vector<Edit> edits;
  if (change.remove) {
    if (view.exists()) {
      edits.push_back({view.path(), std::nullopt});
    } else if (before != nullptr) {
      diags.Emit(before->span, diag::EntryElsewhere, change.key.text());
    }
  } else if (const ir::Deployment* after = change.after.FindDeployment(change.key)) {
    ir::Deployment none;
    none.key = change.key;
    edits = EntryPlan(view, before == nullptr ? none : *before, *after, text, sources, diags).Plan(change.after);
    if (before == nullptr && edits.empty()) edits.push_back({view.path(), Tree()});
  }
  return edits;
}

std::string_view Why(EditRefusal::Reason reason) {
  switch (reason) {
    case EditRefusal::Reason::Unreadable:
      return "the file is not correct YAML";
    case EditRefusal::Reason::Structure:
      return "something of another kind stands there";
    case EditRefusal::Reason::Shared:
      return "an anchor shares it with other places, which would change too";
    case EditRefusal::Reason::Layout:
      return "the way it is written leaves no safe place for it";
  }
  return "";
}

std::string ByHand(const Edit& edit) {
  if (!edit.value) return fmt::format("remove `{}` by hand", PathText(edit.path));
  const Path above(edit.path.begin(), edit.path.end() - 1);
  const auto* const key = std::get_if<std::string>(&edit.path.back());
  const std::string mark = key == nullptr ? "- " : *key + ": ";
  const std::string place = above.empty() ? "" : fmt::format(" in `{}`", PathText(above));
  return fmt::format("write `{}{}`{} by hand", mark, RenderFlow(*edit.value, Layout()), place);
}

std::optional<std::string> ApplyAll(const DeployText& text, const std::vector<Edit>& edits, DiagnosticSink& diags) {
  std::string result(text.bytes);
  for (const Edit& edit : edits) {
    auto edited = ApplyEdit(result, edit);
    if (!edited) {
      // Offsets after the first change are those of a text that nobody has seen.
      const bool seen = result == text.bytes && !text.span.empty();
      const std::size_t offset = seen ? edited.error().offset : 0;
      const std::size_t end = std::min(text.bytes.find_first_of(" \t\r\n,[]{}", offset + 1), text.bytes.size());
      const auto at = text.span.begin + static_cast<std::uint32_t>(offset);
      diags
          .Emit(text.span.empty() ? Span() : Span{at, text.span.begin + static_cast<std::uint32_t>(end)},
                diag::EditRefused, fmt::format("`{}`", PathText(edit.path)), Why(edited.error().reason))
          .Help(ByHand(edit));
      return std::nullopt;
    }
    result = std::move(*edited);
  }
  return result;
}

}  // namespace

std::optional<std::string> EditDeployText(const DeployText& text, const DeployChange& change,
                                          const SourceManager& sources, DiagnosticSink& diags) {
  const std::optional<Tree> file = ReadTree(text.bytes);
  if (!file) {
    diags.Emit(text.span, diag::EditRefused, "the file", Why(EditRefusal::Reason::Unreadable));
    return std::nullopt;
  }
  DiagnosticSink found;
  const std::vector<Edit> edits = PlanEdits(*file, text, change, sources, found);
  const bool refused = found.has_errors();
  diags.Join(std::move(found));
  if (refused) return std::nullopt;
  return ApplyAll(text, edits, diags);
}

std::optional<std::string> EditProvides(const DeployText& text, const ir::Module& resolved, DiagnosticSink& diags) {
  const std::optional<Tree> file = ReadTree(text.bytes);
  OVCC_CHECK(file.has_value(), "a deploy.yml that was compiled can be read");
  return ApplyAll(text, RegistryEdits(*file, resolved), diags);
}

}  // namespace ovcc::edit
