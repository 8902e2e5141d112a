// How places and values of a program are shown. Lines that may hold the value of a secret are never part of it.
#include "driver/explain/context.h"

#include <fmt/format.h>

#include "support/text.h"

namespace ovcc::explain {

Context::Context(const ir::Module& module, const SourceManager& sources, const DiagnosticSink& diags)
    : module_(module),
      sources_(sources),
      secrets_(module, sources, diags),
      offers_(module, Offers::What::Variables),
      server_offers_(module, Offers::What::McpServers) {
  for (const ir::EnvRecord& record : module.env_registry) providers_[record.name].push_back(&record);
}

std::span<const ir::EnvRecord* const> Context::ProvidersOf(Symbol variable) const {
  const auto found = providers_.find(variable);
  if (found == providers_.end()) return {};
  return found->second;
}

Place Context::PlaceOf(Span span) {
  const Position position = sources_.Locate(span);
  Place place{std::string(position.file), position.line, position.column, ""};
  if (!place.empty() && !secrets_.Contain(span)) {
    place.excerpt = Trim(sources_.TextOf(sources_.LineAt(span.begin)));
  }
  return place;
}

std::vector<Reason> Context::ReasonsOf(Offers& offers, Symbol name) {
  std::vector<Reason> reasons;
  for (const Label& offer : offers.Of(name)) reasons.push_back({offer.text, PlaceOf(offer.span)});
  return reasons;
}

std::optional<std::string> Context::ValueOf(Symbol variable, Symbol value, bool bare) const {
  if (bare || IsSecret(variable.text())) return std::nullopt;
  return std::string(value.text());
}

const ir::EffectiveImage* Context::ImageOf(const ir::Deployment& deployment) const {
  const ir::Image* image = module_.FindImage(deployment.image);
  return image == nullptr || !image->effective ? nullptr : &*image->effective;
}

Step Context::WrittenBy(const ir::Deployment& deployment, std::string_view field, Symbol value, Span span) {
  Step step{std::string(value.text()), "default", "default", PlaceOf(span)};
  if (step.place.empty()) return step;
  if (step.place.file == "<command line>") {
    step.origin = "flag";
    step.words = "a flag";
    return step;
  }
  if (deployment.record_span.Contains(span)) {
    step.origin = "deploy";
    step.words = fmt::format("`{}` of the entry", field);
    return step;
  }
  step.origin = "image";
  step.words = fmt::format("image `{}`", deployment.image.text());
  const ir::Image* image = module_.FindImage(deployment.image);
  if (image == nullptr) return step;
  for (const Symbol name : image->chain) {
    const ir::Image* base = module_.FindImage(name);
    if (base != nullptr && base->record_span.Contains(span)) step.words = fmt::format("image `{}`", name.text());
  }
  return step;
}

std::string Context::OwnerText(Symbol layer, const ir::Deployment& deployment) {
  if (layer.empty()) return fmt::format("image `{}`", deployment.image.text());
  return fmt::format("layer `{}`", layer.text());
}

}  // namespace ovcc::explain
