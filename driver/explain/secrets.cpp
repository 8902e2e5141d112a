// Secrets by name: why a container receives each, how, and where its value would come from. Never a value.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "backend/secrets/plan.h"
#include "driver/explain/parts.h"

namespace ovcc::explain {
namespace {

const ir::Dependency* FindDeclared(const std::vector<ir::Dependency>& list, Symbol name) {
  const auto found = std::ranges::find(list, name, &ir::Dependency::name);
  return found == list.end() ? nullptr : &*found;
}

std::string WithDescription(std::string text, const ir::Dependency& declared) {
  if (declared.description.empty()) return text;
  return fmt::format("{}: {}", text, declared.description.text());
}

/// Explains the secrets of one container.
class SecretItems {
 public:
  SecretItems(Context& context, const ir::Deployment& deployment)
      : context_(context),
        deployment_(deployment),
        image_(context.ImageOf(deployment)),
        plan_(backend::MakeSecretPlan(context.module(), std::string(deployment.key.text()))) {}

  Item Received(const ir::SecretUse& use) {
    Item item;
    item.kind = ItemKind::Secret;
    item.name = use.name.text();
    item.also = {std::string(use.podman_name.text())};
    if (!use.env.empty()) item.also.emplace_back(use.env.text());
    item.set_by = DeclarationOf(use);
    item.reasons.push_back({use.env.empty() ? fmt::format("it arrives as the file `{}`", use.target.text())
                                            : fmt::format("it arrives as the variable `{}`", use.env.text()),
                            {}});
    item.reasons.push_back({fmt::format("its podman secret is `{}`{}", use.podman_name.text(),
                                        use.rotate ? ", renewed by each `ovcc secrets provision`" : ""),
                            {}});
    AddPlaces(use, item);
    if (!use.required) {
      item.reasons.push_back(
          {"it is accepted, not required, and there: the entry names it, or `--secrets-available`", {}});
    }
    return item;
  }

  /// Accepted secrets whose values are not known to be at hand.
  std::vector<Item> NotReceived(const ir::Container& container) {
    std::vector<Item> items;
    if (image_ == nullptr) return items;
    for (const ir::Dependency& secret : image_->contract.secret_accepts) {
      const auto received = std::ranges::find(container.secrets, secret.name, &ir::SecretUse::env);
      if (received != container.secrets.end()) continue;
      Item item;
      item.kind = ItemKind::Secret;
      item.name = secret.name.text();
      item.present = false;
      item.reasons.push_back(
          {WithDescription(fmt::format("{} accepts it", Context::OwnerText(secret.layer, deployment_)), secret),
           context_.PlaceOf(secret.span)});
      item.reasons.push_back({"nothing says that its value can be had", {}});
      item.help =
          fmt::format("name it in `secrets` of the entry, or with `--secrets-available {}`", secret.name.text());
      items.push_back(std::move(item));
    }
    return items;
  }

 private:
  Step DeclarationOf(const ir::SecretUse& use) {
    const Place place = context_.PlaceOf(use.span);
    switch (use.kind) {
      case ir::SecretKind::Layer:
        return {std::nullopt, "layer", "`secrets` of its contract", place};
      case ir::SecretKind::Credential: {
        const ir::Dependency* declared = nullptr;
        if (image_ != nullptr) {
          declared =
              FindDeclared(use.required ? image_->contract.secret_requires : image_->contract.secret_accepts, use.name);
        }
        const std::string_view verb = use.required ? "required" : "accepted";
        if (declared == nullptr) return {std::nullopt, "layer", std::string(verb), place};
        return {
            std::nullopt, "layer",
            WithDescription(fmt::format("{} by {}", verb, Context::OwnerText(declared->layer, deployment_)), *declared),
            place};
      }
      case ir::SecretKind::Sidecar:
        return {std::nullopt, "sidecar", "`secrets` of the sidecar", place};
      case ir::SecretKind::Deploy:
        return {std::nullopt, "deploy", "`secrets` of the entry, which no contract knows", place};
    }
    return {};
  }

  void AddPlaces(const ir::SecretUse& use, Item& item) const {
    const auto planned = std::ranges::find(plan_, use.podman_name, &backend::PlannedSecret::name);
    if (planned == plan_.end()) return;
    std::vector<std::string> places;
    for (const backend::SecretPlace& place : PlacesOf(*planned)) places.push_back(PlaceText(place));
    if (MayBeGenerated(*planned)) places.emplace_back("made up with `--generate`");
    item.reasons.push_back({fmt::format("its value comes from: {}", fmt::join(places, ", ")), {}});
  }

  Context& context_;
  const ir::Deployment& deployment_;
  const ir::EffectiveImage* image_;
  backend::SecretPlan plan_;
};

}  // namespace

std::vector<Item> Secrets(Context& context, const ir::Deployment& deployment, const ir::Container& container) {
  SecretItems secrets(context, deployment);
  std::vector<Item> items;
  for (const ir::SecretUse& use : container.secrets) items.push_back(secrets.Received(use));
  if (&container != &deployment.app) return items;
  for (Item& item : secrets.NotReceived(container)) items.push_back(std::move(item));
  return items;
}

}  // namespace ovcc::explain
