// Memory that an app is promised and cannot use: shared memory and tmpfs are charged to the container that writes to
// them, so that its limit stops them first (kernel, cgroup-v2, "memory").
#include <fmt/format.h>

#include "ir/size.h"
#include "passes/lint/rule.h"
#include "support/text.h"

namespace ovcc::lint {
namespace {

/// A size with the place that promises it.
struct Promise {
  std::string what;
  std::string_view size;
  Span span;
};

/// `size=` of `tmpfs:/path[:opts]`; empty: none.
std::string_view TmpfsSize(std::string_view options) {
  constexpr std::string_view kSize = "size=";
  for (const std::string_view option : Split(options, ',')) {
    if (option.starts_with(kSize)) return option.substr(kSize.size());
  }
  return {};
}

std::vector<Promise> PromisesOf(const ir::Security& security) {
  std::vector<Promise> promises;
  if (!security.shm_size.empty() && security.ipc_mode.text() != "host") {
    promises.push_back({"`shm_size`", security.shm_size.text(), security.shm_size.span});
  }
  for (const ir::Text& mount : security.mounts) {
    const Halves source = SplitFirst(mount.text(), ':');
    if (source.first != "tmpfs") continue;
    const Halves target = SplitFirst(source.second, ':');
    const std::string_view size = TmpfsSize(target.second);
    if (!size.empty()) promises.push_back({fmt::format("the tmpfs `{}`", target.first), size, mount.span});
  }
  return promises;
}

/// At the one that the entry says, else at the promise.
void Report(const Context& context, const ir::Deployment& deployment, const Promise& promise, const ir::Text& limit,
            SharedPlaces& places) {
  const bool limit_first =
      deployment.record_span.Contains(limit.span) && !deployment.record_span.Contains(promise.span);
  const Span at = limit_first ? limit.span : promise.span;
  places.Add(at, deployment, [&]() -> Diagnostic& {
    Diagnostic& found =
        context.diags
            .Emit(at, diag::MemoryContradiction, AppOf(deployment), fmt::format("{} of {}", promise.what, promise.size),
                  fmt::format("`memory_max` of {}", limit.text()))
            .Attach(limit_first ? promise.span : limit.span, limit_first ? "promised here" : "the limit");
    if (!deployment.record_span.Contains(at)) found.Attach(deployment.span, "deployed here");
    return found;
  });
}

}  // namespace

void LintMemoryContradiction(const Context& context) {
  SharedPlaces places;
  for (const ir::Deployment& deployment : context.module.deployments) {
    const ir::Text& limit = deployment.security.memory_max;  // as it was written
    for (const Promise& promise : PromisesOf(deployment.security)) {
      if (ir::CompareLimits(promise.size, limit.text()) > 0) Report(context, deployment, promise, limit, places);
    }
  }
}

}  // namespace ovcc::lint
