// Expectations in comments, in the manner of clang's -verify: an expectation that nothing meets and a finding that
// nothing announces both fail.
#include "driver/expected_diagnostics.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

#include "support/text.h"

namespace ovcc {
namespace {

constexpr std::string_view kMarker = "expected-";

/// A line of a file; the empty file name and 0 for findings without a place.
using Place = std::pair<std::string_view, std::int64_t>;

struct Expectation {
  Severity severity = Severity::Error;
  Place place;
  std::string_view text;
  bool met = false;
};

/// The text up to the `}}` that closes an opening `{{` before it; pairs inside belong to the text.
std::optional<std::string_view> UpToClosingBraces(std::string_view text) {
  std::size_t depth = 1;
  for (std::size_t i = 0; i + 1 < text.size(); ++i) {
    const std::string_view two = text.substr(i, 2);
    if (two != "{{" && two != "}}") continue;
    depth = two == "{{" ? depth + 1 : depth - 1;
    if (depth == 0) return text.substr(0, i);
    ++i;
  }
  return std::nullopt;
}

/// Takes `prefix` off the front of `text` if it is there.
bool Consume(std::string_view& text, std::string_view prefix) {
  if (!text.starts_with(prefix)) return false;
  text.remove_prefix(prefix.size());
  return true;
}

/// Reads what follows the marker: `error@+1 {{text}}`. Leaves `rest` behind it.
std::optional<Expectation> ReadExpectation(std::string_view& rest, Place here) {
  Expectation expectation;
  expectation.place = here;
  if (Consume(rest, "warning")) {
    expectation.severity = Severity::Warning;
  } else if (Consume(rest, "note")) {
    expectation.severity = Severity::Note;
  } else if (!Consume(rest, "error")) {
    return std::nullopt;
  }
  if (Consume(rest, "@none")) {
    expectation.place = {};
  } else if (Consume(rest, "@")) {
    const bool below = rest.starts_with('+');
    if (!below && !rest.starts_with('-')) return std::nullopt;
    const std::size_t end = std::min(rest.find_first_not_of("0123456789", 1), rest.size());
    const std::optional<std::uint64_t> lines = ParseDecimal(rest.substr(1, end - 1));
    if (!lines) return std::nullopt;
    expectation.place.second += below ? static_cast<std::int64_t>(*lines) : -static_cast<std::int64_t>(*lines);
    rest.remove_prefix(end);
  }
  while (Consume(rest, " ")) {
  }
  if (!Consume(rest, "{{")) return std::nullopt;
  const std::optional<std::string_view> text = UpToClosingBraces(rest);
  if (!text) return std::nullopt;
  expectation.text = *text;
  rest.remove_prefix(text->size() + 2);
  return expectation;
}

/// Expectations by the place where the finding must be, in the order of the files.
struct Expectations {
  std::map<Place, std::vector<Expectation>> by_place;
  std::vector<std::string> mismatches;  // those that cannot be read
};

void ReadLine(std::string_view line, Place here, Expectations& result) {
  const std::size_t comment = std::min(line.find("//"), line.find('#'));
  if (comment == std::string_view::npos) return;
  line.remove_prefix(comment);
  for (std::size_t found = line.find(kMarker); found != std::string_view::npos; found = line.find(kMarker)) {
    line.remove_prefix(found + kMarker.size());
    if (const std::optional<Expectation> expectation = ReadExpectation(line, here)) {
      result.by_place[expectation->place].push_back(*expectation);
    } else {
      result.mismatches.push_back(fmt::format(
          "{}:{}: cannot read this expectation: write `expected-error {{{{text}}}}`", here.first, here.second));
    }
  }
}

Expectations ReadExpectations(const SourceManager& sources) {
  Expectations result;
  for (std::size_t i = 0; i < sources.file_count(); ++i) {
    const SourceManager::File& file = sources.file(i);
    std::int64_t line_number = 0;
    for (const std::string_view line : Split(file.bytes, '\n')) ReadLine(line, {file.name, ++line_number}, result);
  }
  return result;
}

/// Marks the first expectation that `diagnostic` meets.
bool Meet(std::vector<Expectation>& expectations, const Diagnostic& diagnostic) {
  const std::string text = fmt::format("{} [{}]", diagnostic.message, diagnostic.info->code);
  const auto found = std::ranges::find_if(expectations, [&](const Expectation& expectation) {
    return !expectation.met && expectation.severity == diagnostic.severity &&
           text.find(expectation.text) != std::string::npos;
  });
  if (found == expectations.end()) return false;
  found->met = true;
  return true;
}

std::string Describe(Place place) {
  return place.first.empty() ? "(no place)" : fmt::format("{}:{}", place.first, place.second);
}

}  // namespace

std::vector<std::string> CheckExpectedDiagnostics(const SourceManager& sources, const DiagnosticSink& diags) {
  Expectations expectations = ReadExpectations(sources);
  std::vector<std::string> mismatches = std::move(expectations.mismatches);
  for (const Diagnostic& diagnostic : diags.all()) {
    const Position position = sources.Locate(diagnostic.span);
    const Place place{position.file, position.line};
    const auto found = expectations.by_place.find(place);
    if (found != expectations.by_place.end() && Meet(found->second, diagnostic)) continue;
    mismatches.push_back(fmt::format("{}: unexpected {}: {} [{}]", Describe(place), SeverityName(diagnostic.severity),
                                     diagnostic.message, diagnostic.info->code));
  }
  for (const auto& [place, list] : expectations.by_place) {
    for (const Expectation& expectation : list) {
      if (expectation.met) continue;
      mismatches.push_back(
          fmt::format("{}: no {} with `{}`", Describe(place), SeverityName(expectation.severity), expectation.text));
    }
  }
  return mismatches;
}

}  // namespace ovcc
