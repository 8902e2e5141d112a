// Routes `-e` (§5.3). W11: the keys of the merged sidecar count, and every `TS_*` for tailscale. W12: routing happens
// before anything is resolved, so a routed value never reaches the app. W63: the variable of a sidecar's secret is
// refused.
#include "frontend/read/env_flags.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "frontend/grammar/env_assignment.h"
#include "frontend/read/readers.h"
#include "support/suggest.h"
#include "support/text.h"
#include "support/utf8.h"

namespace ovcc {
namespace {

std::optional<ir::EnvEntry> ReadEnvFlag(ReadContext& context, const ir::Text& flag) {
  const auto parsed = ParseEnvAssignment(flag.text());
  if (!parsed) {
    const std::string_view name = SplitFirst(flag.text(), '=').first;
    HintExport(context.diags.Emit(flag.span, diag::EnvKeyBroken, name), name);
    return std::nullopt;
  }
  if (const auto offset = FindInvalidUtf8(parsed->value)) {
    context.diags.Emit(flag.span, diag::NotUtf8, *offset).hide_source = true;
    return std::nullopt;
  }
  if (!IsEnvName(parsed->name)) context.diags.Emit(flag.span, diag::EnvKeySuspect, parsed->name);
  if (parsed->bare) context.diags.Emit(flag.span, diag::EnvBare, parsed->name);
  return ir::EnvEntry{.name = context.names.Intern(parsed->name),
                      .value = context.names.Intern(parsed->value),
                      .bare = parsed->bare,
                      .origin = ir::Origin::Flag,
                      .span = flag.span};
}

/// Picks the elements of one variable.
auto HasName(Symbol variable) {
  return [variable](const ir::EnvEntry& entry) { return entry.name == variable; };
}

/// What an attached sidecar knows, template and override joined (§5.1).
class AttachedSidecar {
 public:
  AttachedSidecar(ir::SidecarSpec& spec, const ir::SidecarSpec* pattern) : spec_(spec), pattern_(pattern) {}

  [[nodiscard]] std::string_view name() const { return spec_.name.text(); }

  [[nodiscard]] bool Knows(Symbol variable) const {
    if (std::ranges::any_of(spec_.env, HasName(variable)) || TemplateSets(variable) || IsSecret(variable)) return true;
    return name() == "tailscale" && variable.text().starts_with("TS_");
  }

  [[nodiscard]] bool IsSecret(Symbol variable) const { return FindSecret(variable) != nullptr; }

  /// Where the secret of that variable is declared; empty if there is none.
  [[nodiscard]] Span SecretPlace(Symbol variable) const {
    const ir::SecretDeclaration* secret = FindSecret(variable);
    return secret == nullptr ? Span() : secret->env.span;
  }

  /// Where it sets the variable; empty if it only knows it by its prefix.
  [[nodiscard]] Span PlaceOf(Symbol variable) const {
    const std::vector<ir::EnvEntry> none;
    for (const std::vector<ir::EnvEntry>* env :
         {&std::as_const(spec_.env), pattern_ == nullptr ? &none : &pattern_->env}) {
      const auto set = std::ranges::find_if(*env, HasName(variable));
      if (set != env->end()) return set->span;
    }
    return {};
  }

  /// The variables that `--unset` can take away.
  void AddNames(std::vector<std::string_view>& names) const {
    for (const ir::EnvEntry& entry : spec_.env) names.push_back(entry.name.text());
  }

  /// Takes away what the override says of a variable; true if it said anything.
  bool Unset(Symbol variable) { return std::erase_if(spec_.env, HasName(variable)) > 0; }

  [[nodiscard]] bool TemplateSets(Symbol variable) const {
    return pattern_ != nullptr && std::ranges::any_of(pattern_->env, HasName(variable));
  }

  void Set(const ir::EnvEntry& entry) {
    (void)Unset(entry.name);
    spec_.env.push_back(entry);
  }

 private:
  [[nodiscard]] const ir::SecretDeclaration* FindSecret(Symbol variable) const {
    const auto& secrets = spec_.secrets || pattern_ == nullptr ? spec_.secrets : pattern_->secrets;
    if (!secrets) return nullptr;
    const auto found = std::ranges::find_if(*secrets, [&](const auto& secret) { return secret.env.value == variable; });
    return found == secrets->end() ? nullptr : &*found;
  }

  ir::SidecarSpec& spec_;
  const ir::SidecarSpec* pattern_;  // the template
};

/// Shows what a sidecar has of the variable; its value may be secret.
void AttachKnowing(Diagnostic& found, const AttachedSidecar& sidecar, Symbol variable) {
  const Span place = sidecar.PlaceOf(variable);
  if (place.empty()) return;
  found.Attach(place, fmt::format("set by `{}` here", sidecar.name())).labels.back().hide_source = true;
}

/// True if a sidecar took the entry, or it was refused.
bool Route(ReadContext& context, const ir::EnvEntry& entry, std::vector<AttachedSidecar>& sidecars,
           std::vector<std::string>& routed) {
  std::vector<AttachedSidecar*> knowing;
  for (AttachedSidecar& sidecar : sidecars) {
    if (sidecar.Knows(entry.name)) knowing.push_back(&sidecar);
  }
  if (knowing.empty()) return false;
  const auto secret = std::ranges::find_if(knowing, [&](const auto* sidecar) { return sidecar->IsSecret(entry.name); });
  if (secret != knowing.end()) {
    const std::string owner = fmt::format("sidecar {}", (*secret)->name());
    Diagnostic& found = context.diags.Emit(entry.span, diag::SecretInPlaintext, entry.name.text(), owner);
    found.hide_source = true;
    if (const Span place = (*secret)->SecretPlace(entry.name); !place.empty()) {
      found.Attach(place, "declared as a secret here");
    }
  } else if (knowing.size() > 1) {
    const auto first = knowing[0]->name();
    const auto second = knowing[1]->name();
    Diagnostic& found = context.diags.Emit(entry.span, diag::SidecarRouteAmbiguous, entry.name.text(), first, second);
    found.hide_source = true;
    AttachKnowing(found, *knowing[0], entry.name);
    AttachKnowing(found, *knowing[1], entry.name);
  } else {
    knowing[0]->Set(entry);
    routed.push_back(fmt::format("Routed {} to sidecar {}", entry.name.text(), knowing[0]->name()));
  }
  return true;
}

/// The list that an image gives its deployments: its own, else that of the nearest base that has any (§2.3).
std::vector<ir::EnvEntry> ImageEnv(const ir::Module& module, Symbol name) {
  const ir::Image* image = module.FindImage(name);
  if (image != nullptr && image->labels) return image->labels->env;
  // A chain longer than the number of images is a cycle, which compose-layers reports.
  for (std::size_t step = 0; image != nullptr && step < module.images.size(); ++step) {
    if (image->env && !image->env->empty()) return *image->env;
    if (image->foreign) break;
    const ir::Text& base = image->base.empty() ? module.defaults.base : image->base;
    image = module.FindImage(base.value);
    if (image != nullptr && (!image->enabled || image->unwritten)) break;
  }
  return {};
}

/// `--unset KEY`: out of the override of a sidecar, or out of the app's list.
void UnsetVariable(ReadContext& context, const ir::Text& flag, const ir::Module& module, ir::Deployment& deployment,
                   std::vector<AttachedSidecar>& sidecars) {
  ir::Entry& entry = deployment.entry;
  bool found = false;
  for (AttachedSidecar& sidecar : sidecars) found = sidecar.Unset(flag.value) || found;
  std::vector<ir::EnvEntry> list = entry.env ? *entry.env : ImageEnv(module, deployment.image);
  std::vector<std::string_view> known;
  for (const ir::EnvEntry& set : list) known.push_back(set.name.text());
  for (const AttachedSidecar& sidecar : sidecars) sidecar.AddNames(known);
  if (std::erase_if(list, HasName(flag.value)) > 0) {
    entry.env = std::move(list);
    found = true;
  }
  if (found) return;
  Diagnostic& report = context.diags.Emit(flag.span, diag::EnvNotSet, deployment.key.text(), flag.text());
  report.Suggest(Nearest(flag.text(), known));
  for (const AttachedSidecar& sidecar : sidecars) {
    if (!sidecar.TemplateSets(flag.value)) continue;
    report.Note(fmt::format("the template of sidecar `{}` sets it", sidecar.name()))
        .Help(fmt::format("set another value with `-e {}=…`", flag.text()));
  }
}

}  // namespace

void ApplyEnvFlags(ReadContext& context, const PlacedFlags& flags, const ir::Module& module, ir::Deployment& deployment,
                   std::vector<std::string>& routed) {
  ir::Entry& entry = deployment.entry;
  std::vector<AttachedSidecar> sidecars;
  for (ir::SidecarSpec& spec : entry.sidecars) sidecars.emplace_back(spec, module.FindTemplate(spec.name));
  for (const ir::Text& flag : flags.unset) UnsetVariable(context, flag, module, deployment, sidecars);
  std::vector<ir::EnvEntry> for_app;
  for (const ir::Text& flag : flags.env) {
    const std::optional<ir::EnvEntry> assignment = ReadEnvFlag(context, flag);
    if (assignment && !Route(context, *assignment, sidecars, routed)) for_app.push_back(*assignment);
  }
  if (flags.clean) {
    entry.env = std::move(for_app);
    return;
  }
  if (for_app.empty()) return;
  if (!entry.env) entry.env = ImageEnv(module, deployment.image);
  entry.env->insert(entry.env->end(), for_app.begin(), for_app.end());
}

}  // namespace ovcc
