// Lays two revisions side by side: who has a contract in both, which deployments both have.
#include "driver/breaking/revisions.h"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

namespace ovcc::breaking {
namespace {

const ir::Contract kNoContract;

auto Identity(const Owner& owner) { return std::tuple(owner.kind, owner.name); }

std::vector<Owner> OwnersOf(const ir::Module& module) {
  std::vector<Owner> owners;
  for (const ir::Layer& layer : module.layers) {
    owners.push_back({Owner::Kind::Layer, layer.name, layer.span, &layer.contract, &layer.contract.env_provides});
  }
  for (const ir::Image& image : module.images) {
    const ir::Contract& contract = image.labels ? image.labels->contract : image.contract;
    if (!image.foreign && !image.labels) continue;
    const auto kind = image.from_entry ? Owner::Kind::Entry : Owner::Kind::Image;
    owners.push_back({kind, image.name, image.span, &contract, &contract.env_provides});
  }
  for (const ir::SidecarSpec& sidecar : module.templates) {
    owners.push_back({Owner::Kind::Sidecar, sidecar.name, sidecar.span, &kNoContract, &sidecar.env_provides});
  }
  std::ranges::sort(owners, {}, Identity);
  return owners;
}

const Owner* Find(const std::vector<Owner>& owners, const Owner& wanted) {
  const auto found = std::ranges::lower_bound(owners, Identity(wanted), {}, Identity);
  return found != owners.end() && Identity(*found) == Identity(wanted) ? &*found : nullptr;
}

}  // namespace

std::string Owner::Title() const {
  switch (kind) {
    case Kind::Layer:
      return fmt::format("layer `{}`", name.text());
    case Kind::Image:
      return fmt::format("image `{}`", name.text());
    case Kind::Entry:
      return fmt::format("`{}`", name.text());
    case Kind::Sidecar:
      return fmt::format("sidecar `{}`", name.text());
  }
  return std::string(name.text());
}

Revisions::Revisions(const ir::Module& before, const ir::Module& after, DiagnosticSink& diags)
    : before_(before), after_(after), diags_(diags), owners_before_(OwnersOf(before)), owners_after_(OwnersOf(after)) {
  PairOwners();
  PairDeployments();
  for (const Owner& owner : owners_before_) RememberDeclarations(owner);
}

void Revisions::PairOwners() {
  for (const Owner& owner : owners_before_) owners_.push_back({&owner, Find(owners_after_, owner)});
  for (const Owner& owner : owners_after_) {
    if (Find(owners_before_, owner) == nullptr) owners_.push_back({nullptr, &owner});
  }
}

void Revisions::PairDeployments() {
  for (const ir::Deployment& deployment : before_.deployments) {
    const ir::Deployment* now = after_.FindDeployment(deployment.key);
    if (now == nullptr) continue;
    deployments_.push_back({&deployment, now});
    const ir::Image* image = after_.FindImage(now->image);
    if (image == nullptr) continue;
    for (const Symbol base : image->chain) {
      const ir::Image* link = after_.FindImage(base);
      if (link == nullptr) continue;
      for (const Symbol layer : link->all_layers) by_layer_[layer].push_back(deployments_.back());
    }
  }
}

void Revisions::RememberDeclarations(const Owner& owner) {
  const auto remember = [&](const auto& elements) {
    for (const auto& element : elements) declared_.emplace(element.span.begin, &owner);
  };
  remember(*owner.provides);
  remember(owner.contract->mcp_provides);
  remember(owner.contract->volumes);
}

std::span<const DeploymentPair> Revisions::DeploymentsWith(Symbol layer) const {
  const auto found = by_layer_.find(layer);
  return found == by_layer_.end() ? std::span<const DeploymentPair>() : std::span(found->second);
}

const Owner* Revisions::OwnerOf(Span span) const {
  const auto found = span.empty() ? declared_.end() : declared_.find(span.begin);
  return found == declared_.end() ? nullptr : found->second;
}

const ir::Contract& ContractOf(const ir::Module& module, const ir::Deployment& deployment) {
  const ir::Image* image = module.FindImage(deployment.image);
  return image != nullptr && image->effective ? image->effective->contract : kNoContract;
}

void SuggestRename(Diagnostic& found, std::string_view name) {
  if (!name.empty()) found.Help(fmt::format("renamed to `{}`? then keep the old name beside it for a while", name));
}

std::string Quoted(Symbol name) { return fmt::format("`{}`", name.text()); }

}  // namespace ovcc::breaking
