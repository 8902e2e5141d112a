// The sink of findings: joining, the order in which people see them (§12), removal of repetitions.
#include "support/diagnostics.h"

#include <algorithm>
#include <compare>
#include <iterator>
#include <limits>
#include <tuple>
#include <unordered_map>
#include <utility>

namespace ovcc {
namespace {

/// True for `<command line>` and the like: nobody would look for it among the names of files.
bool IsFile(std::string_view name) { return !(name.starts_with('<') && name.ends_with('>')); }

/// The order in which people see findings. Only place and code are promised; the rest makes the order independent of
/// the order of arrival.
class Order {
 public:
  explicit Order(const SourceManager& sources) : sources_(sources) {
    std::vector<const SourceManager::File*> files;
    for (std::size_t i = 0; i < sources.file_count(); ++i) files.push_back(&sources.file(i));
    std::ranges::sort(files, {}, [](const SourceManager::File* file) {
      return std::tuple(!IsFile(file->name), std::string_view(file->name), file->base);
    });
    for (const SourceManager::File* file : files) ranks_.emplace(file, static_cast<std::uint32_t>(ranks_.size()));
  }

  [[nodiscard]] std::strong_ordering Compare(const Diagnostic& a, const Diagnostic& b) const {
    if (const auto order = Place(a.span) <=> Place(b.span); order != 0) return order;
    if (const auto order = a.info->code <=> b.info->code; order != 0) return order;
    if (const auto order = a.span.end <=> b.span.end; order != 0) return order;
    if (const auto order = a.message <=> b.message; order != 0) return order;
    if (const auto order = CompareLabels(a.labels, b.labels); order != 0) return order;
    return std::tie(a.notes, a.help, a.severity) <=> std::tie(b.notes, b.help, b.severity);
  }

 private:
  /// File and offset as a sorting key. What has no place comes last: an empty span starts at 0, which wraps around.
  [[nodiscard]] std::uint64_t Place(Span span) const {
    const auto rank = ranks_.find(sources_.FileOf(span));
    const std::uint64_t file = rank == ranks_.end() ? std::numeric_limits<std::uint32_t>::max() : rank->second;
    return file << 32U | (span.begin - 1);
  }

  [[nodiscard]] std::strong_ordering CompareLabels(const std::vector<Label>& a, const std::vector<Label>& b) const {
    return std::lexicographical_compare_three_way(
        a.begin(), a.end(), b.begin(), b.end(), [this](const Label& x, const Label& y) -> std::strong_ordering {
          if (const auto order = Place(x.span) <=> Place(y.span); order != 0) return order;
          return std::tie(x.span.end, x.text) <=> std::tie(y.span.end, y.text);
        });
  }

  const SourceManager& sources_;
  std::unordered_map<const SourceManager::File*, std::uint32_t> ranks_;  // never iterated
};

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

std::string_view SeverityName(Severity severity) {
  switch (severity) {
    case Severity::Error:
      return "error";
    case Severity::Warning:
      return "warning";
    case Severity::Note:
      return "note";
  }
  return "";
}

Diagnostic& Diagnostic::SafeFix(std::string title, SourceEdit edit) {
  fixes.push_back({.title = std::move(title), .safe = true, .edits = {std::move(edit)}});
  return *this;
}

Diagnostic& Diagnostic::MaybeFix(std::string title, SourceEdit edit) {
  fixes.push_back({.title = std::move(title), .safe = false, .edits = {std::move(edit)}});
  return *this;
}

Diagnostic& Diagnostic::Suggest(std::string_view name) {
  if (name.empty()) return *this;
  help = help.empty() ? fmt::format("did you mean `{}`?", name) : fmt::format("did you mean `{}`? ({})", name, help);
  return MaybeFix(fmt::format("write `{}`", name), {.span = span, .text = std::string(name)});
}

bool DiagnosticSink::has_errors() const {
  return std::any_of(diagnostics_.begin(), diagnostics_.end(),
                     [](const Diagnostic& diagnostic) { return diagnostic.severity == Severity::Error; });
}

void DiagnosticSink::Join(DiagnosticSink&& other) {
  std::move(other.diagnostics_.begin(), other.diagnostics_.end(), std::back_inserter(diagnostics_));
  other.diagnostics_.clear();
}

void DiagnosticSink::Sort(const SourceManager& sources) {
  const Order order(sources);
  std::sort(diagnostics_.begin(), diagnostics_.end(),
            [&order](const Diagnostic& a, const Diagnostic& b) { return order.Compare(a, b) < 0; });
  const auto repeated =
      std::unique(diagnostics_.begin(), diagnostics_.end(),
                  [&order](const Diagnostic& a, const Diagnostic& b) { return order.Compare(a, b) == 0; });
  diagnostics_.erase(repeated, diagnostics_.end());
}

Diagnostic& DiagnosticSink::Add(const DiagInfo& info, Span span, fmt::format_args arguments) {
  return diagnostics_.emplace_back(Diagnostic{.info = &info,
                                              .severity = info.severity,
                                              .span = span,
                                              .message = fmt::vformat(info.message, arguments),
                                              .labels = {},
                                              .notes = {},
                                              .help = fmt::vformat(info.help, arguments),
                                              .fixes = {}});
}

const std::vector<const DiagInfo*>& AllDiagnostics() {
  static const std::vector<const DiagInfo*> kRows = {
#define OVCC_DIAG(Id, code, sev, section, args, message, help) &diag::Id.info,
#include "support/diagnostics.def"
#undef OVCC_DIAG
  };
  return kRows;
}

const DiagInfo* FindDiagnostic(std::string_view code) {
  const auto found = std::ranges::find(AllDiagnostics(), code, &DiagInfo::code);
  return found == AllDiagnostics().end() ? nullptr : *found;
}

}  // namespace ovcc
