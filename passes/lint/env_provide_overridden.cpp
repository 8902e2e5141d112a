// A literal in the place of a provided value: when the provider moves, the consumer keeps the old address.
#include <fmt/format.h>

#include <algorithm>
#include <unordered_set>

#include "passes/lint/ambiguous_names.h"
#include "passes/lint/literals.h"
#include "passes/lint/rule.h"
#include "passes/lint/secret_shape.h"

namespace ovcc::lint {
namespace {

class Checker {
 public:
  explicit Checker(const Context& context) : context_(context), ambiguous_(AmbiguousNames(context.module)) {}

  void Check(const ir::Deployment& deployment, const ir::EnvBinding& binding) {
    if (!IsLiteral(binding)) return;
    // The last one: those before it lost against it.
    const auto lost = std::find_if(binding.overridden.rbegin(), binding.overridden.rend(),
                                   [](const auto& value) { return value.origin == ir::Origin::Provide; });
    if (lost == binding.overridden.rend()) return;
    // Writing the value down is how one chooses among several providers.
    if (lost->source != deployment.key && ambiguous_.contains(binding.name)) return;
    if (!seen_.insert(binding.span.begin).second) return;  // of an image that is deployed twice
    const Symbol owner = binding.origin == ir::Origin::Image ? binding.source : deployment.key;
    const std::string provider = ir::DescribeSource(lost->source);
    Diagnostic& found =
        context_.diags.Emit(binding.span, diag::EnvProvideOverridden, owner.text(), binding.name.text(), provider);
    found.hide_source = LooksSecret(binding.name.text(), binding.value.text());
    found.labels.push_back({.span = lost->span,
                            .text = fmt::format("what {} provides", provider),
                            .hide_source = LooksSecret(binding.name.text(), lost->value.text())});
    const bool same = binding.value == lost->value;
    if (same) found.Help("remove it: the provided value is the same");
    AddFix(deployment, binding, same, found);
  }

 private:
  /// Not for the only element of a list: the entry's list stands in the place of the image's, even when it is empty.
  void AddFix(const ir::Deployment& deployment, const ir::EnvBinding& binding, bool same, Diagnostic& found) const {
    const bool in_entry = binding.origin == ir::Origin::Deploy;
    const bool alone = deployment.written_env.size() < 2;
    if (alone || (!in_entry && binding.origin != ir::Origin::Image)) return;
    const SourceEdit edit{.kind = SourceEdit::Kind::RemoveElement, .span = binding.span, .text = {}};
    const std::string title = fmt::format("remove `{}`", binding.name.text());
    // Other deployments of the image may have no provider.
    if (same && in_entry) {
      found.SafeFix(title, edit);
    } else {
      found.MaybeFix(title, edit);
    }
  }

  const Context& context_;
  std::unordered_set<Symbol> ambiguous_;    // never iterated
  std::unordered_set<std::uint32_t> seen_;  // places; never iterated
};

}  // namespace

void LintEnvProvideOverridden(const Context& context) {
  Checker checker(context);
  for (const ir::Deployment& deployment : context.module.deployments) {
    for (const ir::EnvBinding& binding : deployment.app.env) checker.Check(deployment, binding);
  }
}

}  // namespace ovcc::lint
