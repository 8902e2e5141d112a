// Unit model -> bytes, in one buffer (§11, §11.6). The only caller of the encoders, so that no value reaches a unit
// without one. W5, W25, W62: what cannot be spelt is an error at its source, never a broken line.
#include "backend/unit/write.h"

#include <fmt/format.h>

#include <algorithm>
#include <bitset>
#include <optional>
#include <span>

#include "backend/unit/characters.h"
#include "backend/unit/directives.h"
#include "backend/unit/encode.h"
#include "support/check.h"
#include "support/text.h"

namespace ovcc::backend {
namespace {

// Variables and the command of a container may hold anything, a script of several lines for example.
bool MayHoldControls(const DirectiveInfo& info) { return IsEnv(info.encoding) || info.key == "Exec"; }

bool HoldsControl(std::string_view text) {
  return AnyByte(text, [](unsigned char c) { return (c < 0x20) | (c == 0x7F); });
}

std::optional<char> FindControl(std::string_view text) {
  const auto found = std::find_if(text.begin(), text.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte < 0x20 || byte == 0x7F;
  });
  if (found == text.end()) return std::nullopt;
  return *found;
}

// systemd reads characters before the path as prefixes and expands variables only in the words behind it. `-` is the
// one prefix that ovcc writes itself.
bool IsProgram(std::string_view word) {
  if (word.starts_with('-')) word.remove_prefix(1);
  return word.starts_with('/') ? word.find('$') == std::string_view::npos : IsName(word);
}

// quadlet-encoding.md 6: AddDevice.
bool IsOptional(const Directive& directive) {
  return directive.key == "AddDevice" && directive.words.front().starts_with('-');
}

// The generator writes the source once more, unquoted, as RequiresMountsFor=.
bool SwallowsLine(const Directive& directive) {
  return directive.key == "Volume" && SplitFirst(directive.words.front(), ':').first.ends_with('\\');
}

class Writer {
 public:
  Writer(const UnitFile& unit, Span fallback, DiagnosticSink& diags, ValueMemo& memo, std::vector<LineOrigin>* lines)
      : unit_(unit), fallback_(fallback), diags_(diags), memo_(memo), lines_(lines) {}

  std::string Run() {
    Write();
    // No byte of a word becomes more than four: only a long unit can be too long.
    if (out_.size() > kMaxUnitWords / 4) CheckGenerated();
    return std::move(out_);
  }

 private:
  void Write() {
    out_.reserve(EstimatedSize());
    for (const Comment& comment : unit_.header) WriteComment(comment);
    bool first = true;
    for (const Section& section : unit_.sections) {
      if (!first) EndLine({});
      first = false;
      WriteSection(section);
    }
  }

  // The size of the text if all values are written as they are, as most are.
  [[nodiscard]] std::size_t EstimatedSize() const {
    const auto of_comment = [](const Comment& comment) {
      return comment.text.size() + std::string_view("# \n").size();
    };
    std::size_t size = 0;
    for (const Comment& comment : unit_.header) size += of_comment(comment);
    for (const Section& section : unit_.sections) {
      size += section.name.size() + std::string_view("\n[]\n").size();
      for (const Line& line : section.lines) {
        if (const auto* directive = std::get_if<Directive>(&line)) {
          size += directive->key.size() + 1;
          for (const std::string& word : directive->words) size += word.size() + 1;
        } else {
          size += of_comment(std::get<Comment>(line));
        }
      }
    }
    return size;
  }

  void CheckGenerated() {
    DiagnosticSink known;  // what the first time found
    Writer counter(unit_, fallback_, known, memo_, nullptr);
    counter.counts_ = true;
    counter.Write();
    if (counter.generated_ <= kMaxUnitWords) return;
    diags_.Emit(fallback_, diag::ValueTooLong, fmt::format("the list of all arguments of `{}`", unit_.file_name),
                counter.generated_, kMaxUnitWords);
  }

  void WriteSection(const Section& section) {
    out_ += '[';
    out_ += section.name;
    out_ += ']';
    EndLine({});
    is_argument_list_ = section.name != "Unit" && section.name != "Service" && section.name != "Install";
    for (const Line& line : section.lines) {
      if (const auto* directive = std::get_if<Directive>(&line)) {
        WriteDirective(section.name, *directive, directive->key);
      } else {
        WriteComment(std::get<Comment>(line));
      }
    }
  }

  void WriteComment(const Comment& comment) {
    const std::string text = CommentText(comment.text);
    std::string unused;
    if (const auto carried = Encode(EncodingClass::Description, text, unused); !carried) {
      diags_.Emit(fallback_, diag::ValueNotRepresentable, "a comment", carried.error());
      return;
    }
    out_ += "# ";
    out_ += text;
    EndLine({comment.subject, {}});
  }

  void EndLine(const LineOrigin& origin) {
    out_ += '\n';
    if (lines_ != nullptr) lines_->push_back(origin);
  }

  // `subject` is the key that people know: a value may end up in another one.
  void WriteDirective(std::string_view section, const Directive& directive, std::string_view subject) {
    const std::size_t row = FindDirective(section, directive.key);
    const DirectiveInfo& info = AllDirectives()[row];
    OVCC_CHECK(info.repeat != Repeat::Once || !written_.test(row), "a key that may stand once stands twice");
    written_.set(row);

    const std::span<const std::string> words = Words(info, directive);
    for (const std::string& word : words) {
      if (!Check(info, directive, subject, word)) return;
    }
    const std::size_t start = out_.size();
    out_ += directive.key;
    out_ += '=';
    if (const std::string reason = AppendWords(info, directive, words); !reason.empty()) {
      out_.resize(start);
      // quadlet-encoding.md 4.5: as a word of its own, behind the other arguments, nearly everything can be said.
      if (!info.argument.empty() && !IsSplit(info, directive)) {
        WriteDirective(section, AsPodmanArgs(directive, info), subject);
      } else {
        Report(directive, diag::ValueNotRepresentable, Subject(info, directive, subject), reason);
      }
      return;
    }
    EndLine({directive.subject, directive.span});
    if (!counts_ || !is_argument_list_) return;
    for (const std::string& word : words) generated_ += GeneratedLength(word);
  }

  // What the encoders receive: a variable as one word.
  std::span<const std::string> Words(const DirectiveInfo& info, const Directive& directive) {
    if (!IsEnv(info.encoding)) return directive.words;
    OVCC_CHECK(directive.words.size() == 2, "a variable has a name and a value");
    assignment_ = directive.words[0];
    assignment_ += '=';
    assignment_ += directive.words[1];
    return {&assignment_, 1};
  }

  // Findings with a code of their own.
  bool Check(const DirectiveInfo& info, const Directive& directive, std::string_view subject, const std::string& word) {
    if (word.size() <= kMaxArgument && !HoldsControl(word)) return true;
    const bool has_nul = word.find('\0') != std::string::npos;
    if (has_nul && IsEnv(info.encoding)) {
      Report(directive, diag::NulInValue, directive.words.front());
      return false;
    }
    const bool may_hold_controls = MayHoldControls(info);
    const std::optional<char> control = has_nul ? '\0' : may_hold_controls ? std::nullopt : FindControl(word);
    if (control) {
      Report(directive, diag::ControlChar, Subject(info, directive, subject),
             fmt::format("U+{:04X}", static_cast<unsigned>(*control)));
      return false;
    }
    if (word.size() > kMaxArgument) {
      Report(directive, diag::ValueTooLong, Subject(info, directive, subject), word.size(), kMaxArgument);
      return false;
    }
    return true;
  }

  // Returns the reason why a word cannot be written; empty: all were.
  std::string AppendWords(const DirectiveInfo& info, const Directive& directive, std::span<const std::string> words) {
    if (IsSplit(info, directive)) return "podman would split it at its comma";
    if (SwallowsLine(directive))
      return "its path ends in a backslash, which would join the next line of the service to it";
    if (IsOptional(directive)) return "podman would take its `-` as the mark of a device that may be missing";
    if (info.encoding == EncodingClass::Exec && !IsProgram(words.front())) {
      return "a program is named by its absolute path without `$`, or by a plain name";
    }
    bool first = true;
    for (const std::string& word : words) {
      if (!first) out_ += ' ';
      first = false;
      if (const auto encoded = memo_.Encode(info.encoding, word, out_); !encoded) return encoded.error();
    }
    return {};
  }

  static std::string Subject(const DirectiveInfo& info, const Directive& directive, std::string_view subject) {
    if (IsEnv(info.encoding)) return fmt::format("the variable `{}`", directive.words.front());
    return fmt::format("the value of `{}=`", subject);
  }

  template <class... Args>
  void Report(const Directive& directive, const DiagKind<Args...>& kind, const std::type_identity_t<Args>&... args) {
    diags_.Emit(directive.span.empty() ? fallback_ : directive.span, kind, args...);
  }

  const UnitFile& unit_;
  Span fallback_;
  DiagnosticSink& diags_;
  ValueMemo& memo_;
  std::vector<LineOrigin>* lines_;  // null: nobody asks
  std::string out_;
  std::string assignment_;  // the variable that is being written
  bool counts_ = false;
  std::size_t generated_ = 0;      // where it counts: bytes of all words of the generated command line
  bool is_argument_list_ = false;  // the section becomes that command line
  std::bitset<64> written_;        // rows of directives.def
};

}  // namespace

std::string WriteUnit(const UnitFile& unit, Span fallback, DiagnosticSink& diags, ValueMemo& memo,
                      std::vector<LineOrigin>* lines) {
  return Writer(unit, fallback, diags, memo, lines).Run();
}

}  // namespace ovcc::backend
