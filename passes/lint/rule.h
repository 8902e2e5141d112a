#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "ir/module.h"
#include "support/diagnostics.h"

namespace ovcc::lint {

/// What a rule sees: the whole program after all passes, or as far as they came where the input has errors.
struct Context {
  const ir::Module& module;
  DiagnosticSink& diags;
};

/// One row of rules.def: an opinion that holds for a correct program. A rule changes nothing, reports each matter once,
/// at the place that somebody would edit, and says nothing of what another finding already covers.
struct Rule {
  std::string_view code;  // of its findings in diagnostics.def
  void (*run)(const Context&);
};

/// Every rule, in table order.
[[nodiscard]] std::span<const Rule> AllRules();

/// Runs every rule.
void RunRules(const ir::Module& module, DiagnosticSink& diags);

/// "the app of `web`", "the sidecar `tailscale` of `web`": how messages name a container.
[[nodiscard]] std::string AppOf(const ir::Deployment& deployment);
[[nodiscard]] std::string SidecarOf(const ir::Deployment& deployment, Symbol sidecar);

/// What stands at one place of the sources is one matter, however many deployments it reaches: the finding is made for
/// the first of them, and names others in a note when this object goes.
class SharedPlaces {
 public:
  SharedPlaces() = default;
  SharedPlaces(const SharedPlaces&) = delete;
  SharedPlaces& operator=(const SharedPlaces&) = delete;
  ~SharedPlaces();

  /// `report` makes the finding of a place that has none yet, and returns it.
  template <class Report>
  void Add(Span at, const ir::Deployment& deployment, const Report& report) {
    const auto [place, is_new] = places_.try_emplace(at.begin, matters_.size());
    if (is_new) {
      matters_.push_back({&report(), deployment.key, {}});
    } else if (Matter& matter = matters_[place->second]; matter.last != deployment.key) {
      matter.last = deployment.key;
      matter.others.push_back(deployment.key);
    }
  }

 private:
  struct Matter {
    Diagnostic* finding;
    Symbol last;
    std::vector<Symbol> others;
  };
  std::vector<Matter> matters_;
  std::unordered_map<std::uint32_t, std::size_t> places_;  // index in `matters_` by offset; never iterated
};

}  // namespace ovcc::lint
