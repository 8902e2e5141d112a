// Containers that run privileged.
#include <ranges>

#include "passes/lint/rule.h"

namespace ovcc::lint {
namespace {

bool IsPrivileged(const ir::Security& security) { return security.privileged.value_or(false); }

/// Where somebody says that the app of a deployment is privileged: its entry, else an image of the base chain, or one
/// of their layers.
Span PlaceOf(const ir::Module& module, const ir::Deployment& deployment) {
  if (deployment.entry.security && IsPrivileged(*deployment.entry.security)) return deployment.entry.security->span;
  const ir::Image* image = module.FindImage(deployment.image);
  if (image == nullptr) return deployment.span;
  if (image->labels) return image->labels->security.span;
  for (const Symbol name : image->chain | std::views::reverse) {
    const ir::Image* at = module.FindImage(name);
    if (at == nullptr) continue;
    if (IsPrivileged(at->security)) return at->security.span;
    for (const Symbol layer_name : at->all_layers) {
      const ir::Layer* layer = module.FindLayer(layer_name);
      if (layer != nullptr && IsPrivileged(layer->security)) return layer->security.span;
    }
  }
  return deployment.span;
}

class Checker {
 public:
  explicit Checker(const Context& context) : context_(context) {}

  void Report(const ir::Deployment& deployment, Span at, const std::string& who) {
    if (at.empty()) at = deployment.span;
    places_.Add(at, deployment, [&]() -> Diagnostic& {
      Diagnostic& found = context_.diags.Emit(at, diag::PrivilegedContainer, who);
      if (!deployment.record_span.Contains(at)) found.Attach(deployment.span, "deployed here");
      return found;
    });
  }

 private:
  const Context& context_;
  SharedPlaces places_;
};

}  // namespace

void LintPrivilegedContainer(const Context& context) {
  Checker checker(context);
  for (const ir::Deployment& deployment : context.module.deployments) {
    if (IsPrivileged(deployment.app.security)) {
      checker.Report(deployment, PlaceOf(context.module, deployment), AppOf(deployment));
    }
    for (std::size_t i = 0; i < deployment.sidecar_containers.size(); ++i) {
      const ir::Security& security = deployment.sidecar_containers[i].security;
      if (IsPrivileged(security)) {
        checker.Report(deployment, security.span, SidecarOf(deployment, deployment.sidecars[i].name));
      }
    }
  }
}

}  // namespace ovcc::lint
