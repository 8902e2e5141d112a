#pragma once

#include <chrono>
#include <functional>
#include <span>
#include <string_view>
#include <vector>

#include "passes/pass.h"

namespace ovcc {

/// How `RunPasses` watches its passes.
struct PassRunOptions {
  bool verify_each = false;  // run the verifier after each pass; a violation stops the run
  /// Called after each pass with the module as it then is; may be empty.
  std::function<void(const PassInfo&, const ir::Module&)> after;
};

struct PassTiming {
  std::string_view name;
  std::chrono::nanoseconds time{};
};

/// Runs `passes` in the given order. Findings of the input never stop the run: a later pass still reports its own.
/// Returns the wall time of each pass that ran.
std::vector<PassTiming> RunPasses(ir::Module& module, std::span<const PassInfo* const> passes, PassContext& context,
                                  const PassRunOptions& options);

}  // namespace ovcc
