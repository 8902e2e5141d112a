// All names of a program in one index (§12.2, W38). Names are joined with `-`, so that `a-b` and `a/b`, or an instance
// and a sidecar of one name, come out alike; services count because a pod yields `X-pod.service`, which a sidecar
// called `pod` would take.
#include "passes/form_pods/name_claims.h"

#include <fmt/format.h>

#include <array>
#include <set>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "ir/names.h"
#include "passes/form_pods/networks.h"

namespace ovcc {
namespace {

constexpr std::size_t kLongestName = 200;  // bytes

enum class NameKind : std::uint8_t { Container, Pod, File, Service, Volume, Secret };
constexpr std::size_t kKindCount = 6;
constexpr std::array<std::string_view, kKindCount> kKindWords = {"containers", "pods",    "files",
                                                                 "services",   "volumes", "podman secrets"};

/// Who takes a name.
struct Source {
  std::size_t id = 0;  // in the order of `CheckNames`, from 1
  Span span;
};

class NameIndex {
 public:
  explicit NameIndex(DiagnosticSink& diags) : diags_(diags) {}

  Source NewSource(Span span) { return {++last_id_, span}; }

  /// The first source of a name owns it. A source may ask for its own names again. `part`: the volume or secret that
  /// the name is made from.
  void Claim(NameKind kind, std::string name, const Source& source, Span part = {}) {
    CheckLength(kind, name, source, part);
    const auto [known, fresh] = owners_[static_cast<std::size_t>(kind)].try_emplace(std::move(name), source);
    const Source& owner = known->second;
    if (fresh || owner.id == source.id) return;
    if (!reported_.insert({owner.id, source.id}).second) return;
    diags_.Emit(source.span, diag::NameCollision, kKindWords[static_cast<std::size_t>(kind)], known->first)
        .Attach(owner.span, "the other one comes from here");
  }

 private:
  /// One finding a source: its names are all made from the same parts.
  void CheckLength(NameKind kind, std::string_view name, const Source& source, Span part) {
    if (kind == NameKind::Service || name.size() <= kLongestName || too_long_ == source.id) return;
    too_long_ = source.id;
    Diagnostic& finding = diags_.Emit(source.span, diag::NameTooLong, name, name.size());
    if (!part.empty()) finding.Attach(part, "made from this name");
  }

  DiagnosticSink& diags_;
  std::array<std::unordered_map<std::string, Source>, kKindCount> owners_;  // never iterated
  std::set<std::pair<std::size_t, std::size_t>> reported_;
  std::size_t last_id_ = 0;
  std::size_t too_long_ = 0;  // id of the last source that was reported
};

void ClaimContainer(NameIndex& index, std::string_view name, const Source& source) {
  index.Claim(NameKind::Container, std::string(name), source);
  index.Claim(NameKind::File, fmt::format("{}.container", name), source);
  index.Claim(NameKind::Service, fmt::format("{}.service", name), source);
}

void ClaimResources(NameIndex& index, const ir::Container& container, const Source& source) {
  for (const ir::Mount& mount : container.mounts) {
    if (mount.type != ir::VolumeType::Named) continue;
    index.Claim(NameKind::Volume, std::string(mount.source.text()), source, mount.span);
  }
  // Two secrets of one container that share a name are the business of plan-secrets.
  for (const ir::SecretUse& secret : container.secrets) {
    index.Claim(NameKind::Secret, std::string(secret.podman_name.text()), source, secret.span);
  }
}

void ClaimTunnel(NameIndex& index, const ir::TunnelPlan& tunnel, const Source& source) {
  if (tunnel.unit.empty()) return;
  index.Claim(NameKind::File, std::string(tunnel.unit.text()), source);
  index.Claim(NameKind::Service, std::string(tunnel.unit.text()), source);
  index.Claim(NameKind::File, fmt::format("tunnels/{}.yml", tunnel.name.text()), source);
}

void ClaimDeployment(NameIndex& index, const ir::Deployment& deployment) {
  const Source app = index.NewSource(deployment.span);
  ClaimContainer(index, deployment.app.name.text(), app);
  if (deployment.pod) {
    const std::string_view pod = deployment.pod->name.text();
    index.Claim(NameKind::Pod, std::string(pod), app);
    index.Claim(NameKind::File, fmt::format("{}.pod", pod), app);
    index.Claim(NameKind::Service, ir::PodServiceName(pod), app);
  }
  ClaimResources(index, deployment.app, app);
  if (deployment.tunnel) ClaimTunnel(index, *deployment.tunnel, app);
  for (std::size_t i = 0; i < deployment.sidecar_containers.size(); ++i) {
    const ir::Container& container = deployment.sidecar_containers[i];
    Span span = i < deployment.sidecars.size() ? deployment.sidecars[i].span : Span();
    if (!deployment.record_span.Contains(span)) span = deployment.span;
    const Source sidecar = index.NewSource(span);
    ClaimContainer(index, container.name.text(), sidecar);
    ClaimResources(index, container, sidecar);
  }
}

}  // namespace

void CheckNames(const ir::Module& module, DiagnosticSink& diags) {
  NameIndex index(diags);
  for (const ir::Deployment& deployment : module.deployments) ClaimDeployment(index, deployment);
  if (!module.options.with_networks) return;
  std::unordered_set<std::string_view> networks;  // never iterated
  for (const ir::Deployment& deployment : module.deployments) {
    const std::string_view network = NamedNetwork(deployment.network.text());
    if (network.empty() || !networks.insert(network).second) continue;
    const Source source = index.NewSource(deployment.span);
    index.Claim(NameKind::File, fmt::format("{}.network", network), source);
    index.Claim(NameKind::Service, fmt::format("{}-network.service", network), source);
  }
}

}  // namespace ovcc
