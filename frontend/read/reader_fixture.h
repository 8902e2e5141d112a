#pragma once

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "frontend/read/context.h"

namespace ovcc {

/// Findings as `line:column code`, in the order in which people see them.
inline std::vector<std::string> Summaries(const SourceManager& sources, DiagnosticSink& diags) {
  diags.Sort(sources);
  std::vector<std::string> found;
  for (const Diagnostic& diagnostic : diags.all()) {
    const Position at = sources.Locate(diagnostic.span);
    found.push_back(fmt::format("{}:{} {}", at.line, at.column, diagnostic.info->code));
  }
  return found;
}

/// One YAML text, parsed, with everything that a reader needs.
class ParsedText {
 public:
  explicit ParsedText(std::string text) {
    file_ = sources_.Add("test.yml", std::move(text)).value();
    parsed_ = yaml::ParseYaml(sources_, file_, {}, diags_);
  }

  [[nodiscard]] ReadContext context() { return {parsed_.documents.at(0), sources_, names_, diags_}; }
  [[nodiscard]] const yaml::Node& root() const { return parsed_.documents.at(0).node(parsed_.documents.at(0).root()); }
  [[nodiscard]] const yaml::ParsedFile& parsed() const { return parsed_; }
  [[nodiscard]] Symbol Name(std::string_view text) { return names_.Intern(text); }
  [[nodiscard]] const SourceManager& sources() const { return sources_; }
  [[nodiscard]] Interner& names() { return names_; }
  [[nodiscard]] DiagnosticSink& diags() { return diags_; }
  [[nodiscard]] Span whole_file() const { return sources_.WholeFile(file_); }

  /// The bytes that a span covers.
  [[nodiscard]] std::string_view TextOf(Span span) const { return sources_.TextOf(span); }

  [[nodiscard]] std::vector<std::string> findings() { return Summaries(sources_, diags_); }

 private:
  SourceManager sources_;
  Interner names_;
  DiagnosticSink diags_;
  std::size_t file_ = 0;
  yaml::ParsedFile parsed_;
};

}  // namespace ovcc
