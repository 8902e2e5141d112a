// All names of a program in one index (§12.2, W38). Names are joined with `-`, so that `a-b` and `a/b`, or an instance
// and a sidecar of one name, come out alike; services count because a pod yields `X-pod.service`, which a sidecar
// called `pod` would take.
#include "passes/form_pods/name_claims.h"

#include <fmt/format.h>

#include <array>
#include <deque>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "ir/names.h"
#include "passes/form_pods/networks.h"
#include "support/digest.h"

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

struct QuickHasher {
  std::size_t operator()(std::string_view text) const { return QuickHash(text); }
};

class NameIndex {
 public:
  NameIndex(std::size_t deployments, DiagnosticSink& diags) : diags_(diags) {
    for (const NameKind kind : {NameKind::Container, NameKind::Service}) OwnersOf(kind).reserve(deployments);
  }

  Source NewSource(Span span) { return {++last_id_, span}; }

  /// The first source of a name owns it. A source may ask for its own names again. A name is `stem` and `suffix`; of
  /// one kind either all have the suffix or none. `part`: the volume or secret that the name is made from. The bytes of
  /// the stem must outlive the index.
  void Claim(NameKind kind, std::string_view stem, std::string_view suffix, const Source& source, Span part = {}) {
    CheckLength(kind, stem, suffix, source, part);
    const auto [known, fresh] = OwnersOf(kind).try_emplace(stem, source);
    const Source& owner = known->second;
    if (fresh || owner.id == source.id) return;
    if (!reported_.insert({owner.id, source.id}).second) return;
    diags_
        .Emit(source.span, diag::NameCollision, kKindWords[static_cast<std::size_t>(kind)],
              fmt::format("{}{}", stem, suffix))
        .Attach(owner.span, "the other one comes from here");
  }

  /// The same for a name that is made here.
  void ClaimMade(NameKind kind, std::string stem, std::string_view suffix, const Source& source) {
    Claim(kind, made_.emplace_back(std::move(stem)), suffix, source);
  }

  /// One finding a source: its names are all made from the same parts.
  void CheckLength(NameKind kind, std::string_view stem, std::string_view suffix, const Source& source,
                   Span part = {}) {
    const std::size_t size = stem.size() + suffix.size();
    if (kind == NameKind::Service || size <= kLongestName || too_long_ == source.id) return;
    too_long_ = source.id;
    Diagnostic& finding = diags_.Emit(source.span, diag::NameTooLong, fmt::format("{}{}", stem, suffix), size);
    if (!part.empty()) finding.Attach(part, "made from this name");
  }

 private:
  using Owners = std::unordered_map<std::string_view, Source, QuickHasher>;  // never iterated

  Owners& OwnersOf(NameKind kind) { return owners_[static_cast<std::size_t>(kind)]; }

  DiagnosticSink& diags_;
  std::array<Owners, kKindCount> owners_;
  std::deque<std::string> made_;
  std::set<std::pair<std::size_t, std::size_t>> reported_;
  std::size_t last_id_ = 0;
  std::size_t too_long_ = 0;  // id of the last source that was reported
};

constexpr std::string_view kService = ".service";

std::string_view WithoutSuffix(std::string_view text, std::string_view suffix) {
  if (text.ends_with(suffix)) text.remove_suffix(suffix.size());
  return text;
}

/// Who has the container has its file.
void ClaimContainer(NameIndex& index, std::string_view name, const Source& source) {
  index.Claim(NameKind::Container, name, {}, source);
  index.CheckLength(NameKind::File, name, ".container", source);
  index.Claim(NameKind::Service, name, kService, source);
}

void ClaimResources(NameIndex& index, const ir::Container& container, const Source& source) {
  for (const ir::Mount& mount : container.mounts) {
    if (mount.type != ir::VolumeType::Named) continue;
    index.Claim(NameKind::Volume, mount.source.text(), {}, source, mount.span);
  }
  // Two secrets of one container that share a name are the business of plan-secrets.
  for (const ir::SecretUse& secret : container.secrets) {
    index.Claim(NameKind::Secret, secret.podman_name.text(), {}, source, secret.span);
  }
}

void ClaimTunnel(NameIndex& index, const ir::TunnelPlan& tunnel, const Source& source) {
  if (tunnel.unit.empty()) return;
  index.Claim(NameKind::File, tunnel.unit.text(), {}, source);
  index.Claim(NameKind::Service, WithoutSuffix(tunnel.unit.text(), kService), kService, source);
  index.ClaimMade(NameKind::File, fmt::format("tunnels/{}.yml", tunnel.name.text()), {}, source);
}

void ClaimDeployment(NameIndex& index, const ir::Deployment& deployment) {
  const Source app = index.NewSource(deployment.span);
  ClaimContainer(index, deployment.app.name.text(), app);
  if (deployment.pod) {
    const std::string_view pod = deployment.pod->name.text();
    index.Claim(NameKind::Pod, pod, {}, app);
    index.CheckLength(NameKind::File, pod, ".pod", app);
    index.ClaimMade(NameKind::Service, std::string(WithoutSuffix(ir::PodServiceName(pod), kService)), kService, app);
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
  NameIndex index(module.deployments.size(), diags);
  for (const ir::Deployment& deployment : module.deployments) ClaimDeployment(index, deployment);
  if (!module.options.with_networks) return;
  std::unordered_set<std::string_view> networks;  // never iterated
  for (const ir::Deployment& deployment : module.deployments) {
    const std::string_view network = NamedNetwork(deployment.network.text());
    if (network.empty() || !networks.insert(network).second) continue;
    const Source source = index.NewSource(deployment.span);
    index.ClaimMade(NameKind::File, fmt::format("{}.network", network), {}, source);
    index.ClaimMade(NameKind::Service, fmt::format("{}-network", network), kService, source);
  }
}

}  // namespace ovcc
