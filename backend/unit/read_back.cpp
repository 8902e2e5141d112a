// What was written against what was meant: the writer is not trusted, since one wrong line can start a program on the
// host.
#include "backend/unit/read_back.h"

#include <fmt/format.h>

#include "backend/unit/directives.h"
#include "backend/unit/encode.h"
#include "backend/unit/parse.h"
#include "support/text.h"

namespace ovcc::backend {
namespace {

bool SameComment(const Comment& meant, const Comment& read) { return Trim(CommentText(meant.text)) == read.text; }

bool SameDirective(std::string_view section, const Directive& meant, const Directive& read) {
  if (meant.key == read.key && meant.words == read.words) return true;
  const DirectiveInfo* info = LookUpDirective(section, meant.key);
  if (info == nullptr || info->argument.empty() || read.key != "PodmanArgs") return false;
  return AsPodmanArgs(meant, *info).words == read.words;
}

std::optional<std::string> CompareSections(const Section& meant, const Section& read) {
  if (meant.name != read.name) return fmt::format("section [{}] reads as [{}]", meant.name, read.name);
  if (meant.lines.size() != read.lines.size()) {
    return fmt::format("[{}] has {} lines and reads as {}", meant.name, meant.lines.size(), read.lines.size());
  }
  for (std::size_t i = 0; i < meant.lines.size(); ++i) {
    const auto* meant_directive = std::get_if<Directive>(&meant.lines[i]);
    const auto* read_directive = std::get_if<Directive>(&read.lines[i]);
    bool same = (meant_directive == nullptr) == (read_directive == nullptr);
    if (same && meant_directive != nullptr) {
      same = SameDirective(meant.name, *meant_directive, *read_directive);
    } else if (same) {
      same = SameComment(std::get<Comment>(meant.lines[i]), std::get<Comment>(read.lines[i]));
    }
    // The value may be a secret's neighbour: only its key is named.
    if (!same) {
      return fmt::format("line {} of [{}], {}, reads as something else", i + 1, meant.name,
                         meant_directive == nullptr ? "a comment" : meant_directive->key);
    }
  }
  return std::nullopt;
}

}  // namespace

std::optional<std::string> FindDifference(const UnitFile& meant, std::string_view text, ValueMemo& memo) {
  const auto read = ToUnitFile(ParseUnit(text), meant.file_name, memo);
  if (!read) return fmt::format("line {}: {}", read.error().line, read.error().message);
  if (meant.header.size() != read->header.size()) return "the comments at the top read as others";
  for (std::size_t i = 0; i < meant.header.size(); ++i) {
    if (!SameComment(meant.header[i], read->header[i])) return "a comment at the top reads as another";
  }
  if (meant.sections.size() != read->sections.size()) {
    return fmt::format("{} sections read as {}", meant.sections.size(), read->sections.size());
  }
  for (std::size_t i = 0; i < meant.sections.size(); ++i) {
    if (auto difference = CompareSections(meant.sections[i], read->sections[i])) return difference;
  }
  return std::nullopt;
}

}  // namespace ovcc::backend
