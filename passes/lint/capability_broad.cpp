// Capabilities that amount to root, where they are asked for. A built-in template asks for what its software needs.
#include <fmt/format.h>

#include "passes/lint/capabilities.h"
#include "passes/lint/rule.h"

namespace ovcc::lint {
namespace {

void Check(const Context& context, const ir::Security& security, const std::string& who) {
  if (security.privileged.value_or(false)) return;  // has them all, and is reported for that
  for (const ir::Text& capability : security.cap_add) {
    const std::string_view meaning = BroadMeaning(CapabilityName(capability.text()));
    if (meaning.empty()) continue;
    context.diags.Emit(capability.span, diag::CapabilityBroad, capability.text(), who, meaning);
  }
}

void CheckEntry(const Context& context, const ir::Deployment& deployment) {
  if (deployment.entry.security) Check(context, *deployment.entry.security, AppOf(deployment));
  for (const ir::SidecarSpec& override : deployment.entry.sidecars) {
    if (override.security) Check(context, *override.security, SidecarOf(deployment, override.name));
  }
}

}  // namespace

void LintCapabilityBroad(const Context& context) {
  for (const ir::Layer& layer : context.module.layers) {
    Check(context, layer.security, fmt::format("every container with the layer `{}`", layer.name.text()));
  }
  for (const ir::Image& image : context.module.images) {
    const ir::Security& security = image.labels ? image.labels->security : image.security;
    Check(context, security, fmt::format("every container of the image `{}`", image.name.text()));
  }
  for (const ir::SidecarSpec& sidecar : context.module.templates) {
    if (sidecar.builtin || !sidecar.security) continue;
    Check(context, *sidecar.security, fmt::format("every sidecar `{}`", sidecar.name.text()));
  }
  for (const ir::Deployment& deployment : context.module.deployments) CheckEntry(context, deployment);
}

}  // namespace ovcc::lint
