// A finding as text for people, in the shape that compilers have made familiar. Everything that comes from a file is
// cleaned on the way: no byte of an input can move the cursor or change the colours of a terminal.
#include "support/render_text.h"

#include <algorithm>
#include <optional>
#include <span>
#include <string_view>
#include <utility>

#include "support/printable.h"
#include "support/text.h"

namespace ovcc {
namespace {

constexpr std::size_t kTabWidth = 8;
constexpr std::size_t kLongLine = 160;       // bytes, and columns of what is shown of a longer line
constexpr std::size_t kBeforeCaret = 80;     // characters kept before the caret of a cut line
constexpr std::string_view kEllipsis = "…";  // one column
constexpr std::size_t kMostLabels = 20;      // second places of one finding
constexpr std::size_t kLongQuote = 200;      // bytes of user text in a message

struct Palette {
  std::string_view bold, error, warning, note, caret, reset;
};
constexpr Palette kPlain = {};
constexpr Palette kColours = {.bold = "\x1b[1m",
                              .error = "\x1b[1;31m",
                              .warning = "\x1b[1;35m",
                              .note = "\x1b[1;36m",
                              .caret = "\x1b[1;32m",
                              .reset = "\x1b[0m"};

std::string_view ColourOf(Severity severity, const Palette& palette) {
  switch (severity) {
    case Severity::Error:
      return palette.error;
    case Severity::Warning:
      return palette.warning;
    case Severity::Note:
      return palette.note;
  }
  return "";
}

bool IsContinuationByte(char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; }

/// At most `kLongQuote` bytes of `text`, whole characters.
std::string CutQuote(std::string_view text) {
  if (text.size() <= kLongQuote) return std::string(text);
  std::size_t end = kLongQuote;
  while (end > 0 && IsContinuationByte(text[end])) --end;
  return std::string(text.substr(0, end)).append(kEllipsis);
}

/// Cuts what stands in backticks: it comes from the input, and nobody reads a page of it.
std::string CutQuotes(std::string_view text) {
  std::string shortened;
  for (bool quoted = false;; quoted = !quoted) {
    const Halves halves = SplitFirst(text, '`');
    shortened += quoted && halves.found ? CutQuote(halves.first) : std::string(halves.first);
    if (!halves.found) return shortened;
    shortened += '`';
    text = halves.second;
  }
}

/// Where the shown part of a line begins: at its start, or some characters before the caret.
std::size_t WindowStart(std::string_view line, std::size_t caret) {
  if (line.size() <= kLongLine || caret <= kLongLine - kBeforeCaret / 2) return 0;
  std::size_t start = caret;
  for (std::size_t characters = 0; start > 0 && characters < kBeforeCaret; ++characters) {
    do {
      --start;
    } while (start > 0 && IsContinuationByte(line[start]));
  }
  return start;
}

/// A source line as shown, and the columns of the marked part.
struct Excerpt {
  std::string text;
  std::size_t begin = 0;
  std::size_t end = 0;
};

/// Shows `line` with the bytes [begin, end) marked; both may lie behind its last byte.
Excerpt ShowLine(std::string_view line, std::size_t begin, std::size_t end) {
  Excerpt shown;
  std::size_t column = 0;
  std::size_t offset = WindowStart(line, begin);
  if (offset > 0) {
    shown.text = kEllipsis;
    column = 1;
  }
  const std::size_t columns = line.size() > kLongLine ? kLongLine : std::string_view::npos;
  std::optional<std::size_t> first;
  std::optional<std::size_t> last;
  while (offset < line.size() && column < columns) {
    if (!first && offset >= begin) first = column;
    if (!last && offset >= end) last = column;
    Cell cell = CellAt(line, offset);
    if (line[offset] == '\t') {
      cell.width = kTabWidth - column % kTabWidth;
      cell.text = std::string(cell.width, ' ');
    }
    shown.text += cell.text;
    column += cell.width;
    offset += cell.size;
  }
  shown.begin = first.value_or(column);
  shown.end = std::max(last.value_or(column), shown.begin + 1);
  if (offset < line.size()) shown.text += kEllipsis;
  return shown;
}

/// Writes one finding. `sources` and `palette` are those of the whole text.
class Renderer {
 public:
  Renderer(const SourceManager& sources, const Palette& palette) : sources_(sources), palette_(palette) {}

  void Heading(Span span, std::string_view colour, std::string_view kind, std::string_view message,
               std::string_view code) {
    out_ += palette_.bold;
    out_ += Place(span);
    out_ += palette_.reset;
    out_ += fmt::format("{}{}:{} {}{}", colour, kind, palette_.reset, palette_.bold, PrintableText(CutQuotes(message)));
    if (!code.empty()) out_ += fmt::format(" [{}]", code);
    out_ += palette_.reset;
    out_ += '\n';
  }

  /// The first line of `span` with its caret; nothing for an empty span.
  void Source(Span span) {
    const SourceManager::File* file = sources_.FileOf(span);
    if (file == nullptr) return;
    const Span line = sources_.LineAt(span.begin);
    const Excerpt shown =
        ShowLine(sources_.TextOf(line), span.begin - line.begin, std::max(span.end, span.begin + 1) - line.begin);
    const std::string number = fmt::format("{:>5}", sources_.Locate(span).line);
    out_ += fmt::format("{} | {}\n", number, shown.text);
    out_ += fmt::format("{:{}} | {:{}}{}^{:~>{}}{}\n", "", number.size(), "", shown.begin, palette_.caret, "",
                        shown.end - shown.begin - 1, palette_.reset);
  }

  void Remark(std::string_view kind, std::string_view text) {
    out_ += fmt::format("{}{}:{} {}\n", palette_.note, kind, palette_.reset, PrintableText(CutQuotes(text)));
  }

  [[nodiscard]] std::string Take() { return std::move(out_); }

 private:
  [[nodiscard]] std::string Place(Span span) const {
    const Position position = sources_.Locate(span);
    if (position.line == 0) return "ovcc: ";
    return fmt::format("{}:{}:{}: ", PrintableText(position.file), position.line, position.column);
  }

  const SourceManager& sources_;
  const Palette& palette_;
  std::string out_;
};

}  // namespace

std::string RenderText(const Diagnostic& diagnostic, const SourceManager& sources, bool colour) {
  const Palette& palette = colour ? kColours : kPlain;
  Renderer renderer(sources, palette);
  renderer.Heading(diagnostic.span, ColourOf(diagnostic.severity, palette), SeverityName(diagnostic.severity),
                   diagnostic.message, diagnostic.info->code);
  if (!diagnostic.hide_source) renderer.Source(diagnostic.span);
  const std::size_t shown = std::min(diagnostic.labels.size(), kMostLabels);
  for (const Label& label : std::span(diagnostic.labels).first(shown)) {
    if (label.span.empty()) {
      renderer.Remark("note", label.text);
      continue;
    }
    renderer.Heading(label.span, palette.note, "note", label.text, "");
    if (!label.hide_source) renderer.Source(label.span);
  }
  if (shown < diagnostic.labels.size()) {
    renderer.Remark("note", fmt::format("and {} places more", diagnostic.labels.size() - shown));
  }
  for (const std::string& note : diagnostic.notes) renderer.Remark("note", note);
  if (!diagnostic.help.empty()) renderer.Remark("help", diagnostic.help);
  return renderer.Take();
}

}  // namespace ovcc
