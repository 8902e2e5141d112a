// `status`, `info` and `description` (§1.3). A description beats the two older fields, each only where it says
// something (W48): a status needs a status word among the tags, an info a feature or a narrative.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "frontend/read/mapping.h"
#include "frontend/read/readers.h"
#include "frontend/schema/contract.h"
#include "support/suggest.h"

namespace ovcc {
namespace {

constexpr std::array<std::string_view, 3> kStatusWords = {"working", "testing", "broken"};

ir::Status StatusOf(std::string_view word) {
  if (word == "working") return ir::Status::Working;
  if (word == "testing") return ir::Status::Testing;
  if (word == "broken") return ir::Status::Broken;
  return ir::Status::Unset;
}

/// The narrative keeps its line breaks: where the text is shown, white space is folded (§16.9).
ir::Text JoinInfo(ReadContext& context, const ir::Text& feature, const ir::Text& narrative) {
  if (narrative.empty()) return feature;
  if (feature.empty()) return narrative;
  return {context.names.Intern(fmt::format("{}: {}", feature.text(), narrative.text())), feature.span};
}

}  // namespace

ir::Status ReadStatus(ReadContext& context, const ir::Text& text) {
  if (text.empty()) return ir::Status::Unset;
  const ir::Status status = StatusOf(text.text());
  if (status == ir::Status::Unset) {
    context.diags.Emit(text.span, diag::StatusUnknown, text.text()).Suggest(Nearest(text.text(), kStatusWords));
  }
  return status;
}

void ReadStatusAndInfo(ReadContext& context, const MappingReader& reader, ir::Status& status, ir::Text& info) {
  status = ReadStatus(context, reader.Text("status"));
  info = reader.Text("info");
  const PresentField* description = reader.Find("description");
  if (description == nullptr) return;
  if (description->value->kind == yaml::Kind::Scalar) {
    if (const ir::Text text = ReadText(context, *description->value); !text.empty()) info = text;
    return;
  }
  const MappingReader parts(context, *description->value, schema::kDescription);
  if (const ir::Text text = JoinInfo(context, parts.Text("feature"), parts.Text("narrative")); !text.empty()) {
    info = text;
  }
  const std::vector<ir::Text> tags = parts.Texts("tag").value_or(std::vector<ir::Text>());
  const auto tag =
      std::ranges::find_if(tags, [](const ir::Text& text) { return StatusOf(text.text()) != ir::Status::Unset; });
  if (tag != tags.end()) status = StatusOf(tag->text());
}

}  // namespace ovcc
