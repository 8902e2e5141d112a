#pragma once

#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "ir/module.h"

namespace ovcc::lint {

/// Somebody who has a contract.
struct ContractOwner {
  enum class Kind : std::uint8_t { Layer, Image, Sidecar };
  Kind kind = Kind::Layer;
  Symbol name;

  /// "layer `web`", "image `web`", "sidecar `vpn`".
  [[nodiscard]] std::string Describe() const;
  friend bool operator==(const ContractOwner&, const ContractOwner&) = default;
};

/// An element of `env_provides`.
struct EnvOffer {
  const ir::Provide* provide = nullptr;
  ContractOwner owner;
};

/// An element of `env_accepts` or `env_requires`.
struct EnvWish {
  const ir::Dependency* dependency = nullptr;
  ContractOwner owner;
  bool required = false;
};

/// The variables of a whole project, whether or not something is deployed: who offers, wants and sets them. Points into
/// the module.
class EnvContracts {
 public:
  explicit EnvContracts(const ir::Module& module);

  /// What somebody can edit, each declaration once: of layers, images and sidecars, in this order and by name.
  /// Built-in sidecars and images that were inspected count below only.
  [[nodiscard]] const std::vector<EnvOffer>& offers() const { return offers_; }
  [[nodiscard]] const std::vector<EnvWish>& wishes() const { return wishes_; }

  /// True if a layer, image, sidecar or external record provides the variable, or ovcc itself.
  [[nodiscard]] bool IsOffered(Symbol name) const { return offered_.contains(name); }
  /// True if a contract accepts or requires it, as a variable or as a secret.
  [[nodiscard]] bool IsWanted(Symbol name) const { return wanted_.contains(name); }
  /// True if an image, an entry or an environment file sets it.
  [[nodiscard]] bool IsSet(Symbol name) const { return set_.contains(name); }
  /// True if a layer bakes it into its image, which counts for no requirement (§2.3).
  [[nodiscard]] bool IsBaked(Symbol name) const { return baked_.contains(name); }

  /// The offer that nobody wants and whose name is nearly `wanted`, which nobody offers; null if there is none.
  [[nodiscard]] const EnvOffer* NearOffer(Symbol wanted) const;
  /// True if some `NearOffer` has that name.
  [[nodiscard]] bool IsNearOffer(Symbol offered) const { return near_names_.contains(offered); }

 private:
  void Add(const ir::Contract& contract, const ContractOwner& owner, bool editable);
  void AddOffers(const std::vector<ir::Provide>& provides, const ContractOwner& owner, bool editable);
  void AddImages(const ir::Module& module, bool from_entry);
  void AddSidecars(const std::vector<ir::SidecarSpec>& sidecars);
  void AddSetters(const ir::Module& module);
  void FindNearNames();

  std::vector<EnvOffer> offers_;
  std::vector<EnvWish> wishes_;
  // None of these is ever iterated.
  std::unordered_set<Symbol> offered_;
  std::unordered_set<Symbol> wanted_;
  std::unordered_set<Symbol> set_;
  std::unordered_set<Symbol> baked_;
  std::unordered_set<std::uint32_t> seen_;        // places of declarations: an entry may repeat those of a record
  std::unordered_map<Symbol, std::size_t> near_;  // wanted name -> index in `offers_`
  std::unordered_set<Symbol> near_names_;
};

}  // namespace ovcc::lint
