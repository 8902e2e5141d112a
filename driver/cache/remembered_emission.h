#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "backend/backend.h"
#include "driver/cache/build_record.h"

namespace ovcc {

/// What the last build emitted, by deployment, and what this one does.
class RememberedEmission final : public backend::EmissionMemory {
 public:
  /// `last`: null if there is none, or it is not to be used; must outlive this.
  RememberedEmission(const BuildRecord* last, const ir::Module& module);

  [[nodiscard]] std::vector<backend::OutputFile> Find(std::size_t index, std::string_view deploy_key,
                                                      const QuickDigest& key) override;
  void Keep(std::size_t index, const QuickDigest& key) override;

  /// Writes into `record`, whose outputs are those of `files`, what the next build may rely on.
  void Record(std::span<const backend::OutputFile> files, BuildRecord& record) const;

 private:
  const BuildRecord* last_;
  std::vector<std::uint32_t> first_outputs_;  // of each emission of `last_`, in its list of all
  std::vector<std::string_view> deployments_;
  std::vector<QuickDigest> keys_;  // of the deployments; zeros: had findings
};

}  // namespace ovcc
