// Pass back-volumes (§6): what stands behind each volume of a container, its working directory and its user namespace.
// Records of the entry match volumes of the contract by short name. Names and automatic paths come from the deploy key,
// so instances share nothing (W14). Only mounts with an absolute source and target survive.
#include <fmt/format.h>

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "ir/names.h"
#include "passes/pass.h"
#include "support/suggest.h"
#include "support/text.h"

namespace ovcc {
namespace {

constexpr std::string_view kWorkspace = "workspace";
constexpr std::string_view kRootHome = "/root";

/// A path that a contract declares: one that starts with `~/` gets no further `$HOME` (§6.1).
std::string DeclaredPath(std::string_view path, std::string_view home) {
  if (path.starts_with("~/")) return std::string(home).append(path.substr(1));
  return ExpandHome(path, home);
}

bool IsAbsolute(std::string_view path) { return path.starts_with('/'); }

/// Reports what is wrong with a container path. False if nothing can be mounted there.
bool CheckTarget(Symbol volume, const ir::Text& written, std::string_view expanded, DiagnosticSink& diags) {
  if (expanded.find(':') != std::string_view::npos) {
    diags.Emit(written.span, diag::VolumePathColon, volume.text(), written.text())
        .Help("podman takes it as the end of the path: choose one without a colon");
  }
  if (IsAbsolute(expanded)) return true;
  diags.Emit(written.span, diag::VolumePathRelative, volume.text(), written.text());
  return false;
}

/// The same for a path of the host; `written` may be empty where the path is automatic.
bool CheckSource(Symbol volume, const ir::Text& written, std::string_view source, Span record, DiagnosticSink& diags) {
  const Span span = written.empty() ? record : written.span;
  const std::string_view shown = written.empty() ? source : written.text();
  if (source.find(':') != std::string_view::npos) diags.Emit(span, diag::VolumePathColon, volume.text(), shown);
  if (IsAbsolute(source)) return true;
  diags.Emit(span, diag::VolumeHostRelative, volume.text(), shown);
  return false;
}

/// Declarations, whether or not something deploys them.
void CheckDeclarations(const std::vector<ir::Volume>& volumes, DiagnosticSink& diags) {
  for (const ir::Volume& volume : volumes) {
    static_cast<void>(CheckTarget(volume.name, volume.path, DeclaredPath(volume.path.text(), kRootHome), diags));
  }
}

/// Reports mounts at a place that an earlier one has, and takes them out. What a bind replaces is gone already (§6.2).
void RemoveConflicts(std::vector<ir::Mount>& mounts, DiagnosticSink& diags) {
  if (mounts.size() < 2) return;
  std::unordered_map<std::string, ir::Mount> places;  // never iterated
  std::erase_if(mounts, [&](const ir::Mount& mount) {
    const auto [place, fresh] = places.try_emplace(CleanPath(mount.target.text()), mount);
    if (fresh) return false;
    const ir::Mount& first = place->second;
    diags.Emit(mount.span, diag::VolumePathConflict, mount.target.text(), first.name.text(), mount.name.text())
        .Attach(first.span, "first mounted here");
    return true;
  });
}

/// Named volumes that no bind replaces (§6.2), then binds.
void JoinMounts(const std::vector<ir::Mount>& named, const std::vector<ir::Mount>& binds, ir::Container& container) {
  std::unordered_set<std::string> bound;  // never iterated
  for (const ir::Mount& bind : binds) bound.insert(CleanPath(bind.target.text()));
  container.mounts.clear();
  container.shadowed.clear();
  for (const ir::Mount& mount : named) {
    const bool taken = !binds.empty() && bound.contains(CleanPath(mount.target.text()));
    (taken ? container.shadowed : container.mounts).push_back(mount);
  }
  container.mounts.insert(container.mounts.end(), binds.begin(), binds.end());
}

/// Finds the backing of the volumes of one app.
class VolumeBacking {
 public:
  VolumeBacking(const ir::Module& module, const ir::Deployment& deployment, const ir::Image& image,
                PassContext& context)
      : module_(module), deployment_(deployment), image_(image), context_(context) {
    for (const ir::VolumeRecord& record : deployment.entry.volumes) records_.emplace(record.name, &record);
  }

  void Run(ir::Container& app) {
    for (const ir::Volume& volume : image_.effective->contract.volumes) BackDeclared(volume);
    for (const ir::VolumeRecord& record : deployment_.entry.volumes) {
      if (!matched_.contains(record.name)) BackOwn(record);
    }
    app.working_dir = WorkingDirectory();
    app.user_namespace = UserNamespace();
    JoinMounts(named_, binds_, app);
    RemoveConflicts(app.mounts, context_.diags);
  }

 private:
  [[nodiscard]] std::string_view home() const { return image_.effective->home.text(); }

  void BackDeclared(const ir::Volume& volume) {
    const std::string target = DeclaredPath(volume.path.text(), home());
    const auto found = records_.find(volume.name);
    const ir::VolumeRecord* record = found == records_.end() ? nullptr : found->second;
    if (record != nullptr) {
      matched_.insert(volume.name);
      const bool same = record->path.empty() || record->path.value == volume.path.value ||
                        CleanPath(ExpandHome(record->path.text(), home())) == CleanPath(target);
      if (!same) {
        context_.diags.Emit(record->path.span, diag::VolumePathIgnored, volume.name.text(), volume.path.text())
            .Attach(volume.path.span, "declared here")
            .MaybeFix("remove `path`",
                      {.kind = SourceEdit::Kind::RemoveElement, .span = record->path.span, .text = {}});
      }
    }
    if (!CheckTarget(volume.name, volume.path, target, context_.diags)) return;
    Add(volume.name, target, record, volume.span);
  }

  /// A record that only the deploy entry knows.
  void BackOwn(const ir::VolumeRecord& record) {
    if (record.path.empty()) {
      if (!suggester_) suggester_.emplace(DeclaredNames());
      context_.diags.Emit(record.span, diag::VolumeUnmatched, record.name.text(), image_.name.text())
          .Suggest(suggester_->Nearest(record.name.text()));
      return;
    }
    const std::string target = ExpandHome(record.path.text(), home());
    if (CheckTarget(record.name, record.path, target, context_.diags)) Add(record.name, target, &record, record.span);
  }

  [[nodiscard]] std::vector<std::string_view> DeclaredNames() const {
    std::vector<std::string_view> names;
    for (const ir::Volume& volume : image_.effective->contract.volumes) names.push_back(volume.name.text());
    return names;
  }

  void Add(Symbol name, std::string_view target, const ir::VolumeRecord* record, Span declared) {
    const ir::VolumeType type = record == nullptr ? ir::VolumeType::Named : record->type;
    const Span span = record == nullptr ? declared : record->span;
    ir::Mount mount{name, type, Symbol(), context_.names.Intern(target), span};
    if (type == ir::VolumeType::Named) {
      if (record != nullptr && !record->host.empty()) {
        context_.diags.Emit(record->host.span, diag::VolumeHostIgnored, name.text())
            .MaybeFix("remove `host`",
                      {.kind = SourceEdit::Kind::RemoveElement, .span = record->host.span, .text = {}});
      }
      mount.source = context_.names.Intern(ir::VolumeName(deployment_, name.text()));
      named_.push_back(mount);
      return;
    }
    const std::string source = ir::BindSource(module_.settings, module_.host, deployment_, *record);
    if (!CheckSource(name, record->host, source, span, context_.diags)) return;
    if (type == ir::VolumeType::Encrypted && module_.host.tool.empty()) {
      context_.diags.Emit(span, diag::EncryptedUnmounted, name.text());
    }
    mount.source = context_.names.Intern(source);
    binds_.push_back(mount);
  }

  /// W34: the volume is found by its short name. A foreign image starts where its record says, or where it itself says.
  [[nodiscard]] Symbol WorkingDirectory() const {
    if (image_.foreign && !image_.working_dir.empty()) return image_.working_dir.value;
    for (const std::vector<ir::Mount>* mounts : {&named_, &binds_}) {
      for (const ir::Mount& mount : *mounts) {
        if (mount.name.text() == kWorkspace) return mount.target;
      }
    }
    return image_.foreign ? Symbol() : image_.effective->home;
  }

  /// Any bind, plain or encrypted, maps the user of the host to the one of the container (§6.2).
  [[nodiscard]] Symbol UserNamespace() const {
    const ir::EffectiveImage& image = *image_.effective;
    if (binds_.empty() || !image.has_uid) return {};
    return context_.names.Intern(fmt::format("keep-id:uid={},gid={}", image.uid, image.gid));
  }

  const ir::Module& module_;
  const ir::Deployment& deployment_;
  const ir::Image& image_;
  PassContext& context_;
  std::unordered_map<Symbol, const ir::VolumeRecord*> records_;  // never iterated
  std::unordered_set<Symbol> matched_;                           // never iterated
  std::vector<ir::Mount> named_;
  std::vector<ir::Mount> binds_;
  std::optional<Suggester> suggester_;  // made for the first record that matches nothing
};

/// The volumes of a sidecar in the order of its template, named ones before those with `host`, which are binds (§17.4).
/// Nobody knows its home: root's is taken.
void MountSidecar(const ir::Module& module, const ir::Deployment& deployment, const ir::SidecarSpec& sidecar,
                  ir::Container& container, PassContext& context) {
  container.mounts.clear();
  container.shadowed.clear();
  if (!sidecar.volumes.has_value()) return;
  std::vector<ir::Mount> named;
  std::vector<ir::Mount> binds;
  for (const ir::Volume& volume : *sidecar.volumes) {
    const std::string target = DeclaredPath(volume.path.text(), kRootHome);
    if (!CheckTarget(volume.name, volume.path, target, context.diags)) continue;
    ir::Mount mount{volume.name, ir::VolumeType::Named, Symbol(), context.names.Intern(target), volume.span};
    std::string source = ir::SidecarResourceName(deployment, sidecar.name.text(), volume.name.text());
    if (!volume.host.empty()) {
      source = ExpandHome(volume.host.text(), module.host.home.text());
      if (!CheckSource(volume.name, volume.host, source, volume.span, context.diags)) continue;
      mount.type = ir::VolumeType::Bind;
    }
    mount.source = context.names.Intern(source);
    (volume.host.empty() ? named : binds).push_back(mount);
  }
  JoinMounts(named, binds, container);
  RemoveConflicts(container.mounts, context.diags);
}

}  // namespace

void BackVolumes(ir::Module& module, PassContext& context) {
  for (const ir::Layer& layer : module.layers) CheckDeclarations(layer.contract.volumes, context.diags);
  for (const ir::Image& image : module.images) {
    CheckDeclarations(image.contract.volumes, context.diags);
    if (image.labels) CheckDeclarations(image.labels->contract.volumes, context.diags);
  }
  for (const ir::SidecarSpec& sidecar : module.templates) {
    if (sidecar.volumes.has_value()) CheckDeclarations(*sidecar.volumes, context.diags);
  }
  for (ir::Deployment& deployment : module.deployments) {
    const ir::Image* image = std::as_const(module).FindImage(deployment.image);
    if (image != nullptr && image->effective.has_value()) {
      VolumeBacking(module, deployment, *image, context).Run(deployment.app);
    }
    for (std::size_t i = 0; i < deployment.sidecars.size() && i < deployment.sidecar_containers.size(); ++i) {
      MountSidecar(module, deployment, deployment.sidecars[i], deployment.sidecar_containers[i], context);
    }
  }
}

}  // namespace ovcc
