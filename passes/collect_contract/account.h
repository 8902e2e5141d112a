#pragma once

#include <cstdint>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "ir/module.h"
#include "passes/pass.h"

namespace ovcc {

/// The user that runs a container.
struct Account {
  Symbol user;
  std::uint32_t uid = 0;
  std::uint32_t gid = 0;
  bool has_uid = true;  // false: a foreign image that names no uid
  Symbol home;
};

/// Reports `inherits-cycle` among the distributions of the module. Source: §16.18.
void CheckDistros(const ir::Module& module, DiagnosticSink& diags);

/// Finds the account of images, each one once. Needs the chains of compose-layers. Source: §1.5.
class AccountResolver {
 public:
  AccountResolver(const ir::Module& module, Interner& names) : module_(module), names_(names) {}

  /// Reports `base-account-missing`, once an image.
  const Account& Resolve(const ir::Image& image, DiagnosticSink& diags);

 private:
  /// What a child image inherits besides the account.
  struct Resolved {
    Account account;
    const std::vector<ir::Text>* distro = nullptr;
    bool user_written = false;  // by the image or an image below it
  };

  Resolved Compute(const ir::Image& image, const Resolved* base, DiagnosticSink& diags);
  [[nodiscard]] Account Written(const ir::Image& image, const Resolved* base) const;
  [[nodiscard]] const ir::Distro* BaseAccount(const std::vector<ir::Text>& distro) const;
  void ReportMissing(const ir::Image& image, const std::vector<ir::Text>& distro, DiagnosticSink& diags) const;
  [[nodiscard]] const ir::Distro* FindDistro(Symbol name) const;
  [[nodiscard]] Symbol HomeOf(Symbol user) const;

  const ir::Module& module_;
  Interner& names_;
  std::unordered_map<Symbol, Resolved> resolved_;  // by image; never iterated
};

}  // namespace ovcc
