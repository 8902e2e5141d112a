// From events to nodes (§1.1, §12.1). Assumes that events come in source order: `cursor_` stands behind what they have
// told of so far, which is how an omitted value is told from a `null` that belongs to the next key.
#include "frontend/yaml/document_builder.h"

#include <algorithm>
#include <cstring>
#include <utility>

#include "frontend/yaml/source_scan.h"
#include "support/utf8.h"

namespace ovcc::yaml {
namespace {

constexpr std::size_t kTextChunk = 4096;

char ClosingBracket(char opening) {
  if (opening == '[') return ']';
  return opening == '{' ? '}' : '\0';
}

/// True if a line that only holds `...` or begins with `---` stands in `gap`.
bool HasDocumentMarker(std::string_view gap) {
  for (const std::string_view marker : {"\n---", "\n...", "\r---", "\r..."}) {
    if (gap.find(marker) != std::string_view::npos) return true;
  }
  return false;
}

}  // namespace

DocumentBuilder::DocumentBuilder(const SourceManager& sources, std::size_t file, std::uint32_t begin,
                                 const Limits& limits, DiagnosticSink& diags, ParsedFile& parsed)
    : sources_(sources),
      file_(file),
      text_(sources.file(file).bytes),
      limits_(limits),
      diags_(diags),
      parsed_(parsed),
      cursor_(begin),
      has_tabs_(text_.contains('\t')) {}

bool DocumentBuilder::OnDocumentStart(std::uint32_t offset) {
  const bool marked = text_.substr(offset).starts_with("---");
  // The parser also begins a document where the indentation falls back below that of the first line.
  if (!first_document_ && !marked && !HasDocumentMarker(text_.substr(cursor_, offset - cursor_))) {
    Diagnostic& found = Emit(SpanOf(offset, offset + 1), diag::YamlSyntax,
                             "this stands behind the end of the document; check indentation and quotes");
    AttachSurroundings(found, offset);
    return false;
  }
  first_document_ = false;
  cursor_ = marked ? offset + 3 : std::max(cursor_, offset);
  document_ = Document();
  // About one node for ten bytes, as people write; growing would copy them all several times.
  constexpr std::size_t kBytesOfANode = 10;
  document_.nodes_.reserve(std::min((text_.size() - offset) / kBytesOfANode, limits_.nodes));
  anchors_.clear();
  text_left_ = 0;
  return true;
}

bool DocumentBuilder::OnDocumentEnd() {
  if (document_.node(document_.root()).kind != Kind::Null) parsed_.documents.push_back(std::move(document_));
  return true;
}

bool DocumentBuilder::OnNull(const NodeStart& start) {
  const std::uint32_t begin = NodeBegin(start);
  const std::optional<std::size_t> length =
      begin >= cursor_ ? NullSpelling(text_, begin, ExpectsKey()) : std::optional<std::size_t>();
  return length ? AddNull(begin, start, *length) : AddOmitted(start, false);
}

bool DocumentBuilder::OnScalar(const NodeStart& start, std::string_view value) {
  const std::uint32_t begin = NodeBegin(start);
  const std::optional<ScalarExtent> extent = FindScalar(text_, begin, value, ExpectsKey());
  if (!extent) return AddOmitted(start, start.tag == Tag::Text);
  if (!extent->closed) {
    // yaml-cpp takes the end of the file for the closing quote if a line break stands before it.
    Emit(SpanOf(begin, begin + 1), diag::YamlSyntax, "the closing quote is missing");
    return false;
  }
  // An unknown tag hides from the parser that the node is a null.
  if (extent->style == Style::Plain && start.tag == Tag::Other && IsNullWord(value)) {
    return AddNull(begin, start, value.size());
  }
  CheckIndentation(begin);
  cursor_ = static_cast<std::uint32_t>(extent->end);
  Node node{.kind = Kind::Scalar, .style = extent->style, .span = SpanOf(extent->begin, extent->end), .text = {}};
  node.text = extent->style == Style::Folded ? Store(WithKeptBreaks(text_, *extent, value)) : ValueText(*extent, value);
  return AddLeaf(node, start);
}

bool DocumentBuilder::OnAlias(std::uint32_t offset, std::uint32_t anchor) {
  const std::size_t end = SkipName(text_, offset);
  const Span place = SpanOf(offset, end);
  const std::string_view name = text_.substr(offset, end - offset);
  cursor_ = static_cast<std::uint32_t>(end);
  const Anchor& target = AnchorAt(anchor);
  if (target.open) {
    Emit(place, diag::YamlAliasInside, name).Attach(document_.node(target.id).span, "this holds the alias itself");
    // The element is left out, so that no reader finds an empty one; a key keeps an empty value.
    const bool in_list = !frames_.empty() && document_.node(frames_.back().id).kind == Kind::List;
    if (in_list) return true;
    return AddLeaf({.kind = Kind::Null, .span = place, .text = {}}, {});
  }
  if (frames_.size() + target.height > limits_.depth) {
    Emit(place, diag::YamlLimit, "this alias nests too deep", limits_.depth);
    return false;
  }
  if (!Count(target.weight, place)) return false;
  return Deliver(target.id, target.height, place);
}

bool DocumentBuilder::Open(const NodeStart& start, Kind kind) {
  const bool has_properties = start.anchor != 0 || start.tag != Tag::None;
  const std::uint32_t begin = has_properties ? NodeBegin(start) : start.offset;
  const Span place = SpanOf(begin, begin + 1);
  if (frames_.size() >= limits_.depth) {
    Emit(place, diag::YamlLimit, "this nests too deep", limits_.depth);
    return false;
  }
  if (!Count(1, place)) return false;
  CheckIndentation(begin);
  const char closing = begin < text_.size() ? ClosingBracket(text_[begin]) : '\0';
  cursor_ = std::max(cursor_, begin + (closing == '\0' ? 0 : 1));
  const NodeId id = AddNode({.kind = kind, .span = place, .text = {}});
  if (start.anchor != 0) AnchorAt(start.anchor) = {.id = id, .open = true};
  frames_.push_back({.id = id,
                     .begin = begin,
                     .anchor = start.anchor,
                     .closing = closing,
                     .in_brackets = closing != '\0' || InBrackets(),
                     .first_pending = pending_.size(),
                     .built_before = built_ - 1});
  return true;
}

bool DocumentBuilder::OnCollectionEnd() {
  const Frame frame = frames_.back();
  frames_.pop_back();
  if (frame.closing != '\0') {
    std::size_t at = SkipSpace(text_, cursor_);
    if (text_.substr(at).starts_with(',')) at = SkipSpace(text_, at + 1);
    // A single pair in a list, `[{a: b}: c]`, begins with a bracket that is not its own.
    if (at < text_.size() && text_[at] == frame.closing) cursor_ = static_cast<std::uint32_t>(at + 1);
  }
  Node& node = document_.nodes_[frame.id.index];
  node.span = SpanOf(frame.begin, std::max(cursor_, frame.begin));
  if (node.kind == Kind::List) {
    FinishList(frame);
  } else {
    FinishMap(frame);
  }
  pending_.resize(frame.first_pending);
  if (frame.anchor != 0) {
    AnchorAt(frame.anchor) = {.id = frame.id, .weight = built_ - frame.built_before, .height = frame.height};
  }
  return Deliver(frame.id, frame.height, document_.node(frame.id).span);
}

void DocumentBuilder::Report(const SyntaxError& error) {
  const std::size_t size = DecodeUtf8(text_, error.offset).value_or(CodePoint{0, 1}).size;
  const Span place = SpanOf(error.offset, error.offset + size);
  switch (error.reason) {
    case SyntaxError::Reason::UnknownAlias: {
      const std::size_t end = SkipName(text_, error.offset);
      const std::string_view name = text_.substr(error.offset, end - error.offset);
      Diagnostic& found = Emit(SpanOf(error.offset, end), diag::YamlAlias, name, name.substr(1));
      if (const auto anchor = FindAnchor(text_, name.substr(1), end)) {
        found.Attach(SpanOf(*anchor, *anchor + name.size()), "the anchor comes only here")
            .Help("write the value where it is first used, and the alias behind it");
      }
      return;
    }
    case SyntaxError::Reason::OpenQuote: {
      const std::size_t quote = text_.find_first_not_of(" \t\r\n:-?,[{", cursor_);
      const bool found = quote < text_.size() && (text_[quote] == '"' || text_[quote] == '\'');
      Emit(found && !SkipQuoted(text_, quote) ? SpanOf(quote, quote + 1) : place, diag::YamlSyntax, error.message);
      return;
    }
    case SyntaxError::Reason::OpenBracket: {
      Diagnostic& found = Emit(place, diag::YamlSyntax, error.message);
      if (InBrackets()) found.Attach(SpanOf(frames_.back().begin, frames_.back().begin + 1), "opened here");
      return;
    }
    case SyntaxError::Reason::Other: {
      const std::optional<std::size_t> tab = InBrackets() ? std::nullopt : TabInIndentation(text_, error.offset);
      if (tab) {
        ReportTab(*tab);
      } else {
        Diagnostic& found = Emit(place, diag::YamlSyntax, error.message);
        if (!InBrackets()) AttachSurroundings(found, error.offset);
      }
      return;
    }
  }
}

/// Most such errors are a wrong indentation somewhere above: shows what the line would belong to.
void DocumentBuilder::AttachSurroundings(Diagnostic& found, std::size_t offset) {
  const Surroundings around = SurroundingsOf(text_, offset);
  if (around.outer) {
    found.Attach(SpanOf(*around.outer, LineEnd(text_, *around.outer)), "the nearest line above that is indented less");
  }
  if (around.inner) {
    found.Attach(SpanOf(*around.inner, LineEnd(text_, *around.inner)),
                 fmt::format("what stands {} begins here, indented by {} columns",
                             around.outer ? "below that" : "above", around.inner_column));
  } else if (around.before && around.before != around.outer) {
    found.Attach(SpanOf(*around.before, LineEnd(text_, *around.before)), "the line before");
  }
}

void DocumentBuilder::FinishList(const Frame& frame) {
  Node& node = document_.nodes_[frame.id.index];
  node.first = static_cast<std::uint32_t>(document_.items_.size());
  node.count = static_cast<std::uint32_t>(pending_.size() - frame.first_pending);
  document_.items_.insert(document_.items_.end(), pending_.begin() + static_cast<std::ptrdiff_t>(frame.first_pending),
                          pending_.end());
}

bool DocumentBuilder::AddNull(std::uint32_t offset, const NodeStart& start, std::size_t length) {
  CheckIndentation(offset);
  cursor_ = offset + static_cast<std::uint32_t>(length);
  return AddLeaf({.kind = Kind::Null, .span = SpanOf(offset, cursor_), .text = text_.substr(offset, length)}, start);
}

/// An omitted node stands right behind its properties, or behind the `:`, `-` or `?` that announced it.
bool DocumentBuilder::AddOmitted(const NodeStart& start, bool is_text) {
  const std::size_t properties_end = start.offset >= cursor_ ? SkipProperties(text_, start.offset) : start.offset;
  std::size_t length = 0;
  if (properties_end > start.offset) {
    cursor_ = static_cast<std::uint32_t>(properties_end);
  } else {
    const std::size_t next = SkipSpace(text_, cursor_);
    const bool is_key = ExpectsKey();
    const bool announced = next < text_.size() && Announcers().find(text_[next]) != std::string_view::npos;
    if (announced) cursor_ = static_cast<std::uint32_t>(is_key && text_[next] == ':' ? next : next + 1);
    length = announced && is_key && text_[next] == ':' ? 1 : 0;
  }
  const Kind kind = is_text ? Kind::Scalar : Kind::Null;
  return AddLeaf({.kind = kind, .span = SpanOf(cursor_, cursor_ + length), .text = {}}, start);
}

bool DocumentBuilder::AddLeaf(const Node& node, const NodeStart& start) {
  if (!Count(1, node.span)) return false;
  const NodeId id = AddNode(node);
  if (start.anchor != 0) AnchorAt(start.anchor) = {.id = id, .weight = 1};
  return Deliver(id, 0, node.span);
}

/// Hands a complete node to the collection around it. Pairs without a usable key are dropped.
bool DocumentBuilder::Deliver(NodeId id, std::size_t height, Span place) {
  if (frames_.empty()) {
    document_.root_ = id;
    return true;
  }
  Frame& frame = frames_.back();
  frame.height = std::max(frame.height, height + 1);
  const bool is_list = document_.node(frame.id).kind == Kind::List;
  const std::size_t members = (pending_.size() - frame.first_pending) / (is_list ? 1 : 2);
  if (members >= limits_.members && !frame.has_key) {
    Emit(place, diag::YamlLimit, is_list ? "this list is too long" : "this mapping has too many keys", limits_.members);
    return false;
  }
  if (is_list) {
    pending_.push_back(id);
    return true;
  }
  frame.has_key = !frame.has_key;
  if (frame.has_key) {
    const Kind kind = document_.node(id).kind;
    frame.key_is_usable = kind == Kind::Scalar;
    if (frame.key_is_usable) {
      pending_.push_back(id);
    } else {
      ReportKey(place, kind);
    }
  } else if (frame.key_is_usable) {
    pending_.push_back(id);
  }
  return true;
}

/// `{{ app }}` is a mapping as the key of a mapping, which may itself be a key: only the outermost is reported.
void DocumentBuilder::ReportKey(Span place, Kind kind) {
  std::deque<Diagnostic>& found = diags_.all();
  while (!found.empty() && found.back().info == &diag::YamlKey.info && place.Contains(found.back().span)) {
    found.pop_back();
  }
  Diagnostic& report = Emit(place, diag::YamlKey, KindName(kind));
  const std::size_t begin = place.begin - sources_.file(file_).base;
  const bool outer = text_.substr(begin).starts_with("{{");
  const bool inner = begin > 0 && text_.substr(begin - 1).starts_with("{{");
  if (outer || inner) report.Help("fill in the template first, or quote it");
}

bool DocumentBuilder::Count(std::uint64_t nodes, Span place) {
  built_ += nodes;
  if (built_ <= limits_.nodes) return true;
  Emit(place, diag::YamlLimit, "the file holds too many values, aliases counted with their content", limits_.nodes);
  return false;
}

/// The parser lets a tab pass where it indents a value on a line of its own.
void DocumentBuilder::CheckIndentation(std::uint32_t offset) {
  if (!has_tabs_ || InBrackets() || !IsIndentedByTab(text_, offset)) return;
  ReportTab(TabInIndentation(text_, offset).value_or(offset));
}

void DocumentBuilder::ReportTab(std::size_t tab) {
  if (reported_tab_ == tab) return;
  reported_tab_ = tab;
  Emit(SpanOf(tab, tab + 1), diag::YamlSyntax, "a tab in the indentation");
}

NodeId DocumentBuilder::AddNode(const Node& node) {
  document_.nodes_.push_back(node);
  return {static_cast<std::uint32_t>(document_.nodes_.size() - 1)};
}

/// The value as a view of the source where it stands there byte for byte, else as a copy.
std::string_view DocumentBuilder::ValueText(const ScalarExtent& extent, std::string_view value) {
  const std::size_t quote = extent.style == Style::SingleQuoted || extent.style == Style::DoubleQuoted ? 1 : 0;
  const std::string_view raw = text_.substr(extent.begin, extent.end - extent.begin);
  const std::string_view inner = raw.size() >= 2 * quote ? raw.substr(quote, raw.size() - 2 * quote) : raw;
  if (inner == value) return inner;
  if (extent.style != Style::DoubleQuoted || !FindInvalidUtf8(value)) return Store(value);
  // yaml-cpp turns the escapes `\N` and `\_` into one byte instead of the two of UTF-8.
  std::string repaired(value);
  for (auto at = FindInvalidUtf8(repaired); at; at = FindInvalidUtf8(repaired)) repaired.insert(*at, 1, '\xC2');
  return Store(repaired);
}

std::string_view DocumentBuilder::Store(std::string_view text) {
  if (text.empty()) return {};
  if (text.size() > text_left_) {
    const std::size_t size = std::max(text.size(), kTextChunk);
    document_.texts_.push_back(std::make_unique_for_overwrite<char[]>(size));
    text_next_ = document_.texts_.back().get();
    text_left_ = size;
  }
  char* place = text_next_;
  std::memcpy(place, text.data(), text.size());
  text_next_ += text.size();
  text_left_ -= text.size();
  return {place, text.size()};
}

/// What can stand in front of the next node.
std::string_view DocumentBuilder::Announcers() const {
  if (ExpectsKey()) return "?:";
  const bool in_map = !frames_.empty() && document_.node(frames_.back().id).kind == Kind::Map;
  return in_map ? ":" : "-";
}

bool DocumentBuilder::InBrackets() const { return !frames_.empty() && frames_.back().in_brackets; }

bool DocumentBuilder::ExpectsKey() const {
  return !frames_.empty() && !frames_.back().has_key && document_.node(frames_.back().id).kind == Kind::Map;
}

std::uint32_t DocumentBuilder::NodeBegin(const NodeStart& start) const {
  const std::size_t properties_end = SkipProperties(text_, start.offset);
  return static_cast<std::uint32_t>(properties_end == start.offset ? start.offset : SkipSpace(text_, properties_end));
}

Span DocumentBuilder::SpanOf(std::size_t begin, std::size_t end) const {
  begin = std::min(begin, text_.size());
  end = std::clamp(end, begin, text_.size());
  return sources_.SpanOf(file_, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end - begin));
}

DocumentBuilder::Anchor& DocumentBuilder::AnchorAt(std::uint32_t anchor) {
  if (anchors_.size() <= anchor) anchors_.resize(anchor + 1);
  return anchors_[anchor];
}

}  // namespace ovcc::yaml
