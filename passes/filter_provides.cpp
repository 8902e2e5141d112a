// Pass filter-provides (§4.2): what each deployment receives of the registry. Only declared names count, also for its
// own offers. W3: "own" is the exact deploy key, another instance is somebody else.
#include <fmt/format.h>

#include <algorithm>
#include <unordered_set>
#include <vector>

#include "passes/filter_provides/mcp_servers.h"
#include "passes/filter_provides/provider_index.h"
#include "passes/pass.h"

namespace ovcc {
namespace {

/// So many losers of an ambiguous name are kept for explanation.
constexpr std::size_t kKeptLosers = 8;

bool NamedIn(const std::vector<ir::EnvEntry>& entries, Symbol name) {
  return std::ranges::find(entries, name, &ir::EnvEntry::name) != entries.end();
}

/// True if a higher source of §4.3 sets the name, so that no provider counts.
bool SetByHigherSource(const ir::Deployment& deployment, Symbol name) {
  return NamedIn(deployment.written_env, name) ||
         (deployment.env_file && NamedIn(deployment.env_file->entries, name)) ||
         (deployment.workspace_env && NamedIn(deployment.workspace_env->entries, name));
}

ir::OverriddenValue Loser(const ir::EnvRecord& record) {
  return {.value = record.value, .origin = ir::Origin::Provide, .source = record.source, .span = record.span};
}

/// Appends `OV_MCP_SERVERS`; in the place of a provided variable of that name, should somebody offer one.
void PutServerList(Symbol name, Symbol json, Span longest, std::vector<ir::EnvBinding>& injected) {
  auto place = std::ranges::find(injected, name, &ir::EnvBinding::name);
  if (place == injected.end()) place = injected.emplace(place);
  *place = ir::EnvBinding();
  place->name = name;
  place->value = json;
  place->origin = ir::Origin::Mcp;
  // A list that no container can receive is the fault of its longest server.
  if (name.text().size() + 1 + json.text().size() > ir::kMaxArgument) place->span = longest;
}

/// Selects from one registry for one deployment after the other.
class Filter {
 public:
  Filter(const ir::Module& module, DiagnosticSink& diags)
      : module_(module), registry_(module.env_registry), index_(module.env_registry), diags_(diags) {}

  /// Own offers first, then those of others, each in registry order.
  std::vector<ir::EnvBinding> Select(const ir::Deployment& deployment, const ir::Contract& contract) {
    std::vector<ir::EnvBinding> injected;
    std::unordered_set<Symbol> supplied;  // never iterated
    TakeOwn(deployment, contract, supplied, injected);

    std::vector<const Providers*> foreign;
    const auto look_up = [&](const ir::Dependency& dependency) {
      if (!supplied.insert(dependency.name).second) return;
      if (const Providers* providers = index_.Find(dependency.name)) foreign.push_back(providers);
    };
    std::ranges::for_each(contract.env_accepts, look_up);
    std::ranges::for_each(contract.env_requires, look_up);
    std::ranges::sort(foreign, {}, [](const Providers* providers) { return providers->records.front(); });
    injected.reserve(injected.size() + foreign.size());
    for (const Providers* providers : foreign) injected.push_back(Choose(deployment, *providers));
    return injected;
  }

 private:
  void TakeOwn(const ir::Deployment& deployment, const ir::Contract& contract, std::unordered_set<Symbol>& supplied,
               std::vector<ir::EnvBinding>& injected) const {
    const auto records = index_.OwnRecords(deployment.key);
    if (records.empty()) return;
    std::unordered_set<Symbol> accepted;  // never iterated
    for (const ir::Dependency& dependency : contract.env_accepts) accepted.insert(dependency.name);
    for (const ir::Dependency& dependency : contract.env_requires) accepted.insert(dependency.name);
    for (const std::uint32_t i : records) {
      const ir::EnvRecord& record = registry_[i];
      if (!accepted.contains(record.name) || !supplied.insert(record.name).second) continue;
      injected.push_back(Bind(record, record.own_value));
    }
  }

  static ir::EnvBinding Bind(const ir::EnvRecord& record, Symbol value) {
    ir::EnvBinding binding;
    binding.name = record.name;
    binding.value = value;
    binding.origin = ir::Origin::Provide;
    binding.source = record.source;
    binding.span = record.span;
    return binding;
  }

  /// The last record wins, in the position of the first (W2).
  ir::EnvBinding Choose(const ir::Deployment& deployment, const Providers& providers) {
    const ir::EnvRecord& winner = registry_[providers.records.back()];
    ir::EnvBinding binding = Bind(winner, winner.value);
    const std::size_t losers = std::min(providers.records.size() - 1, kKeptLosers);
    for (std::size_t i = 0; i < losers; ++i) binding.overridden.push_back(Loser(registry_[providers.records[i]]));
    if (providers.several_sources && !SetByHigherSource(deployment, winner.name)) {
      Diagnostic& warning = diags_.Emit(deployment.span, diag::ProviderAmbiguous, winner.name.text(), providers.sources,
                                        ir::DescribeSource(winner.source));
      warning.Attach(PlaceOf(winner), "the value from here is used");
      if (losers != 0) warning.Attach(PlaceOf(registry_[providers.records.front()]), "and the one from here is not");
    }
    return binding;
  }

  /// The provider's entry: two instances of one image offer from the same line of a layer.
  [[nodiscard]] Span PlaceOf(const ir::EnvRecord& record) const {
    const ir::Deployment* provider = module_.FindDeployment(record.source);
    return provider == nullptr ? record.span : provider->span;
  }

  const ir::Module& module_;
  std::span<const ir::EnvRecord> registry_;
  ProviderIndex index_;
  DiagnosticSink& diags_;
};

}  // namespace

void FilterProvides(ir::Module& module, PassContext& context) {
  Filter filter(module, context.diags);
  const McpServers servers(module.mcp_registry, context.names);
  const Symbol list_name = context.names.Intern("OV_MCP_SERVERS");
  for (ir::Deployment& deployment : module.deployments) {
    const ir::Image* image = module.FindImage(deployment.image);
    deployment.injected.clear();
    deployment.mcp_servers.clear();
    if (image != nullptr && image->effective) {
      deployment.injected = filter.Select(deployment, image->effective->contract);
    }
    if (servers.empty()) continue;
    McpView view = servers.ViewOf(deployment.key);
    PutServerList(list_name, view.json, servers.longest(), deployment.injected);
    deployment.mcp_servers = std::move(view.servers);
  }
}

}  // namespace ovcc
