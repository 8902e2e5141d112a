// From an offset in a scalar's value back to the source. The source is read piece by piece together with the value;
// where the two do not fit, or where a folded line break is meant, the answer is the whole scalar.
#include <algorithm>
#include <optional>

#include "frontend/yaml/document.h"
#include "frontend/yaml/source_scan.h"
#include "support/utf8.h"

namespace ovcc::yaml {
namespace {

constexpr std::string_view kBreaks = "\r\n";

/// A part of the source and the number of bytes that it gives to the value.
struct Piece {
  std::size_t begin = 0;
  std::size_t end = 0;
  std::size_t bytes = 0;
  bool folded = false;  // a line break that gave a blank, or fewer line breaks than there are
};

bool IsBreakAt(std::string_view raw, std::size_t at) {
  return at < raw.size() && kBreaks.find(raw[at]) != std::string_view::npos;
}

std::size_t SkipBreak(std::string_view raw, std::size_t at) {
  return at + (raw.substr(at).starts_with("\r\n") ? 2 : 1);
}

/// The escape at `at` of a double-quoted scalar, without a line break behind the backslash.
Piece ReadEscape(std::string_view raw, std::size_t at) {
  const char kind = at + 1 < raw.size() ? raw[at + 1] : '\0';
  const std::size_t digits = kind == 'x' ? 2 : kind == 'u' ? 4 : kind == 'U' ? 8 : 0;
  if (digits == 0) {
    const std::size_t bytes = kind == 'L' || kind == 'P' ? 3 : kind == 'N' || kind == '_' ? 2 : 1;
    return {at, at + 2, bytes};
  }
  char32_t value = 0;
  for (const char c : raw.substr(std::min(at + 2, raw.size()), digits)) {
    const bool decimal = c >= '0' && c <= '9';
    value = value * 16 + static_cast<char32_t>(decimal ? c - '0' : (c | 0x20) - 'a' + 10);
  }
  return {at, at + 2 + digits, value < 0x80 ? 1U : value < 0x800 ? 2U : value < 0x10000 ? 3U : 4U};
}

/// Walks through the text of one scalar.
class Walker {
 public:
  Walker(std::string_view raw, const Node& scalar) : raw_(raw), value_(scalar.text), style_(scalar.style) {
    switch (style_) {
      case Style::Plain:
        break;
      case Style::SingleQuoted:
      case Style::DoubleQuoted:
        at_ = 1;
        raw_ = raw_.substr(0, raw_.size() - 1);
        break;
      case Style::Literal:
      case Style::Folded:
        indent_ = BlockIndent(raw_, value_).value_or(0);
        at_ = std::min(raw_.find_first_of(kBreaks), raw_.size());
        if (at_ < raw_.size()) SkipHeader();
        break;
    }
  }

  /// Offset in the source of what comes next.
  [[nodiscard]] std::size_t Here() const { return at_; }

  /// The next piece; `done` bytes of the value lie before it. Nothing at the end, or where source and value part.
  std::optional<Piece> Next(std::size_t done) {
    if (at_ >= raw_.size() || done > value_.size()) return std::nullopt;
    const Piece piece = IsBlock() ? NextInBlock(done) : NextInFlow(done);
    at_ = piece.end;
    const bool copied = piece.bytes == 1 && piece.end == piece.begin + 1 && !piece.folded;
    if (copied && (done >= value_.size() || raw_[piece.begin] != value_[done])) return std::nullopt;
    return piece;
  }

 private:
  [[nodiscard]] bool IsBlock() const { return style_ == Style::Literal || style_ == Style::Folded; }

  /// From the end of the header to the first text. Blank lines before it are part of the value.
  void SkipHeader() {
    at_ = SkipBreak(raw_, at_);
    SkipIndent();
  }

  void SkipIndent() {
    for (std::size_t column = 0; column < indent_ && at_ < raw_.size() && raw_[at_] == ' '; ++column) ++at_;
  }

  Piece NextInBlock(std::size_t done) {
    const std::size_t begin = at_;
    if (!IsBreakAt(raw_, at_)) return {begin, begin + 1, 1};
    if (style_ == Style::Literal) {
      const std::size_t line_end = SkipBreak(raw_, at_);
      at_ = line_end;
      SkipIndent();
      return {begin, at_, 1, line_end != begin + 1 || at_ != line_end};
    }
    while (IsBreakAt(raw_, at_)) {
      at_ = SkipBreak(raw_, at_);
      SkipIndent();
    }
    return {begin, at_, FoldedBytes(done), true};
  }

  Piece NextInFlow(std::size_t done) {
    const std::size_t begin = at_;
    if (style_ == Style::SingleQuoted && raw_.substr(at_).starts_with("''")) return {begin, begin + 2, 1};
    if (style_ == Style::DoubleQuoted && raw_[at_] == '\\') {
      if (!IsBreakAt(raw_, at_ + 1)) return ReadEscape(raw_, at_);
      // What follows an escaped line break on the next line counts from its first character that is not blank.
      const std::size_t line = SkipBreak(raw_, at_ + 1);
      return {begin, std::min(raw_.find_first_not_of(" \t\r\n", line), raw_.size()), 0, true};
    }
    const std::size_t next = std::min(raw_.find_first_not_of(" \t", at_), raw_.size());
    if (!IsBreakAt(raw_, next)) return {begin, begin + 1, 1};
    return {begin, std::min(raw_.find_first_not_of(" \t\r\n", next), raw_.size()), FoldedBytes(done), true};
  }

  /// What a folded line break has given: one blank, or line breaks.
  [[nodiscard]] std::size_t FoldedBytes(std::size_t done) const {
    const std::size_t end = std::min(value_.find_first_not_of('\n', done), value_.size());
    return end == done ? 1 : end - done;
  }

  std::string_view raw_;
  std::string_view value_;
  Style style_;
  std::size_t at_ = 0;
  std::size_t indent_ = 0;
};

/// True if a person can see where the byte stands that `piece` gave.
bool IsExact(const Piece& piece, Style style) { return !piece.folded || style == Style::Literal; }

}  // namespace

Span Within(const SourceManager& sources, const Node& scalar, std::size_t offset, std::size_t length) {
  const std::string_view raw = sources.TextOf(scalar.span);
  if (scalar.kind != Kind::Scalar || raw.empty() || offset > scalar.text.size()) return scalar.span;
  length = std::min(length, scalar.text.size() - offset);
  const auto place = [&](std::size_t begin, std::size_t end) {
    return Span{scalar.span.begin + static_cast<std::uint32_t>(begin),
                scalar.span.begin + static_cast<std::uint32_t>(end)};
  };
  if (scalar.style == Style::Plain && raw == scalar.text) return place(offset, offset + length);

  Walker walker(raw, scalar);
  std::optional<std::size_t> begin;
  std::size_t done = 0;
  while (!begin || done < offset + length) {
    const std::size_t at = walker.Here();
    if (!begin && done == offset && length == 0) return place(at, at);
    const std::optional<Piece> piece = walker.Next(done);
    if (!piece) return scalar.span;
    const bool holds_begin = !begin && done + piece->bytes > offset;
    const bool holds_end = (begin || holds_begin) && done + piece->bytes >= offset + length;
    if ((holds_begin || holds_end) && !IsExact(*piece, scalar.style)) return scalar.span;
    if (holds_begin) begin = piece->begin;
    done += piece->bytes;
    if (holds_end) return place(*begin, piece->end);
  }
  return scalar.span;
}

}  // namespace ovcc::yaml
