#pragma once

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_set>
#include <utility>
#include <vector>

#include "ir/module.h"
#include "support/diagnostics.h"

/// What the files of the verifier share.
namespace ovcc::ir::verify {

/// Receives violations.
class Violations {
 public:
  explicit Violations(DiagnosticSink& diags) : diags_(diags) {}

  template <class... Args>
  void Add(Span span, fmt::format_string<const Args&...> text, const Args&... args) {
    diags_.Emit(span, diag::IrInvariant, fmt::format(text, args...));
    ++count_;
  }
  /// Adds the violation unless `holds`.
  template <class... Args>
  void Require(bool holds, Span span, fmt::format_string<const Args&...> text, const Args&... args) {
    if (!holds) Add(span, text, args...);
  }
  [[nodiscard]] std::size_t count() const { return count_; }

 private:
  DiagnosticSink& diags_;
  std::size_t count_ = 0;
};

inline bool IsAbsolute(Symbol path) { return path.text().starts_with('/'); }

/// The list ascends strictly by `name_of`, so that it is sorted and has no name twice. `list_name` says whose list it
/// is.
template <class List, class NameOf>
void RequireAscending(const List& list, NameOf name_of, std::string_view list_name, Violations& violations) {
  for (std::size_t i = 1; i < list.size(); ++i) {
    const Symbol before = std::invoke(name_of, list[i - 1]);
    const Symbol name = std::invoke(name_of, list[i]);
    if (before == name) violations.Add(list[i].span, "`{}` stands twice in {}", name.text(), list_name);
    if (before > name)
      violations.Add(list[i].span, "`{}` stands behind `{}` in {}", name.text(), before.text(), list_name);
  }
}

/// No name stands twice in the list, in whatever order.
template <class List, class NameOf>
void RequireUnique(const List& list, NameOf name_of, std::string_view list_name, Violations& violations) {
  std::unordered_set<Symbol> seen;  // never iterated
  for (const auto& element : list) {
    const Symbol name = std::invoke(name_of, element);
    if (!seen.insert(name).second) violations.Add(element.span, "`{}` stands twice in {}", name.text(), list_name);
  }
}

// One function for the module as the front end builds it, then one for what each pass establishes.
void CheckContractLevel(const Module& module, Violations& violations);
void CheckComposeLayers(const Module& module, Violations& violations);
void CheckCollectContract(const Module& module, Violations& violations);
void CheckOverlayDeploy(const Module& module, Violations& violations);
void CheckMergeSidecars(const Module& module, Violations& violations);
void CheckBackVolumes(const Module& module, Violations& violations);
void CheckMergeSecurity(const Module& module, Violations& violations);
void CheckPublishPorts(const Module& module, Violations& violations);
void CheckResolveProvides(const Module& module, Violations& violations);
void CheckFilterProvides(const Module& module, Violations& violations);
void CheckBindEnv(const Module& module, Violations& violations);
void CheckEnrichNoProxy(const Module& module, Violations& violations);
void CheckRequireEnv(const Module& module, Violations& violations);
void CheckPlanSecrets(const Module& module, Violations& violations);
void CheckPlanTunnels(const Module& module, Violations& violations);
void CheckFormPods(const Module& module, Violations& violations);

}  // namespace ovcc::ir::verify
