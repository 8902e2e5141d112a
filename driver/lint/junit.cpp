// Lint findings as JUnit's XML.
#include <fmt/format.h>

#include "driver/findings/print.h"
#include "driver/lint/region.h"
#include "driver/lint/report.h"
#include "support/render_text.h"
#include "support/utf8.h"

namespace ovcc {
namespace {

/// Text of XML 1.0, also between double quotes; what XML cannot carry becomes U+FFFD.
std::string Xml(std::string_view text) {
  std::string xml;
  for (std::size_t i = 0; i < text.size();) {
    const auto code_point = DecodeUtf8(text, i);
    const std::size_t size = code_point ? code_point->size : 1;
    const char32_t value = code_point ? code_point->value : 0;
    const bool legal = value == '\t' || value == '\n' || (value >= 0x20 && value != 0xFFFE && value != 0xFFFF);
    if (!legal) {
      xml += "\xEF\xBF\xBD";
    } else if (value == '<') {
      xml += "&lt;";
    } else if (value == '>') {
      xml += "&gt;";
    } else if (value == '&') {
      xml += "&amp;";
    } else if (value == '"') {
      xml += "&quot;";
    } else if (value == '\n' || value == '\t') {
      xml += fmt::format("&#{};", static_cast<unsigned>(value));
    } else {
      xml += text.substr(i, size);
    }
    i += size;
  }
  return xml;
}

std::string TestCase(const Diagnostic& found, const SourceManager& sources) {
  const Region region = RegionOf(found.span, sources);
  const std::string place =
      region.line == 0 ? "" : fmt::format(" at {}:{}:{}", region.file, region.line, region.column);
  std::string text = fmt::format("    <testcase classname=\"{}\" name=\"{}{}\">\n",
                                 Xml(region.line == 0 ? "ovcc" : region.file), Xml(found.info->code), Xml(place));
  const std::string details = Xml(RenderText(found, sources, false));
  if (found.severity == Severity::Note) {
    text += fmt::format("      <system-out>{}</system-out>\n", details);
  } else {
    text += fmt::format("      <failure type=\"{}\" message=\"{}\">{}</failure>\n", SeverityName(found.severity),
                        Xml(found.message), details);
  }
  return text + "    </testcase>\n";
}

}  // namespace

std::string LintJunit(const DiagnosticSink& diags, const SourceManager& sources) {
  const FindingCounts counts = CountFindings(diags);
  const std::size_t tests = std::max<std::size_t>(counts.total(), 1);
  const std::string totals =
      fmt::format("tests=\"{}\" failures=\"{}\" errors=\"0\"", tests, counts.errors + counts.warnings);
  std::string text = fmt::format("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites {}>\n", totals);
  text += fmt::format("  <testsuite name=\"ovcc lint\" {}>\n", totals);
  for (const Diagnostic& found : diags.all()) text += TestCase(found, sources);
  if (counts.total() == 0) text += "    <testcase classname=\"ovcc\" name=\"no findings\"/>\n";
  return text + "  </testsuite>\n</testsuites>\n";
}

}  // namespace ovcc
