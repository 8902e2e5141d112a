// The outer form of what engines print about images: Podman has the labels in the object of an image and in its
// `Config`, Docker only there.
#include "frontend/read/inspect.h"

#include <optional>
#include <string>

#include "frontend/grammar/image_ref.h"
#include "frontend/json/read_json.h"
#include "frontend/read/labels.h"
#include "frontend/read/mapping.h"
#include "frontend/schema/labels.h"

namespace ovcc {
namespace {

class InspectReader {
 public:
  explicit InspectReader(ReadContext& context) : context_(context) {}

  std::optional<InspectedImage> Read(const yaml::Node& entry) {
    if (entry.kind != yaml::Kind::Map) return Refuse(entry.span, "an image is an object");
    const yaml::Node* labels = Labels(entry);
    if (labels == nullptr) return std::nullopt;
    const std::vector<const yaml::Node*> tags = Tags(entry);
    if (TextAt(*labels, schema::kVersionLabel).empty()) {
      context_.diags.Emit(tags.empty() ? entry.span : tags.front()->span, diag::ImageWithoutContract,
                          tags.empty() ? Id(entry) : tags.front()->text);
      return std::nullopt;
    }
    const std::optional<ir::Text> name = Name(*labels, tags);
    if (!name) return Refuse(entry.span, "an image without a name: no label and no tag has one");
    InspectedImage image{.name = name->value,
                         .id = context_.names.Intern(Id(entry)),
                         .data_only = TextAt(*labels, schema::kDataImageLabel) == "true",
                         .labels = ReadLabels(context_, *labels, name->text())};
    image.labels.tag = Tag(*name, tags);
    image.labels.span = name->span;
    image.labels.record_span = entry.span;
    return image;
  }

 private:
  std::nullopt_t Refuse(Span span, std::string_view why) {
    context_.diags.Emit(span, diag::InspectForm, why);
    return std::nullopt;
  }

  [[nodiscard]] const yaml::Node* Member(const yaml::Node& map, std::string_view name) const {
    const auto found = context_.document.Find(map, name);
    return found ? &context_.node(*found) : nullptr;
  }

  /// The text of a member; empty if there is none.
  [[nodiscard]] std::string_view TextAt(const yaml::Node& map, std::string_view name) const {
    const yaml::Node* member = Member(map, name);
    return member == nullptr ? std::string_view() : member->text;
  }

  [[nodiscard]] std::string_view Id(const yaml::Node& entry) const { return TextAt(entry, "Id"); }

  /// The mapping of labels, or a node without any; a null pointer if the entry is of no image.
  const yaml::Node* Labels(const yaml::Node& entry) {
    const yaml::Node* config = Member(entry, "Config");
    const yaml::Node* own = Member(entry, "Labels");
    const yaml::Node* configured = config == nullptr ? nullptr : Member(*config, "Labels");
    if (own == nullptr && config == nullptr) {
      context_.diags.Emit(entry.span, diag::InspectForm, "an object has neither `Labels` nor `Config`");
      return nullptr;
    }
    for (const yaml::Node* labels : {own, configured}) {
      if (labels == nullptr || labels->kind == yaml::Kind::Null) continue;
      if (labels->kind == yaml::Kind::Map) return labels;
      context_.diags.Emit(labels->span, diag::InspectForm, "`Labels` is no object");
      return nullptr;
    }
    return config != nullptr ? config : own;
  }

  [[nodiscard]] std::vector<const yaml::Node*> Tags(const yaml::Node& entry) const {
    std::vector<const yaml::Node*> tags;
    const yaml::Node* list = Member(entry, "RepoTags");
    if (list == nullptr) return tags;
    for (const yaml::NodeId id : context_.document.items(*list)) {
      if (context_.node(id).kind == yaml::Kind::Scalar) tags.push_back(&context_.node(id));
    }
    return tags;
  }

  std::optional<ir::Text> Name(const yaml::Node& labels, const std::vector<const yaml::Node*>& tags) {
    const yaml::Node* label = Member(labels, schema::kImageLabel);
    if (label != nullptr && !label->text.empty()) {
      const ir::Text name = ReadText(context_, *label);
      return RefuseControlCharacters(context_, name, "the name of an image") ? std::nullopt : std::optional(name);
    }
    for (const yaml::Node* tag : tags) {
      if (const auto parsed = ParseImageRef(tag->text)) return ir::Text{context_.names.Intern(parsed->name), tag->span};
    }
    return std::nullopt;
  }

  /// The tag under which the image has its name.
  ir::Text Tag(const ir::Text& name, const std::vector<const yaml::Node*>& tags) {
    for (const yaml::Node* tag : tags) {
      const auto parsed = ParseImageRef(tag->text);
      if (parsed && parsed->name == name.text() && !parsed->tag.empty()) {
        return {context_.names.Intern(parsed->tag), tag->span};
      }
    }
    return {};
  }

  ReadContext& context_;
};

}  // namespace

std::vector<InspectedImage> ReadInspectFile(const SourceManager& sources, std::size_t file, Interner& names,
                                            DiagnosticSink& diags) {
  yaml::DocumentWriter writer;
  const auto root = json::ReadFile(sources, file, {}, writer);
  if (!root) {
    const std::string& reason = root.error().reason;
    Diagnostic& found = diags.Emit(root.error().span, diag::JsonSyntax, reason);
    const bool closing = reason.starts_with("unexpected '}'") || reason.starts_with("unexpected ']'");
    if (closing) found.Help("is there a comma too many before it?");
    return {};
  }
  const yaml::Document document = writer.Finish(*root);
  ReadContext context{document, sources, names, diags};
  InspectReader reader(context);
  const yaml::Node& top = context.node(*root);
  std::vector<InspectedImage> images;
  if (top.kind == yaml::Kind::Map) {
    if (auto image = reader.Read(top)) images.push_back(*std::move(image));
    return images;
  }
  if (document.items(top).empty()) diags.Emit(top.span, diag::InspectForm, "it holds no image");
  for (const yaml::NodeId id : document.items(top)) {
    if (auto image = reader.Read(context.node(id))) images.push_back(*std::move(image));
  }
  return images;
}

}  // namespace ovcc
