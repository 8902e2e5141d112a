// Runs passes one after the other, with the verifier and an observer between them. A module with errors of the input
// need not be whole, so the verifier only judges modules that were without error so far.
#include "passes/pass_manager.h"

#include "ir/verifier.h"

namespace ovcc {

std::vector<PassTiming> RunPasses(ir::Module& module, std::span<const PassInfo* const> passes, PassContext& context,
                                  const PassRunOptions& options) {
  using Clock = std::chrono::steady_clock;
  std::vector<PassTiming> timings;
  timings.reserve(passes.size());
  for (const PassInfo* pass : passes) {
    const Clock::time_point start = Clock::now();
    pass->run(module, context);
    timings.push_back({pass->name, Clock::now() - start});
    module.after = context.names.Intern(pass->name);
    if (options.after) options.after(*pass, module);
    if (options.verify_each && !context.diags.has_errors() && !ir::Verify(module, context.diags)) break;
  }
  return timings;
}

}  // namespace ovcc
