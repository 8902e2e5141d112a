// Emissions of the last build are found by their place, since the lists of two builds are mostly the same, else by key.
#include "driver/cache/remembered_emission.h"

#include <algorithm>
#include <unordered_map>

namespace ovcc {

RememberedEmission::RememberedEmission(const BuildRecord* last, const ir::Module& module)
    : last_(last), keys_(module.deployments.size()) {
  deployments_.reserve(module.deployments.size());
  for (const ir::Deployment& deployment : module.deployments) deployments_.push_back(deployment.key.text());
  if (last_ == nullptr) return;
  std::uint32_t next = 0;
  first_outputs_.reserve(last_->emissions.size());
  for (const Emission& emission : last_->emissions) {
    first_outputs_.push_back(next);
    next += emission.outputs;
  }
}

std::vector<backend::OutputFile> RememberedEmission::Find(std::size_t index, std::string_view deploy_key,
                                                          const QuickDigest& key) {
  if (last_ == nullptr) return {};
  const std::vector<Emission>& emissions = last_->emissions;
  if (index >= emissions.size() || emissions[index].deployment != deploy_key) {
    const auto found = std::ranges::lower_bound(
        emissions, deploy_key, {}, [](const Emission& emission) { return std::string_view(emission.deployment); });
    index = static_cast<std::size_t>(found - emissions.begin());
    if (index == emissions.size() || emissions[index].deployment != deploy_key) return {};
  }
  if (emissions[index].key != key) return {};
  std::vector<backend::OutputFile> files;
  for (std::uint32_t i = 0; i < emissions[index].outputs; ++i) {
    const EmittedOutput& emitted = last_->emitted_outputs[first_outputs_[index] + i];
    const auto& [name, state] = last_->outputs[emitted.output];
    files.push_back({name, {}, emitted.mode, std::string(deploy_key), {}, state.hash});
  }
  return files;
}

void RememberedEmission::Keep(std::size_t index, const QuickDigest& key) { keys_[index] = key; }

void RememberedEmission::Record(std::span<const backend::OutputFile> files, BuildRecord& record) const {
  std::unordered_map<std::string_view, std::size_t> places;  // of deployments; never iterated
  for (std::size_t i = 0; i < deployments_.size(); ++i) places.emplace(deployments_[i], i);
  std::vector<std::vector<EmittedOutput>> outputs(deployments_.size());
  for (std::size_t i = 0; i < files.size(); ++i) {
    const auto place = places.find(files[i].owner);
    // The file of a network belongs to no deployment, unless one is called like it.
    if (place == places.end() || files[i].name.ends_with(".network")) continue;
    outputs[place->second].push_back({static_cast<std::uint32_t>(i), files[i].mode});
  }
  for (std::size_t i = 0; i < deployments_.size(); ++i) {
    if (keys_[i] == QuickDigest() || outputs[i].empty()) continue;
    record.emissions.push_back({std::string(deployments_[i]), keys_[i], static_cast<std::uint32_t>(outputs[i].size())});
    record.emitted_outputs.insert(record.emitted_outputs.end(), outputs[i].begin(), outputs[i].end());
  }
}

}  // namespace ovcc
