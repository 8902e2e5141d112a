// Reading one YAML file (§1.1, §12.1): what yaml-cpp must not see is refused first, then its events build the
// documents.
#include "frontend/yaml/document.h"

#include <algorithm>
#include <array>
#include <string>

#include "frontend/yaml/document_builder.h"
#include "frontend/yaml/events.h"
#include "frontend/yaml/source_scan.h"
#include "support/utf8.h"

namespace ovcc::yaml {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
constexpr std::size_t kParserLimit = std::size_t{1} << 30U;  // yaml-cpp counts bytes in an int

/// Bytes that are a control character or begin one: C0 without TAB, LF and CR; DEL; and 0xC2, which leads C1.
constexpr auto kSuspect = [] {
  std::array<bool, 256> table{};
  for (std::size_t c = 0; c < 0x20; ++c) table[c] = c != '\t' && c != '\n' && c != '\r';
  table[0x7F] = true;
  table[0xC2] = true;
  return table;
}();

/// Offset of the first control character that YAML does not allow; U+0085 is allowed.
std::optional<std::size_t> FindControl(std::string_view text) {
  for (std::size_t at = 0; at < text.size(); ++at) {
    const auto byte = static_cast<unsigned char>(text[at]);
    if (!kSuspect[byte]) continue;
    const auto next = at + 1 < text.size() ? static_cast<unsigned char>(text[at + 1]) : 0U;
    if (byte != 0xC2 || (next < 0xA0 && next != 0x85)) return at;
  }
  return std::nullopt;
}

/// A lone CR ends a line in YAML, which yaml-cpp does not know. LF in its place keeps every offset.
std::string WithoutLoneReturns(std::string_view text) {
  std::string result(text);
  for (std::size_t at = result.find('\r'); at != std::string::npos; at = result.find('\r', at + 1)) {
    if (at + 1 == result.size() || result[at + 1] != '\n') result[at] = '\n';
  }
  return result;
}

bool HasLoneReturn(std::string_view text) {
  for (std::size_t at = text.find('\r'); at != std::string_view::npos; at = text.find('\r', at + 1)) {
    if (at + 1 == text.size() || text[at + 1] != '\n') return true;
  }
  return false;
}

/// Reports bytes that make the whole file unreadable. True if there are none.
bool CheckBytes(const SourceManager& sources, std::size_t file, const Limits& limits, DiagnosticSink& diags) {
  const std::string_view text = sources.file(file).bytes;
  const std::size_t limit = std::min(limits.bytes, kParserLimit);
  if (text.size() > limit) {
    diags.Emit(sources.SpanOf(file, 0, 1), diag::YamlLimit, fmt::format("the file has {} bytes", text.size()), limit);
    return false;
  }
  if (const std::optional<std::size_t> at = FindInvalidUtf8(text)) {
    diags.Emit(sources.SpanOf(file, static_cast<std::uint32_t>(*at), 1), diag::NotUtf8, *at);
    return false;
  }
  if (const std::optional<std::size_t> at = FindControl(text)) {
    const CodePoint found = DecodeUtf8(text, *at).value_or(CodePoint{0, 1});
    diags.Emit(
        sources.SpanOf(file, static_cast<std::uint32_t>(*at), static_cast<std::uint32_t>(found.size)), diag::YamlSyntax,
        fmt::format("the control character U+{:04X} must be written as an escape", static_cast<unsigned>(found.value)));
    return false;
  }
  return true;
}

}  // namespace

std::span<const NodeId> Document::items(const Node& list) const {
  if (list.kind != Kind::List) return {};
  return std::span(items_).subspan(list.first, list.count);
}

std::span<const MapEntry> Document::entries(const Node& map) const {
  if (map.kind != Kind::Map) return {};
  return std::span(entries_).subspan(map.first, map.count);
}

std::optional<NodeId> Document::Find(const Node& map, std::string_view key) const {
  for (const MapEntry& entry : entries(map)) {
    if (node(entry.key).text == key) return entry.value;
  }
  return std::nullopt;
}

ParsedFile ParseYaml(const SourceManager& sources, std::size_t file, const Limits& limits, DiagnosticSink& diags) {
  ParsedFile parsed;
  if (!CheckBytes(sources, file, limits, diags)) {
    parsed.failed = true;
    return parsed;
  }
  const std::string_view text = sources.file(file).bytes;
  const auto begin = static_cast<std::uint32_t>(text.starts_with(kByteOrderMark) ? kByteOrderMark.size() : 0);
  DocumentBuilder builder(sources, file, begin, limits, diags, parsed);
  const bool lone_return = HasLoneReturn(text);
  const std::string copy = lone_return ? WithoutLoneReturns(text) : std::string();
  if (const std::optional<SyntaxError> error = ReadEvents(lone_return ? copy : text, begin, builder)) {
    builder.Report(*error);
  }
  return parsed;
}

std::string_view KindName(Kind kind) {
  switch (kind) {
    case Kind::Null:
      return "nothing";
    case Kind::Scalar:
      return "text";
    case Kind::List:
      return "a list";
    case Kind::Map:
      return "a mapping";
  }
  return "";
}

}  // namespace ovcc::yaml
