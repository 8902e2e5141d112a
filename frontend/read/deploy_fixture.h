#pragma once

#include <fmt/format.h>

#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "frontend/read/context.h"

namespace ovcc {

/// What a test of a reader needs: parses texts and shows what was found wrong.
class ReaderFixture {
 public:
  /// Parses a file that holds one document; the result lives as long as the fixture.
  const yaml::Document& Parse(std::string_view text, std::string name = "deploy.yml") {
    const auto file = sources.Add(std::move(name), std::string(text));
    files_.push_back(yaml::ParseYaml(sources, *file, yaml::Limits(), diags));
    return files_.back().documents.front();
  }

  /// Calls `read` with a context and the root of `text`.
  template <class Read>
  auto ReadYaml(std::string_view text, const Read& read) {
    const yaml::Document& document = Parse(text);
    ReadContext context{document, sources, names, diags};
    return read(context, document.node(document.root()));
  }

  /// `code 'text at the span'` of each finding, in the order in which they were made.
  [[nodiscard]] std::vector<std::string> Findings() const {
    std::vector<std::string> findings;
    for (const Diagnostic& diagnostic : diags.all()) {
      findings.push_back(fmt::format("{} '{}'", diagnostic.info->code, sources.TextOf(diagnostic.span)));
    }
    return findings;
  }

  SourceManager sources;
  Interner names;
  DiagnosticSink diags;

 private:
  std::deque<yaml::ParsedFile> files_;
};

}  // namespace ovcc
