// The sink of findings: joining, the order in which people see them (§12), removal of repetitions.
#include "support/diagnostics.h"

#include <algorithm>
#include <compare>
#include <iterator>
#include <tuple>
#include <utility>

namespace ovcc {
namespace {

/// The place as a sorting key. An empty span starts at 0, which wraps around to the end.
std::pair<std::uint32_t, std::uint32_t> Place(Span span) { return {span.begin - 1, span.end}; }

std::strong_ordering CompareLabels(const std::vector<Label>& a, const std::vector<Label>& b) {
  return std::lexicographical_compare_three_way(a.begin(), a.end(), b.begin(), b.end(),
                                                [](const Label& x, const Label& y) -> std::strong_ordering {
                                                  if (const auto order = Place(x.span) <=> Place(y.span); order != 0)
                                                    return order;
                                                  return x.text <=> y.text;
                                                });
}

/// Place, code and message are what people see; the rest only makes the order independent of the order of arrival.
std::strong_ordering Compare(const Diagnostic& a, const Diagnostic& b) {
  if (const auto order = Place(a.span) <=> Place(b.span); order != 0) return order;
  if (const auto order = a.info->code <=> b.info->code; order != 0) return order;
  if (const auto order = a.message <=> b.message; order != 0) return order;
  if (const auto order = CompareLabels(a.labels, b.labels); order != 0) return order;
  return std::tie(a.notes, a.help, a.severity) <=> std::tie(b.notes, b.help, b.severity);
}

template <class... Args>
consteval bool Fits(const DiagKind<Args...>& /*kind*/, fmt::format_string<const Args&...> /*message*/,
                    fmt::format_string<const Args&...> /*help*/) {
  return true;
}

// The text inside a format_string cannot be read in a constant expression: each row hands its texts over once more.
#define OVCC_DIAG(Id, code, sev, section, args, message, help) static_assert(Fits(diag::Id, message, help));
#include "support/diagnostics.def"
#undef OVCC_DIAG

}  // namespace

Diagnostic& Diagnostic::Suggest(std::string_view name) {
  if (name.empty()) return *this;
  help = fmt::format("did you mean `{}`?{}{}", name, help.empty() ? "" : "; ", help);
  return *this;
}

bool DiagnosticSink::has_errors() const {
  return std::any_of(diagnostics_.begin(), diagnostics_.end(),
                     [](const Diagnostic& diagnostic) { return diagnostic.severity == Severity::Error; });
}

void DiagnosticSink::Join(DiagnosticSink&& other) {
  std::move(other.diagnostics_.begin(), other.diagnostics_.end(), std::back_inserter(diagnostics_));
  other.diagnostics_.clear();
}

void DiagnosticSink::Sort() {
  std::sort(diagnostics_.begin(), diagnostics_.end(),
            [](const Diagnostic& a, const Diagnostic& b) { return Compare(a, b) < 0; });
  const auto repeated = std::unique(diagnostics_.begin(), diagnostics_.end(),
                                    [](const Diagnostic& a, const Diagnostic& b) { return Compare(a, b) == 0; });
  diagnostics_.erase(repeated, diagnostics_.end());
}

Diagnostic& DiagnosticSink::Add(const DiagInfo& info, Span span, fmt::format_args arguments) {
  return diagnostics_.emplace_back(Diagnostic{.info = &info,
                                              .severity = info.severity,
                                              .span = span,
                                              .message = fmt::vformat(info.message, arguments),
                                              .labels = {},
                                              .notes = {},
                                              .help = fmt::vformat(info.help, arguments)});
}

const std::vector<const DiagInfo*>& AllDiagnostics() {
  static const std::vector<const DiagInfo*> rows = {
#define OVCC_DIAG(Id, code, sev, section, args, message, help) &diag::Id.info,
#include "support/diagnostics.def"
#undef OVCC_DIAG
  };
  return rows;
}

}  // namespace ovcc
