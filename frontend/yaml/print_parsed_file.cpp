// From nodes to bytes. What is reached through several parents is told once, then named; what is not reached (merge
// keys, whose mappings are expanded) is left out.
#include <limits>
#include <vector>

#include "frontend/yaml/parsed_file_bytes.h"
#include "frontend/yaml/parsed_file_format.h"
#include "frontend/yaml/text_pieces.h"

namespace ovcc::yaml {
namespace {

void Append(std::string& out, std::uint32_t number) {
  for (; number >= 0x80; number >>= 7U) out.push_back(static_cast<char>(number | 0x80U));
  out.push_back(static_cast<char>(number));
}

class DocumentPrinter {
 public:
  DocumentPrinter(const Document& document, const SourceManager::File& file)
      : document_(document), source_(file.bytes), base_(file.base), numbers_(document.size(), kNew) {
    constexpr std::size_t kBytesOfANode = 5;
    body_.reserve(document.size() * kBytesOfANode);
  }

  /// False if a text does not stand in the source.
  bool Print(std::string& out) {
    PrintNode(document_.root());
    for (const std::size_t count : {nodes_, items_, entries_, text_bytes_, aliases_}) {
      Append(out, static_cast<std::uint32_t>(count));
    }
    out += body_;
    return shown_;
  }

 private:
  static constexpr std::uint32_t kNew = std::numeric_limits<std::uint32_t>::max();

  void PrintNode(NodeId id) {
    std::uint32_t& number = numbers_[id.index];
    if (number != kNew) {
      body_.push_back(static_cast<char>(kAliasTag));
      Append(body_, number);
      ++aliases_;
      return;
    }
    number = static_cast<std::uint32_t>(nodes_++);
    const Node& node = document_.node(id);
    const TextForm form = FormOf(node);
    body_.push_back(static_cast<char>(TagOf(node.kind, node.style, form)));
    PrintSpan(node);
    if (form == TextForm::Pieces) PrintPieces(node);
    if (node.kind == Kind::List) PrintList(node);
    if (node.kind == Kind::Map) PrintMap(node);
  }

  void PrintSpan(const Node& node) {
    const std::uint32_t begin = node.span.begin - base_;
    Append(body_, ZigZag(begin - cursor_));
    Append(body_, node.span.end - node.span.begin);
    const bool is_leaf = node.kind == Kind::Null || node.kind == Kind::Scalar;
    cursor_ = is_leaf ? node.span.end - base_ : begin;
  }

  void PrintList(const Node& list) {
    Append(body_, list.count);
    items_ += list.count;
    for (const NodeId item : document_.items(list)) PrintNode(item);
  }

  void PrintMap(const Node& map) {
    std::uint32_t merged = 0;
    for (const MapEntry& entry : document_.entries(map)) merged += entry.merged ? 1 : 0;
    Append(body_, map.count);
    Append(body_, merged);
    entries_ += map.count;
    for (const MapEntry& entry : document_.entries(map)) {
      PrintNode(entry.key);
      PrintNode(entry.value);
    }
  }

  [[nodiscard]] std::string_view RawOf(const Node& node) const {
    return source_.substr(node.span.begin - base_, node.span.end - node.span.begin);
  }

  [[nodiscard]] TextForm FormOf(const Node& node) const {
    if (node.text.empty()) return TextForm::None;
    const std::string_view raw = RawOf(node);
    const std::size_t quote = QuoteSize(node.style);
    const bool verbatim = node.text.data() == raw.data() + quote && node.text.size() + 2 * quote == raw.size();
    return verbatim ? TextForm::Verbatim : TextForm::Pieces;
  }

  void PrintPieces(const Node& node) {
    shown_ = shown_ && FindPieces(RawOf(node), node, pieces_);
    if (!shown_) return;
    Append(body_, static_cast<std::uint32_t>(pieces_.size()));
    std::uint32_t from = 0;
    for (const TextPiece& piece : pieces_) {
      Append(body_, piece.size << 1U | (piece.in_source ? 0U : 1U));
      if (piece.in_source) {
        Append(body_, piece.begin - from);
        from = piece.begin + piece.size;
      } else {
        body_ += node.text.substr(piece.begin, piece.size);
      }
    }
    text_bytes_ += node.text.size();
  }

  const Document& document_;
  std::string_view source_;
  std::uint32_t base_;
  std::vector<std::uint32_t> numbers_;  // of the nodes that were told, by their index
  std::vector<TextPiece> pieces_;
  std::string body_;
  std::uint32_t cursor_ = 0;
  bool shown_ = true;  // so far every text stands in the source
  std::size_t nodes_ = 0;
  std::size_t items_ = 0;
  std::size_t entries_ = 0;
  std::size_t text_bytes_ = 0;
  std::size_t aliases_ = 0;
};

}  // namespace

std::optional<std::string> PrintParsedFile(const ParsedFile& parsed, const SourceManager& sources, std::size_t file) {
  if (parsed.failed) return std::nullopt;
  std::string bytes;
  Append(bytes, static_cast<std::uint32_t>(parsed.documents.size()));
  for (const Document& document : parsed.documents) {
    if (!DocumentPrinter(document, sources.file(file)).Print(bytes)) return std::nullopt;
  }
  return bytes;
}

}  // namespace ovcc::yaml
