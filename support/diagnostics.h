#pragma once

#include <fmt/core.h>

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "support/source_manager.h"
#include "support/span.h"

namespace ovcc {

/// The more serious the smaller.
enum class Severity : std::uint8_t { Error, Warning, Note };

/// `error`, `warning` or `note`.
[[nodiscard]] std::string_view SeverityName(Severity severity);

/// One row of diagnostics.def. `code` is what people see in brackets, `section` the section of the language reference,
/// `lint` for an opinion that only `ovcc lint` gives, or `breaking` for a difference that only `ovcc breaking` finds.
struct DiagInfo {
  std::string_view id;
  std::string_view code;
  Severity severity;
  std::string_view section;
  std::string_view message;
  std::string_view help;

  /// No build gives it, so projects decide about it.
  [[nodiscard]] bool is_opinion() const { return section == "lint" || is_difference(); }
  [[nodiscard]] bool is_difference() const { return section == "breaking"; }
};

/// One row of diagnostics.def together with the argument types of its message. diagnostics.cpp rejects, at compile
/// time, a row whose placeholders do not fit them.
template <class... Args>
struct DiagKind {
  DiagInfo info;
};

/// A second place that takes part in a finding, with what it has to do with it.
struct Label {
  Span span;
  std::string text;
  bool hide_source = false;  // as in Diagnostic
};

/// One step of a fix.
struct SourceEdit {
  enum class Kind : std::uint8_t {
    Replace,        // the scalar at `span` becomes `text`, quoted as it was
    RemoveElement,  // the list element, or the key with its value, that begins at `span` goes, with its lines
    RemoveText,     // the bytes of `span` go, and their line if nothing else stands on it
  };
  Kind kind = Kind::Replace;
  Span span;
  std::string text;
};

/// A change of the sources that settles a finding.
struct Fix {
  std::string title;  // what it does, as a command: "write `requires`"
  bool safe = false;  // what is compiled stays the same, or becomes what was plainly meant
  std::vector<SourceEdit> edits;
};

/// A finding: what was seen, where, and what takes part in it.
struct Diagnostic {
  const DiagInfo* info = nullptr;
  Severity severity = Severity::Error;
  Span span;  // empty: the finding has no place in any file
  std::string message;
  std::vector<Label> labels;       // in the order in which they are shown
  std::vector<std::string> notes;  // facts without a place
  std::string help;                // what to do; empty: nothing certain
  std::vector<Fix> fixes;          // alternatives, the best one first
  bool hide_source = false;        // the source line holds a secret: only its place is shown

  /// Adds a second place.
  Diagnostic& Attach(Span at, std::string text) {
    labels.push_back({.span = at, .text = std::move(text)});
    return *this;
  }
  Diagnostic& Note(std::string text) {
    notes.push_back(std::move(text));
    return *this;
  }
  /// Replaces the help of the table by one that fits the case.
  Diagnostic& Help(std::string text) {
    help = std::move(text);
    return *this;
  }
  /// "did you mean `name`?" before the rest of the help, and the fix that writes it in the place of `span`; an empty
  /// name changes nothing.
  Diagnostic& Suggest(std::string_view name);
  /// A fix in one edit that leaves what is compiled as it is.
  Diagnostic& SafeFix(std::string title, SourceEdit edit);
  /// A fix in one edit that may not be what was meant.
  Diagnostic& MaybeFix(std::string title, SourceEdit edit);
};

/// Collects findings. Sorting, printing and the exit status belong to the driver.
class DiagnosticSink {
 public:
  DiagnosticSink() = default;
  /// `opinions`: whether the run asks for what only `ovcc lint` reports.
  explicit DiagnosticSink(bool opinions) : opinions_(opinions) {}

  /// Whether findings whose `is_opinion()` holds are wanted: nothing else may be the reason to emit them.
  [[nodiscard]] bool wants_opinions() const { return opinions_; }

  /// Adds a finding of `kind`. The result is for attaching labels or notes at once: it is valid until the sink is
  /// sorted or joined.
  template <class... Args>
  Diagnostic& Emit(Span span, const DiagKind<Args...>& kind, const std::type_identity_t<Args>&... args) {
    return Add(kind.info, span, fmt::make_format_args(args...));
  }

  /// True if one finding is an error.
  [[nodiscard]] bool has_errors() const;
  [[nodiscard]] const std::deque<Diagnostic>& all() const { return diagnostics_; }
  [[nodiscard]] std::deque<Diagnostic>& all() { return diagnostics_; }

  /// Moves the findings of `other` behind the own ones.
  void Join(DiagnosticSink&& other);

  /// Orders by file name, line, column and code, and removes exact repetitions. Inputs that are no files (`<command
  /// line>`) come behind all files, findings without a place last. Source: §12, introduction.
  void Sort(const SourceManager& sources);

 private:
  Diagnostic& Add(const DiagInfo& info, Span span, fmt::format_args arguments);

  std::deque<Diagnostic> diagnostics_;
  bool opinions_ = false;
};

/// The rows of diagnostics.def, as typed constants.
namespace diag {
// NOLINTBEGIN(bugprone-macro-parentheses)
#define OVCC_UNPACK(...) __VA_ARGS__
#define OVCC_DIAG(Id, code, sev, section, args, message, help) \
  inline constexpr DiagKind<OVCC_UNPACK args> Id{{#Id, code, Severity::sev, section, message, help}};
#include "support/diagnostics.def"
#undef OVCC_DIAG
// NOLINTEND(bugprone-macro-parentheses)
}  // namespace diag

/// Every row of the table, in table order.
[[nodiscard]] const std::vector<const DiagInfo*>& AllDiagnostics();

/// The first row with that code, or null.
[[nodiscard]] const DiagInfo* FindDiagnostic(std::string_view code);

}  // namespace ovcc
