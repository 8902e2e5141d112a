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
              "look-up needs the order of the table");

}  // namespace

std::span<const DirectiveInfo> AllDirectives() { return kDirectives; }

const DirectiveInfo* LookUpDirective(std::string_view section, std::string_view key) {
  const auto row = std::partition_point(kDirectives.begin(), kDirectives.end(),
                                        [&](const DirectiveInfo& info) { return IsBefore(info, section, key); });
  return row != kDirectives.end() && row->section == section && row->key == key ? &*row : nullptr;
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
  if (argument.ends_with('=')) return {"PodmanArgs", {argument + directive.words.front()}, directive.span};
  return {"PodmanArgs", {argument, directive.words.front()}, directive.span};
}

}  // namespace ovcc::backend
