// Pass enrich-no-proxy (§4.5): a container that uses a proxy reaches its neighbours without it. W55: only the entries
// compiled here are neighbours. The list of all names is made once and shared by all who had no list of their own.
#include <algorithm>
#include <string>
#include <unordered_set>
#include <vector>

#include "ir/names.h"
#include "passes/bind_env/env_table.h"
#include "passes/pass.h"
#include "support/text.h"

namespace ovcc {
namespace {

constexpr std::string_view kProxyNames[] = {"HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy"};
constexpr std::string_view kListNames[] = {"NO_PROXY", "no_proxy"};

bool IsProxy(const ir::EnvBinding& binding) {
  // §16.13: a bare name is no proxy setting.
  return !binding.bare && std::ranges::find(kProxyNames, binding.name.text()) != std::end(kProxyNames);
}

bool IsList(const ir::EnvBinding& binding) {
  return std::ranges::find(kListNames, binding.name.text()) != std::end(kListNames);
}

/// Container names of the whole program, sorted and unique.
std::vector<std::string> ContainerNames(const ir::Module& module) {
  std::vector<std::string> names;
  for (const ir::Deployment& deployment : module.deployments) names.push_back(ir::ContainerName(deployment));
  std::ranges::sort(names);
  const auto [first, last] = std::ranges::unique(names);
  names.erase(first, last);
  return names;
}

/// `list` and behind it each name that is no member yet; `list` itself if none is missing.
std::string Complete(std::string_view list, const std::vector<std::string>& names) {
  std::unordered_set<std::string_view> members;  // never iterated
  for (const std::string_view member : Split(list, ',')) members.insert(Trim(member));
  std::string result(list);
  for (const std::string& name : names) {
    if (members.contains(name)) continue;
    if (!result.empty()) result += ',';
    result += name;
  }
  return result;
}

class Enricher {
 public:
  Enricher(const ir::Module& module, Interner& names)
      : interner_(names), names_(ContainerNames(module)), all_names_(names.Intern(Complete("", names_))) {}

  void Enrich(std::vector<ir::EnvBinding>& env) {
    if (names_.empty() || std::ranges::none_of(env, IsProxy)) return;
    const auto last = std::find_if(env.rbegin(), env.rend(), IsList);
    if (last == env.rend()) {
      ir::EnvBinding binding;
      binding.name = interner_.Intern(kListNames[0]);
      binding.value = all_names_;
      binding.origin = ir::Origin::NoProxy;
      env.push_back(binding);
      return;
    }
    ir::EnvBinding& list = *last;
    const Symbol completed = list.value.empty() ? all_names_ : interner_.Intern(Complete(list.value.text(), names_));
    if (completed == list.value) return;
    list.overridden.push_back(AsOverridden(list));
    list.value = completed;
    list.bare = false;
    list.origin = ir::Origin::NoProxy;
    list.in_env_file = false;
  }

 private:
  Interner& interner_;
  std::vector<std::string> names_;
  Symbol all_names_;
};

}  // namespace

void EnrichNoProxy(ir::Module& module, PassContext& context) {
  Enricher enricher(module, context.names);
  for (ir::Deployment& deployment : module.deployments) enricher.Enrich(deployment.app.env);
}

}  // namespace ovcc
