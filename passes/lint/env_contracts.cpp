// Collects the contracts of a project into sets of names: each rule then costs as much as there are declarations.
#include "passes/lint/env_contracts.h"

#include <fmt/format.h>

#include <string_view>

#include "support/suggest.h"

namespace ovcc::lint {
namespace {

/// What ovcc itself supplies: the list of MCP servers (§4.2) and facts of the host (§4.7).
constexpr std::string_view kOwnNames[] = {"OV_MCP_SERVERS", "HSA_OVERRIDE_GFX_VERSION", "DRINODE", "DRI_NODE"};

void AddNames(const std::vector<ir::EnvEntry>& entries, std::unordered_set<Symbol>& names) {
  for (const ir::EnvEntry& entry : entries) names.insert(entry.name);
}

}  // namespace

std::string ContractOwner::Describe() const {
  constexpr std::string_view kKinds[] = {"layer", "image", "sidecar"};
  return fmt::format("{} `{}`", kKinds[static_cast<std::size_t>(kind)], name.text());
}

EnvContracts::EnvContracts(const ir::Module& module) {
  for (const ir::Layer& layer : module.layers) {
    Add(layer.contract, {ContractOwner::Kind::Layer, layer.name}, true);
    for (const ir::KeyValue& pair : layer.env) baked_.insert(pair.name);
  }
  AddImages(module, false);
  AddImages(module, true);
  AddSidecars(module.templates);
  for (const ir::Deployment& deployment : module.deployments) AddSidecars(deployment.entry.sidecars);
  for (const ir::EnvRecord& record : module.external_env) offered_.insert(record.name);
  AddSetters(module);
  for (const EnvWish& wish : wishes_) {
    for (const std::string_view own : kOwnNames) {
      if (wish.dependency->name.text() == own) offered_.insert(wish.dependency->name);
    }
  }
  FindNearNames();
}

void EnvContracts::AddOffers(const std::vector<ir::Provide>& provides, const ContractOwner& owner, bool editable) {
  for (const ir::Provide& provide : provides) {
    offered_.insert(provide.name);
    if (editable && seen_.insert(provide.span.begin).second) offers_.push_back({&provide, owner});
  }
}

void EnvContracts::Add(const ir::Contract& contract, const ContractOwner& owner, bool editable) {
  AddOffers(contract.env_provides, owner, editable);
  // A secret of the same name is `secret-and-provides`, or somebody else's who takes no provided value for it.
  for (const auto* list : {&contract.secret_accepts, &contract.secret_requires}) {
    for (const ir::Dependency& secret : *list) wanted_.insert(secret.name);
  }
  for (const bool required : {false, true}) {
    for (const ir::Dependency& dependency : required ? contract.env_requires : contract.env_accepts) {
      wanted_.insert(dependency.name);
      if (editable && seen_.insert(dependency.span.begin).second) wishes_.push_back({&dependency, owner, required});
    }
  }
}

/// Records of the project first: what an entry repeats of them is theirs.
void EnvContracts::AddImages(const ir::Module& module, bool from_entry) {
  for (const ir::Image& image : module.images) {
    if (image.from_entry != from_entry) continue;
    const ContractOwner owner{ContractOwner::Kind::Image, image.name};
    Add(image.contract, owner, image.enabled);
    if (image.labels) Add(image.labels->contract, owner, false);
  }
}

void EnvContracts::AddSidecars(const std::vector<ir::SidecarSpec>& sidecars) {
  for (const ir::SidecarSpec& sidecar : sidecars) {
    AddOffers(sidecar.env_provides, {ContractOwner::Kind::Sidecar, sidecar.name}, !sidecar.builtin);
  }
}

void EnvContracts::AddSetters(const ir::Module& module) {
  for (const ir::Image& image : module.images) {
    if (image.env) AddNames(*image.env, set_);
    if (image.labels) AddNames(image.labels->env, set_);
  }
  for (const ir::Deployment& deployment : module.deployments) {
    if (deployment.entry.env) AddNames(*deployment.entry.env, set_);
    if (deployment.env_file) AddNames(deployment.env_file->entries, set_);
    if (deployment.workspace_env) AddNames(deployment.workspace_env->entries, set_);
  }
}

void EnvContracts::FindNearNames() {
  std::vector<std::string_view> unwanted;
  std::unordered_map<std::string_view, std::size_t> place;  // never iterated
  for (std::size_t i = 0; i < offers_.size(); ++i) {
    const Symbol name = offers_[i].provide->name;
    if (!IsWanted(name) && place.emplace(name.text(), i).second) unwanted.push_back(name.text());
  }
  if (unwanted.empty()) return;
  Suggester suggester(std::move(unwanted));
  for (const EnvWish& wish : wishes_) {
    const Symbol wanted = wish.dependency->name;
    if (IsOffered(wanted) || near_.contains(wanted)) continue;
    const std::string_view nearest = suggester.Nearest(wanted.text());
    if (nearest.empty()) continue;
    const std::size_t offer = place.at(nearest);
    near_.emplace(wanted, offer);
    near_names_.insert(offers_[offer].provide->name);
  }
}

const EnvOffer* EnvContracts::NearOffer(Symbol wanted) const {
  const auto found = near_.find(wanted);
  return found == near_.end() ? nullptr : &offers_[found->second];
}

}  // namespace ovcc::lint
