// The variables that a container has not, and why: the question that sends people to log files.
#include <fmt/format.h>

#include <algorithm>
#include <unordered_set>

#include "driver/explain/variables.h"

namespace ovcc::explain {
namespace {

constexpr std::size_t kShownProviders = 8;

/// Looks for one variable in everything that could have given it to an app.
class Search {
 public:
  Search(Context& context, const ir::Deployment& deployment, Symbol name)
      : context_(context), deployment_(deployment), image_(context.ImageOf(deployment)), name_(name) {
    item_.kind = ItemKind::Variable;
    item_.name = name.text();
    item_.present = false;
  }

  Item Run() {
    Refused();
    Replaced();
    Declared();
    Offered();
    InSidecars();
    Baked();
    return std::move(item_);
  }

 private:
  void Add(std::string text, Span span) { item_.reasons.push_back({std::move(text), context_.PlaceOf(span)}); }

  void Help(std::string text) {
    if (item_.help.empty()) item_.help = std::move(text);
  }

  std::string Image() const { return fmt::format("image `{}`", deployment_.image.text()); }

  void Refused() {
    for (const ir::RefusedValue& refused : deployment_.app.refused) {
      if (refused.name != name_) continue;
      Add(fmt::format("{} sets it, but a secret of {} does not stand in plain text",
                      OriginText(context_.module(), deployment_, refused.origin, refused.source), Image()),
          refused.span);
      Help(std::string(diag::SecretInPlaintext.info.help));
    }
  }

  void Replaced() {
    for (const ir::EnvEntry& replaced : deployment_.replaced_env) {
      if (replaced.name != name_) continue;
      Add(fmt::format("`env` of {} sets it, but the entry has a list of its own, which takes the place of the image's",
                      Image()),
          replaced.span);
      Help("repeat it in `env` of the entry");
    }
  }

  void Declared() {
    if (image_ == nullptr) return;
    Declared(image_->contract.env_requires, "requires");
    Declared(image_->contract.env_accepts, "accepts");
  }

  void Declared(const std::vector<ir::Dependency>& list, std::string_view verb) {
    const auto found = std::ranges::find(list, name_, &ir::Dependency::name);
    if (found == list.end()) return;
    std::string text = fmt::format("{} {} it", Context::OwnerText(found->layer, deployment_), verb);
    if (!found->description.empty()) text += fmt::format(" ({})", found->description.text());
    Add(text + ", but no deployment provides it and nothing sets it", found->span);
    for (Reason& offer : context_.OffersOf(name_)) item_.reasons.push_back(std::move(offer));
    Help(fmt::format("set it with `-e {}=…`, `--env-file`, or `env:` of the entry", name_.text()));
  }

  /// What is accepted and offered is there, so this is not accepted.
  void Offered() {
    const std::span<const ir::EnvRecord* const> providers = context_.ProvidersOf(name_);
    for (const ir::EnvRecord* record : providers.first(std::min(providers.size(), kShownProviders))) {
      const bool own = record->source == deployment_.key;
      const std::string provider = own ? "the deployment itself" : ir::DescribeSource(record->source);
      Add(image_ == nullptr ? fmt::format("{} offers it, but the image of the entry is unknown", provider)
                            : fmt::format("{} offers it, but {} does not accept it", provider, Image()),
          record->span);
    }
    if (providers.size() > kShownProviders) {
      Add(fmt::format("{} more offer it", providers.size() - kShownProviders), Span());
    }
    if (!providers.empty() && image_ != nullptr) Help(AcceptHelp());
  }

  std::string AcceptHelp() const {
    const ir::Image* image = context_.module().FindImage(deployment_.image);
    if (image != nullptr && image->foreign) return fmt::format("add it to `env_accepts` of {}", Image());
    return fmt::format("add it to `env_accepts` of a layer of {}", Image());
  }

  void InSidecars() {
    for (std::size_t i = 0; i < deployment_.sidecar_containers.size(); ++i) {
      const ir::Container& container = deployment_.sidecar_containers[i];
      const std::string_view sidecar = deployment_.sidecars[i].name.text();
      for (const ir::RefusedValue& refused : container.refused) {
        if (refused.name != name_) continue;
        Add(fmt::format("{} sets it for sidecar `{}`, but a secret of the sidecar does not stand in plain text",
                        OriginText(context_.module(), deployment_, refused.origin, refused.source), sidecar),
            refused.span);
        Help(std::string(diag::SecretInPlaintext.info.help));
      }
      for (const ir::EnvBinding& binding : container.env) {
        if (binding.name != name_) continue;
        if (binding.origin == ir::Origin::Flag) {
          Add(fmt::format("`-e` gave it to sidecar `{}`, which knows it", sidecar), binding.span);
        } else {
          Add(fmt::format("sidecar `{}` has it; sidecars and app share no variables", sidecar), binding.span);
        }
      }
    }
  }

  /// No line of a unit sets it, but the image has it from a layer; the last one counts.
  void Baked() {
    const ir::Image* deployed = context_.module().FindImage(deployment_.image);
    if (deployed == nullptr || deployed->labels) return;
    for (const Symbol image_name : deployed->chain) {
      const ir::Image* image = context_.module().FindImage(image_name);
      if (image == nullptr || image->foreign) continue;
      for (const Symbol layer_name : image->all_layers) {
        const ir::Layer* layer = context_.module().FindLayer(layer_name);
        if (layer != nullptr) BakedBy(*layer);
      }
    }
  }

  void BakedBy(const ir::Layer& layer) {
    const auto baked = std::ranges::find(layer.env, name_, &ir::KeyValue::name);
    if (baked == layer.env.end()) return;
    if (item_.set_by) item_.overridden.push_back(*item_.set_by);
    item_.present = true;
    item_.value = context_.ValueOf(name_, baked->value, false);
    item_.set_by =
        Step{item_.value, "layer", fmt::format("`env` of layer `{}`, baked into the image", layer.name.text()),
             context_.PlaceOf(baked->span)};
  }

  Context& context_;
  const ir::Deployment& deployment_;
  const ir::EffectiveImage* image_;
  Symbol name_;
  Item item_;
};

/// Names that are worth a word although nobody asked, sorted.
std::vector<Symbol> NotableNames(Context& context, const ir::Deployment& deployment) {
  std::unordered_set<Symbol> seen;  // never iterated
  for (const ir::EnvBinding& binding : deployment.app.env) seen.insert(binding.name);
  std::vector<Symbol> names;
  const auto add = [&](Symbol name) {
    if (seen.insert(name).second) names.push_back(name);
  };
  for (const ir::RefusedValue& refused : deployment.app.refused) add(refused.name);
  for (const ir::EnvEntry& replaced : deployment.replaced_env) add(replaced.name);
  if (const ir::EffectiveImage* image = context.ImageOf(deployment)) {
    for (const ir::Dependency& dependency : image->contract.env_requires) add(dependency.name);
    for (const ir::Dependency& dependency : image->contract.env_accepts) add(dependency.name);
  }
  for (const ir::EnvRecord& record : context.module().env_registry) {
    if (record.source != deployment.key) add(record.name);
  }
  for (const ir::Container& sidecar : deployment.sidecar_containers) {
    for (const ir::RefusedValue& refused : sidecar.refused) add(refused.name);
    for (const ir::EnvBinding& binding : sidecar.env) {
      if (binding.origin == ir::Origin::Flag) add(binding.name);
    }
  }
  std::ranges::sort(names);
  return names;
}

}  // namespace

Item AbsentVariable(Context& context, const ir::Deployment& deployment, Symbol name) {
  return Search(context, deployment, name).Run();
}

std::vector<Item> AbsentVariables(Context& context, const ir::Deployment& deployment) {
  std::vector<Item> items;
  for (const Symbol name : NotableNames(context, deployment)) {
    items.push_back(AbsentVariable(context, deployment, name));
  }
  return items;
}

Item AbsentInSidecar(Context& context, const ir::Deployment& deployment, std::size_t sidecar, Symbol name) {
  Item item;
  item.kind = ItemKind::Variable;
  item.name = name.text();
  item.present = false;
  const ir::Container& container = deployment.sidecar_containers[sidecar];
  for (const ir::RefusedValue& refused : container.refused) {
    if (refused.name != name) continue;
    item.reasons.push_back({fmt::format("{} sets it, but a secret of the sidecar does not stand in plain text",
                                        OriginText(context.module(), deployment, refused.origin, refused.source)),
                            context.PlaceOf(refused.span)});
    item.help = diag::SecretInPlaintext.info.help;
  }
  const auto in_app = std::ranges::find(deployment.app.env, name, &ir::EnvBinding::name);
  if (in_app != deployment.app.env.end()) {
    item.reasons.push_back({"the app has it; sidecars and app share no variables", context.PlaceOf(in_app->span)});
    item.help = fmt::format("set it in `sidecars.{}.env` of the entry", deployment.sidecars[sidecar].name.text());
  }
  return item;
}

}  // namespace ovcc::explain
