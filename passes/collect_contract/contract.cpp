// Merge of layer contracts along the base chain (§2.3). Two orders meet here: volumes look at the deployed image first
// and the first declaration wins; everything else starts at the base and the last one wins, secrets excepted.
#include "passes/collect_contract/contract.h"

#include <map>
#include <set>
#include <string>
#include <utility>

namespace ovcc {
namespace {

template <class T>
using ByName = std::map<Symbol, T>;  // a Symbol orders by its text

template <class T>
std::vector<T> Values(ByName<T>& items) {
  std::vector<T> values;
  values.reserve(items.size());
  for (auto& [name, item] : items) values.push_back(std::move(item));
  return values;
}

template <class T>
void PutAll(ByName<T>& into, const std::vector<T>& items) {
  for (const T& item : items) into.insert_or_assign(item.name, item);
}

class ContractMerge {
 public:
  ContractMerge(Symbol image, Interner& names, DiagnosticSink& diags) : image_(image), names_(names), diags_(diags) {}

  void AddLayer(const ir::Contract& contract) {
    for (const ir::Provide& provide : contract.env_provides) WarnOfOverride(provide);
    Add(contract);
    for (const ir::SecretDeclaration& secret : contract.secrets) AddSecret(secret);
  }

  /// The record of a foreign image: what it says wins name by name (§17.2).
  void AddRecord(const ir::Contract& contract) {
    Add(contract);
    std::set<Symbol> declared;
    for (const ir::SecretDeclaration& secret : contract.secrets) declared.insert(secret.name);
    std::erase_if(secrets_, [&](const ir::SecretDeclaration& secret) { return declared.contains(secret.name); });
    std::erase_if(secret_keys_, [&](const auto& key) { return declared.contains(key.first); });
    for (const ir::SecretDeclaration& secret : contract.secrets) AddSecret(secret);
  }

  /// Volumes, in an order where the first declaration wins.
  void AddVolumes(const std::vector<ir::Volume>& volumes) {
    for (const ir::Volume& volume : volumes) volumes_.try_emplace(volume.name, volume);
  }

  ir::Contract Finish() {
    for (const ByName<ir::Dependency>* secrets : {&secret_requires_, &secret_accepts_}) ReportMixed(*secrets);
    // §16.18: required by one layer and accepted by another is required.
    for (const auto& [name, secret] : secret_requires_) secret_accepts_.erase(name);

    ir::Contract contract;
    contract.env_provides = Values(env_provides_);
    contract.env_accepts = Values(env_accepts_);
    contract.env_requires = Values(env_requires_);
    contract.secret_accepts = Values(secret_accepts_);
    contract.secret_requires = Values(secret_requires_);
    contract.mcp_provides = Values(mcp_provides_);
    contract.mcp_accepts = Values(mcp_accepts_);
    contract.mcp_requires = Values(mcp_requires_);
    for (const auto& [port, declared] : ports_) contract.ports.push_back(declared);
    contract.volumes = Values(volumes_);
    contract.secrets = std::move(secrets_);
    return contract;
  }

 private:
  void Add(const ir::Contract& contract) {
    PutAll(env_provides_, contract.env_provides);
    PutAll(env_accepts_, contract.env_accepts);
    PutAll(env_requires_, contract.env_requires);
    PutAll(secret_accepts_, contract.secret_accepts);
    PutAll(secret_requires_, contract.secret_requires);
    PutAll(mcp_provides_, contract.mcp_provides);
    PutAll(mcp_accepts_, contract.mcp_accepts);
    PutAll(mcp_requires_, contract.mcp_requires);
    for (const ir::LayerPort& port : contract.ports) {
      if (!port.scheme.empty() && port.scheme.text() != "http") ports_.insert_or_assign(port.port, port);
    }
  }

  void AddSecret(ir::SecretDeclaration secret) {
    if (!secret_keys_.emplace(secret.name, secret.env.value).second) return;
    if (secret.target.empty()) secret.target.value = names_.Intern("/run/secrets/" + std::string(secret.name.text()));
    secrets_.push_back(std::move(secret));
  }

  void WarnOfOverride(const ir::Provide& provide) {
    const auto found = env_provides_.find(provide.name);
    if (found == env_provides_.end()) return;
    const ir::Provide& earlier = found->second;
    if (earlier.value.value == provide.value.value || earlier.layer == provide.layer) return;
    diags_.Emit(provide.span, diag::ProvidesOverride, provide.name.text(), earlier.layer.text(), provide.layer.text())
        .Attach(earlier.span, "this template is not used");
  }

  /// Names that are both an environment and a secret dependency. Within one layer that is `dep-two-sections`.
  void ReportMixed(const ByName<ir::Dependency>& secrets) {
    for (const auto& [name, secret] : secrets) {
      for (const ByName<ir::Dependency>* env : {&env_requires_, &env_accepts_}) {
        const auto found = env->find(name);
        if (found == env->end() || found->second.layer == secret.layer) continue;
        diags_.Emit(found->second.span, diag::EnvAndSecret, name.text(), Owner(found->second), Owner(secret))
            .Attach(secret.span, "a secret here");
        break;
      }
    }
  }

  [[nodiscard]] std::string_view Owner(const ir::Dependency& dependency) const {
    return dependency.layer.empty() ? image_.text() : dependency.layer.text();
  }

  Symbol image_;
  Interner& names_;
  DiagnosticSink& diags_;
  ByName<ir::Provide> env_provides_;
  ByName<ir::Dependency> env_accepts_;
  ByName<ir::Dependency> env_requires_;
  ByName<ir::Dependency> secret_accepts_;
  ByName<ir::Dependency> secret_requires_;
  ByName<ir::McpProvide> mcp_provides_;
  ByName<ir::Dependency> mcp_accepts_;
  ByName<ir::Dependency> mcp_requires_;
  std::map<std::uint16_t, ir::LayerPort> ports_;
  ByName<ir::Volume> volumes_;
  std::vector<ir::SecretDeclaration> secrets_;
  std::set<std::pair<Symbol, Symbol>> secret_keys_;  // name and variable
};

}  // namespace

ir::Contract EffectiveContract(const ImageChain& chain, Interner& names, DiagnosticSink& diags) {
  const ir::Image& deployed = chain.image();
  ContractMerge merge(deployed.name, names, diags);
  for (const ir::Image* image : chain.images) {
    ForEachLayer(*chain.module, image->new_layers, [&](const ir::Layer& layer) { merge.AddLayer(layer.contract); });
  }
  if (deployed.foreign) {
    merge.AddRecord(deployed.contract);
    merge.AddVolumes(deployed.contract.volumes);
  }
  for (auto image = chain.images.rbegin(); image != chain.images.rend(); ++image) {
    ForEachLayer(*chain.module, (*image)->all_layers,
                 [&](const ir::Layer& layer) { merge.AddVolumes(layer.contract.volumes); });
  }
  return merge.Finish();
}

ir::Contract ReadyContract(Symbol image, const ir::Contract& contract, Interner& names, DiagnosticSink& diags) {
  ContractMerge merge(image, names, diags);
  merge.AddLayer(contract);
  merge.AddVolumes(contract.volumes);
  return merge.Finish();
}

}  // namespace ovcc
