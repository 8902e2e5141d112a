// `security` (§7.1) by the rules of §12.8 that one record can break. Sizes and numbers are checked here once, so that
// later stages can compare them exactly (W42).
#include "frontend/schema/security.h"

#include <fmt/format.h>

#include "frontend/grammar/mount.h"
#include "frontend/grammar/size.h"
#include "frontend/read/mapping.h"
#include "frontend/read/readers.h"
#include "frontend/read/scalar_span.h"
#include "ir/size.h"
#include "support/text.h"

namespace ovcc {
namespace {

using schema::kSecurity;

bool IsOneWord(std::string_view text) {
  return !text.empty() && std::ranges::none_of(text, [](char c) { return IsSpace(c); });
}

bool AcceptAny(ReadContext& /*context*/, const yaml::Node& /*item*/) { return true; }

bool CheckMount(ReadContext& context, const yaml::Node& item) {
  const auto parsed = ParseMount(item.text);
  if (parsed) return true;
  context.diags.Emit(SpanOf(context, item, parsed.error()), diag::MountInvalid, item.text, parsed.error().expected);
  return false;
}

using CheckWord = bool (*)(ReadContext&, const yaml::Node&);

/// A list of words such as `cap_add`; a null element is an empty word.
std::vector<ir::Text> ReadWords(ReadContext& context, const MappingReader& reader, std::string_view field,
                                CheckWord check = AcceptAny) {
  std::vector<ir::Text> words;
  const PresentField* present = reader.Find(field);
  if (present == nullptr) return words;
  for (const yaml::NodeId id : context.document.items(*present->value)) {
    const yaml::Node& item = context.node(id);
    const bool empty = item.kind == yaml::Kind::Null;
    if (!empty && !ExpectElement(context, item, present->key->text, yaml::Kind::Scalar)) continue;
    const ir::Text word = empty ? ir::Text{Symbol(), item.span} : ReadText(context, item);
    if (RefuseControlCharacters(context, word, fmt::format("an element of `{}`", field))) continue;
    if (!IsOneWord(word.text())) {
      context.diags.Emit(word.span, diag::SecurityWord, field, word.text());
    } else if (check(context, item)) {
      words.push_back(word);
    }
  }
  return words;
}

using CheckFunction = std::expected<void, ScalarError> (*)(std::string_view);

/// A size, trimmed (§7.5); blanks alone are no value.
ir::Text ReadSize(ReadContext& context, const MappingReader& reader, std::string_view field, CheckFunction check) {
  const PresentField* present = reader.Find(field);
  if (present == nullptr) return {};
  const yaml::Node& value = *present->value;
  if (RefuseControlCharacters(context, ReadText(context, value), fmt::format("`{}`", field))) return {};
  if (value.text.empty()) return {};
  if (const auto checked = check(value.text); !checked) {
    context.diags.Emit(SpanOf(context, value, checked.error()), diag::SizeInvalid, value.text, field,
                       checked.error().expected);
    return {};
  }
  return {context.names.Intern(Trim(value.text)), value.span};
}

ir::Text ReadCpus(ReadContext& context, const MappingReader& reader) {
  const PresentField* present = reader.Find("cpus");
  if (present == nullptr || present->value->text.empty()) return {};
  const yaml::Node& value = *present->value;
  if (RefuseControlCharacters(context, ReadText(context, value), "`cpus`")) return {};
  if (const auto checked = CheckCpus(value.text); !checked) {
    context.diags.Emit(SpanOf(context, value, checked.error()), diag::CpusInvalid, value.text,
                       checked.error().expected);
    return {};
  }
  return ReadText(context, value);
}

ir::Text ReadMode(ReadContext& context, const MappingReader& reader, std::string_view field,
                  std::initializer_list<std::string_view> usual) {
  const ir::Text mode = reader.Text(field);
  if (mode.empty() || RefuseControlCharacters(context, mode, fmt::format("`{}`", field))) return {};
  if (std::ranges::find(usual, mode.text()) == usual.end()) {
    context.diags.Emit(mode.span, diag::ModeUnusual, field, mode.text());
  }
  return mode;
}

void CheckGroups(ReadContext& context, const std::vector<ir::Text>& groups) {
  const auto keep = std::ranges::find(groups, "keep-groups", &ir::Text::text);
  const auto other = std::ranges::find_if(groups, [](const ir::Text& group) { return group.text() != "keep-groups"; });
  if (keep == groups.end() || other == groups.end()) return;
  context.diags.Emit(keep->span, diag::KeepGroupsMixed, other->text()).Attach(other->span, "the other group");
}

/// A size and a percentage cannot be compared; they say nothing about the order.
void CheckMemoryOrder(ReadContext& context, const ir::Security& security) {
  if (!(ir::CompareLimits(security.memory_high.text(), security.memory_max.text()) > 0)) return;
  context.diags
      .Emit(security.memory_high.span, diag::MemoryOrder, security.memory_high.text(), security.memory_max.text())
      .Attach(security.memory_max.span, "the hard limit");
}

}  // namespace

ir::Security ReadSecurity(ReadContext& context, const yaml::Node& map) {
  const MappingReader reader(context, map, kSecurity);
  ir::Security security{.privileged = reader.Bool("privileged"),
                        .cap_add = ReadWords(context, reader, "cap_add"),
                        .devices = ReadWords(context, reader, "devices"),
                        .security_opt = ReadWords(context, reader, "security_opt"),
                        .group_add = ReadWords(context, reader, "group_add"),
                        .mounts = ReadWords(context, reader, "mounts", CheckMount),
                        .cgroupns = ReadMode(context, reader, "cgroupns", {"host", "private"}),
                        .ipc_mode = ReadMode(context, reader, "ipc_mode", {"host", "private", "shareable"}),
                        .shm_size = ReadSize(context, reader, "shm_size", CheckShmSize),
                        .memory_max = ReadSize(context, reader, "memory_max", CheckMemorySize),
                        .memory_high = ReadSize(context, reader, "memory_high", CheckMemorySize),
                        .memory_swap_max = ReadSize(context, reader, "memory_swap_max", CheckMemorySize),
                        .cpus = ReadCpus(context, reader),
                        .span = map.span};
  CheckGroups(context, security.group_add);
  CheckMemoryOrder(context, security);
  return security;
}

}  // namespace ovcc
