// All files of a module: emit, adapt, write (§11). Deployments are independent, so threads take runs of them;
// everything ends up in an order that does not depend on who was faster.
#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <tuple>
#include <unordered_map>

#include "backend/backend.h"
#include "backend/emission_key.h"
#include "backend/quadlet/adapt_version.h"
#include "backend/quadlet/common.h"
#include "backend/quadlet/emit.h"
#include "backend/unit/encode.h"
#include "backend/unit/read_back.h"
#include "backend/unit/write.h"
#include "support/check.h"
#include "support/parallel.h"

namespace ovcc::backend {
namespace {

constexpr unsigned kUnitMode = 0600;
constexpr unsigned kServiceMode = 0644;
constexpr ir::PodmanVersion kFirstWithPods{5, 0};

// A file with the place to blame for it.
struct Rendered {
  OutputFile file;
  Span span;
};

// What one thread made of a run of deployments.
struct Slot {
  std::vector<Rendered> files;
  DiagnosticSink diags;
  ValueMemo memo;
};

// A name decides where bytes are put: it is never more than a name.
bool CheckFileName(std::string_view name, Span span, DiagnosticSink& diags) {
  std::string unused;
  const auto carried = Encode(EncodingClass::Name, name, unused);
  if (!carried) {
    diags.Emit(span, diag::ValueNotRepresentable, fmt::format("the file name `{}`", name), carried.error());
  }
  return carried.has_value();
}

// Nothing has been written to the disk yet, and nothing will be.
void CheckReadBack(const UnitFile& unit, std::string_view bytes, ValueMemo& memo) {
  const auto difference = FindDifference(unit, bytes, memo);
  if (!difference) return;
  fmt::print(stderr, "ovcc: `{}` would not say what was meant: {}\n", unit.file_name, *difference);
  OVCC_CHECK(!difference, "a unit that reads back as something else; nothing was written");
}

// Renders the files of one deployment, or of one network, into a slot.
class Renderer {
 public:
  Renderer(const EmitContext& context, std::string_view owner, Span span, Slot& slot,
           LineOrigins origins = LineOrigins::No)
      : context_(context), owner_(owner), span_(span), slot_(slot), origins_(origins) {}

  void Deployment(const ir::Deployment& deployment) {
    const auto& target = context_.options.target;
    if (deployment.pod && target && *target < kFirstWithPods) {
      slot_.diags.Emit(span_, diag::TargetUnsupported, VersionText(*target), "pods", owner_)
          .Help(fmt::format("sidecars need Podman {} or later", VersionText(kFirstWithPods)));
      return;
    }
    Unit(EmitApp(context_, deployment));
    if (deployment.pod) {
      Unit(EmitPod(context_, deployment));
      for (std::size_t i = 0; i < deployment.sidecar_containers.size(); ++i) Unit(EmitSidecar(deployment, i));
    }
    if (deployment.tunnel && deployment.tunnel->provider == ir::TunnelProvider::Cloudflare) {
      Unit(EmitTunnelService(deployment, *deployment.tunnel));
      const std::string name = fmt::format("{}.yml", deployment.tunnel->name.text());
      if (!CheckFileName(name, span_, slot_.diags)) return;
      std::vector<LineOrigin> lines;
      std::string bytes = IngressFile(context_.host, *deployment.tunnel, lines);
      File(fmt::format("tunnels/{}", name), std::move(bytes), kUnitMode, std::move(lines));
    }
  }

  void Unit(UnitFile unit) {
    if (!CheckFileName(unit.file_name, span_, slot_.diags)) return;
    AdaptToTarget(unit, context_.options.target, owner_, span_, slot_.diags);
    std::vector<LineOrigin> lines;
    const std::size_t findings = slot_.diags.all().size();
    std::string bytes =
        WriteUnit(unit, span_, slot_.diags, slot_.memo, origins_ == LineOrigins::Yes ? &lines : nullptr);
    if (slot_.diags.all().size() == findings) CheckReadBack(unit, bytes, slot_.memo);
    File(std::move(unit.file_name), std::move(bytes), unit.is_service ? kServiceMode : kUnitMode, std::move(lines));
  }

 private:
  void File(std::string name, std::string bytes, unsigned mode, std::vector<LineOrigin> lines) {
    slot_.files.push_back({{std::move(name), std::move(bytes), mode, std::string(owner_), std::move(lines)}, span_});
  }

  const EmitContext& context_;
  std::string_view owner_;
  Span span_;
  Slot& slot_;
  LineOrigins origins_;
};

EmitContext ContextOf(const ir::Module& module) {
  EmitContext context{module.host, module.settings, module.options, {}};
  if (module.options.with_networks) {
    for (const Symbol network : module.networks) context.networks.insert(network.text());
  }
  return context;
}

// The deployment at `index`, as it is remembered or anew.
void RenderOrRemember(const EmitContext& context, const ir::Deployment& deployment, std::size_t index,
                      const EmissionKeys& keys, EmissionMemory& memory, Slot& slot) {
  const QuickDigest key = keys.Of(deployment);
  std::vector<OutputFile> known = memory.Find(index, deployment.key.text(), key);
  for (OutputFile& file : known) slot.files.push_back({std::move(file), deployment.span});
  if (known.empty()) {
    const std::size_t findings = slot.diags.all().size();
    Renderer(context, deployment.key.text(), deployment.span, slot).Deployment(deployment);
    if (slot.diags.all().size() != findings) return;
  }
  memory.Keep(index, key);
}

// Slot i holds the i-th run of deployments, whoever rendered it.
std::vector<Slot> RenderDeployments(const EmitContext& context, const std::vector<ir::Deployment>& deployments,
                                    unsigned jobs, LineOrigins origins, EmissionMemory* memory) {
  constexpr std::size_t kRun = 64;
  const std::size_t runs = (deployments.size() + kRun - 1) / kRun;
  std::vector<Slot> slots(runs + 1);  // the last one is for the networks
  const EmissionKeys keys(context);
  ForEachIndex(runs, jobs, [&](std::size_t i) {
    const std::size_t end = std::min(deployments.size(), (i + 1) * kRun);
    for (std::size_t at = i * kRun; at < end; ++at) {
      const ir::Deployment& deployment = deployments[at];
      if (memory != nullptr) {
        RenderOrRemember(context, deployment, at, keys, *memory, slots[i]);
      } else {
        Renderer(context, deployment.key.text(), deployment.span, slots[i], origins).Deployment(deployment);
      }
    }
  });
  return slots;
}

// Files of the networks (§17.5). The place to blame is the first deployment that names the network.
Slot RenderNetworks(const EmitContext& context, const ir::Module& module, LineOrigins origins) {
  Slot slot;
  std::unordered_map<std::string_view, Span> places;  // never iterated
  for (const ir::Deployment& deployment : module.deployments) {
    places.try_emplace(NetworkName(deployment.network), deployment.network.span);
  }
  for (const Symbol network : module.networks) {
    if (!context.networks.contains(network.text())) continue;
    const auto place = places.find(network.text());
    const Span span = place == places.end() ? Span{} : place->second;
    Renderer(context, network.text(), span, slot, origins).Unit(EmitNetwork(network));
  }
  return slot;
}

std::vector<OutputFile> Collect(std::vector<Slot> slots, DiagnosticSink& diags) {
  std::vector<Rendered*> sorted;
  for (Slot& slot : slots) {
    for (Rendered& rendered : slot.files) sorted.push_back(&rendered);
    diags.Join(std::move(slot.diags));
  }
  std::sort(sorted.begin(), sorted.end(), [](const Rendered* a, const Rendered* b) {
    return std::tie(a->file.name, a->span.begin, a->file.bytes) < std::tie(b->file.name, b->span.begin, b->file.bytes);
  });
  std::vector<OutputFile> files;
  files.reserve(sorted.size());
  Span previous;
  for (Rendered* rendered : sorted) {
    if (!files.empty() && rendered->file.name == files.back().name) {
      diags.Emit(rendered->span, diag::NameCollision, "files", rendered->file.name).Attach(previous, "the other one");
      continue;
    }
    previous = rendered->span;
    files.push_back(std::move(rendered->file));
  }
  return files;
}

std::vector<OutputFile> Emit(const ir::Module& module, unsigned jobs, LineOrigins origins, EmissionMemory* memory,
                             DiagnosticSink& diags) {
  const EmitContext context = ContextOf(module);
  std::vector<Slot> slots = RenderDeployments(context, module.deployments, jobs, origins, memory);
  slots.back() = RenderNetworks(context, module, origins);
  return Collect(std::move(slots), diags);
}

}  // namespace

std::vector<OutputFile> EmitQuadlet(const ir::Module& module, unsigned jobs, DiagnosticSink& diags,
                                    LineOrigins origins) {
  return Emit(module, jobs, origins, nullptr, diags);
}

std::vector<OutputFile> EmitQuadlet(const ir::Module& module, unsigned jobs, EmissionMemory& memory,
                                    DiagnosticSink& diags) {
  return Emit(module, jobs, LineOrigins::No, &memory, diags);
}

std::optional<std::string> RenderFile(const ir::Module& module, const OutputFile& file) {
  const auto deployment = std::ranges::lower_bound(module.deployments, std::string_view(file.owner), {},
                                                   [](const ir::Deployment& each) { return each.key.text(); });
  if (deployment == module.deployments.end() || deployment->key.text() != file.owner) return std::nullopt;
  Slot slot;
  Renderer(ContextOf(module), file.owner, deployment->span, slot).Deployment(*deployment);
  if (!slot.diags.all().empty()) return std::nullopt;
  for (Rendered& rendered : slot.files) {
    if (rendered.file.name == file.name) return std::move(rendered.file.bytes);
  }
  return std::nullopt;
}

}  // namespace ovcc::backend
