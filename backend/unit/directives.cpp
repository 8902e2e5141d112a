// The keys of units (directives.def) and how to do without one.
#include "backend/unit/directives.h"

#include <algorithm>
#include <array>
#include <string>
#include <tuple>

#include "support/check.h"

namespace ovcc::backend {
namespace {

constexpr auto kDirectives = std::to_array<DirectiveInfo>({
#define OVCC_DIRECTIVE(section, key, encoding, major, minor, repeat, argument, untargeted, order) \
  {section,        key,      EncodingClass::encoding, ir::PodmanVersion{major, minor},            \
   Repeat::repeat, argument, Untargeted::untargeted,  Order::order},
#include "backend/unit/directives.def"
#undef OVCC_DIRECTIVE
});

constexpr bool IsBefore(const DirectiveInfo& row, std::string_view section, std::string_view key) {
  return row.section != section ? row.section < section : row.key < key;
}

static_assert(std::is_sorted(kDirectives.begin(), kDirectives.end(),
                             [](const DirectiveInfo& a, const DirectiveInfo& b) {
                               return IsBefore(a, b.section, b.key);
                             }),
              "the table is read by people, and reported in its order");

// Rows are looked up several times for each line of each unit: by a hash table with open addressing, made by the
// compiler. A row is 1 more than its index; 0 is an empty slot.
constexpr std::size_t kSlots = 256;
static_assert(kDirectives.size() * 2 <= kSlots);

constexpr std::size_t SlotOf(std::string_view section, std::string_view key) {
  std::size_t hash = section.size() * 31 + key.size();
  if (!section.empty()) hash = hash * 31 + static_cast<unsigned char>(section.front());
  if (!key.empty()) {
    hash = hash * 31 + static_cast<unsigned char>(key.front());
    hash = hash * 31 + static_cast<unsigned char>(key[key.size() / 2]);
    hash = hash * 31 + static_cast<unsigned char>(key.back());
  }
  return (hash ^ (hash >> 8U)) % kSlots;
}

// Most texts that are looked up are the table's own.
bool IsSame(std::string_view a, std::string_view b) { return a.size() == b.size() && (a.data() == b.data() || a == b); }

constexpr std::array<std::uint8_t, kSlots> kTable = [] {
  std::array<std::uint8_t, kSlots> table{};
  for (std::size_t row = 0; row < kDirectives.size(); ++row) {
    std::size_t slot = SlotOf(kDirectives[row].section, kDirectives[row].key);
    while (table[slot] != 0) slot = (slot + 1) % kSlots;
    table[slot] = static_cast<std::uint8_t>(row + 1);
  }
  return table;
}();

}  // namespace

std::span<const DirectiveInfo> AllDirectives() { return kDirectives; }

const DirectiveInfo* LookUpDirective(std::string_view section, std::string_view key) {
  for (std::size_t slot = SlotOf(section, key); kTable[slot] != 0; slot = (slot + 1) % kSlots) {
    const DirectiveInfo& row = kDirectives[kTable[slot] - 1U];
    if (IsSame(row.key, key) && IsSame(row.section, section)) return &row;
  }
  return nullptr;
}

std::size_t FindDirective(std::string_view section, std::string_view key) {
  const DirectiveInfo* row = LookUpDirective(section, key);
  OVCC_CHECK(row != nullptr, "a key without a row");
  return static_cast<std::size_t>(row - kDirectives.data());
}

bool IsSplit(const DirectiveInfo& info, const Directive& directive) {
  return info.repeat == Repeat::List && directive.words.front().find(',') != std::string::npos;
}

Directive AsPodmanArgs(const Directive& directive, const DirectiveInfo& info) {
  OVCC_CHECK(!info.argument.empty() && directive.words.size() == 1, "a directive without another spelling");
  const std::string argument(info.argument);
  if (argument.ends_with('=')) {
    return {"PodmanArgs", {argument + directive.words.front()}, directive.span, directive.subject};
  }
  return {"PodmanArgs", {argument, directive.words.front()}, directive.span, directive.subject};
}

}  // namespace ovcc::backend
