// User, ids and home of an image (§1.5). A base that the project builds hands its values on; `defaults:` count where
// the chain begins. The account of the distribution replaces all four values or none.
#include "passes/collect_contract/account.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <string>

#include "support/topo_sort.h"

namespace ovcc {
namespace {

constexpr std::uint32_t kDefaultId = 1000;

ir::UserPolicy PolicyOf(const ir::Image& image, const ir::Image& defaults) {
  for (const ir::UserPolicy policy : {image.user_policy, defaults.user_policy}) {
    if (policy != ir::UserPolicy::Unset) return policy;
  }
  return ir::UserPolicy::Auto;
}

}  // namespace

void CheckDistros(const ir::Module& module, DiagnosticSink& diags) {
  std::unordered_map<Symbol, std::size_t> index;  // never iterated
  for (std::size_t i = 0; i < module.distros.size(); ++i) index.emplace(module.distros[i].name, i);
  std::vector<std::vector<std::size_t>> parents(module.distros.size());
  for (std::size_t i = 0; i < module.distros.size(); ++i) {
    const auto found = index.find(module.distros[i].inherits.value);
    if (found != index.end()) parents[i].push_back(found->second);
  }
  for (const std::vector<std::size_t>& cycle : FindCycles(parents)) {
    std::string chain;
    for (const std::size_t distro : cycle) chain.append(module.distros[distro].name.text()).append(" -> ");
    chain.append(module.distros[cycle.front()].name.text());
    diags.Emit(module.distros[cycle.front()].inherits.span, diag::InheritsCycle, chain);
  }
}

const Account& AccountResolver::Resolve(const ir::Image& image, DiagnosticSink& diags) {
  const Resolved* base = nullptr;
  for (const Symbol name : image.chain) {
    if (const auto found = resolved_.find(name); found != resolved_.end()) {
      base = &found->second;
    } else if (const ir::Image* at = module_.FindImage(name); at != nullptr) {
      base = &resolved_.emplace(name, Compute(*at, base, diags)).first->second;
    }
  }
  if (base == nullptr) base = &resolved_.emplace(image.name, Compute(image, nullptr, diags)).first->second;
  return base->account;
}

AccountResolver::Resolved AccountResolver::Compute(const ir::Image& image, const Resolved* base,
                                                   DiagnosticSink& diags) {
  if (image.foreign) {
    const std::uint32_t uid = image.uid.value_or(0);
    const Symbol home = image.home.empty() ? names_.Intern("/root") : image.home.value;
    return {{image.user.value, uid, image.gid.value_or(uid), image.uid.has_value(), home}, &image.distro, false};
  }

  Resolved resolved{Written(image, base), &image.distro,
                    !image.user.empty() || (base != nullptr && base->user_written)};
  if (image.distro.empty()) resolved.distro = base != nullptr ? base->distro : &module_.defaults.distro;

  const ir::UserPolicy policy = PolicyOf(image, module_.defaults);
  const bool user_written = resolved.user_written || !module_.defaults.user.empty();
  const bool adopts = policy == ir::UserPolicy::Adopt || (policy == ir::UserPolicy::Auto && !user_written);
  if (!adopts) return resolved;
  const ir::Distro* distro = BaseAccount(*resolved.distro);
  if (distro != nullptr) {
    const Symbol home = distro->home.empty() ? HomeOf(distro->account) : distro->home;
    resolved.account = {distro->account, distro->uid, distro->gid, true, home};
  } else if (policy == ir::UserPolicy::Adopt) {
    ReportMissing(image, *resolved.distro, diags);
  }
  return resolved;
}

/// What image, base and defaults say.
Account AccountResolver::Written(const ir::Image& image, const Resolved* base) const {
  const ir::Image& defaults = module_.defaults;
  Account account;
  if (base != nullptr) {
    account = base->account;
  } else {
    account.user = defaults.user.empty() ? names_.Intern("user") : defaults.user.value;
    account.uid = defaults.uid.value_or(kDefaultId);
    account.gid = defaults.gid.value_or(kDefaultId);
  }
  if (!image.user.empty()) account.user = image.user.value;
  account.uid = image.uid.value_or(account.uid);
  account.gid = image.gid.value_or(account.gid);

  const bool inherits_home = base != nullptr && image.user.empty() && !image.uid.has_value();
  if (!inherits_home || account.user.text() == "root") account.home = HomeOf(account.user);
  return account;
}

/// The entry whose account belongs to the first name that is known; null if neither it nor what it inherits from has
/// one.
const ir::Distro* AccountResolver::BaseAccount(const std::vector<ir::Text>& distro) const {
  for (const ir::Text& name : distro) {
    const ir::Distro* entry = FindDistro(name.value);
    if (entry == nullptr) continue;
    for (std::size_t steps = 0; entry != nullptr && steps <= module_.distros.size(); ++steps) {
      if (!entry->account.empty()) return entry;
      entry = FindDistro(entry->inherits.value);
    }
    return nullptr;
  }
  return nullptr;
}

/// An account to adopt is missing: says how far the search for it came.
void AccountResolver::ReportMissing(const ir::Image& image, const std::vector<ir::Text>& distro,
                                    DiagnosticSink& diags) const {
  const auto report = [&](std::string_view why) -> Diagnostic& {
    return diags.Emit(image.span, diag::BaseAccountMissing, image.name.text(), why);
  };
  if (distro.empty()) {
    report("it names no distribution").Help("add `distro: [NAME]`, or write `user_policy: create`");
    return;
  }
  const auto known =
      std::ranges::find_if(distro, [this](const ir::Text& name) { return FindDistro(name.value) != nullptr; });
  if (known != distro.end()) {
    report(fmt::format("`{}` names none", known->text()))
        .Attach(FindDistro(known->value)->span, "this entry has no `base_user`");
    return;
  }
  const std::string_view name = distro.front().text();
  report(fmt::format("`distros:` has no entry `{}`", name))
      .Attach(distro.front().span, "the distribution")
      .Help(fmt::format("describe `{}` there, with its `base_user`, or write `user_policy: create`", name));
}

const ir::Distro* AccountResolver::FindDistro(Symbol name) const {
  const auto found = std::ranges::lower_bound(module_.distros, name, {}, &ir::Distro::name);
  return found != module_.distros.end() && found->name == name ? &*found : nullptr;
}

Symbol AccountResolver::HomeOf(Symbol user) const {
  if (user.text() == "root") return names_.Intern("/root");
  return names_.Intern("/home/" + std::string(user.text()));
}

}  // namespace ovcc
