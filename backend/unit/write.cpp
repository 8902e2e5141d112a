// Unit model -> bytes, in one buffer (§11, §11.6). The only caller of the encoders, so that no value reaches a unit
// without one. W5, W25, W62: what cannot be spelt is an error at its source, never a broken line.
#include "backend/unit/write.h"

#include <fmt/format.h>

#include <algorithm>
#include <bitset>
#include <optional>
#include <span>

#include "backend/unit/directives.h"
#include "backend/unit/encode.h"
#include "support/check.h"
#include "support/text.h"

namespace ovcc::backend {
namespace {

bool IsEnv(EncodingClass encoding) { return encoding == EncodingClass::Env || encoding == EncodingClass::SetEnv; }

// Variables and the command of a container may hold anything, a script of several lines for example.
bool MayHoldControls(const DirectiveInfo& info) { return IsEnv(info.encoding) || info.key == "Exec"; }

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

class Writer {
 public:
  Writer(const UnitFile& unit, Span fallback, DiagnosticSink& diags)
      : unit_(unit), fallback_(fallback), diags_(diags) {}

  std::string Run() {
    for (const Comment& comment : unit_.header) WriteComment(comment);
    bool first = true;
    for (const Section& section : unit_.sections) {
      if (!first) out_ += '\n';
      first = false;
      WriteSection(section);
    }
    if (generated_ > kMaxUnitWords) {
      diags_.Emit(fallback_, diag::ValueTooLong, fmt::format("the list of all arguments of `{}`", unit_.file_name),
                  generated_, kMaxUnitWords);
    }
    return std::move(out_);
  }

 private:
  void WriteSection(const Section& section) {
    out_ += '[';
    out_ += section.name;
    out_ += "]\n";
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
    out_ += '\n';
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
    out_ += '\n';
    if (!is_argument_list_) return;
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
    const bool has_nul = word.find('\0') != std::string::npos;
    if (has_nul && IsEnv(info.encoding)) {
      Report(directive, diag::NulInValue, directive.words.front());
      return false;
    }
    const std::optional<char> control = has_nul ? '\0' : FindControl(word);
    if (control && (has_nul || !MayHoldControls(info))) {
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
    if (IsOptional(directive)) return "podman would take its `-` as the mark of a device that may be missing";
    if (info.encoding == EncodingClass::Exec && !IsProgram(words.front())) {
      return "a program is named by its absolute path without `$`, or by a plain name";
    }
    bool first = true;
    for (const std::string& word : words) {
      if (!first) out_ += ' ';
      first = false;
      if (const auto encoded = Encode(info.encoding, word, out_); !encoded) return encoded.error();
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
  std::string out_;
  std::string assignment_;         // the variable that is being written
  std::size_t generated_ = 0;      // bytes of all words of the generated command line
  bool is_argument_list_ = false;  // the section becomes that command line
  std::bitset<64> written_;        // rows of directives.def
};

}  // namespace

std::string WriteUnit(const UnitFile& unit, Span fallback, DiagnosticSink& diags) {
  return Writer(unit, fallback, diags).Run();
}

}  // namespace ovcc::backend
