// One change of a YAML file, made in its text. The way there may be clever; what counts is the comparison at the end.
#include "frontend/edit/yaml_edit.h"

#include <algorithm>
#include <memory>
#include <unordered_set>

#include "frontend/edit/set_edit.h"
#include "support/source_manager.h"

namespace ovcc::edit {
namespace {

/// A text with what it means.
struct Parsed {
  SourceManager sources;
  yaml::ParsedFile file;

  [[nodiscard]] const yaml::Document* document() const {
    return file.documents.empty() ? nullptr : &file.documents.front();
  }
};

/// Null if the text is not one readable document.
std::unique_ptr<Parsed> Parse(std::string_view text) {
  auto parsed = std::make_unique<Parsed>();
  const auto index = parsed->sources.Add("", std::string(text));
  if (!index) return nullptr;
  DiagnosticSink unused;
  parsed->file = yaml::ParseYaml(parsed->sources, *index, {}, unused);
  if (parsed->file.failed || parsed->file.documents.size() > 1) return nullptr;
  return parsed;
}

std::unexpected<EditRefusal> Refuse(EditRefusal::Reason reason, std::size_t offset) {
  return std::unexpected(EditRefusal{reason, offset});
}

/// A file without a document: comments and blank lines. The new value follows them.
std::string AppendDocument(std::string_view text, const Tree& tree) {
  Layout layout;
  if (text.find("\r\n") != std::string_view::npos) layout.line_end = "\r\n";
  std::string result(text);
  if (!result.empty() && !result.ends_with('\n')) result += layout.line_end;
  return result + RenderBlock(tree, 0, layout) + std::string(layout.line_end);
}

/// True if an alias or a merge key makes one value stand in several places. `seen` collects the values found so far.
bool IsShared(const yaml::Document& document, yaml::NodeId id, std::unordered_set<const yaml::Node*>& seen) {
  const yaml::Node& node = document.node(id);
  if (!seen.insert(&node).second) return true;
  const auto shared = [&](yaml::NodeId part) { return IsShared(document, part, seen); };
  return std::ranges::any_of(document.items(node), shared) ||
         std::ranges::any_of(document.entries(node), shared, &yaml::MapEntry::value);
}

/// Puts the path of what is bytes `[begin, end)`, below the value that `path` leads to, behind `path`. A list of one
/// element may have the place of the element, which is meant then.
bool FindPath(const SourceView& view, const Place& holder, std::size_t begin, std::size_t end, Path& path) {
  const auto is_at = [&](const yaml::Node& node) { return view.Begin(node) == begin && view.End(node) == end; };
  for (const Place& child : view.Children(holder)) {
    const bool keyed = child.key != nullptr;
    path.emplace_back(keyed ? Step(std::string(child.key->text)) : Step(child.index));
    if (keyed && is_at(*child.key)) return true;
    if (holder.node->span.Contains(child.node->span)) {  // else it is an alias: the value stands elsewhere
      if (FindPath(view, child, begin, end, path) || is_at(*child.node)) return true;
    }
    path.pop_back();
  }
  return false;
}

EditRefusal::Reason ReasonOf(const yaml::Document* document) {
  std::unordered_set<const yaml::Node*> seen;  // never iterated
  const bool shared = document != nullptr && IsShared(*document, document->root(), seen);
  return shared ? EditRefusal::Reason::Shared : EditRefusal::Reason::Layout;
}

}  // namespace

std::optional<Tree> ReadTree(std::string_view text) {
  const auto parsed = Parse(text);
  if (parsed == nullptr) return std::nullopt;
  return ToTree(parsed->document());
}

std::optional<Path> PathAt(std::string_view text, std::size_t begin, std::size_t end) {
  const auto parsed = Parse(text);
  if (parsed == nullptr || parsed->document() == nullptr) return std::nullopt;
  const SourceView view(text, *parsed->document(), parsed->sources.file(0).base);
  std::size_t steps = 0;
  Path path;
  if (!FindPath(view, view.Walk({}, steps), begin, end, path)) return std::nullopt;
  return path;
}

std::expected<std::string, EditRefusal> ApplyEdit(std::string_view text, const Edit& edit) {
  using Reason = EditRefusal::Reason;
  const auto before = Parse(text);
  if (before == nullptr) return Refuse(Reason::Unreadable, 0);
  const Tree old_tree = ToTree(before->document());
  Tree intended = old_tree;
  const bool possible = edit.value ? SetAt(intended, edit.path, *edit.value) : RemoveAt(intended, edit.path);
  if (!possible) return Refuse(Reason::Structure, 0);
  if (SameMeaning(old_tree, intended)) return std::string(text);

  std::string result;
  std::size_t at = 0;
  if (before->document() == nullptr) {
    result = AppendDocument(text, intended);
  } else {
    const SourceView view(text, *before->document(), before->sources.file(0).base);
    auto edits = edit.value ? EditsToSet(view, edit.path, intended, at) : EditsToRemove(view, edit.path, at);
    // The value of an alias stands elsewhere, maybe before its key.
    if (!edits || !FitTogether(text.size(), *edits)) return Refuse(ReasonOf(before->document()), at);
    result = ApplyTextEdits(text, *edits);
  }
  const auto after = Parse(result);
  if (after != nullptr && SameMeaning(ToTree(after->document()), intended)) return result;
  return Refuse(ReasonOf(before->document()), at);
}

}  // namespace ovcc::edit
