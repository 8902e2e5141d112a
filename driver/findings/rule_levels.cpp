// Severities that a project chooses: `.ovcc.yml` and `--rule`.
#include "driver/findings/rule_levels.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "support/suggest.h"
#include "support/text.h"

namespace ovcc {
namespace {

bool CanBe(std::string_view code, RuleLevel level) { return level == RuleLevel::Error || !IsAlwaysError(code); }

}  // namespace

std::optional<RuleLevel> ParseRuleLevel(std::string_view word) {
  if (word == "off") return RuleLevel::Off;
  if (word == "note") return RuleLevel::Note;
  if (word == "warning") return RuleLevel::Warning;
  if (word == "error") return RuleLevel::Error;
  return std::nullopt;
}

bool IsAlwaysError(std::string_view code) {
  return std::ranges::all_of(AllDiagnostics(), [code](const DiagInfo* info) {
    return info->code != code || (info->severity == Severity::Error && !info->is_opinion());
  });
}

std::string_view NearestCode(std::string_view code) {
  std::vector<std::string_view> codes;
  for (const DiagInfo* info : AllDiagnostics()) codes.push_back(info->code);
  return Nearest(code, codes);
}

void RuleLevels::Read(const ProjectSettings& settings, DiagnosticSink& diags) {
  for (const ir::KeyValue& rule : settings.rules) {
    const std::string_view code = rule.name.text();
    if (FindDiagnostic(code) == nullptr) {
      diags.Emit(rule.span, diag::UnknownRule, code).Suggest(NearestCode(code));
      continue;
    }
    const std::optional<RuleLevel> level = ParseRuleLevel(rule.value.text());
    if (!level || !CanBe(code, *level)) {
      diags.Emit(rule.value_span, diag::RuleLevelInvalid, code, rule.value.text());
      continue;
    }
    levels_.insert_or_assign(std::string(code), *level);
  }
}

std::string RuleLevels::Set(std::string_view assignment) {
  const Halves halves = SplitFirst(assignment, '=');
  const std::optional<RuleLevel> level = ParseRuleLevel(halves.second);
  if (!halves.found || !level) {
    return fmt::format("`--rule {}`: write CODE=off, CODE=note, CODE=warning or CODE=error", assignment);
  }
  if (FindDiagnostic(halves.first) == nullptr) {
    const std::string_view nearest = NearestCode(halves.first);
    return fmt::format("`--rule {}`: there is no rule `{}`{}", assignment, halves.first,
                       nearest.empty() ? "" : fmt::format("; did you mean `{}`?", nearest));
  }
  if (!CanBe(halves.first, *level)) {
    return fmt::format("`--rule {}`: a build refuses `{}`, so it stays an error", assignment, halves.first);
  }
  levels_.insert_or_assign(std::string(halves.first), *level);
  return {};
}

void RuleLevels::Apply(DiagnosticSink& diags) const {
  if (levels_.empty()) return;
  const auto level_of = [this](const Diagnostic& found) -> std::optional<RuleLevel> {
    if (found.severity == Severity::Error && !found.info->is_opinion()) return std::nullopt;
    const auto level = levels_.find(found.info->code);
    return level == levels_.end() ? std::nullopt : std::optional(level->second);
  };
  std::erase_if(diags.all(), [&](const Diagnostic& found) { return level_of(found) == RuleLevel::Off; });
  for (Diagnostic& found : diags.all()) {
    const std::optional<RuleLevel> level = level_of(found);
    if (level == RuleLevel::Note) found.severity = Severity::Note;
    if (level == RuleLevel::Warning) found.severity = Severity::Warning;
    if (level == RuleLevel::Error) found.severity = Severity::Error;
  }
}

}  // namespace ovcc
