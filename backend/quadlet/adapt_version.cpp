// `--target podman-X.Y` (§18.5): a step on the unit model. The emitters write the newest keys; what the target does not
// know is said with arguments instead, because an unknown key costs the whole unit.
#include "backend/quadlet/adapt_version.h"

#include <fmt/format.h>

#include "backend/unit/directives.h"

namespace ovcc::backend {
namespace {

bool IsKept(const DirectiveInfo& info, const std::optional<ir::PodmanVersion>& target) {
  return target ? info.since <= *target : info.untargeted == Untargeted::Key;
}

// Podman to 4.9 cuts these at commas, where later releases take them whole. Source: quadlet-encoding.md 4.8.
bool IsCutByTarget(const Directive& directive, const std::optional<ir::PodmanVersion>& target) {
  constexpr ir::PodmanVersion kFirstThatDoesNot{5, 0};
  return target && *target < kFirstThatDoesNot &&
         (directive.key == "AddDevice" || directive.key == "EnvironmentFile") &&
         directive.words.front().find(',') != std::string::npos;
}

}  // namespace

void AdaptToTarget(UnitFile& unit, const std::optional<ir::PodmanVersion>& target, std::string_view deploy_key,
                   Span fallback, DiagnosticSink& diags) {
  for (Section& section : unit.sections) {
    for (Line& line : section.lines) {
      auto* directive = std::get_if<Directive>(&line);
      if (directive == nullptr) continue;
      const Span span = directive->span.empty() ? fallback : directive->span;
      if (IsCutByTarget(*directive, target)) {
        diags.Emit(span, diag::TargetUnsupported, VersionText(*target),
                   fmt::format("`{}=` with a comma in its value", directive->key), deploy_key);
        continue;
      }
      const DirectiveInfo& info = AllDirectives()[FindDirective(section.name, directive->key)];
      if (IsKept(info, target) || IsSplit(info, *directive)) continue;  // the writer reports what is split
      if (!info.argument.empty()) {
        line = AsPodmanArgs(*directive, info);
      } else {
        diags.Emit(span, diag::TargetUnsupported, VersionText(target.value_or(info.since)),
                   fmt::format("`{}=`", directive->key), deploy_key);
      }
    }
  }
}

std::string VersionText(ir::PodmanVersion version) { return fmt::format("{}.{}", version.major, version.minor); }

}  // namespace ovcc::backend
