// Kahn's algorithm over a queue sorted by position, and a depth-first search for cycles (§2.1). Both are iterative: a
// chain of a hundred thousand layers is no reason to run out of stack.
#include "support/topo_sort.h"

#include <algorithm>
#include <cstdint>
#include <functional>
#include <queue>
#include <utility>

namespace ovcc {
namespace {

enum class Visit : std::uint8_t { New, OnPath, Done };

/// A node on the current path, which of its prerequisites is looked at next, and how many nodes of the path up to here
/// belong to a recorded cycle.
struct Frame {
  std::size_t node;
  std::size_t next;
  std::size_t recorded;
};

class CycleSearch {
 public:
  explicit CycleSearch(Prerequisites needs) : needs_(needs), state_(needs.size(), Visit::New), depth_(needs.size()) {}

  std::vector<std::vector<std::size_t>> Run() {
    for (std::size_t node = 0; node < needs_.size(); ++node) {
      if (state_[node] == Visit::New) Walk(node);
    }
    return std::move(cycles_);
  }

 private:
  void Walk(std::size_t root) {
    Enter(root);
    while (!path_.empty()) {
      Frame& top = path_.back();
      if (top.next == needs_[top.node].size()) {
        state_[top.node] = Visit::Done;
        path_.pop_back();
        continue;
      }
      const std::size_t need = needs_[top.node][top.next++];
      if (state_[need] == Visit::New) {
        Enter(need);
      } else if (state_[need] == Visit::OnPath && top.recorded == RecordedBefore(depth_[need])) {
        Record(depth_[need]);
      }
    }
  }

  void Enter(std::size_t node) {
    state_[node] = Visit::OnPath;
    depth_[node] = path_.size();
    path_.push_back({node, 0, RecordedBefore(path_.size())});
  }

  [[nodiscard]] std::size_t RecordedBefore(std::size_t depth) const {
    return depth == 0 ? 0 : path_[depth - 1].recorded;
  }

  /// The path from depth `begin` to its end closes a cycle.
  void Record(std::size_t begin) {
    std::vector<std::size_t> cycle;
    for (std::size_t i = begin; i < path_.size(); ++i) {
      cycle.push_back(path_[i].node);
      path_[i].recorded = RecordedBefore(i) + 1;
    }
    std::ranges::rotate(cycle, std::ranges::min_element(cycle));
    cycles_.push_back(std::move(cycle));
  }

  Prerequisites needs_;
  std::vector<Visit> state_;
  std::vector<std::size_t> depth_;  // on the path, while a node is on it
  std::vector<Frame> path_;
  std::vector<std::vector<std::size_t>> cycles_;
};

}  // namespace

std::vector<std::size_t> TopologicalOrder(Prerequisites needs) {
  std::vector<std::size_t> missing(needs.size());
  std::vector<std::vector<std::size_t>> dependents(needs.size());
  std::priority_queue<std::size_t, std::vector<std::size_t>, std::greater<>> ready;
  for (std::size_t node = 0; node < needs.size(); ++node) {
    missing[node] = needs[node].size();
    for (const std::size_t need : needs[node]) dependents[need].push_back(node);
    if (missing[node] == 0) ready.push(node);
  }

  std::vector<std::size_t> order;
  order.reserve(needs.size());
  while (!ready.empty()) {
    const std::size_t node = ready.top();
    ready.pop();
    order.push_back(node);
    for (const std::size_t dependent : dependents[node]) {
      if (--missing[dependent] == 0) ready.push(dependent);
    }
  }
  for (std::size_t node = 0; node < needs.size(); ++node) {
    if (missing[node] != 0) order.push_back(node);
  }
  return order;
}

std::vector<std::vector<std::size_t>> FindCycles(Prerequisites needs) { return CycleSearch(needs).Run(); }

}  // namespace ovcc
