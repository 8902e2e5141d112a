// A proxy without a list of what is reached directly. ovcc adds the names of containers (§4.5), but not `localhost` and
// the networks of the machine; and it adds nothing where the proxy is a bare name, nor in sidecars.
#include <algorithm>
#include <array>
#include <string>
#include <unordered_set>

#include "passes/lint/literals.h"
#include "passes/lint/rule.h"
#include "passes/lint/secret_shape.h"

namespace ovcc::lint {
namespace {

constexpr auto kProxyNames =
    std::to_array<std::string_view>({"HTTPS_PROXY", "HTTP_PROXY", "https_proxy", "http_proxy"});
constexpr auto kListNames = std::to_array<std::string_view>({"NO_PROXY", "no_proxy"});

bool IsOneOf(std::span<const std::string_view> names, const ir::EnvBinding& binding) {
  return std::ranges::find(names, binding.name.text()) != names.end();
}

bool SetsProxy(const ir::EnvBinding& binding) {
  return IsOneOf(kProxyNames, binding) && (binding.bare || !binding.value.empty());
}

/// A list that somebody wrote, or passes through; not the one that ovcc began.
bool IsWrittenList(const ir::EnvBinding& binding) {
  return IsOneOf(kListNames, binding) && (binding.origin != ir::Origin::NoProxy || !binding.overridden.empty());
}

class Checker {
 public:
  explicit Checker(const Context& context) : context_(context) {}

  void Check(const ir::Deployment& deployment, const ir::Container& container, const std::string& who,
             std::string_view missing) {
    const auto proxy = std::ranges::find_if(container.env, SetsProxy);
    if (proxy == container.env.end() || std::ranges::any_of(container.env, IsWrittenList)) return;
    // The list belongs beside a proxy that is written down; a provided one is completed in the entry.
    const bool provided = proxy->origin == ir::Origin::Provide || proxy->origin == ir::Origin::Default;
    const Span at = provided ? deployment.span : proxy->span;
    if (!seen_.insert(at.begin).second) return;
    Diagnostic& found = context_.diags.Emit(at, diag::ProxyWithoutNoProxy, who, proxy->name.text());
    const bool secret = LooksSecret(proxy->name.text(), proxy->value.text());
    found.hide_source = secret && !provided;
    if (provided) found.labels.push_back({.span = proxy->span, .text = "the proxy", .hide_source = secret});
    if (!missing.empty()) found.Note(std::string(missing));
  }

  void CheckApp(const ir::Deployment& deployment) {
    const auto is_list = [](const ir::EnvBinding& binding) { return IsOneOf(kListNames, binding); };
    const bool begun = std::ranges::any_of(deployment.app.env, is_list);
    Check(deployment, deployment.app, AppOf(deployment),
          begun ? "" : "ovcc adds the names of containers only where a proxy has a value");
  }

 private:
  const Context& context_;
  std::unordered_set<std::uint32_t> seen_;  // places: an image or a template may serve many; never iterated
};

}  // namespace

void LintProxyWithoutNoProxy(const Context& context) {
  Checker checker(context);
  for (const ir::Deployment& deployment : context.module.deployments) {
    checker.CheckApp(deployment);
    for (std::size_t i = 0; i < deployment.sidecar_containers.size(); ++i) {
      checker.Check(deployment, deployment.sidecar_containers[i], SidecarOf(deployment, deployment.sidecars[i].name),
                    "ovcc adds the names of containers for apps, not for sidecars");
    }
  }
}

}  // namespace ovcc::lint
