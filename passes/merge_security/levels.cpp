// The three merges of §7.2 and §3.1, and their trace. W42: sizes are compared exactly, whatever their suffix.
#include "passes/merge_security/levels.h"

#include <array>
#include <unordered_set>
#include <utility>

#include "ir/size.h"

namespace ovcc {
namespace {

using ir::SecurityEffect;

/// A member with its name in the files.
template <class Member>
struct Named {
  std::string_view name;
  Member ir::Security::* member;
};
using TextField = Named<ir::Text>;
using ListField = Named<std::vector<ir::Text>>;

constexpr std::array<ListField, 5> kLists = {{{"cap_add", &ir::Security::cap_add},
                                              {"devices", &ir::Security::devices},
                                              {"security_opt", &ir::Security::security_opt},
                                              {"group_add", &ir::Security::group_add},
                                              {"mounts", &ir::Security::mounts}}};
constexpr std::array<TextField, 2> kModes = {
    {{"cgroupns", &ir::Security::cgroupns}, {"ipc_mode", &ir::Security::ipc_mode}}};
constexpr std::array<TextField, 4> kLimits = {{{"memory_max", &ir::Security::memory_max},
                                               {"memory_high", &ir::Security::memory_high},
                                               {"memory_swap_max", &ir::Security::memory_swap_max},
                                               {"cpus", &ir::Security::cpus}}};
constexpr TextField kSharedMemory = {"shm_size", &ir::Security::shm_size};

void Note(SecurityTrace* trace, std::string_view field, const ir::Text& value, SecurityEffect effect) {
  if (trace != nullptr) trace->Note(field, value, effect);
}

/// What the level says replaces what is there; nothing said changes nothing.
void Put(ir::Security& into, const ir::Security& said, const TextField& field, SecurityTrace* trace) {
  const ir::Text& text = said.*field.member;
  if (text.empty()) return;
  into.*field.member = text;
  Note(trace, field.name, text, SecurityEffect::Set);
}

/// The same if it is `wanted`, or nothing is there yet.
void PutIf(bool wanted, ir::Security& into, const ir::Security& said, const TextField& field, SecurityTrace* trace) {
  if (wanted || (into.*field.member).empty()) {
    Put(into, said, field, trace);
  } else if (!(said.*field.member).empty()) {
    Note(trace, field.name, said.*field.member, SecurityEffect::None);
  }
}

/// Elements that are not there yet, in their order.
void Join(ir::Security& merged, const ir::Security& said, const ListField& field, SecurityTrace* trace) {
  const std::vector<ir::Text>& more = said.*field.member;
  if (more.empty()) return;
  std::vector<ir::Text>& into = merged.*field.member;
  std::unordered_set<Symbol> present;  // never iterated
  for (const ir::Text& text : into) present.insert(text.value);
  for (const ir::Text& text : more) {
    const bool fresh = present.insert(text.value).second;
    if (fresh) into.push_back(text);
    Note(trace, field.name, text, fresh ? SecurityEffect::Added : SecurityEffect::None);
  }
}

void JoinLists(ir::Security& merged, const ir::Security& more, SecurityTrace* trace) {
  for (const ListField& list : kLists) Join(merged, more, list, trace);
  if (merged.span.empty()) merged.span = more.span;
}

/// `privileged` where it can only be switched on.
void SwitchOn(ir::Security& merged, const ir::Security& said, SecurityTrace* trace) {
  if (!said.privileged.has_value()) return;
  const bool changes = *said.privileged && !merged.privileged.value_or(false);
  if (*said.privileged) merged.privileged = true;
  if (trace != nullptr) trace->NotePrivileged(said, changes ? SecurityEffect::Set : SecurityEffect::None);
}

}  // namespace

void SecurityTrace::SetAuthor(ir::SecurityLevel level, Symbol owner) {
  level_ = level;
  owner_ = owner;
}

void SecurityTrace::Note(std::string_view field, const ir::Text& value, SecurityEffect effect) {
  steps_.push_back({names_.Intern(field), value, level_, effect, owner_});
}

void SecurityTrace::NotePrivileged(const ir::Security& said, SecurityEffect effect) {
  Note("privileged", {names_.Intern(said.privileged.value_or(false) ? "true" : "false"), said.span}, effect);
}

std::vector<ir::SecurityStep> SecurityTrace::Take() { return std::exchange(steps_, {}); }

void AddLayerSecurity(ir::Security& merged, const ir::Security& layer, SecurityTrace* trace) {
  JoinLists(merged, layer, trace);
  SwitchOn(merged, layer, trace);
  for (const TextField& mode : kModes) Put(merged, layer, mode, trace);
  for (const TextField& limit : kLimits) {
    const bool smaller = ir::CompareLimits((layer.*limit.member).text(), (merged.*limit.member).text()) < 0;
    PutIf(smaller, merged, layer, limit, trace);
  }
  const bool larger = ir::CompareLimits(layer.shm_size.text(), merged.shm_size.text()) > 0;
  PutIf(larger, merged, layer, kSharedMemory, trace);
}

void AddImageSecurity(ir::Security& merged, const ir::Security& image, SecurityTrace* trace) {
  JoinLists(merged, image, trace);
  // W13: `false` written out switches off, nothing written changes nothing.
  if (image.privileged.has_value()) {
    merged.privileged = image.privileged;
    if (trace != nullptr) trace->NotePrivileged(image, SecurityEffect::Set);
  }
  for (const TextField& mode : kModes) Put(merged, image, mode, trace);
  for (const TextField& limit : kLimits) Put(merged, image, limit, trace);
  Put(merged, image, kSharedMemory, trace);
}

void OverlaySecurity(ir::Security& merged, const ir::Security& entry, SecurityTrace* trace) {
  SwitchOn(merged, entry, trace);
  for (const ListField& list : kLists) {
    const std::vector<ir::Text>& said = entry.*list.member;
    if (said.empty()) continue;
    merged.*list.member = said;
    SecurityEffect effect = SecurityEffect::Set;
    for (const ir::Text& text : said) Note(trace, list.name, text, std::exchange(effect, SecurityEffect::Added));
  }
  for (const TextField& mode : kModes) Put(merged, entry, mode, trace);
  for (const TextField& limit : kLimits) Put(merged, entry, limit, trace);
  Put(merged, entry, kSharedMemory, trace);
  merged.span = entry.span;
}

}  // namespace ovcc
