// The three merges of §7.2 and §3.1. W42: sizes are compared exactly, whatever their suffix.
#include "passes/merge_security/levels.h"

#include <array>
#include <unordered_set>

#include "ir/size.h"

namespace ovcc {
namespace {

using TextField = ir::Text ir::Security::*;
using ListField = std::vector<ir::Text> ir::Security::*;

constexpr std::array<ListField, 5> kLists = {&ir::Security::cap_add, &ir::Security::devices,
                                             &ir::Security::security_opt, &ir::Security::group_add,
                                             &ir::Security::mounts};
constexpr std::array<TextField, 2> kModes = {&ir::Security::cgroupns, &ir::Security::ipc_mode};
constexpr std::array<TextField, 4> kLimits = {&ir::Security::memory_max, &ir::Security::memory_high,
                                              &ir::Security::memory_swap_max, &ir::Security::cpus};

void PutText(ir::Text& into, const ir::Text& text) {
  if (!text.empty()) into = text;
}

/// Elements that are not there yet, in their order.
void Join(std::vector<ir::Text>& into, const std::vector<ir::Text>& more) {
  if (more.empty()) return;
  std::unordered_set<Symbol> present;  // never iterated
  for (const ir::Text& text : into) present.insert(text.value);
  for (const ir::Text& text : more) {
    if (present.insert(text.value).second) into.push_back(text);
  }
}

void JoinLists(ir::Security& merged, const ir::Security& more) {
  for (const ListField list : kLists) Join(merged.*list, more.*list);
  if (merged.span.empty()) merged.span = more.span;
}

}  // namespace

void AddLayerSecurity(ir::Security& merged, const ir::Security& layer) {
  JoinLists(merged, layer);
  if (layer.privileged.value_or(false)) merged.privileged = true;
  for (const TextField mode : kModes) PutText(merged.*mode, layer.*mode);
  for (const TextField limit : kLimits) {
    if ((merged.*limit).empty() || ir::CompareLimits((layer.*limit).text(), (merged.*limit).text()) < 0) {
      PutText(merged.*limit, layer.*limit);
    }
  }
  if (merged.shm_size.empty() || ir::CompareLimits(layer.shm_size.text(), merged.shm_size.text()) > 0) {
    PutText(merged.shm_size, layer.shm_size);
  }
}

void AddImageSecurity(ir::Security& merged, const ir::Security& image) {
  JoinLists(merged, image);
  // W13: `false` written out switches off, nothing written changes nothing.
  if (image.privileged.has_value()) merged.privileged = image.privileged;
  for (const TextField mode : kModes) PutText(merged.*mode, image.*mode);
  for (const TextField limit : kLimits) PutText(merged.*limit, image.*limit);
  PutText(merged.shm_size, image.shm_size);
}

void OverlaySecurity(ir::Security& merged, const ir::Security& entry) {
  if (entry.privileged.value_or(false)) merged.privileged = true;
  for (const ListField list : kLists) {
    if (!(entry.*list).empty()) merged.*list = entry.*list;
  }
  for (const TextField mode : kModes) PutText(merged.*mode, entry.*mode);
  for (const TextField limit : kLimits) PutText(merged.*limit, entry.*limit);
  PutText(merged.shm_size, entry.shm_size);
  merged.span = entry.span;
}

}  // namespace ovcc
