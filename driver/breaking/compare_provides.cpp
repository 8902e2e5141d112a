// What a program provides to others: a variable that nobody supplies any more, and templates of another form. A provide
// is lost where its declaration is gone, or where whoever offered it is not deployed any more.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <tuple>

#include "driver/breaking/revisions.h"
#include "driver/breaking/rules.h"
#include "driver/breaking/template_shape.h"

namespace ovcc::breaking {
namespace {

/// A deployment that received a provided variable before.
struct Reader {
  DeploymentPair pair;
  const ir::EnvBinding* binding;
};

/// "requires" or "accepts"; nothing for a contract that does not name the variable.
std::string_view HowItAsks(const ir::Contract& contract, Symbol name) {
  if (FindNamed(contract.env_requires, name) != nullptr) return "requires";
  if (FindNamed(contract.env_accepts, name) != nullptr) return "accepts";
  return {};
}

class Provides {
 public:
  explicit Provides(Revisions& revisions) : revisions_(revisions) {
    for (const DeploymentPair& pair : revisions.deployments()) {
      for (const ir::EnvBinding& binding : pair.before->app.env) {
        if (binding.origin == ir::Origin::Provide) readers_[binding.span.begin].push_back({pair, &binding});
      }
    }
  }

  void CompareDeclarations() {
    for (const OwnerPair& pair : revisions_.owners()) {
      if (pair.before == nullptr) continue;
      for (const ir::Provide& provide : *pair.before->provides) {
        const ir::Provide* now = pair.after == nullptr ? nullptr : FindNamed(*pair.after->provides, provide.name);
        if (now == nullptr) {
          ReportRemoved(pair, provide);
        } else {
          ReportChanged(*pair.before, provide, *now);
        }
        CollectLost(provide, now != nullptr);
      }
    }
    for (const ir::EnvRecord& record : revisions_.before().external_env) {
      const std::vector<Consumer> consumers = Losers(record.name, record.span);
      if (!consumers.empty()) ReportSource(record.source, record.name, record.span, consumers);
    }
  }

  /// What is still declared, and reaches its readers no more.
  void ReportLost() {
    for (const auto& [offer, consumers] : lost_) {
      const auto& [source, name] = offer;
      const ir::Deployment* before = revisions_.before().FindDeployment(source);
      const ir::Deployment* after = revisions_.after().FindDeployment(source);
      const Span span = after != nullptr ? after->span : (before != nullptr ? before->span : Span());
      ReportSource(source, name, span, consumers);
    }
  }

 private:
  /// The label of a deployment that has nothing in the place of a value; nothing if it needs none, or has another one.
  [[nodiscard]] std::optional<Consumer> Loser(const DeploymentPair& pair, Symbol name) const {
    const ir::Deployment& now = *pair.after;
    const std::string_view asks = HowItAsks(ContractOf(revisions_.after(), now), name);
    if (asks.empty()) return std::nullopt;
    const ir::EnvBinding* binding = FindNamed(now.app.env, name);
    if (binding == nullptr) return Consumer{now.span, fmt::format("{} {} it", Quoted(now.key), asks)};
    if (binding->origin != ir::Origin::Default) return std::nullopt;
    return Consumer{now.span, fmt::format("{} falls back to its default", Quoted(now.key))};
  }

  [[nodiscard]] std::vector<Consumer> Losers(Symbol name, Span declaration) const {
    std::vector<Consumer> consumers;
    const auto found = readers_.find(declaration.begin);
    if (found == readers_.end()) return consumers;
    for (const Reader& reader : found->second) {
      if (auto consumer = Loser(reader.pair, name)) consumers.push_back(*std::move(consumer));
    }
    return consumers;
  }

  void ReportRemoved(const OwnerPair& pair, const ir::Provide& provide) {
    const std::vector<Consumer> consumers = Losers(provide.name, provide.span);
    if (consumers.empty() && pair.after == nullptr) return;  // another rule says that the owner is gone
    SuggestRename(revisions_.Report(consumers, provide.span, diag::BreakingProvideRemoved, pair.before->Title(),
                                    provide.name.text()),
                  NewName(pair, provide).text());
  }

  /// The name under which the owner offers the same template now; empty if there is none.
  static Symbol NewName(const OwnerPair& pair, const ir::Provide& provide) {
    if (pair.after == nullptr) return {};
    for (const ir::Provide& candidate : *pair.after->provides) {
      const bool fresh = FindNamed(*pair.before->provides, candidate.name) == nullptr;
      if (fresh && candidate.value.value == provide.value.value) return candidate.name;
    }
    return {};
  }

  void ReportChanged(const Owner& owner, const ir::Provide& before, const ir::Provide& after) {
    const std::string change = DescribeShapeChange(before.value.text(), after.value.text());
    if (change.empty()) return;
    std::vector<Consumer> consumers;
    const auto found = readers_.find(before.span.begin);
    for (const Reader& reader : found == readers_.end() ? std::vector<Reader>() : found->second) {
      const ir::EnvBinding* binding = FindNamed(reader.pair.after->app.env, before.name);
      if (binding == nullptr || binding->origin != ir::Origin::Provide) continue;
      consumers.push_back({reader.pair.after->span, fmt::format("{} reads it", Quoted(reader.pair.after->key))});
    }
    revisions_.Report(consumers, after.value.span, diag::BreakingProvideChanged, before.name.text(), owner.Title(),
                      change);
  }

  void CollectLost(const ir::Provide& provide, bool still_declared) {
    if (!still_declared) return;
    const auto found = readers_.find(provide.span.begin);
    if (found == readers_.end()) return;
    for (const Reader& reader : found->second) {
      if (auto consumer = Loser(reader.pair, provide.name)) {
        lost_[{reader.binding->source, provide.name}].push_back(*std::move(consumer));
      }
    }
  }

  void ReportSource(Symbol source, Symbol name, Span span, std::span<const Consumer> consumers) {
    Diagnostic& found =
        revisions_.Report(consumers, span, diag::BreakingProvideRemoved, ir::DescribeSource(source), name.text());
    const bool gone =
        revisions_.before().FindDeployment(source) != nullptr && revisions_.after().FindDeployment(source) == nullptr;
    if (gone) found.Note(fmt::format("{} is not deployed any more", ir::DescribeSource(source)));
  }

  Revisions& revisions_;
  std::map<std::uint32_t, std::vector<Reader>> readers_;             // by the place of the declaration
  std::map<std::pair<Symbol, Symbol>, std::vector<Consumer>> lost_;  // by source and name
};

}  // namespace

void CompareProvides(Revisions& revisions) {
  Provides provides(revisions);
  provides.CompareDeclarations();
  provides.ReportLost();
}

}  // namespace ovcc::breaking
