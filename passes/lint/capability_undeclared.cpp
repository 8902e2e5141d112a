// Capabilities that an entry adds to what the software of its containers is said to need.
#include <algorithm>

#include "passes/lint/capabilities.h"
#include "passes/lint/rule.h"

namespace ovcc::lint {
namespace {

/// What a container is declared to need, and by whom.
struct Declared {
  const std::vector<ir::Text>& capabilities;
  std::string_view by;  // with a verb: "its template does"
  Span span;            // empty: part of ovcc
  std::string_view label;
};

bool Declares(const Declared& declared, std::string_view name) {
  return std::ranges::any_of(declared.capabilities, [&](const ir::Text& capability) {
    const std::string known = CapabilityName(capability.text());
    return known == name || known == "ALL";
  });
}

void Check(const Context& context, const ir::Security& security, const Declared& declared, const std::string& who) {
  for (const ir::Text& capability : security.cap_add) {
    const std::string name = CapabilityName(capability.text());
    if (Declares(declared, name) || !BroadMeaning(name).empty()) continue;  // broad ones are reported as such
    Diagnostic& found =
        context.diags.Emit(capability.span, diag::CapabilityUndeclared, who, capability.text(), declared.by);
    if (!declared.span.empty()) found.Attach(declared.span, std::string(declared.label));
  }
}

void CheckApp(const Context& context, const ir::Deployment& deployment) {
  const ir::Image* image = context.module.FindImage(deployment.image);
  if (!deployment.entry.security || deployment.app.security.privileged.value_or(false)) return;
  if (image == nullptr || !image->effective) return;
  const std::vector<ir::Text>& needed = image->effective->security.cap_add;
  // Where others built the image and nobody wrote down what it needs, the entry is the place that says it.
  if (image->foreign && needed.empty()) return;
  Check(context, *deployment.entry.security, {needed, "its image and layers do", image->span, "the image"},
        AppOf(deployment));
}

}  // namespace

void LintCapabilityUndeclared(const Context& context) {
  for (const ir::Deployment& deployment : context.module.deployments) {
    CheckApp(context, deployment);
    for (const ir::SidecarSpec& override : deployment.entry.sidecars) {
      const ir::SidecarSpec* sidecar = context.module.FindTemplate(override.name);
      if (sidecar == nullptr || !override.security || override.security->privileged.value_or(false)) continue;
      const ir::Security security = sidecar->security.value_or(ir::Security());
      const Span place = sidecar->builtin ? Span() : sidecar->span;
      Check(context, *override.security, {security.cap_add, "its template does", place, "the template"},
            SidecarOf(deployment, override.name));
    }
  }
}

}  // namespace ovcc::lint
