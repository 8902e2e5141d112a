// Pass merge-sidecars (§5): joins each attached sidecar with its template and fills its container. What an override has
// replaces the template's: `env`, `env_provides` and `parameter` name by name, everything else as a whole, an empty
// list included. App environment never reaches a sidecar (§5.4).
#include <algorithm>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "passes/pass.h"
#include "support/suggest.h"
#include "support/text.h"

namespace ovcc {
namespace {

void PutText(ir::Text& into, const ir::Text& text) {
  if (!text.empty()) into = text;
}

template <class T>
void PutOptional(std::optional<T>& into, const std::optional<T>& value) {
  if (value.has_value()) into = value;
}

/// Later elements replace earlier ones of the same name; sorted by name.
template <class T>
std::vector<T> MergeByName(const std::vector<T>& below, const std::vector<T>& above) {
  std::map<Symbol, T> merged;
  for (const std::vector<T>* level : {&below, &above}) {
    for (const T& item : *level) merged.insert_or_assign(item.name, item);
  }
  std::vector<T> result;
  result.reserve(merged.size());
  for (auto& [name, item] : merged) result.push_back(std::move(item));
  return result;
}

ir::SidecarSpec Merge(const ir::SidecarSpec& base, const ir::SidecarSpec& override) {
  ir::SidecarSpec merged = base;
  merged.name = override.name;
  merged.span = override.span;
  PutText(merged.description, override.description);
  PutText(merged.image, override.image);
  merged.env = MergeByName(base.env, override.env);
  PutOptional(merged.volumes, override.volumes);
  PutOptional(merged.secrets, override.secrets);
  PutOptional(merged.security, override.security);
  merged.parameters = MergeByName(base.parameters, override.parameters);
  merged.env_provides = MergeByName(base.env_provides, override.env_provides);
  PutOptional(merged.command, override.command);
  PutOptional(merged.entrypoint, override.entrypoint);
  PutOptional(merged.ports, override.ports);
  PutText(merged.user, override.user);
  PutText(merged.working_dir, override.working_dir);
  return merged;
}

ir::EnvBinding Bind(const ir::EnvEntry& entry, ir::Origin origin, Symbol source) {
  return {.name = entry.name,
          .value = entry.value,
          .bare = entry.bare,
          .origin = origin,
          .source = source,
          .in_env_file = false,
          .span = entry.span,
          .overridden = {}};
}

/// The environment of a sidecar, sorted by name, with what the override replaced.
std::vector<ir::EnvBinding> BindEnv(const ir::SidecarSpec& base, const ir::SidecarSpec& override, Symbol deploy_key) {
  std::map<Symbol, ir::EnvBinding> bindings;
  const auto put = [&](ir::EnvBinding binding) {
    const auto [place, fresh] = bindings.try_emplace(binding.name, binding);
    if (fresh) return;
    ir::EnvBinding& old = place->second;
    binding.overridden = std::move(old.overridden);
    binding.overridden.push_back({old.value, old.bare, old.origin, old.source, old.span});
    old = std::move(binding);
  };
  for (const ir::EnvEntry& entry : base.env) put(Bind(entry, ir::Origin::Template, base.name));
  for (const ir::EnvEntry& entry : override.env) {
    // A routed `-e` keeps saying that it came from the command line (§5.3).
    const ir::Origin origin = entry.origin == ir::Origin::Flag ? ir::Origin::Flag : ir::Origin::Override;
    put(Bind(entry, origin, deploy_key));
  }
  std::vector<ir::EnvBinding> result;
  result.reserve(bindings.size());
  for (auto& [name, binding] : bindings) result.push_back(std::move(binding));
  return result;
}

/// Upper case, everything but ASCII letters and digits as `_`, one a character (§5.5).
std::string TailnetSuffix(std::string_view text) {
  constexpr unsigned kContinuationMask = 0xC0;
  constexpr unsigned kContinuation = 0x80;
  std::string suffix;
  for (const char c : ToUpper(text)) {
    if ((static_cast<unsigned char>(c) & kContinuationMask) == kContinuation) continue;
    suffix += IsAlphanumeric(c) ? c : '_';
  }
  return suffix;
}

/// Fills the parameters into the `env_from` of one secret.
class ParameterRendering {
 public:
  ParameterRendering(const ir::SidecarSpec& sidecar, const ir::SecretDeclaration& secret, DiagnosticSink& diags)
      : sidecar_(sidecar), secret_(secret), diags_(diags) {}

  std::string Render(std::string_view text) {
    std::string rendered;
    while (true) {
      const std::size_t open = text.find("{{");
      const std::size_t close = text.find("}}", open == std::string_view::npos ? 0 : open);
      if (open == std::string_view::npos || close == std::string_view::npos) return rendered.append(text);
      rendered.append(text.substr(0, open));
      rendered.append(Value(text.substr(open + 2, close - open - 2)));
      text.remove_prefix(close + 2);
    }
  }

 private:
  /// `.Parameter.NAME` or `.Parameter.NAME | tailnetEnvSuffix`: the front end has refused anything else.
  std::string Value(std::string_view expression) {
    constexpr std::string_view kPrefix = ".Parameter.";
    const Halves halves = SplitFirst(expression, '|');
    std::string_view name = Trim(halves.first);
    if (name.starts_with(kPrefix)) name.remove_prefix(kPrefix.size());
    const auto found = std::ranges::find(sidecar_.parameters, name,
                                         [](const ir::KeyValue& parameter) { return parameter.name.text(); });
    if (found == sidecar_.parameters.end() || found->value.empty()) {
      Diagnostic& finding =
          diags_.Emit(sidecar_.span, diag::SidecarParameterMissing, sidecar_.name.text(), secret_.name.text(), name)
              .Attach(secret_.env_from.span, "used here");
      if (found != sidecar_.parameters.end()) finding.Attach(found->span, "declared here");
      return "";
    }
    return halves.found ? TailnetSuffix(found->value.text()) : std::string(found->value.text());
  }

  const ir::SidecarSpec& sidecar_;
  const ir::SecretDeclaration& secret_;
  DiagnosticSink& diags_;
};

void RenderSecrets(ir::SidecarSpec& sidecar, PassContext& context) {
  if (!sidecar.secrets.has_value()) return;
  for (ir::SecretDeclaration& secret : *sidecar.secrets) {
    if (secret.env_from.empty()) continue;
    const std::string variable = ParameterRendering(sidecar, secret, context.diags).Render(secret.env_from.text());
    secret.env_from.value = context.names.Intern(variable);
  }
}

void CheckParameters(const ir::SidecarSpec& base, const ir::SidecarSpec& override, DiagnosticSink& diags) {
  std::vector<std::string_view> known;
  for (const ir::KeyValue& parameter : base.parameters) known.push_back(parameter.name.text());
  for (const ir::KeyValue& parameter : override.parameters) {
    const std::string_view name = parameter.name.text();
    if (std::ranges::find(known, name) != known.end()) continue;
    diags.Emit(parameter.span, diag::SidecarParameterUnknown, override.name.text(), name).Suggest(Nearest(name, known));
  }
}

ir::Container MakeContainer(const ir::SidecarSpec& sidecar) {
  ir::Container container;
  container.image = sidecar.image;
  container.working_dir = sidecar.working_dir.value;
  container.entrypoint = sidecar.entrypoint.value_or(container.entrypoint);
  container.command = sidecar.command.value_or(container.command);
  container.user = sidecar.user;
  container.security = sidecar.security.value_or(container.security);
  return container;
}

class SidecarMerge {
 public:
  SidecarMerge(const ir::Module& module, PassContext& context)
      : module_(module), context_(context), suggester_(TemplateNames(module)) {}

  void Run(ir::Deployment& deployment) {
    deployment.sidecars.clear();
    deployment.sidecar_containers.clear();
    for (const ir::SidecarSpec& override : deployment.entry.sidecars) Attach(deployment, override);
  }

 private:
  static std::vector<std::string_view> TemplateNames(const ir::Module& module) {
    std::vector<std::string_view> names;
    for (const ir::SidecarSpec& sidecar : module.templates) names.push_back(sidecar.name.text());
    return names;
  }

  void Attach(ir::Deployment& deployment, const ir::SidecarSpec& override) {
    const ir::SidecarSpec none;
    const ir::SidecarSpec* found = module_.FindTemplate(override.name);
    const ir::SidecarSpec& base = found == nullptr ? none : *found;
    if (found != nullptr) CheckParameters(base, override, context_.diags);
    ir::SidecarSpec merged = Merge(base, override);
    if (merged.image.empty()) {
      ReportNoImage(override, found);
      return;
    }
    RenderSecrets(merged, context_);

    ir::Container container = MakeContainer(merged);
    container.env = BindEnv(base, override, deployment.key);
    deployment.sidecars.push_back(std::move(merged));
    deployment.sidecar_containers.push_back(std::move(container));
  }

  void ReportNoImage(const ir::SidecarSpec& override, const ir::SidecarSpec* found) {
    const std::string_view name = override.name.text();
    if (found == nullptr) {
      context_.diags.Emit(override.span, diag::UnknownSidecar, name).Suggest(suggester_.Nearest(name));
    } else {
      context_.diags.Emit(override.span, diag::SidecarImageEmpty, name).Attach(found->span, "the template");
    }
  }

  const ir::Module& module_;
  PassContext& context_;
  Suggester suggester_;
};

}  // namespace

void MergeSidecars(ir::Module& module, PassContext& context) {
  SidecarMerge merge(module, context);
  for (ir::Deployment& deployment : module.deployments) merge.Run(deployment);
}

}  // namespace ovcc
