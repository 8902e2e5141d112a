// `status`, `info` and `description` (§1.3). A description beats the two older fields, each only where it says
// something (W48): a status needs a status word among the tags, an info a feature or a narrative.
#include "frontend/read/status.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

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

ir::Status ReadStatus(ReadContext& context, const ir::Text& text) {
  if (text.empty()) return ir::Status::Unset;
  const ir::Status status = StatusOf(text.text());
  if (status == ir::Status::Unset) {
    context.diags.Emit(text.span, diag::StatusUnknown, text.text()).Suggest(Nearest(text.text(), kStatusWords));
  }
  return status;
}

std::optional<WrittenStatus::Description> ReadDescription(ReadContext& context, const MappingReader& reader) {
  const PresentField* field = reader.Find("description");
  if (field == nullptr || field->value->kind == yaml::Kind::Null) return std::nullopt;
  if (field->value->kind == yaml::Kind::Scalar) {
    const ir::Text text = ReadText(context, *field->value);
    if (text.empty()) return std::nullopt;
    return WrittenStatus::Description{ir::Status::Unset, text};
  }
  const MappingReader parts(context, *field->value, schema::kDescription);
  WrittenStatus::Description description;
  description.info = JoinInfo(context, parts.Text("feature"), parts.Text("narrative"));
  const std::vector<ir::Text> tags = parts.Texts("tag").value_or(std::vector<ir::Text>());
  const auto tag =
      std::ranges::find_if(tags, [](const ir::Text& text) { return StatusOf(text.text()) != ir::Status::Unset; });
  if (tag != tags.end()) description.status = StatusOf(tag->text());
  return description;
}

}  // namespace

ir::Status WrittenStatus::EffectiveStatus() const {
  return description && description->status != ir::Status::Unset ? description->status : status;
}

ir::Text WrittenStatus::EffectiveInfo() const {
  return description && !description->info.empty() ? description->info : info;
}

WrittenStatus ReadWrittenStatus(ReadContext& context, const MappingReader& reader) {
  return {ReadStatus(context, reader.Text("status")), reader.Text("info"), ReadDescription(context, reader)};
}

void ReadStatusAndInfo(ReadContext& context, const MappingReader& reader, ir::Status& status, ir::Text& info) {
  const WrittenStatus written = ReadWrittenStatus(context, reader);
  status = written.EffectiveStatus();
  info = written.EffectiveInfo();
}

}  // namespace ovcc
