// From bytes to nodes. Nothing in the bytes is trusted: a number says where to look only after it was compared with
// what there is, and from the first one that does not fit on, everything reads as 0 until the end.
#include <algorithm>
#include <cstring>
#include <utility>

#include "frontend/yaml/parsed_file_bytes.h"
#include "frontend/yaml/parsed_file_format.h"

namespace ovcc::yaml {
namespace {

/// The bytes that are left.
class ByteSource {
 public:
  explicit ByteSource(std::string_view bytes) : at_(bytes.data()), end_(bytes.data() + bytes.size()) {}

  std::uint8_t Byte() {
    if (at_ == end_) return Fail(std::uint8_t{0});
    return static_cast<std::uint8_t>(*at_++);
  }

  std::uint32_t Number() {
    std::uint32_t byte = Byte();
    std::uint32_t number = byte & 0x7FU;
    for (unsigned shift = 7; byte >= 0x80; shift += 7) {
      if (shift > 28) return Fail(0U);
      byte = Byte();
      number |= (byte & 0x7FU) << shift;
    }
    return number;
  }

  /// A number that is at most `most`.
  std::uint32_t NumberUpTo(std::size_t most) {
    const std::uint32_t number = Number();
    return number > most ? Fail(0U) : number;
  }

  std::string_view Text(std::size_t size) {
    if (size > left()) return Fail(std::string_view());
    at_ += size;
    return {at_ - size, size};
  }

  void Fail() {
    failed_ = true;
    at_ = end_;
  }
  template <class Value>
  Value Fail(Value value) {
    Fail();
    return value;
  }

  [[nodiscard]] std::size_t left() const { return static_cast<std::size_t>(end_ - at_); }
  [[nodiscard]] bool failed() const { return failed_; }

 private:
  const char* at_;
  const char* end_;
  bool failed_ = false;
};

}  // namespace

/// Makes one document. `built`: nodes of the file so far, aliases counted with their content.
class DocumentReader {
 public:
  DocumentReader(ByteSource& in, const SourceManager::File& file, std::size_t& built)
      : in_(in), source_(file.bytes), base_(file.base), built_(built) {}

  /// Useless if the source of bytes has failed afterwards.
  Document Read() {
    constexpr std::size_t kLeastNode = 3;
    constexpr std::size_t kMostBytesOfAnEscape = 2;  // for one of the source
    most_nodes_ = in_.NumberUpTo(in_.left() / kLeastNode);
    most_items_ = in_.NumberUpTo(in_.left());
    most_entries_ = in_.NumberUpTo(in_.left());
    text_left_ = in_.NumberUpTo(source_.size() * kMostBytesOfAnEscape);
    aliases_left_ = in_.NumberUpTo(in_.left());
    has_aliases_ = aliases_left_ > 0;
    document_.nodes_.reserve(most_nodes_);
    document_.items_.reserve(most_items_);
    document_.entries_.reserve(most_entries_);
    if (text_left_ > 0) {
      document_.texts_.push_back(std::make_unique_for_overwrite<char[]>(text_left_));
      text_next_ = document_.texts_.back().get();
    }
    document_.root_ = ReadNode(0);
    const bool whole = document_.nodes_.size() == most_nodes_ && document_.items_.size() == most_items_ &&
                       document_.entries_.size() == most_entries_ && text_left_ == 0 && aliases_left_ == 0;
    if (!whole) in_.Fail();
    return std::move(document_);
  }

 private:
  /// What an alias needs to know of the node that it names.
  struct Extent {
    std::size_t nodes = 0;  // aliases counted with their content; 0: not complete yet
    std::size_t height = 0;
  };

  NodeId ReadNode(std::size_t depth) {
    const std::uint8_t tag = in_.Byte();
    if (tag == kAliasTag) return ReadAlias(depth);
    const NodeId id{static_cast<std::uint32_t>(document_.nodes_.size())};
    const auto kind = static_cast<Kind>(tag & 3U);
    const unsigned style = tag >> kStyleShift & 7U;
    const unsigned form = tag >> kFormShift;
    const bool is_leaf = kind == Kind::Null || kind == Kind::Scalar;
    const unsigned most_form = static_cast<unsigned>(is_leaf ? TextForm::Pieces : TextForm::None);
    if (id.index == most_nodes_ || style > static_cast<unsigned>(Style::Folded) || form > most_form ||
        ++built_ > kLimits.nodes) {
      return in_.Fail(NodeId{0});
    }
    Node& node = document_.nodes_.emplace_back();
    node.kind = kind;
    node.style = static_cast<Style>(style);
    ReadSpan(node, is_leaf);
    if (is_leaf) {
      ReadText(node, static_cast<TextForm>(form));
      if (has_aliases_) extents_.push_back({.nodes = 1, .height = 0});
    } else {
      ReadCollection(id, depth);
    }
    return id;
  }

  void ReadSpan(Node& node, bool is_leaf) {
    const std::uint32_t begin = cursor_ + UnZigZag(in_.Number());
    if (begin > source_.size()) return in_.Fail();
    const std::uint32_t length = in_.NumberUpTo(source_.size() - begin);
    node.span = {base_ + begin, base_ + begin + length};
    cursor_ = is_leaf ? begin + length : begin;
  }

  void ReadText(Node& node, TextForm form) {
    if (form == TextForm::None) return;
    const std::uint32_t begin = node.span.begin - base_;
    if (form == TextForm::Pieces) {
      node.text = ReadPieces(begin);
      return;
    }
    const std::size_t quote = QuoteSize(node.style);
    const std::size_t size = node.span.end - node.span.begin;
    if (in_.failed() || size < 2 * quote) return in_.Fail();
    node.text = source_.substr(begin + quote, size - 2 * quote);
  }

  std::string_view ReadPieces(std::size_t from) {
    const char* const text = text_next_;
    for (std::uint32_t left = in_.NumberUpTo(in_.left()); left > 0 && !in_.failed(); --left) {
      const std::uint32_t number = in_.Number();
      const std::size_t size = number >> 1U;
      std::string_view piece;
      if ((number & 1U) != 0) {
        piece = in_.Text(size);
      } else {
        from += in_.NumberUpTo(source_.size() - from);
        if (size > source_.size() - from) in_.Fail();
        piece = source_.substr(from, in_.failed() ? 0 : size);
        from += piece.size();
      }
      if (piece.size() > text_left_) in_.Fail();
      if (in_.failed() || piece.empty()) continue;
      std::memcpy(text_next_, piece.data(), piece.size());
      text_next_ += piece.size();
      text_left_ -= piece.size();
    }
    return {text, static_cast<std::size_t>(text_next_ - text)};
  }

  void ReadCollection(NodeId id, std::size_t depth) {
    if (depth >= kLimits.depth) return in_.Fail();
    if (has_aliases_) extents_.emplace_back();
    const std::size_t built_before = built_ - 1;
    const std::size_t deepest_before = std::exchange(deepest_, depth + 1);
    if (document_.nodes_[id.index].kind == Kind::List) {
      ReadItems(document_.nodes_[id.index], depth);
    } else {
      ReadEntries(document_.nodes_[id.index], depth);
    }
    if (has_aliases_ && !in_.failed()) extents_[id.index] = {built_ - built_before, deepest_ - depth};
    deepest_ = std::max(deepest_, deepest_before);
  }

  void ReadItems(Node& list, std::size_t depth) {
    std::vector<NodeId>& items = document_.items_;
    list.first = static_cast<std::uint32_t>(items.size());
    list.count = in_.NumberUpTo(most_items_ - items.size());
    items.resize(items.size() + list.count);
    for (std::size_t i = 0; i < list.count && !in_.failed(); ++i) items[list.first + i] = ReadNode(depth + 1);
  }

  void ReadEntries(Node& map, std::size_t depth) {
    std::vector<MapEntry>& entries = document_.entries_;
    map.first = static_cast<std::uint32_t>(entries.size());
    map.count = in_.NumberUpTo(most_entries_ - entries.size());
    const std::uint32_t own = map.count - in_.NumberUpTo(map.count);
    entries.resize(entries.size() + map.count);
    for (std::size_t i = 0; i < map.count && !in_.failed(); ++i) {
      const NodeId key = ReadNode(depth + 1);
      if (in_.failed() || document_.node(key).kind != Kind::Scalar) return in_.Fail();
      entries[map.first + i] = {key, ReadNode(depth + 1), i >= own};
    }
  }

  NodeId ReadAlias(std::size_t depth) {
    const std::uint32_t number = in_.Number();
    if (aliases_left_ == 0 || number >= extents_.size()) return in_.Fail(NodeId{0});
    --aliases_left_;
    const Extent& target = extents_[number];
    built_ += target.nodes;
    if (target.nodes == 0 || built_ > kLimits.nodes || depth + target.height > kLimits.depth) in_.Fail();
    deepest_ = std::max(deepest_, depth + target.height);
    return {number};
  }

  static constexpr Limits kLimits{};

  ByteSource& in_;
  std::string_view source_;
  std::uint32_t base_;
  std::size_t& built_;
  Document document_;
  std::vector<Extent> extents_;  // by node; none in a document without aliases
  std::size_t most_nodes_ = 0;
  std::size_t most_items_ = 0;
  std::size_t most_entries_ = 0;
  std::uint32_t cursor_ = 0;
  std::size_t deepest_ = 0;  // level of nesting that the open collection has reached
  char* text_next_ = nullptr;
  std::size_t text_left_ = 0;
  std::size_t aliases_left_ = 0;
  bool has_aliases_ = false;
};

std::optional<ParsedFile> ReadParsedFile(std::string_view bytes, const SourceManager& sources, std::size_t file) {
  ByteSource in(bytes);
  ParsedFile parsed;
  std::size_t built = 0;
  for (std::uint32_t left = in.NumberUpTo(in.left()); left > 0 && !in.failed(); --left) {
    parsed.documents.push_back(DocumentReader(in, sources.file(file), built).Read());
  }
  if (in.failed() || in.left() > 0) return std::nullopt;
  return parsed;
}

}  // namespace ovcc::yaml
