#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "ir/module.h"

namespace ovcc {

/// Everybody who offers one name, by position in the registry.
struct Providers {
  std::vector<std::uint32_t> records;  // ascending, never empty
  bool several_sources = false;
  std::string sources;  // "`a`, `b` and `c`" for people, in registry order; filled where there are several sources
};

/// Look-up in the registry of provided variables: by name, and by the deployment that offers. Holds positions, so the
/// registry must not change while it is in use.
class ProviderIndex {
 public:
  explicit ProviderIndex(std::span<const ir::EnvRecord> registry);

  /// Null if nobody offers the name.
  [[nodiscard]] const Providers* Find(Symbol name) const;
  /// Positions of what `source` offers, ascending; may be empty.
  [[nodiscard]] std::span<const std::uint32_t> OwnRecords(Symbol source) const;

 private:
  std::unordered_map<Symbol, Providers> by_name_;                     // iterated only to complete each value by itself
  std::unordered_map<Symbol, std::vector<std::uint32_t>> by_source_;  // never iterated
};

}  // namespace ovcc
