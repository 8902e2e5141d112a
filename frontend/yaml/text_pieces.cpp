// From a text back to the source: both are read side by side. What stands in the source alone is quotes, backslashes,
// indentation and line breaks; what stands in the text alone is what folded line breaks and escapes mean.
#include "frontend/yaml/text_pieces.h"

#include <algorithm>

namespace ovcc::yaml {
namespace {

constexpr std::string_view kBlank = " \t\r\n";
constexpr std::string_view kBreaks = "\r\n";

bool IsOneOf(char c, std::string_view set) { return set.find(c) != std::string_view::npos; }

/// Bytes of the character that an escape of one letter means, none of which can be seen; 0 for other escapes.
std::size_t SizeOfEscape(char letter) {
  if (letter == 'L' || letter == 'P') return 3;
  if (letter == 'N' || letter == '_') return 2;
  return IsOneOf(letter, "0abtnvfre") ? 1 : 0;
}

class PieceFinder {
 public:
  PieceFinder(std::string_view raw, const Node& scalar, std::vector<TextPiece>& pieces)
      : raw_(raw), text_(scalar.text), style_(scalar.style), pieces_(pieces) {
    const bool is_block = style_ == Style::Literal || style_ == Style::Folded;
    at_ = is_block ? std::min(raw_.find_first_of(kBreaks), raw_.size()) : 0;
    if (style_ == Style::SingleQuoted || style_ == Style::DoubleQuoted) at_ = std::min<std::size_t>(1, raw_.size());
  }

  bool Run() {
    pieces_.clear();
    while (done_ < text_.size()) {
      if (const std::size_t same = CountSame(); same > 0) {
        Add({.in_source = true, .begin = static_cast<std::uint32_t>(at_), .size = static_cast<std::uint32_t>(same)});
        at_ += same;
      } else if (!Step()) {
        return false;
      }
    }
    return true;
  }

 private:
  /// How far source and text agree. A backslash between double quotes never stands for itself.
  [[nodiscard]] std::size_t CountSame() const {
    const std::string_view rest = raw_.substr(at_);
    const std::string_view wanted = text_.substr(done_);
    const auto [end, unused] = std::mismatch(
        rest.begin(), rest.begin() + static_cast<std::ptrdiff_t>(std::min(rest.size(), wanted.size())), wanted.begin());
    const auto same = static_cast<std::size_t>(end - rest.begin());
    return style_ == Style::DoubleQuoted ? std::min(same, rest.find('\\')) : same;
  }

  /// Passes over what is different. False if that cannot be.
  bool Step() {
    const char here = at_ < raw_.size() ? raw_[at_] : '\0';
    if (here == '\\' && style_ == Style::DoubleQuoted) return StepEscape();
    if (here == '\r' || (here == '\'' && style_ == Style::SingleQuoted)) {
      ++at_;
    } else if (IsOneOf(text_[done_], kBlank)) {
      AddMeant(1);
    } else if (at_ < raw_.size() && IsOneOf(here, kBlank)) {
      ++at_;
    } else {
      return false;
    }
    return true;
  }

  bool StepEscape() {
    const char letter = at_ + 1 < raw_.size() ? raw_[at_ + 1] : '\0';
    if (IsOneOf(letter, kBreaks)) {
      ++at_;
      return true;
    }
    if (letter == text_[done_] && IsOneOf(letter, "\"\\/ \t")) {
      Add({.in_source = true, .begin = static_cast<std::uint32_t>(at_ + 1), .size = 1});
    } else {
      const std::size_t size = SizeOfEscape(letter);
      if (size == 0 || size > text_.size() - done_) return false;
      AddMeant(size);
    }
    at_ += 2;
    return true;
  }

  void AddMeant(std::size_t size) {
    Add({.in_source = false, .begin = static_cast<std::uint32_t>(done_), .size = static_cast<std::uint32_t>(size)});
  }

  void Add(const TextPiece& piece) {
    pieces_.push_back(piece);
    done_ += piece.size;
  }

  std::string_view raw_;
  std::string_view text_;
  Style style_;
  std::vector<TextPiece>& pieces_;
  std::size_t at_ = 0;    // in the source
  std::size_t done_ = 0;  // of the text
};

}  // namespace

bool FindPieces(std::string_view raw, const Node& scalar, std::vector<TextPiece>& pieces) {
  return PieceFinder(raw, scalar, pieces).Run();
}

}  // namespace ovcc::yaml
