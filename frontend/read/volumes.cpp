// Volumes that a layer, an image or a sidecar declares (§1.4, §12.7). Paths stay as written: `~` and `$HOME` mean the
// home of the container, which only the image knows.
#include <unordered_map>
#include <utility>

#include "frontend/read/mapping.h"
#include "frontend/read/readers.h"
#include "frontend/read/repetition.h"
#include "frontend/schema/contract.h"
#include "support/text.h"

namespace ovcc {
namespace {

std::optional<ir::Volume> ReadVolume(ReadContext& context, const yaml::Node& item, bool allow_host) {
  const MappingReader reader(context, item, allow_host ? schema::kSidecarVolume : schema::kVolume);
  const ir::Text name = reader.Text("name");
  const ir::Text path = reader.Text("path");
  const ir::Text host = reader.Text("host");
  bool usable = true;
  if (RefuseControlCharacters(context, name, "the name of a volume")) {
    usable = false;
  } else if (!IsKebab(name.text())) {
    context.diags.Emit(name.empty() ? item.span : name.span, diag::VolumeNameInvalid, name.text());
    usable = false;
  }
  if (path.empty()) {
    context.diags.Emit(name.empty() ? item.span : name.span, diag::VolumePathMissing, name.text());
    usable = false;
  }
  if (RefuseControlCharacters(context, path, "the path of a volume")) usable = false;
  if (RefuseControlCharacters(context, host, "the host path of a volume")) usable = false;
  if (!usable) return std::nullopt;
  return ir::Volume{.name = name.value, .path = path, .host = host, .span = name.span};
}

}  // namespace

std::vector<ir::Volume> ReadVolumes(ReadContext& context, const yaml::Node& list, bool allow_host) {
  std::vector<ir::Volume> volumes;
  std::unordered_map<Symbol, std::pair<Span, Span>> seen;  // name and element; never iterated
  if (!ExpectKind(context, list, "volumes", yaml::Kind::List)) return volumes;
  for (const yaml::NodeId id : context.document.items(list)) {
    const yaml::Node& item = context.node(id);
    if (!ExpectRecord(context, item, "volumes")) continue;
    const std::optional<ir::Volume> volume = ReadVolume(context, item, allow_host);
    if (!volume) continue;
    const auto [earlier, fresh] = seen.try_emplace(volume->name, volume->span, item.span);
    if (fresh) {
      volumes.push_back(*volume);
    } else {
      Diagnostic& found = context.diags.Emit(volume->span, diag::VolumeDuplicate, volume->name.text())
                              .Attach(earlier->second.first, "first declared here");
      FixRepetition(context, found, earlier->second.second, item.span);
    }
  }
  return volumes;
}

}  // namespace ovcc
