// Pass collect-contract (§2.3-2.6): what an image offers, needs and runs as, over its whole base chain. Only images
// that a deployment uses keep the result; of the others (nothing else would look at them) only the findings are wanted,
// and those are warnings (§12). W8, W58: chain and defaults are merged here, field by field. An image that was
// inspected brings its contract along.
#include <fmt/format.h>

#include <cstdint>
#include <set>
#include <string_view>
#include <tuple>
#include <unordered_set>
#include <utility>

#include "passes/collect_contract/account.h"
#include "passes/collect_contract/chain.h"
#include "passes/collect_contract/checks.h"
#include "passes/collect_contract/contract.h"
#include "passes/collect_contract/entrypoint.h"
#include "passes/collect_contract/labels.h"
#include "passes/collect_contract/reference.h"
#include "passes/collect_contract/status.h"
#include "passes/pass.h"

namespace ovcc {
namespace {

ir::Text EffectiveNetwork(const ImageChain& chain) {
  for (auto image = chain.images.rbegin(); image != chain.images.rend(); ++image) {
    if (!(*image)->network.empty()) return (*image)->network;
  }
  return chain.image().foreign ? ir::Text() : chain.module->defaults.network;
}

/// The list of the nearest image that has any element.
template <class T>
std::vector<T> NearestList(const ImageChain& chain, std::optional<std::vector<T>> ir::Image::* list) {
  for (auto image = chain.images.rbegin(); image != chain.images.rend(); ++image) {
    const std::optional<std::vector<T>>& own = (*image)->*list;
    if (own.has_value() && !own->empty()) return *own;
  }
  return {};
}

std::vector<ir::PortMapping> EffectivePorts(const ImageChain& chain) {
  std::vector<ir::PortMapping> ports = NearestList(chain, &ir::Image::ports);
  const std::optional<std::vector<ir::PortMapping>>& defaults = chain.module->defaults.ports;
  if (ports.empty() && defaults.has_value() && !chain.image().foreign) return *defaults;
  return ports;
}

class Collector {
 public:
  Collector(const ir::Module& module, Interner& names) : module_(module), names_(names), accounts_(module, names) {}

  ir::EffectiveImage Collect(const ir::Image& image, DiagnosticSink& diags) {
    const ImageChain chain = ChainOf(module_, image);
    CheckComposition(chain, diags);

    ir::EffectiveImage effective;
    effective.contract = EffectiveContract(chain, names_, diags);
    effective.status = EffectiveStatus(chain);
    effective.info = names_.Intern(EffectiveInfo(chain));
    effective.network = EffectiveNetwork(chain);
    effective.ports = EffectivePorts(chain);
    effective.env = NearestList(chain, &ir::Image::env);
    effective.reference_name = names_.Intern(ReferenceName(chain));
    effective.tag = PinnedTag(chain);
    for (const std::string_view word : EffectiveExec(chain)) effective.exec.push_back(names_.Intern(word));

    const Account& account = accounts_.Resolve(image, diags);
    effective.user = account.user;
    effective.uid = account.uid;
    effective.gid = account.gid;
    effective.has_uid = account.has_uid;
    effective.home = account.home;
    return effective;
  }

 private:
  const ir::Module& module_;
  Interner& names_;
  AccountResolver accounts_;
};

/// The effective image of one that was inspected. Its sources, if the project has them, only serve to tell of changes:
/// what they break, breaks nothing here.
ir::EffectiveImage CollectBuilt(Collector& collector, const ir::Image& image, Interner& names, DiagnosticSink& diags,
                                DiagnosticSink& unused) {
  ir::EffectiveImage built = EffectiveFromLabels(image, names, diags);
  if (image.unwritten) return built;
  const std::vector<std::string_view> fields = DifferingFields(built, collector.Collect(image, unused), names);
  if (!fields.empty()) {
    diags
        .Emit(image.labels->span, diag::InspectedDiffers, image.name.text(), fmt::format("{}", fmt::join(fields, ", ")))
        .Attach(image.span, "the sources");
  }
  return built;
}

/// Adds the findings of images that nothing deploys, as warnings; one that an image in use has too keeps its severity.
void AddUnusedFindings(DiagnosticSink unused, DiagnosticSink& diags) {
  if (unused.all().empty()) return;
  using Key = std::tuple<const DiagInfo*, std::uint32_t, std::string_view>;
  const auto key_of = [](const Diagnostic& finding) { return Key(finding.info, finding.span.begin, finding.message); };
  std::set<Key> known;  // never iterated
  for (const Diagnostic& finding : diags.all()) known.insert(key_of(finding));
  std::erase_if(unused.all(), [&](const Diagnostic& finding) { return known.contains(key_of(finding)); });
  for (Diagnostic& finding : unused.all()) finding.severity = Severity::Warning;
  diags.Join(std::move(unused));
}

}  // namespace

void CollectContract(ir::Module& module, PassContext& context) {
  CheckDistros(module, context.diags);

  std::unordered_set<Symbol> deployed;  // never iterated
  for (const ir::Deployment& deployment : module.deployments) deployed.insert(deployment.image);

  Collector collector(module, context.names);
  DiagnosticSink unused;
  std::unordered_set<Symbol> in_use;  // deployed, or below a deployed image; never iterated
  for (ir::Image& image : module.images) {
    image.effective.reset();
    if (!deployed.contains(image.name)) continue;
    if (image.labels) {
      image.effective = CollectBuilt(collector, image, context.names, context.diags, unused);
      continue;
    }
    image.effective = collector.Collect(image, context.diags);
    in_use.insert(image.chain.begin(), image.chain.end());
  }
  for (const ir::Image& image : module.images) {
    const bool idle = !deployed.contains(image.name) && !in_use.contains(image.name) && !image.unwritten;
    if (image.enabled && idle) static_cast<void>(collector.Collect(image, unused));
  }
  AddUnusedFindings(std::move(unused), context.diags);
}

}  // namespace ovcc
