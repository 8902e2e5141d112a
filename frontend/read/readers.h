#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "frontend/read/context.h"
#include "ir/module.h"

/// Readers of records that several file kinds share. Each takes the value node of a field that was found present and
/// reports what is wrong with it by the rules of §12; what cannot be read is left out of the result.
namespace ovcc {

/// `ports` of an entry or an image: texts or numbers of §8.1. `auto` is `port-mapping-invalid` unless `allow_auto`.
[[nodiscard]] std::vector<ir::PortMapping> ReadPortMappings(ReadContext& context, const yaml::Node& list,
                                                            bool allow_auto);

/// Help for the name of a variable that begins with `export `; nothing for others. Source: §12.3.
void HintExport(Diagnostic& found, std::string_view name);

/// `env` as a list of `KEY=VALUE` or a mapping. Reports env-key-suspect, env-key-broken, env-bare, env-duplicate,
/// nul-in-value.
[[nodiscard]] std::vector<ir::EnvEntry> ReadEnv(ReadContext& context, const yaml::Node& value, ir::Origin origin);

/// `env` of a sidecar or a layer: a mapping of texts, in file order. Same rules.
[[nodiscard]] std::vector<ir::KeyValue> ReadEnvMap(ReadContext& context, const yaml::Node& map, std::string_view field);

/// `security`, by the rules of §12.8 that concern single fields.
[[nodiscard]] ir::Security ReadSecurity(ReadContext& context, const yaml::Node& map);

/// `volumes {name, path}` of a layer, an image or a sidecar; `allow_host` for sidecars (§17.4).
[[nodiscard]] std::vector<ir::Volume> ReadVolumes(ReadContext& context, const yaml::Node& list, bool allow_host);

/// `secrets` of a layer or a sidecar (§10.1, §10.3); `sidecar` names the sidecar, empty for a layer.
[[nodiscard]] std::vector<ir::SecretDeclaration> ReadSecrets(ReadContext& context, const yaml::Node& list,
                                                             std::string_view sidecar);

/// `env_provides`: a mapping name -> template.
[[nodiscard]] std::vector<ir::Provide> ReadEnvProvides(ReadContext& context, const yaml::Node& map, Symbol owner);

class MappingReader;

/// What a contract speaks for: one layer or record, or a built image with all its layers.
enum class Scope : std::uint8_t { Layer, Image };

/// Every contract field that `reader` has present: env_*, secret_*, mcp_* and, where `with_resources`, volumes and
/// secrets. `owner`: the layer, empty for a foreign or built image. Rules of §12.3-12.5 that one record can break.
[[nodiscard]] ir::Contract ReadContract(ReadContext& context, const MappingReader& reader, Symbol owner,
                                        bool with_resources, Scope scope = Scope::Layer);

/// `status`, `info` and `description` of a layer or image together (§1.3, W48).
void ReadStatusAndInfo(ReadContext& context, const MappingReader& reader, ir::Status& status, ir::Text& info);

}  // namespace ovcc
