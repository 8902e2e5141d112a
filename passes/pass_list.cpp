// Expands passes.def twice: declarations, then the table. No registration by static constructors.
#include <algorithm>
#include <array>

#include "passes/pass.h"

namespace ovcc {

#define OVCC_PASS(Function, name, section, invariant, summary) void Function(ir::Module&, PassContext&);
#include "passes/passes.def"

namespace {

constexpr std::array kPasses = {
#define OVCC_PASS(Function, name, section, invariant, summary) PassInfo{name, section, invariant, summary, Function},
#include "passes/passes.def"
};

}  // namespace

std::span<const PassInfo> AllPasses() { return kPasses; }

const PassInfo* FindPass(std::string_view name) {
  const auto* found = std::ranges::find(kPasses, name, &PassInfo::name);
  return found == kPasses.end() ? nullptr : found;
}

}  // namespace ovcc
