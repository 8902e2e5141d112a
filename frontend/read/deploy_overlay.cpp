// The entries of the machine's deploy.yml over those of the project (§1.6): field by field, whole values. "Set" as in
// §3.1: non-empty text, a list or mapping that is not null; volumes and sidecars only if they hold something.
#include <algorithm>
#include <unordered_map>
#include <unordered_set>

#include "frontend/read/deploy.h"

namespace ovcc {
namespace {

void ReplaceText(ir::Text& to, const ir::Text& from) {
  if (!from.empty()) to = from;
}

template <class Optional>
void ReplaceOptional(Optional& to, Optional& from) {
  if (from) to = std::move(from);
}

template <class Item>
void ReplaceList(std::vector<Item>& to, std::vector<Item>& from) {
  if (!from.empty()) to = std::move(from);
}

void OverlayContract(Boxed<ir::EntryContract>& base, Boxed<ir::EntryContract>& over) {
  if (!base || !over) {
    ReplaceOptional(base, over);
    return;
  }
  ReplaceList(base->contract.env_provides, over->contract.env_provides);
  ReplaceList(base->contract.env_accepts, over->contract.env_accepts);
  ReplaceList(base->contract.env_requires, over->contract.env_requires);
  ReplaceList(base->contract.secret_accepts, over->contract.secret_accepts);
  ReplaceList(base->contract.secret_requires, over->contract.secret_requires);
  ReplaceList(base->contract.mcp_provides, over->contract.mcp_provides);
  ReplaceList(base->contract.mcp_accepts, over->contract.mcp_accepts);
  ReplaceList(base->contract.mcp_requires, over->contract.mcp_requires);
  ReplaceText(base->user, over->user);
  ReplaceOptional(base->uid, over->uid);
  ReplaceOptional(base->gid, over->gid);
  ReplaceText(base->home, over->home);
  ReplaceText(base->working_dir, over->working_dir);
  ReplaceOptional(base->command, over->command);
  ReplaceOptional(base->entrypoint, over->entrypoint);
  // A field that both say stands in the later file.
  std::erase_if(base->fields, [&](const ir::Text& field) {
    return std::ranges::count(over->fields, field.value, &ir::Text::value) != 0;
  });
  base->fields.insert(base->fields.end(), over->fields.begin(), over->fields.end());
}

/// Status and info of `entry`, of which `base` was written first and `over` later.
void OverlayStatus(WrittenStatus& base, WrittenStatus& over, ir::Entry& entry) {
  if (over.status != ir::Status::Unset) base.status = over.status;
  ReplaceText(base.info, over.info);
  ReplaceOptional(base.description, over.description);
  entry.status = base.EffectiveStatus();
  entry.info = base.EffectiveInfo();
}

void OverlayEntry(ir::Entry& base, ir::Entry& over) {
  ReplaceText(base.image, over.image);
  ReplaceOptional(base.tunnel, over.tunnel);
  ReplaceText(base.dns, over.dns);
  ReplaceList(base.volumes, over.volumes);
  ReplaceOptional(base.ports, over.ports);
  ReplaceOptional(base.resolved_ports, over.resolved_ports);
  ReplaceOptional(base.env, over.env);
  ReplaceText(base.env_file, over.env_file);
  ReplaceOptional(base.security, over.security);
  ReplaceText(base.network, over.network);
  ReplaceOptional(base.secrets, over.secrets);
  ReplaceList(base.sidecars, over.sidecars);
  OverlayContract(base.contract, over.contract);
}

using SymbolSet = std::unordered_set<Symbol>;  // never iterated

SymbolSet KeysOf(const std::vector<StatedTarget>& targets) {
  SymbolSet keys;
  for (const StatedTarget& target : targets) keys.insert(target.key);
  return keys;
}

/// What an earlier file says of targets, and what a later one does: its words take the place of the `opposite` ones.
void ReplaceTargets(std::vector<StatedTarget>& earlier, const std::vector<StatedTarget>& later,
                    const SymbolSet& opposite) {
  const SymbolSet said_again = KeysOf(later);
  std::erase_if(earlier, [&](const StatedTarget& target) {
    return opposite.contains(target.key) || said_again.contains(target.key);
  });
  earlier.insert(earlier.end(), later.begin(), later.end());
}

bool IsEmpty(const DeployFile& file) {
  return file.deployments.empty() && file.external_env.empty() && file.external_mcp.empty() &&
         file.other_targets.empty() && file.own_targets.empty();
}

}  // namespace

DeployFile OverlayDeployFiles(DeployFile baseline, DeployFile machine) {
  if (IsEmpty(baseline)) return machine;
  // `target` is a field like the others: the machine's word counts where it says one.
  const SymbolSet taken_away = KeysOf(machine.other_targets);
  std::erase_if(baseline.deployments, [&](const ir::Deployment& entry) { return taken_away.contains(entry.key); });
  const SymbolSet other_before = KeysOf(baseline.other_targets);
  const SymbolSet stated = KeysOf(machine.own_targets);

  DeployFile out = std::move(baseline);
  std::unordered_map<Symbol, std::size_t> index;  // never iterated
  for (std::size_t i = 0; i < out.deployments.size(); ++i) index.emplace(out.deployments[i].key, i);
  for (ir::Deployment& entry : machine.deployments) {
    if (other_before.contains(entry.key) && !stated.contains(entry.key)) continue;
    const auto found = index.find(entry.key);
    WrittenStatus& status = machine.statuses[entry.key];
    if (found == index.end()) {
      out.statuses.insert_or_assign(entry.key, std::move(status));
      out.deployments.push_back(std::move(entry));
      continue;
    }
    ir::Deployment& base = out.deployments[found->second];
    base.span = entry.span;
    base.record_span = entry.record_span;
    OverlayEntry(base.entry, entry.entry);
    OverlayStatus(out.statuses[entry.key], status, base.entry);
  }
  ReplaceList(out.external_env, machine.external_env);
  ReplaceList(out.external_mcp, machine.external_mcp);
  ReplaceTargets(out.other_targets, machine.other_targets, stated);
  ReplaceTargets(out.own_targets, machine.own_targets, taken_away);
  return out;
}

}  // namespace ovcc
