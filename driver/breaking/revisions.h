#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "ir/module.h"
#include "support/diagnostics.h"

namespace ovcc::breaking {

/// Somebody who has a contract of his own: a layer, an image or a deploy entry that others built, a sidecar template.
struct Owner {
  enum class Kind : std::uint8_t { Layer, Image, Entry, Sidecar };
  Kind kind = Kind::Layer;
  Symbol name;
  Span span;
  const ir::Contract* contract = nullptr;              // never null; empty for sidecars
  const std::vector<ir::Provide>* provides = nullptr;  // never null

  /// "layer `x`"; a deploy entry is only its key.
  [[nodiscard]] std::string Title() const;
};

/// Somebody whom a change breaks: where he is, and what he has to do with it.
struct Consumer {
  Span span;
  std::string text;
};

/// The same thing in both revisions; null where one does not have it.
struct OwnerPair {
  const Owner* before = nullptr;
  const Owner* after = nullptr;
};

/// A deployment that both revisions have.
struct DeploymentPair {
  const ir::Deployment* before;
  const ir::Deployment* after;
};

/// Two revisions of a program, all passes run, and the findings about what the later one breaks. Names and sources of
/// both are those of one compilation.
class Revisions {
 public:
  Revisions(const ir::Module& before, const ir::Module& after, DiagnosticSink& diags);
  Revisions(const Revisions&) = delete;
  Revisions& operator=(const Revisions&) = delete;
  Revisions(Revisions&&) = delete;
  Revisions& operator=(Revisions&&) = delete;
  ~Revisions() = default;

  [[nodiscard]] const ir::Module& before() const { return before_; }
  [[nodiscard]] const ir::Module& after() const { return after_; }
  [[nodiscard]] std::span<const OwnerPair> owners() const { return owners_; }
  [[nodiscard]] std::span<const DeploymentPair> deployments() const { return deployments_; }

  /// Those of `deployments()` whose image has the layer now.
  [[nodiscard]] std::span<const DeploymentPair> DeploymentsWith(Symbol layer) const;

  /// The owner, before, of what is declared at `span`; null if it is declared by none.
  [[nodiscard]] const Owner* OwnerOf(Span span) const;

  /// A finding. Without consumers it concerns nobody in this program, which makes it a warning.
  template <class... Args>
  Diagnostic& Report(std::span<const Consumer> consumers, Span span, const DiagKind<Args...>& kind,
                     const std::type_identity_t<Args>&... args) {
    Diagnostic& found = diags_.Emit(span, kind, args...);
    if (consumers.empty()) found.severity = Severity::Warning;
    for (const Consumer& consumer : consumers) found.Attach(consumer.span, consumer.text);
    return found;
  }

 private:
  void PairOwners();
  void PairDeployments();
  void RememberDeclarations(const Owner& owner);

  const ir::Module& before_;
  const ir::Module& after_;
  DiagnosticSink& diags_;
  std::vector<Owner> owners_before_;  // sorted by kind and name
  std::vector<Owner> owners_after_;
  std::vector<OwnerPair> owners_;
  std::vector<DeploymentPair> deployments_;
  std::map<Symbol, std::vector<DeploymentPair>> by_layer_;
  std::map<std::uint32_t, const Owner*> declared_;  // by the first byte
};

/// The contract in effect of the image of a deployment; an empty one if it has none.
[[nodiscard]] const ir::Contract& ContractOf(const ir::Module& module, const ir::Deployment& deployment);

/// The element of that name, or null.
template <class Element>
const Element* FindNamed(const std::vector<Element>& elements, Symbol name) {
  for (const Element& element : elements) {
    if (element.name == name) return &element;
  }
  return nullptr;
}

/// "renamed to `x`?" for what is gone; nothing for an empty name.
void SuggestRename(Diagnostic& found, std::string_view name);

/// What was there, in backticks, for "`web` requires it".
[[nodiscard]] std::string Quoted(Symbol name);

}  // namespace ovcc::breaking
