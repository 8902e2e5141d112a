// Rights that software had and has no more, and limits that are lower: of deployments as their units say them, and of
// layers that nothing in the program deploys.
#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <map>

#include "driver/breaking/revisions.h"
#include "driver/breaking/rules.h"
#include "ir/size.h"

namespace ovcc::breaking {
namespace {

/// One thing that is lost, with the place that granted it.
struct Loss {
  std::string what;
  Span span;
};

void CompareLists(const std::vector<ir::Text>& before, const std::vector<ir::Text>& after, std::string_view kind,
                  std::vector<Loss>& losses) {
  for (const ir::Text& word : before) {
    if (std::ranges::find(after, word.value, &ir::Text::value) != after.end()) continue;
    losses.push_back({fmt::format("the {} `{}`", kind, word.text()), word.span});
  }
}

/// A limit that grew tighter; none at all was no limit.
void CompareLimit(const ir::Text& before, const ir::Text& after, std::string_view kind, std::vector<Loss>& losses) {
  if (after.empty() || before.value == after.value) return;
  if (before.empty()) {
    losses.push_back({fmt::format("as much {} as it wants: the limit is `{}`", kind, after.text()), after.span});
  } else if (ir::CompareLimits(after.text(), before.text()) < 0) {
    losses.push_back({fmt::format("{} of `{}`, but `{}`", kind, before.text(), after.text()), after.span});
  }
}

std::vector<Loss> Losses(const ir::Security& before, const ir::Security& after) {
  std::vector<Loss> losses;
  if (before.privileged.value_or(false)) {
    if (!after.privileged.value_or(false)) losses.push_back({"all rights of the user (`privileged`)", before.span});
  } else if (!after.privileged.value_or(false)) {
    CompareLists(before.cap_add, after.cap_add, "capability", losses);
    CompareLists(before.devices, after.devices, "device", losses);
  }
  CompareLists(before.group_add, after.group_add, "group", losses);
  CompareLists(before.mounts, after.mounts, "mount", losses);
  if (before.ipc_mode.text() == "host" && after.ipc_mode.text() != "host") {
    losses.push_back({"the IPC namespace of the machine", before.ipc_mode.span});
  }
  CompareLimit(before.memory_max, after.memory_max, "memory", losses);
  CompareLimit(before.memory_swap_max, after.memory_swap_max, "swap", losses);
  CompareLimit(before.cpus, after.cpus, "CPU time", losses);
  if (!before.shm_size.empty() && ir::CompareLimits(after.shm_size.text(), before.shm_size.text()) < 0) {
    losses.push_back({fmt::format("shared memory of `{}`, but `{}`", before.shm_size.text(), after.shm_size.text()),
                      after.shm_size.span});
  }
  return losses;
}

/// Deployments that lose the same thing for the same reason.
struct Lost {
  Loss loss;
  Symbol first;  // key of the first of them
  std::vector<Consumer> consumers;
};

/// Layers of both revisions by the first byte of their file.
class LayerFiles {
 public:
  explicit LayerFiles(const Revisions& revisions) {
    for (const ir::Module* module : {&revisions.before(), &revisions.after()}) {
      for (const ir::Layer& layer : module->layers) layers_.emplace(layer.file_span.begin, &layer);
    }
  }

  /// The layer in whose file the span is, or null.
  [[nodiscard]] const ir::Layer* Find(Span span) const {
    const auto next = layers_.upper_bound(span.begin);
    if (next == layers_.begin()) return nullptr;
    const ir::Layer* layer = std::prev(next)->second;
    return layer->file_span.Contains(span) ? layer : nullptr;
  }

 private:
  std::map<std::uint32_t, const ir::Layer*> layers_;
};

std::string TitleOf(const Lost& lost, const LayerFiles& files) {
  if (const ir::Layer* layer = files.Find(lost.loss.span)) return fmt::format("layer {}", Quoted(layer->name));
  if (lost.consumers.size() == 1) return Quoted(lost.first);
  return fmt::format("{} (like {} more)", Quoted(lost.first), lost.consumers.size() - 1);
}

}  // namespace

void CompareSecurity(Revisions& revisions) {
  std::map<std::pair<std::uint32_t, std::string>, Lost> all;  // by place and loss
  for (const DeploymentPair& pair : revisions.deployments()) {
    for (Loss& loss : Losses(pair.before->app.security, pair.after->app.security)) {
      const std::pair key(loss.span.begin, loss.what);
      Lost& lost = all.try_emplace(key, Lost{std::move(loss), pair.after->key, {}}).first->second;
      lost.consumers.push_back({pair.after->span, fmt::format("{} had it", Quoted(pair.after->key))});
    }
  }
  const LayerFiles files(revisions);
  for (const auto& [key, lost] : all) {
    revisions.Report(lost.consumers, lost.loss.span, diag::BreakingSecurityTightened, TitleOf(lost, files),
                     lost.loss.what);
  }
  for (const ir::Layer& layer : revisions.before().layers) {
    const ir::Layer* now = revisions.after().FindLayer(layer.name);
    if (now == nullptr || !revisions.DeploymentsWith(layer.name).empty()) continue;
    for (const Loss& loss : Losses(layer.security, now->security)) {
      revisions.Report({}, loss.span, diag::BreakingSecurityTightened, fmt::format("layer {}", Quoted(layer.name)),
                       loss.what);
    }
  }
}

}  // namespace ovcc::breaking
