// Host ports that cannot be bound together (§12.6, W22). All mappings of the program are sorted by port and protocol,
// so that each run of equal ones is judged by itself, with one look-up a mapping.
#include "passes/publish_ports/collisions.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <tuple>
#include <unordered_map>
#include <vector>

#include "passes/publish_ports/address.h"

namespace ovcc {
namespace {

struct Publication {
  const ir::PortMapping* mapping;
  const ir::Deployment* deployment;
  std::size_t position;  // among all of the program
};

bool IsUdp(const Publication& publication) { return publication.mapping->protocol == ir::Protocol::Udp; }

bool IsWildcard(Symbol address) { return IsWildcardAddress(address.text()); }

/// Where the entry publishes the port: its own mapping or `-p`, else the entry, whose image or template has the
/// mapping.
Span PlaceOf(const Publication& publication) {
  const ir::Deployment& deployment = *publication.deployment;
  const Span span = publication.mapping->span;
  const bool in_entry = deployment.record_span.Contains(span);
  const bool by_flag = std::ranges::find(deployment.entry.port_overrides, span, &ir::PortMapping::span) !=
                       deployment.entry.port_overrides.end();
  return in_entry || by_flag ? span : deployment.span;
}

/// The mapping itself, where the place is the entry.
void AttachMapping(Diagnostic& finding, const Publication& publication) {
  const Span span = publication.mapping->span;
  if (span.empty() || span == PlaceOf(publication)) return;
  finding.Attach(span, fmt::format("the mapping of `{}`", publication.deployment->key.text()));
}

/// One entry publishes a port twice, or its image does: both mappings are shown, then the entry.
void ReportDuplicate(const Publication& next, const Publication& same, DiagnosticSink& diags) {
  const auto place = [](const Publication& one) {
    return one.mapping->span.empty() ? PlaceOf(one) : one.mapping->span;
  };
  Diagnostic& finding = diags.Emit(place(next), diag::PortDuplicate, next.mapping->host, next.deployment->key.text())
                            .Attach(place(same), "first published here");
  if (PlaceOf(next) != place(next)) finding.Attach(next.deployment->span, "published by this entry");
}

/// The publications of one port and protocol that came so far.
class Group {
 public:
  /// Judges the next one; deployments come in ascending order, each one's mappings together.
  void Add(const Publication& next, DiagnosticSink& diags) {
    const Publication* same = FindAddress(next.mapping->address);
    if (same != nullptr && same->deployment == next.deployment) {
      ReportDuplicate(next, *same, diags);
      return;
    }
    if (const Publication* other = FindOverlap(next, same)) {
      Diagnostic& finding = diags
                                .Emit(PlaceOf(next), diag::HostPortCollision, next.mapping->host,
                                      other->deployment->key.text(), next.deployment->key.text())
                                .Attach(PlaceOf(*other), "first published here");
      AttachMapping(finding, next);
      AttachMapping(finding, *other);
    }
    if (first_.mapping == nullptr) first_ = next;
    if (wildcard_.mapping == nullptr && IsWildcard(next.mapping->address)) wildcard_ = next;
    latest_[AddressKey(next.mapping->address.text())] = next;
  }

 private:
  const Publication* FindAddress(Symbol address) const {
    const auto found = latest_.find(AddressKey(address.text()));
    return found == latest_.end() ? nullptr : &found->second;
  }

  /// Something of another deployment on an address that overlaps. The first of a kind decides: if even that one is the
  /// own deployment's, no other deployment came before.
  const Publication* FindOverlap(const Publication& next, const Publication* same) const {
    const auto is_other = [&next](const Publication& one) {
      return one.mapping != nullptr && one.deployment != next.deployment;
    };
    if (IsWildcard(next.mapping->address)) return is_other(first_) ? &first_ : nullptr;
    if (is_other(wildcard_)) return &wildcard_;
    return same;
  }

  Publication first_{};
  Publication wildcard_{};
  std::unordered_map<std::string, Publication> latest_;  // by `AddressKey`; never iterated
};

}  // namespace

void ReportPortConflicts(std::span<const ir::Deployment> deployments, DiagnosticSink& diags) {
  std::vector<Publication> all;
  for (const ir::Deployment& deployment : deployments) {
    for (const ir::PortMapping& mapping : deployment.ports) all.push_back({&mapping, &deployment, all.size()});
  }
  const auto port = [](const Publication& one) { return std::tuple(one.mapping->host, IsUdp(one)); };
  std::ranges::sort(all, {}, [&port](const Publication& one) { return std::tuple(port(one), one.position); });
  Group group;
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (i != 0 && port(all[i]) != port(all[i - 1])) group = Group();
    group.Add(all[i], diags);
  }
}

}  // namespace ovcc
