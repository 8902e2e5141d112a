// Volume records that do not stand in deploy.yml: `OV_VOLUMES_…` and the flags (§6.3). W17: the reference lets one
// source replace all others; here they are merged by name, the variable over the entry and the flags over both.
#include "frontend/read/volume_flags.h"

#include <fmt/format.h>

#include <algorithm>

#include "frontend/grammar/volume_flag.h"
#include "frontend/read/mapping.h"
#include "support/suggest.h"
#include "support/text.h"
#include "support/utf8.h"

namespace ovcc {
namespace {

/// The span of a view into a text that stands at `at`.
Span PartSpan(Span at, std::string_view text, std::string_view part) {
  if (at.empty() || part.empty()) return at;
  const auto begin = at.begin + static_cast<std::uint32_t>(part.data() - text.data());
  return {begin, begin + static_cast<std::uint32_t>(part.size())};
}

Span ErrorSpan(Span at, const ScalarError& error) {
  if (at.empty() || at.begin == at.end) return at;
  const auto begin = at.begin + static_cast<std::uint32_t>(error.offset);
  return {begin, begin + std::max(1U, static_cast<std::uint32_t>(error.length))};
}

void ReportFlag(ReadContext& context, std::string_view text, Span at, const ScalarError& error) {
  const Span span = ErrorSpan(at, error);
  if (error.kind == ScalarError::Kind::Type) {
    const std::string_view word = text.substr(error.offset, error.length);
    context.diags.Emit(span, diag::VolumeTypeUnknown, word).Suggest(Nearest(word, kVolumeTypes));
  } else {
    context.diags.Emit(span, diag::VolumeFlagInvalid, text, error.expected);
  }
}

using Parser = std::expected<ParsedVolumeFlag, ScalarError> (*)(std::string_view);

/// Adds the record that `text` at `at` describes, unless it is broken or the name is there already.
void AddRecord(ReadContext& context, Parser parse, std::string_view text, Span at,
               std::vector<ir::VolumeRecord>& records) {
  const auto parsed = parse(text);
  if (!parsed) {
    ReportFlag(context, text, at, parsed.error());
    return;
  }
  ir::VolumeRecord record;
  record.name = context.names.Intern(parsed->name);
  record.type = parsed->type;
  record.span = PartSpan(at, text, parsed->name);
  if (!parsed->host.empty()) {
    record.host = {context.names.Intern(parsed->host), PartSpan(at, text, parsed->host)};
    if (RefuseControlCharacters(context, record.host, "`host`")) return;
  }
  if (!IsKebab(parsed->name)) {
    context.diags.Emit(record.span, diag::VolumeNameInvalid, parsed->name);
    return;
  }
  const bool mentioned = std::ranges::any_of(records, [&](const auto& earlier) { return earlier.name == record.name; });
  if (!mentioned) records.push_back(record);
}

std::string VariableName(std::string_view image) {
  return fmt::format("OV_VOLUMES_{}", ReplaceAll(ToUpper(image), "-", "_"));
}

}  // namespace

std::vector<ir::VolumeRecord> ReadVolumeFlags(ReadContext& context, const PlacedFlags& flags) {
  std::vector<ir::VolumeRecord> records;
  const auto read_all = [&](const std::vector<ir::Text>& texts, Parser parse) {
    for (const ir::Text& text : texts) AddRecord(context, parse, text.text(), text.span, records);
  };
  read_all(flags.volumes, ParseVolumeFlag);
  read_all(flags.binds, ParseBindFlag);
  read_all(flags.encrypts, ParseEncryptFlag);
  return records;
}

void MergeVolumes(std::vector<ir::VolumeRecord>& records, std::span<const ir::VolumeRecord> over) {
  for (const ir::VolumeRecord& record : over) {
    const auto same = std::ranges::find(records, record.name, &ir::VolumeRecord::name);
    if (same == records.end()) {
      records.push_back(record);
      continue;
    }
    const ir::Text path = same->path;
    *same = record;
    same->path = path;
  }
}

const std::vector<ir::VolumeRecord>& VolumeVariables::For(Symbol image) {
  auto known = known_.find(image);
  if (known == known_.end()) known = known_.emplace(image, Read(image)).first;
  return known->second;
}

std::vector<ir::VolumeRecord> VolumeVariables::Read(Symbol image) {
  std::vector<ir::VolumeRecord> records;
  if (!request_.variable) return records;
  const std::string name = VariableName(image.text());
  const std::optional<std::string> value = request_.variable(name);
  if (!value || Trim(*value).empty()) return records;
  const auto file = sources_.Add("<environment>", fmt::format("{}={}\n", name, *value));
  const Span whole = file ? sources_.SpanOf(*file, static_cast<std::uint32_t>(name.size()) + 1,
                                            static_cast<std::uint32_t>(value->size()))
                          : Span();
  if (const auto offset = FindInvalidUtf8(*value)) {
    context_.diags.Emit(whole, diag::NotUtf8, *offset);
    return records;
  }
  for (const std::string_view part : Split(*value, ',')) {
    const std::string_view text = Trim(part);
    if (!text.empty()) AddRecord(context_, ParseVolumeFlag, text, PartSpan(whole, *value, text), records);
  }
  return records;
}

}  // namespace ovcc
