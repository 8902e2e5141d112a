// Pass bind-env (§4.3, §4.6, §4.7, §16.2): the environment of every app container. Sources are put over each other from
// the lowest to the highest, then host facts and defaults fill what is still absent. W6: the entry's `env_file` takes
// part. W7: everything is bound here; what `EnvironmentFile=` carries just as well is marked.
#include <algorithm>
#include <optional>
#include <string>
#include <unordered_set>
#include <utility>
#include <vector>

#include "passes/bind_env/env_table.h"
#include "passes/bind_env/plaintext_secrets.h"
#include "passes/pass.h"
#include "support/text.h"

namespace ovcc {
namespace {

/// Names that the language itself knows, interned once.
struct KnownNames {
  explicit KnownNames(Interner& names)
      : no_proxy_upper(names.Intern("NO_PROXY")),
        no_proxy_lower(names.Intern("no_proxy")),
        gfx_version(names.Intern("HSA_OVERRIDE_GFX_VERSION")),
        render_node{names.Intern("DRINODE"), names.Intern("DRI_NODE")},
        workspace(names.Intern("workspace")) {}

  Symbol no_proxy_upper;
  Symbol no_proxy_lower;
  Symbol gfx_version;
  Symbol render_node[2];
  Symbol workspace;
};

/// An environment file that takes part, and as what.
struct FileSource {
  const ir::EnvFile* file = nullptr;
  ir::Origin origin = ir::Origin::EnvFile;
  bool is_named = false;  // the unit names it in `EnvironmentFile=`
};

/// Binds one deployment after the other.
class Binder {
 public:
  Binder(const ir::Module& module, PassContext& context)
      : module_(module), context_(context), known_(context.names), secrets_(module) {}

  void Bind(ir::Deployment& deployment) {
    deployment.app.refused.clear();
    EnvTable& table = table_;
    for (const ir::EnvBinding& binding : deployment.injected) table.Put(binding);
    PutWritten(deployment, table);
    const FileSource own = OwnFile(deployment);
    const FileSource workspace = WorkspaceFile(deployment);
    // The entry's own file stands below the workspace's, `--env-file` above it.
    if (own.origin == ir::Origin::EnvFile) PutFile(deployment, own, table);
    PutFile(deployment, workspace, table);
    if (own.origin == ir::Origin::FlagFile) PutFile(deployment, own, table);
    PutHostFacts(table);
    PutDefaults(deployment, table);
    NormaliseNoProxy(deployment, table);

    deployment.app.env = table.Take();
    deployment.app.env_file = Symbol();
    for (const FileSource& source : {own, workspace}) {
      if (source.is_named) deployment.app.env_file = source.file->path;
    }
    RefuseSidecarSecrets(module_, deployment, context_.diags);
  }

 private:
  static FileSource OwnFile(const ir::Deployment& deployment) {
    if (!deployment.env_file) return {};
    const bool from_flag = deployment.entry.env_file_from_flag;
    return {&*deployment.env_file, from_flag ? ir::Origin::FlagFile : ir::Origin::EnvFile, true};
  }

  /// The front end read the candidate; it counts if `workspace` turned out to be a bind.
  FileSource WorkspaceFile(const ir::Deployment& deployment) const {
    if (!deployment.workspace_env) return {};
    for (const ir::Mount& mount : deployment.app.mounts) {
      if (mount.name == known_.workspace && mount.type != ir::VolumeType::Named) {
        return {&*deployment.workspace_env, ir::Origin::Workspace, !deployment.env_file};
      }
    }
    return {};
  }

  /// Nothing if the name is a secret.
  std::optional<ir::EnvBinding> Read(ir::Deployment& deployment, const ir::EnvEntry& entry, ir::Origin origin,
                                     Symbol source) {
    if (const auto secret = secrets_.Find(deployment.image, entry.name)) {
      ReportPlaintext(entry.span, entry.name, deployment.image, *secret, context_.diags);
      deployment.app.refused.push_back({entry.name, origin, source, entry.span});
      return std::nullopt;
    }
    ir::EnvBinding binding;
    binding.name = entry.name;
    binding.value = entry.value;
    binding.bare = entry.bare;
    binding.origin = origin;
    binding.source = source;
    binding.span = entry.span;
    return binding;
  }

  void PutWritten(ir::Deployment& deployment, EnvTable& table) {
    for (const ir::EnvEntry& entry : deployment.written_env) {
      const Symbol source = entry.origin == ir::Origin::Image ? deployment.image : Symbol();
      std::optional<ir::EnvBinding> binding = Read(deployment, entry, entry.origin, source);
      if (binding) table.Put(std::move(*binding));
    }
    RefuseReplaced(deployment);
  }

  /// The image's list must not hold a secret either where the entry's takes its place.
  void RefuseReplaced(ir::Deployment& deployment) {
    std::erase_if(deployment.replaced_env, [&](const ir::EnvEntry& entry) {
      return !Read(deployment, entry, ir::Origin::Image, deployment.image);
    });
  }

  /// §4.6: what Podman reads from the named file just as it is bound here needs no line of its own.
  void PutFile(ir::Deployment& deployment, const FileSource& source, EnvTable& table) {
    if (source.file == nullptr) return;
    const std::vector<Symbol>& differing = source.file->inline_names;
    const std::unordered_set<Symbol> read_differently(differing.begin(), differing.end());  // never iterated
    for (const ir::EnvEntry& entry : source.file->entries) {
      std::optional<ir::EnvBinding> binding = Read(deployment, entry, source.origin, source.file->path);
      if (!binding) continue;
      binding->in_env_file = source.is_named && !read_differently.contains(entry.name);
      table.Put(std::move(*binding));
    }
  }

  /// `;` between the members becomes `,` (§4.5).
  void NormaliseNoProxy(const ir::Deployment& deployment, EnvTable& table) {
    ir::EnvBinding* upper = table.Find(known_.no_proxy_upper);
    ir::EnvBinding* lower = table.Find(known_.no_proxy_lower);
    for (ir::EnvBinding* binding : {upper, lower}) {
      if (binding == nullptr || binding->value.text().find(';') == std::string_view::npos) continue;
      binding->overridden.push_back(AsOverridden(*binding));
      binding->in_env_file = false;
      binding->value = context_.names.Intern(ReplaceAll(binding->value.text(), ";", ","));
    }
    if (upper == nullptr || lower == nullptr || upper->bare || lower->bare || upper->value == lower->value) return;
    const bool upper_is_last = lower < upper;  // both stand in one vector
    const ir::EnvBinding& last = upper_is_last ? *upper : *lower;
    const ir::EnvBinding& first = upper_is_last ? *lower : *upper;
    context_.diags.Emit(last.span, diag::ProxyListsDiffer, deployment.key.text()).Attach(first.span, "the other list");
  }

  void PutHostFact(Symbol name, Symbol value, EnvTable& table) {
    if (value.empty() || table.Has(name, true)) return;
    ir::EnvBinding binding;
    binding.name = name;
    binding.value = value;
    binding.origin = ir::Origin::HostFact;
    table.Put(std::move(binding));
  }

  void PutHostFacts(EnvTable& table) {
    PutHostFact(known_.gfx_version, module_.host.amd_gfx, table);
    for (const Symbol name : known_.render_node) PutHostFact(name, module_.host.render_node, table);
  }

  /// Defaults of both lists in name order; `env_requires` before `env_accepts` for one name (§16.2, W51).
  void PutDefaults(const ir::Deployment& deployment, EnvTable& table) {
    const ir::Image* image = module_.FindImage(deployment.image);
    if (image == nullptr || !image->effective) return;
    const ir::Contract& contract = image->effective->contract;
    std::vector<const ir::Dependency*> chosen;
    std::unordered_set<Symbol> seen;  // never iterated
    for (const std::vector<ir::Dependency>* list : {&contract.env_requires, &contract.env_accepts}) {
      for (const ir::Dependency& dependency : *list) {
        if (dependency.default_value.empty() || table.Has(dependency.name, false)) continue;
        if (seen.insert(dependency.name).second) chosen.push_back(&dependency);
      }
    }
    std::ranges::sort(chosen, {}, [](const ir::Dependency* dependency) { return dependency->name; });
    for (const ir::Dependency* dependency : chosen) {
      ir::EnvBinding binding;
      binding.name = dependency->name;
      binding.value = dependency->default_value.value;
      binding.origin = ir::Origin::Default;
      binding.source = dependency->layer;
      binding.span = dependency->default_value.span;
      table.Put(std::move(binding));
    }
  }

  const ir::Module& module_;
  PassContext& context_;
  KnownNames known_;
  SecretVariables secrets_;
  EnvTable table_;  // empty between two deployments
};

}  // namespace

void BindEnv(ir::Module& module, PassContext& context) {
  Binder binder(module, context);
  for (ir::Deployment& deployment : module.deployments) binder.Bind(deployment);
}

}  // namespace ovcc
