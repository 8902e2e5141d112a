// Builds nodes from the events of nlohmann-json. The events carry no places: the parser reads through an iterator that
// counts, and a token begins behind the blanks, commas and colons that follow the one before it.
#include "frontend/json/read_json.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <nlohmann/json.hpp>
#include <optional>
#include <utility>
#include <vector>

#include "frontend/yaml/key_index.h"
#include "support/text.h"

namespace ovcc::json {
namespace {

using yaml::MapEntry;
using yaml::NodeId;
using yaml::Style;

/// A text and where its bytes stand in a source.
struct Input {
  std::string_view text;
  std::uint32_t base = 0;              // global offset of the first byte
  std::vector<std::uint32_t> offsets;  // of each byte and of the end, from `base`; empty: one by one

  [[nodiscard]] Span Place(std::size_t begin, std::size_t end) const {
    begin = std::min(begin, text.size());
    end = std::clamp(end, begin, text.size());
    if (offsets.empty()) return {base + static_cast<std::uint32_t>(begin), base + static_cast<std::uint32_t>(end)};
    return {base + offsets[begin], base + offsets[end]};
  }
};

/// Reads bytes and counts them.
class CountingIterator {
 public:
  using iterator_category = std::input_iterator_tag;
  using value_type = char;
  using difference_type = std::ptrdiff_t;
  using pointer = const char*;
  using reference = const char&;

  CountingIterator(const char* at, std::size_t* count) : at_(at), count_(count) {}
  reference operator*() const { return *at_; }
  CountingIterator& operator++() {
    ++at_;
    ++*count_;
    return *this;
  }
  friend bool operator==(const CountingIterator& a, const CountingIterator& b) { return a.at_ == b.at_; }

 private:
  const char* at_;
  std::size_t* count_;
};

/// `[json.exception.parse_error.101] parse error at line 1, column 2: syntax error while parsing value - invalid
/// literal; last read: 'x'` -> `invalid literal`.
std::string Reason(std::string_view what) {
  for (const std::string_view before : {" - ", "] "}) {
    const std::size_t at = what.find(before);
    if (at == std::string_view::npos) continue;
    what.remove_prefix(at + before.size());
    break;
  }
  if (what.starts_with("number overflow")) return "the number is too large";
  const std::string reason(what.substr(0, what.find("; last read: ")));
  return ReplaceAll(reason, "; expected string literal", "; expected a name in quotes");
}

/// Receives the events of one text.
class TreeBuilder {
 public:
  TreeBuilder(const Input& input, const Limits& limits, yaml::DocumentWriter& writer)
      : input_(input), limits_(limits), writer_(writer) {}

  std::expected<NodeId, Error> Read() {
    const char* const begin = input_.text.data();
    const CountingIterator first(begin, &consumed_);
    const CountingIterator last(begin + input_.text.size(), &consumed_);
    if (nlohmann::json::sax_parse(first, last, this)) return root_;
    return std::unexpected(error_);
  }

  // The interface that nlohmann-json asks for. Returning false ends the parse.
  using binary_t = nlohmann::json::binary_t;
  bool null() { return Deliver(writer_.AddNull(TakeToken())); }
  bool boolean(bool value) { return AddPlain(value ? "true" : "false", TakeToken()); }
  bool number_integer(std::int64_t /*value*/) { return AddNumber(); }
  bool number_unsigned(std::uint64_t /*value*/) { return AddNumber(); }
  bool number_float(double /*value*/, const std::string& /*text*/) { return AddNumber(); }
  bool string(const std::string& value) { return Deliver(writer_.AddScalar(value, Style::DoubleQuoted, TakeToken())); }
  bool binary(const binary_t& /*value*/) { return false; }  // no JSON text has any
  bool start_object(std::size_t /*size*/) { return Open(); }
  bool start_array(std::size_t /*size*/) { return Open(); }
  bool key(const std::string& name) {
    frames_.back().key = writer_.AddScalar(name, Style::DoubleQuoted, TakeToken());
    return Count();
  }
  bool end_object() {
    const Frame frame = Close();
    return Deliver(writer_.AddMap(frame.entries, input_.Place(frame.begin, cursor_)));
  }
  bool end_array() {
    const Frame frame = Close();
    return Deliver(writer_.AddList(frame.items, input_.Place(frame.begin, cursor_)));
  }
  template <class Exception>
  bool parse_error(std::size_t position, const std::string& /*token*/, const Exception& exception) {
    const std::size_t at = std::min(position == 0 ? 0 : position - 1, input_.text.size());
    error_ = {Reason(exception.what()), input_.Place(at, at + 1)};
    return false;
  }

 private:
  /// An open object or array.
  struct Frame {
    std::size_t begin = 0;
    std::optional<NodeId> key;  // that waits for its value
    std::vector<NodeId> items;
    std::vector<MapEntry> entries;
  };

  [[nodiscard]] std::size_t TokenBegin() const {
    return std::min(input_.text.find_first_not_of(" \t\r\n,:", cursor_), input_.text.size());
  }

  /// Place of the token that was read last.
  Span TakeToken() {
    const std::size_t begin = TokenBegin();
    cursor_ = consumed_;
    return input_.Place(begin, cursor_);
  }

  /// The parser has read one character behind a number.
  bool AddNumber() {
    const std::size_t begin = TokenBegin();
    cursor_ = std::min(input_.text.find_first_not_of("+-.0123456789eE", begin), input_.text.size());
    return AddPlain(input_.text.substr(begin, cursor_ - begin), input_.Place(begin, cursor_));
  }

  bool AddPlain(std::string_view text, Span place) { return Deliver(writer_.AddScalar(text, Style::Plain, place)); }

  bool Open() {
    const std::size_t begin = TokenBegin();
    cursor_ = consumed_;
    if (frames_.size() >= limits_.depth) return Fail("nests too deep", limits_.depth, input_.Place(begin, cursor_));
    frames_.push_back({.begin = begin, .key = {}, .items = {}, .entries = {}});
    return true;
  }

  Frame Close() {
    cursor_ = consumed_;
    Frame frame = std::move(frames_.back());
    frames_.pop_back();
    UseLast(frame.entries);
    return frame;
  }

  /// Of members with one name the last one stays, where the first one stood.
  void UseLast(std::vector<MapEntry>& entries) {
    keys_.Reset(entries.size());
    std::vector<MapEntry> unique;
    for (const MapEntry& entry : entries) {
      if (const auto earlier = keys_.Add(writer_.node(entry.key).text)) {
        unique[*earlier] = entry;
      } else {
        unique.push_back(entry);
      }
    }
    entries = std::move(unique);
  }

  bool Deliver(NodeId node) {
    if (frames_.empty()) {
      root_ = node;
    } else if (Frame& frame = frames_.back(); frame.key) {
      frame.entries.push_back({*frame.key, node});
      frame.key.reset();
    } else {
      frame.items.push_back(node);
    }
    const bool fits = frames_.empty() || frames_.back().items.size() + frames_.back().entries.size() <= limits_.members;
    return fits ? Count() : Fail("has too many members", limits_.members, input_.Place(cursor_, cursor_ + 1));
  }

  bool Count() {
    if (++count_ <= limits_.nodes) return true;
    return Fail("holds too many values", limits_.nodes, input_.Place(cursor_, cursor_ + 1));
  }

  bool Fail(std::string_view what, std::size_t limit, Span place) {
    error_ = {fmt::format("it {} (limit {})", what, limit), place};
    return false;
  }

  const Input& input_;
  const Limits& limits_;
  yaml::DocumentWriter& writer_;
  std::size_t consumed_ = 0;  // bytes that the parser has read
  std::size_t cursor_ = 0;    // behind the last token
  std::size_t count_ = 0;
  std::vector<Frame> frames_;
  yaml::KeyIndex keys_;
  NodeId root_;
  Error error_;
};

std::expected<NodeId, Error> Read(const Input& input, const Limits& limits, yaml::DocumentWriter& writer) {
  if (input.text.size() > limits.bytes) {
    return std::unexpected(
        Error{fmt::format("it has {} bytes (limit {})", input.text.size(), limits.bytes), input.Place(0, 1)});
  }
  return TreeBuilder(input, limits, writer).Read();
}

/// The number that four hexadecimal digits make.
std::uint32_t CodeUnit(std::string_view digits) {
  std::uint32_t value = 0;
  for (const char c : digits) {
    const bool decimal = c >= '0' && c <= '9';
    value = value * 16 + static_cast<std::uint32_t>(decimal ? c - '0' : (c | 0x20) - 'a' + 10);
  }
  return value;
}

/// For each of the `size` bytes of a JSON string's value, and for its end, the offset in `quoted`, the string as it is
/// written: correct JSON.
std::vector<std::uint32_t> SourceOffsets(std::string_view quoted, std::size_t size) {
  constexpr std::size_t kUnitSize = 6;  // `\uXXXX`
  std::vector<std::uint32_t> offsets;
  offsets.reserve(size + 1);
  std::size_t at = 1;
  while (offsets.size() < size) {
    const auto begin = static_cast<std::uint32_t>(at);
    std::size_t bytes = 1;
    if (quoted[at] != '\\') {
      ++at;
    } else if (quoted[at + 1] != 'u') {
      at += 2;
    } else {
      const std::uint32_t unit = CodeUnit(quoted.substr(at + 2, 4));
      const bool is_pair = unit >= 0xD800 && unit < 0xE000;
      bytes = is_pair ? 4 : unit < 0x80 ? 1 : unit < 0x800 ? 2 : 3;
      at += is_pair ? 2 * kUnitSize : kUnitSize;
    }
    offsets.insert(offsets.end(), bytes, begin);
  }
  offsets.push_back(static_cast<std::uint32_t>(at));
  return offsets;
}

}  // namespace

std::expected<NodeId, Error> ReadFile(const SourceManager& sources, std::size_t file, const Limits& limits,
                                      yaml::DocumentWriter& writer) {
  const SourceManager::File& source = sources.file(file);
  return Read({source.bytes, source.base, {}}, limits, writer);
}

std::expected<NodeId, Error> ReadString(const SourceManager& sources, const yaml::Node& string, const Limits& limits,
                                        yaml::DocumentWriter& writer) {
  const std::string_view quoted = sources.TextOf(string.span);
  return Read({string.text, string.span.begin, SourceOffsets(quoted, string.text.size())}, limits, writer);
}

}  // namespace ovcc::json
