// The list of MCP servers as compact JSON (§4.2): keys in the order name, url, transport, source. Written by hand
// because the escapes are those of the language, byte for byte.
#include "passes/filter_provides/mcp_servers.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <unordered_set>

#include "support/utf8.h"

namespace ovcc {
namespace {

/// Escape of the bytes at `offset` and how many they are; an empty escape means that one byte stands for itself.
struct Escape {
  std::string text;
  std::size_t size = 1;
};

// What no unit can carry: U+0080 and the noncharacters. Escaped, it arrives.
bool IsUnwritable(char32_t c) { return c == 0x80 || (c >= 0xFDD0 && c <= 0xFDEF) || (c & 0xFFFE) == 0xFFFE; }

std::string Utf16Escape(char32_t c) {
  const auto unit = [](char32_t half) { return fmt::format("\\u{:04x}", static_cast<std::uint32_t>(half)); };
  if (c < 0x10000) return unit(c);
  return unit(0xD800 + ((c - 0x10000) >> 10U)) + unit(0xDC00 + ((c - 0x10000) & 0x3FFU));
}

Escape EscapeAt(std::string_view text, std::size_t offset) {
  constexpr std::string_view kLineSeparator = "\xe2\x80\xa8";
  constexpr std::string_view kParagraphSeparator = "\xe2\x80\xa9";
  const char c = text[offset];
  switch (c) {
    case '"':
      return {"\\\""};
    case '\\':
      return {"\\\\"};
    case '\b':
      return {"\\b"};
    case '\f':
      return {"\\f"};
    case '\n':
      return {"\\n"};
    case '\r':
      return {"\\r"};
    case '\t':
      return {"\\t"};
    default:
      break;
  }
  if (static_cast<unsigned char>(c) < 0x20 || c == '<' || c == '>' || c == '&') {
    return {fmt::format("\\u{:04x}", static_cast<unsigned>(static_cast<unsigned char>(c)))};
  }
  const std::string_view rest = text.substr(offset);
  if (rest.starts_with(kLineSeparator)) return {"\\u2028", kLineSeparator.size()};
  if (rest.starts_with(kParagraphSeparator)) return {"\\u2029", kParagraphSeparator.size()};
  const auto point = DecodeUtf8(text, offset);
  return point && IsUnwritable(point->value) ? Escape{Utf16Escape(point->value), point->size} : Escape{};
}

std::string ServerObject(const ir::McpRecord& record, Symbol url) {
  std::string object = fmt::format("{{\"name\":{},\"url\":{}", JsonString(record.name.text()), JsonString(url.text()));
  if (!record.transport.empty()) object += fmt::format(",\"transport\":{}", JsonString(record.transport.text()));
  return object += fmt::format(",\"source\":{}}}", JsonString(record.source.text()));
}

ir::KeyValue ServerEntry(const ir::McpRecord& record, Symbol url) {
  return {.name = record.name, .value = url, .span = record.span, .value_span = record.span};
}

std::string JoinArray(std::string objects) { return fmt::format("[{}]", std::move(objects)); }

void AppendObject(std::string& objects, std::string_view object) {
  if (!objects.empty()) objects += ',';
  objects += object;
}

}  // namespace

std::string JsonString(std::string_view text) {
  std::string result = "\"";
  for (std::size_t offset = 0; offset < text.size();) {
    const Escape escape = EscapeAt(text, offset);
    if (escape.text.empty()) {
      result += text[offset];
    } else {
      result += escape.text;
    }
    offset += escape.size;
  }
  return result += '"';
}

McpServers::McpServers(std::span<const ir::McpRecord> registry, Interner& names) : registry_(registry), names_(names) {
  std::string objects;
  for (std::size_t i = 0; i < registry.size(); ++i) {
    const ir::McpRecord& record = registry[i];
    foreign_objects_.push_back(ServerObject(record, record.url));
    AppendObject(objects, foreign_objects_.back());
    everybody_.servers.push_back(ServerEntry(record, record.url));
    by_source_[record.source].push_back(i);
  }
  const auto longest =
      std::ranges::max_element(registry, {}, [](const ir::McpRecord& record) { return record.url.text().size(); });
  if (longest != registry.end()) longest_ = longest->span;
  everybody_.json = names.Intern(JoinArray(std::move(objects)));
}

McpView McpServers::ViewOf(Symbol deploy_key) const {
  const auto own = by_source_.find(deploy_key);
  if (own == by_source_.end()) return everybody_;
  McpView view;
  std::string objects;
  std::unordered_set<Symbol> own_names;  // never iterated
  for (const std::size_t i : own->second) {
    const ir::McpRecord& record = registry_[i];
    own_names.insert(record.name);
    AppendObject(objects, ServerObject(record, record.own_url));
    view.servers.push_back(ServerEntry(record, record.own_url));
  }
  for (std::size_t i = 0; i < registry_.size(); ++i) {
    const ir::McpRecord& record = registry_[i];
    if (own_names.contains(record.name)) continue;
    AppendObject(objects, foreign_objects_[i]);
    view.servers.push_back(ServerEntry(record, record.url));
  }
  view.json = names_.Intern(JoinArray(std::move(objects)));
  return view;
}

}  // namespace ovcc
