// What an instance has copied from another entry of its name although only one of them can have it.
#include <fmt/format.h>

#include <unordered_map>
#include <utility>

#include "passes/lint/rule.h"
#include "passes/publish_ports/address.h"

namespace ovcc::lint {
namespace {

/// The entries of one name: the base and its instances, in the order of their keys.
class Family {
 public:
  explicit Family(const Context& context) : context_(context) {}

  void Add(const ir::Deployment& deployment) {
    AddTailnetNames(deployment);
    AddTunnel(deployment);
    AddFolders(deployment);
  }

 private:
  struct Holder {
    const ir::Deployment* deployment;
    Span span;
  };

  /// The first that has `key`, if it is another deployment; else this one becomes the first.
  const Holder* Claim(const std::string& key, const ir::Deployment& deployment, Span span) {
    const auto [place, is_new] = holders_.try_emplace(key, Holder{&deployment, span});
    return is_new || place->second.deployment == &deployment ? nullptr : &place->second;
  }

  /// In the entry where it says so, else at its key: then both have it from a template.
  static Span PlaceOf(const ir::Deployment& deployment, Span span) {
    return deployment.record_span.Contains(span) ? span : deployment.span;
  }

  void Report(const ir::Deployment& deployment, Span span, const Holder& first, const std::string& what) {
    context_.diags
        .Emit(PlaceOf(deployment, span), diag::InstanceRepeats, deployment.key.text(), what,
              first.deployment->key.text())
        .Attach(PlaceOf(*first.deployment, first.span), "the first one");
  }

  /// Tailscale gives the name to one machine, and another name to the next.
  void AddTailnetNames(const ir::Deployment& deployment) {
    for (const ir::Container& sidecar : deployment.sidecar_containers) {
      for (const ir::EnvBinding& binding : sidecar.env) {
        if (binding.name.text() != "TS_HOSTNAME" || binding.value.empty()) continue;
        const Holder* first = Claim(fmt::format("tailnet {}", binding.value.text()), deployment, binding.span);
        if (first == nullptr) continue;
        Report(deployment, binding.span, *first, fmt::format("the name `{}` in the tailnet", binding.value.text()));
      }
    }
  }

  void AddTunnel(const ir::Deployment& deployment) {
    if (!deployment.tunnel || !deployment.entry.tunnel) return;
    const Span span = deployment.entry.tunnel->span;
    for (const ir::TunnelPort& port : deployment.tunnel->ports) {
      if (port.scheme.text() == "udp") continue;
      const bool is_cloudflare = deployment.tunnel->provider == ir::TunnelProvider::Cloudflare;
      const std::string what = is_cloudflare ? fmt::format("the hostname `{}`", port.hostname.text())
                                             : fmt::format("port {} of the tailnet", port.port);
      if (is_cloudflare && port.hostname.empty()) continue;
      const Holder* first = Claim("tunnel " + what, deployment, span);
      if (first == nullptr || (!is_cloudflare && Collide(deployment, *first->deployment, port.port))) continue;
      Report(deployment, span, *first, what);
    }
  }

  /// Whether the build refuses already that both publish the port.
  static bool Collide(const ir::Deployment& a, const ir::Deployment& b, std::uint16_t host) {
    for (const ir::PortMapping& one : a.ports) {
      if (one.host != host || one.protocol == ir::Protocol::Udp) continue;
      for (const ir::PortMapping& other : b.ports) {
        if (other.host == host && other.protocol != ir::Protocol::Udp &&
            AddressesOverlap(one.address.text(), other.address.text())) {
          return true;
        }
      }
    }
    return false;
  }

  /// An encrypted folder can be mounted once; any other may be shared, if the software can do that.
  void AddFolders(const ir::Deployment& deployment) {
    for (const ir::Mount& mount : deployment.app.mounts) {
      if (mount.type == ir::VolumeType::Named) continue;
      const Holder* first = Claim(fmt::format("folder {}", mount.source.text()), deployment, mount.span);
      if (first == nullptr) continue;
      if (mount.type == ir::VolumeType::Encrypted) {
        Report(deployment, mount.span, *first, fmt::format("the encrypted folder of `{}`", mount.name.text()));
        continue;
      }
      context_.diags
          .Emit(PlaceOf(deployment, mount.span), diag::InstanceSharesFolder, first->deployment->key.text(),
                fmt::format("`{}`", mount.name.text()), deployment.key.text())
          .Attach(PlaceOf(*first->deployment, first->span), "the first one");
    }
  }

  const Context& context_;
  std::unordered_map<std::string, Holder> holders_;  // by what only one can have; never iterated
};

}  // namespace

void LintInstanceRepeats(const Context& context) {
  std::unordered_map<Symbol, Family> families;  // by the name before the `/`; never iterated
  for (const ir::Deployment& deployment : context.module.deployments) {
    families.try_emplace(deployment.base_name, context).first->second.Add(deployment);
  }
}

}  // namespace ovcc::lint
