#pragma once

#include <string_view>
#include <vector>

#include "ir/security.h"
#include "support/interner.h"

/// How one level of security joins the one below it. Each function notes in `trace`, if there is one, what the level
/// says and what came of it.
namespace ovcc {

/// What levels say, in the order in which they are joined.
class SecurityTrace {
 public:
  explicit SecurityTrace(Interner& names) : names_(names) {}

  /// Who says what is noted from now on.
  void SetAuthor(ir::SecurityLevel level, Symbol owner);
  void Note(std::string_view field, const ir::Text& value, ir::SecurityEffect effect);
  /// The same for `privileged`, whose place is that of all of the level's security.
  void NotePrivileged(const ir::Security& said, ir::SecurityEffect effect);

  [[nodiscard]] std::vector<ir::SecurityStep> Take();

 private:
  Interner& names_;
  ir::SecurityLevel level_ = ir::SecurityLevel::Layer;
  Symbol owner_;
  std::vector<ir::SecurityStep> steps_;
};

/// A layer onto what comes before it: lists are joined, `privileged` once set stays, the last word of a mode counts,
/// shared memory grows to the largest and limits shrink to the smallest; on a tie, or where two limits cannot be
/// compared (a size and a percentage), the earlier stays. Source: §7.2.
void AddLayerSecurity(ir::Security& merged, const ir::Security& layer, SecurityTrace* trace = nullptr);

/// The record of an image onto its layers: lists are joined, everything else replaces where it is set. Source: §7.2,
/// W13.
void AddImageSecurity(ir::Security& merged, const ir::Security& image, SecurityTrace* trace = nullptr);

/// A deploy entry onto its image: lists replace where they have an element, texts where they are set, `privileged` only
/// switches on. Source: §3.1.
void OverlaySecurity(ir::Security& merged, const ir::Security& entry, SecurityTrace* trace = nullptr);

}  // namespace ovcc
