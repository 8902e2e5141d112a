#pragma once

#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "ir/module.h"
#include "support/interner.h"

namespace ovcc {

/// The servers that one deployment sees, and the value of `OV_MCP_SERVERS` that tells it.
struct McpView {
  std::vector<ir::KeyValue> servers;  // name and url
  Symbol json;
};

/// Makes `OV_MCP_SERVERS` (§4.2). A deployment without servers of its own gets the list of all, which is made once.
class McpServers {
 public:
  McpServers(std::span<const ir::McpRecord> registry, Interner& names);

  [[nodiscard]] bool empty() const { return registry_.empty(); }
  /// Where the server with the longest address stands.
  [[nodiscard]] Span longest() const { return longest_; }
  /// Own servers first, with `localhost`, then those of others whose name no own one has.
  [[nodiscard]] McpView ViewOf(Symbol deploy_key) const;

 private:
  std::span<const ir::McpRecord> registry_;
  Interner& names_;
  std::vector<std::string> foreign_objects_;                        // parallel to the registry
  std::unordered_map<Symbol, std::vector<std::size_t>> by_source_;  // never iterated
  McpView everybody_;
  Span longest_;
};

/// `text` as a JSON string, quotes included; `<`, `>`, `&`, U+2028 and U+2029 are escaped as well. Source: §4.2.
[[nodiscard]] std::string JsonString(std::string_view text);

}  // namespace ovcc
