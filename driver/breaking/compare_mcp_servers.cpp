// MCP servers that a program offers: everybody sees the list, those who name a server in `mcp_requires` or
// `mcp_accepts` rely on it.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "driver/breaking/revisions.h"
#include "driver/breaking/rules.h"
#include "driver/breaking/template_shape.h"

namespace ovcc::breaking {
namespace {

/// Deployments by the name of a server that they ask for.
using Readers = std::map<Symbol, std::vector<Consumer>>;

class McpServers {
 public:
  explicit McpServers(Revisions& revisions) : revisions_(revisions) {
    for (const ir::McpRecord& record : revisions.before().mcp_registry) {
      names_[record.span.begin].insert(record.name);
    }
    for (const DeploymentPair& pair : revisions.deployments()) {
      const ir::Contract& contract = ContractOf(revisions.after(), *pair.after);
      for (const ir::Dependency& server : contract.mcp_requires) Note(pair, server.name, "requires");
      for (const ir::Dependency& server : contract.mcp_accepts) Note(pair, server.name, "accepts");
    }
  }

  void CompareOwner(const OwnerPair& pair) {
    for (const ir::McpProvide& server : pair.before->contract->mcp_provides) {
      const ir::McpProvide* now =
          pair.after == nullptr ? nullptr : FindNamed(pair.after->contract->mcp_provides, server.name);
      if (now != nullptr) {
        ReportChanged(*pair.before, server, *now);
        continue;
      }
      const std::vector<Consumer> consumers = Take(server, lost_);
      if (consumers.empty() && pair.after == nullptr) continue;
      SuggestRename(
          revisions_.Report(consumers, server.span, diag::BreakingMcpRemoved, pair.before->Title(), server.name.text()),
          NewName(pair, server).text());
    }
  }

  /// Servers that are still declared, or were external, and are not there any more.
  void ReportLost() {
    for (const ir::McpRecord& record : revisions_.before().mcp_registry) {
      const auto found = lost_.find(record.name);
      if (found == lost_.end()) continue;
      const ir::Deployment* source = revisions_.before().FindDeployment(record.source);
      revisions_.Report(found->second, source != nullptr ? source->span : record.span, diag::BreakingMcpRemoved,
                        ir::DescribeSource(record.source), record.name.text());
      lost_.erase(found);
    }
  }

 private:
  void Note(const DeploymentPair& pair, Symbol name, std::string_view how) {
    if (FindNamed(pair.before->mcp_servers, name) == nullptr) return;
    Readers& readers = FindNamed(pair.after->mcp_servers, name) == nullptr ? lost_ : kept_;
    readers[name].push_back({pair.after->span, fmt::format("{} {} it", Quoted(pair.after->key), how)});
  }

  /// The readers of everything that the declaration is registered as; an instance has a name of its own.
  std::vector<Consumer> Take(const ir::McpProvide& server, Readers& readers) {
    std::vector<Consumer> consumers;
    for (const Symbol name : names_[server.span.begin]) {
      const auto found = readers.find(name);
      if (found == readers.end()) continue;
      consumers.insert(consumers.end(), found->second.begin(), found->second.end());
      readers.erase(found);
    }
    return consumers;
  }

  static Symbol NewName(const OwnerPair& pair, const ir::McpProvide& server) {
    if (pair.after == nullptr) return {};
    for (const ir::McpProvide& candidate : pair.after->contract->mcp_provides) {
      const bool fresh = FindNamed(pair.before->contract->mcp_provides, candidate.name) == nullptr;
      if (fresh && candidate.url.value == server.url.value) return candidate.name;
    }
    return {};
  }

  void ReportChanged(const Owner& owner, const ir::McpProvide& before, const ir::McpProvide& after) {
    std::string change = DescribeShapeChange(before.url.text(), after.url.text());
    if (before.transport != after.transport) {
      change = fmt::format("the transport {} becomes {}", Quoted(before.transport), Quoted(after.transport));
    }
    if (change.empty()) return;
    revisions_.Report(Take(before, kept_), after.span, diag::BreakingMcpChanged, before.name.text(), owner.Title(),
                      change);
  }

  Revisions& revisions_;
  std::map<std::uint32_t, std::set<Symbol>> names_;  // under which a declaration is registered, by its place
  Readers lost_;
  Readers kept_;
};

}  // namespace

void CompareMcpServers(Revisions& revisions) {
  McpServers servers(revisions);
  for (const OwnerPair& pair : revisions.owners()) {
    if (pair.before != nullptr) servers.CompareOwner(pair);
  }
  servers.ReportLost();
}

}  // namespace ovcc::breaking
