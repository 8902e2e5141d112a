// Sidecar templates that entries attach, and the parameters that entries set.
#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "driver/breaking/revisions.h"
#include "driver/breaking/rules.h"

namespace ovcc::breaking {
namespace {

/// An entry that attaches a template.
struct Attached {
  Symbol key;
  const ir::SidecarSpec* spec;
};
using Entries = std::map<Symbol, std::vector<Attached>>;  // by the name of the template

Entries AttachedIn(const ir::Module& module) {
  Entries entries;
  for (const ir::Deployment& deployment : module.deployments) {
    for (const ir::SidecarSpec& spec : deployment.entry.sidecars) entries[spec.name].push_back({deployment.key, &spec});
  }
  return entries;
}

class Sidecars {
 public:
  explicit Sidecars(Revisions& revisions) : revisions_(revisions), entries_(AttachedIn(revisions.after())) {}

  void Compare(const ir::SidecarSpec& before) {
    const ir::SidecarSpec* after = revisions_.after().FindTemplate(before.name);
    if (after == nullptr) {
      const auto attaches = [](const Attached& entry) {
        return entry.spec->image.empty() ? fmt::format("{} attaches it", Quoted(entry.key)) : std::string();
      };
      revisions_.Report(Consumers(before.name, attaches), before.span, diag::BreakingSidecarRemoved,
                        before.name.text());
      return;
    }
    CompareParameters(before, *after);
  }

 private:
  /// The entries with the template of which `describe` says something.
  template <class Function>
  [[nodiscard]] std::vector<Consumer> Consumers(Symbol name, Function describe) const {
    std::vector<Consumer> consumers;
    const auto found = entries_.find(name);
    if (found == entries_.end()) return consumers;
    for (const Attached& entry : found->second) {
      if (std::string text = describe(entry); !text.empty()) consumers.push_back({entry.spec->span, std::move(text)});
    }
    return consumers;
  }

  void CompareParameters(const ir::SidecarSpec& before, const ir::SidecarSpec& after) {
    for (const ir::KeyValue& parameter : before.parameters) {
      if (FindNamed(after.parameters, parameter.name) != nullptr) continue;
      const auto sets = [&](const Attached& entry) {
        const bool is_set = FindNamed(entry.spec->parameters, parameter.name) != nullptr;
        return is_set ? fmt::format("{} sets it", Quoted(entry.key)) : std::string();
      };
      revisions_.Report(Consumers(before.name, sets), parameter.span, diag::BreakingParameterRemoved,
                        before.name.text(), parameter.name.text());
    }
    for (const ir::KeyValue& parameter : after.parameters) {
      const ir::KeyValue* old = FindNamed(before.parameters, parameter.name);
      if (!parameter.value.empty() || (old != nullptr && old->value.empty())) continue;
      const auto lacks = [&](const Attached& entry) {
        const ir::KeyValue* set = FindNamed(entry.spec->parameters, parameter.name);
        const bool is_set = set != nullptr && !set->value.empty();
        return is_set ? std::string() : fmt::format("{} does not set it", Quoted(entry.key));
      };
      revisions_.Report(Consumers(before.name, lacks), parameter.span, diag::BreakingParameterAdded, before.name.text(),
                        parameter.name.text());
    }
  }

  Revisions& revisions_;
  Entries entries_;
};

}  // namespace

void CompareSidecars(Revisions& revisions) {
  Sidecars sidecars(revisions);
  for (const ir::SidecarSpec& before : revisions.before().templates) sidecars.Compare(before);
}

}  // namespace ovcc::breaking
