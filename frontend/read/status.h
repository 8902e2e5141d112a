#pragma once

#include <optional>

#include "frontend/read/mapping.h"
#include "ir/layer.h"

namespace ovcc {

/// What one record says about its state, every field by itself: files are put over one another field by field (§1.6).
struct WrittenStatus {
  struct Description {
    ir::Status status = ir::Status::Unset;
    ir::Text info;
  };

  ir::Status status = ir::Status::Unset;
  ir::Text info;
  std::optional<Description> description;  // a text that is not empty, or a mapping

  [[nodiscard]] bool says_something() const { return status != ir::Status::Unset || !info.empty() || description; }
  /// A description beats the two older fields, each only where it says something (W48).
  [[nodiscard]] ir::Status EffectiveStatus() const;
  [[nodiscard]] ir::Text EffectiveInfo() const;
};

/// Reads `status`, `info` and `description` (§1.3); reports `status-unknown`.
[[nodiscard]] WrittenStatus ReadWrittenStatus(ReadContext& context, const MappingReader& reader);

}  // namespace ovcc
