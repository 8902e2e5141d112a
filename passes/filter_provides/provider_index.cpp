// Index of provided variables (§4.2), built once a run: a consumer then costs as much as the names it accepts.
#include "passes/filter_provides/provider_index.h"

#include <fmt/format.h>

namespace ovcc {
namespace {

/// A warning names that many providers; with more of them the rest is counted.
constexpr std::size_t kShownProviders = 8;

std::string ListSources(std::span<const ir::EnvRecord> registry, std::span<const std::uint32_t> records) {
  const std::size_t shown = records.size() > kShownProviders ? kShownProviders - 1 : records.size();
  std::string text;
  for (std::size_t i = 0; i < shown; ++i) {
    if (i != 0) text += i + 1 == records.size() ? " and " : ", ";
    text += ir::DescribeSource(registry[records[i]].source);
  }
  if (shown < records.size()) text += fmt::format(" and {} more", records.size() - shown);
  return text;
}

}  // namespace

ProviderIndex::ProviderIndex(std::span<const ir::EnvRecord> registry) {
  for (std::uint32_t i = 0; i < registry.size(); ++i) {
    const ir::EnvRecord& record = registry[i];
    Providers& providers = by_name_[record.name];
    if (!providers.records.empty() && registry[providers.records.front()].source != record.source) {
      providers.several_sources = true;
    }
    providers.records.push_back(i);
    by_source_[record.source].push_back(i);
  }
  for (auto& [name, providers] : by_name_) {
    if (providers.several_sources) providers.sources = ListSources(registry, providers.records);
  }
}

const Providers* ProviderIndex::Find(Symbol name) const {
  const auto found = by_name_.find(name);
  return found == by_name_.end() ? nullptr : &found->second;
}

std::span<const std::uint32_t> ProviderIndex::OwnRecords(Symbol source) const {
  const auto found = by_source_.find(source);
  if (found == by_source_.end()) return {};
  return found->second;
}

}  // namespace ovcc
