// layer.yml (§1.4): the contract of a layer, and the few build facts that decide how a container starts (§2.1, §2.5).
// Rules about several layers belong to compose-layers and collect-contract.
#include "frontend/read/layer.h"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

#include "frontend/grammar/layer_port.h"
#include "frontend/read/layer_content.h"
#include "frontend/read/mapping.h"
#include "frontend/read/readers.h"
#include "frontend/read/record_fields.h"
#include "frontend/read/root.h"
#include "frontend/read/scalar_span.h"
#include "frontend/schema/layer.h"
#include "support/suggest.h"
#include "support/text.h"

namespace ovcc {
namespace {

bool IsWrapper(const yaml::Node& key, const yaml::Node& value) {
  return (key.text == "layer" || key.text == "candy") &&
         (value.kind == yaml::Kind::Map || value.kind == yaml::Kind::Null);
}

/// The mapping inside `layer:` or `candy:`, or the root itself where there is no wrapper.
const yaml::Node& Unwrap(ReadContext& context, const yaml::Node& root) {
  if (root.kind != yaml::Kind::Map) return root;
  const auto entries = context.document.entries(root);
  const auto wrapper = std::ranges::find_if(entries, [&](const yaml::MapEntry& entry) {
    return IsWrapper(context.node(entry.key), context.node(entry.value));
  });
  if (wrapper == entries.end()) return root;
  const yaml::Node& wrapper_key = context.node(wrapper->key);
  for (const yaml::MapEntry& entry : entries) {
    if (entry.key == wrapper->key) continue;
    const yaml::Node& key = context.node(entry.key);
    context.diags.Emit(key.span, diag::WrapperMixed, key.text, wrapper_key.text)
        .Attach(wrapper_key.span, "the wrapper");
  }
  return context.node(wrapper->value);
}

std::vector<ir::LayerPort> ReadLayerPorts(ReadContext& context, const MappingReader& reader) {
  std::vector<ir::LayerPort> ports;
  const PresentField* present = reader.Find("ports");
  if (present == nullptr) return ports;
  for (const yaml::NodeId id : context.document.items(*present->value)) {
    const yaml::Node& item = context.node(id);
    if (!ExpectElement(context, item, present->key->text, yaml::Kind::Scalar)) continue;
    const auto parsed = ParseLayerPort(item.text);
    if (parsed) {
      ports.push_back({context.names.Intern(parsed->scheme), parsed->port, item.span});
      continue;
    }
    const ScalarError& error = parsed.error();
    if (error.kind == ScalarError::Kind::Protocol) {
      const std::string_view word = PartOf(item, error);
      context.diags.Emit(SpanOf(context, item, error), diag::LayerPortProtocol, word)
          .Suggest(Nearest(word, LayerPortSchemes()));
    } else {
      context.diags.Emit(SpanOf(context, item, error), diag::LayerPortInvalid, item.text, error.expected);
    }
  }
  return ports;
}

std::vector<ir::RelayedPort> ReadPortRelay(ReadContext& context, const MappingReader& reader,
                                           const std::vector<ir::LayerPort>& ports) {
  std::vector<ir::RelayedPort> relays;
  std::unordered_set<std::uint16_t> known;  // never iterated
  for (const ir::LayerPort& port : ports) known.insert(port.port);
  std::unordered_map<std::uint16_t, Span> relayed;  // never iterated
  const auto report = [&context](Span span, std::string_view what) -> Diagnostic& {
    return context.diags.Emit(span, diag::PortRelayInvalid, what);
  };
  for (const ir::Text& text : reader.Texts("port_relay").value_or(std::vector<ir::Text>())) {
    const auto port = ParsePortNumber(text.text());
    if (!port) {
      report(text.span, fmt::format("`{}` is not a port", text.text())).Help("write a number of 1-65535");
    } else if (!known.contains(*port)) {
      report(text.span, fmt::format("port {} is not one of the layer's `ports`", *port))
          .Help(fmt::format("add {} to `ports`, or remove it here", *port));
    } else if (const auto [earlier, fresh] = relayed.try_emplace(*port, text.span); !fresh) {
      report(text.span, fmt::format("port {} is relayed twice", *port))
          .Attach(earlier->second, "first listed here")
          .Help("remove one of the two");
    } else {
      relays.push_back({*port, text.span});
    }
  }
  return relays;
}

void CheckPackagedUnit(ReadContext& context, const yaml::Node& unit) {
  const bool wrong = unit.text.empty() || unit.kind != yaml::Kind::Scalar ||
                     std::ranges::any_of(unit.text, [](char c) { return c == '/' || IsSpace(c); });
  if (wrong) context.diags.Emit(unit.span, diag::PackagedUnitInvalid, unit.text);
}

/// E1: a text block for the init; later: a list of entries with `exec` or `use_packaged`.
void ReadService(ReadContext& context, const MappingReader& reader, ir::Layer& layer) {
  const PresentField* present = reader.Find("service");
  if (present == nullptr) return;
  if (present->value->kind == yaml::Kind::Scalar) {
    layer.runs_supervised = !Trim(present->value->text).empty();
    return;
  }
  if (!ExpectKind(context, *present->value, "service", yaml::Kind::List)) return;
  for (const yaml::NodeId id : context.document.items(*present->value)) {
    const yaml::Node& entry = context.node(id);
    if (!ExpectRecord(context, entry, "service")) continue;
    if (context.document.Find(entry, "exec")) layer.runs_supervised = true;
    if (const auto unit = context.document.Find(entry, "use_packaged")) {
      CheckPackagedUnit(context, context.node(*unit));
      layer.runs_packaged = true;
    }
  }
}

bool PreservesUser(const ReadContext& context, const MappingReader& reader) {
  const PresentField* present = reader.Find("capabilities");
  if (present == nullptr || present->value->kind != yaml::Kind::Map) return false;
  const auto flag = context.document.Find(*present->value, "preserve_user");
  return flag && ParseBool(context.node(*flag)).value_or(false);
}

void CheckRoute(ReadContext& context, const MappingReader& reader) {
  const PresentField* present = reader.Find("route");
  if (present == nullptr || present->value->kind != yaml::Kind::Map) return;
  const MappingReader route(context, *present->value, schema::kRoute);
  if (route.Text("host").empty()) context.diags.Emit(present->key->span, diag::RouteInvalid, "`host`");
  const ir::Text port = route.Text("port");
  if (!ParsePortNumber(port.text())) {
    context.diags.Emit(port.empty() ? present->key->span : port.span, diag::RouteInvalid, "a usable `port`");
  }
}

/// Baked into the image and never emitted (§2.3): rules look at it, no pass does.
std::vector<ir::KeyValue> ReadBakedEnv(ReadContext& context, const MappingReader& reader) {
  const PresentField* present = reader.Find("env");
  if (present == nullptr) return {};
  std::vector<ir::KeyValue> env = ReadEnvMap(context, *present->value, "env");
  for (const ir::KeyValue& pair : env) {
    if (pair.name.text() == "PATH") context.diags.Emit(pair.span, diag::EnvPath);
  }
  return env;
}

ir::Text ReadEngine(ReadContext& context, const MappingReader& reader) {
  const ir::Text engine = reader.Text("engine");
  if (engine.empty() || engine.text() == "podman" || engine.text() == "docker") return engine;
  context.diags.Emit(engine.span, diag::EngineInvalid, engine.text());
  return {};
}

void ReadFields(ReadContext& context, const yaml::Node& map, ir::Layer& layer) {
  const MappingReader reader(context, map, schema::kLayer);
  if (const ir::Text name = reader.Text("name"); !name.empty()) layer.span = name.span;
  CheckVersion(context, reader);
  ReadStatusAndInfo(context, reader, layer.status, layer.info);
  layer.requires_layers = ReadLayerRefs(context, reader, "requires");
  layer.members = ReadLayerRefs(context, reader, "layers");
  layer.engine = ReadEngine(context, reader);
  if (const PresentField* security = reader.Find("security")) layer.security = ReadSecurity(context, *security->value);
  layer.contract = ReadContract(context, reader, layer.name, true);
  layer.contract.ports = ReadLayerPorts(context, reader);
  layer.port_relay = ReadPortRelay(context, reader, layer.contract.ports);
  ReadService(context, reader, layer);
  if (const auto services = reader.Texts("system_services"); services && !services->empty()) layer.runs_packaged = true;
  layer.preserves_user = PreservesUser(context, reader);
  layer.env = ReadBakedEnv(context, reader);
  CheckAliases(context, reader, true);
  CheckRoute(context, reader);
  if (HasContent(context, map, reader)) layer.has_content = true;
}

}  // namespace

ir::Layer ReadLayer(const yaml::ParsedFile& file, const LayerInput& input, const SourceManager& sources,
                    Interner& names, DiagnosticSink& diags) {
  ir::Layer layer;
  layer.name = input.name;
  layer.span = input.file_span;
  layer.file_span = input.file_span;
  layer.has_content = FilesAreContent(input.neighbours);
  if (const yaml::Document* document = OnlyDocument(file, diags)) {
    ReadContext context{*document, sources, names, diags};
    if (const yaml::Node* root = RootMap(context)) ReadFields(context, Unwrap(context, *root), layer);
  }
  if (HasServiceFile(input.neighbours)) layer.runs_packaged = true;
  return layer;
}

}  // namespace ovcc
