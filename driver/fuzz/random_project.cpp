// Projects from decisions. The field tables of the front end say which fields there are, so that a new field is fuzzed
// without a line here; names come from small sets, so that things find one another, and most values are usual ones.
#include "driver/fuzz/random_project.h"

#include <algorithm>
#include <string>
#include <utility>

#include "driver/fuzz/usual_values.h"
#include "frontend/edit/render.h"
#include "frontend/schema/contract.h"
#include "frontend/schema/deploy_fields.h"
#include "frontend/schema/image.h"
#include "frontend/schema/layer.h"
#include "frontend/schema/security.h"
#include "frontend/schema/sidecar_fields.h"

namespace ovcc {
namespace {

using edit::Tree;
using schema::Field;
using schema::Mapping;
using schema::Type;
using Entries = std::vector<std::pair<std::string, Tree>>;

constexpr std::string_view kImages[] = {"web", "db", "model", "a.b", "quay.io/x/y:1"};
constexpr std::string_view kLayers[] = {"base", "serve", "store", "gpu"};
constexpr std::string_view kVariables[] = {"DB_URL", "LLM_URL", "TOKEN", "HTTP_PROXY", "NO_PROXY", "TZ", "no-shell"};
constexpr std::string_view kSidecars[] = {"tailscale", "gluetun", "vpn", "caddy"};
constexpr std::string_view kFruitful = "env image layers ports sidecars volumes";  // what much hangs on
constexpr std::string_view kNames[] = {"cache", "data", "token"};
constexpr std::string_view kTexts[] = {"1",
                                       "80",
                                       "8080:80",
                                       "127.0.0.1:8080:80/udp",
                                       "[::1]:53:53",
                                       "auto",
                                       "tailscale",
                                       "all",
                                       "http://{{.ContainerName}}:{{.HostPort 80}}/x",
                                       "{{.ContainerPort 80}}",
                                       "/srv/data",
                                       "~/x",
                                       "$HOME/y",
                                       "data",
                                       "bind",
                                       "encrypted",
                                       "512m",
                                       "50%",
                                       "2.5",
                                       "true",
                                       "host",
                                       "A=1",
                                       "TOKEN=x y",
                                       "B",
                                       "NET_ADMIN",
                                       "keyring",
                                       "env:HOST_TOKEN",
                                       "file:/run/x",
                                       "%h %% $x $$",
                                       "a\\",
                                       "\"q\" 'r'",
                                       "line\nbreak",
                                       "cr\rhere",
                                       "[Service]",
                                       " lead and trail ",
                                       "a,b;c",
                                       ";",
                                       "#c",
                                       "caf\xC3\xA9 \xE2\x80\xA8",
                                       "tmpfs:/run:size=1m",
                                       "/host:/container:ro",
                                       "docker.io/library/nginx:1.27",
                                       ""};

/// The mapping that a field holds, or a list or mapping of such; null for others.
const Mapping* InnerOf(const Mapping& outer, std::string_view field) {
  if (field == "security") return &schema::kSecurity;
  if (field == "tunnel") return &schema::kTunnel;
  if (field == "env_accepts" || field == "env_requires") return &schema::kEnvDependency;
  if (field == "secret_accepts" || field == "secret_requires") return &schema::kSecretDependency;
  if (field == "mcp_accepts" || field == "mcp_requires") return &schema::kMcpDependency;
  if (field == "mcp_provides") return &schema::kMcpProvide;
  if (field == "volumes") {
    if (&outer == &schema::kDeployEntry) return &schema::kVolumeRecord;
    return &outer == &schema::kSidecar ? &schema::kSidecarVolume : &schema::kVolume;
  }
  if (field == "secrets") {
    if (&outer == &schema::kDeployEntry) return &schema::kEntrySecret;
    return &outer == &schema::kSidecar ? &schema::kSidecarSecret : &schema::kSecret;
  }
  return nullptr;
}

class Author {
 public:
  explicit Author(FuzzInput& input) : input_(input) {}

  std::string Text() {
    if (input_.Chance(6)) return input_.Text(24);
    return std::string(input_.OneOf(kTexts));
  }

  /// For a field: mostly what people write there.
  std::string Text(std::string_view field) {
    const auto usual = std::ranges::equal_range(kUsualValues, field, {}, &UsualValue::field);
    if (usual.empty() || input_.Chance(4)) return Text();
    return std::string(usual[input_.Below(usual.size())].text);
  }

  Tree Record(const Mapping& mapping) {
    Entries entries;
    for (const Field& field : mapping.fields) {
      const bool required = Names(mapping.required, field.name) && !input_.Chance(16);
      if (required || (Names(kFruitful, field.name) && input_.Chance(2))) Add(entries, mapping, field);
    }
    for (std::size_t n = input_.Below(6); n > 0; --n) Add(entries, mapping, AnyField(mapping));
    return Tree::Map(std::move(entries));
  }

  /// A mapping from most of `names` to records.
  template <std::size_t N>
  Tree AllRecords(const std::string_view (&names)[N], const Mapping& mapping) {
    Entries entries;
    for (const std::string_view name : names) {
      if (!input_.Chance(8)) Set(entries, std::string(name), Record(mapping));
    }
    return Tree::Map(std::move(entries));
  }

  /// A mapping from some of `names` to records.
  template <std::size_t N>
  Tree Records(const std::string_view (&names)[N], const Mapping& mapping, bool with_instances) {
    Entries entries;
    for (std::size_t n = 1 + input_.Below(4); n > 0; --n) {
      std::string name(input_.OneOf(names));
      if (with_instances && input_.Chance(4)) name += "/" + (input_.Chance(5) ? input_.Text(6) : std::string("two"));
      Set(entries, std::move(name), Record(mapping));
    }
    return Tree::Map(std::move(entries));
  }

 private:
  static void Set(Entries& entries, std::string name, Tree value) {
    for (auto& [known, held] : entries) {
      if (known == name) return;
    }
    entries.emplace_back(std::move(name), std::move(value));
  }

  /// True if a blank separated list of fields has this one.
  static bool Names(std::string_view fields, std::string_view field) {
    return (" " + std::string(fields) + " ").find(" " + std::string(field) + " ") != std::string::npos;
  }

  /// Any field, but mostly one that has an effect.
  const Field& AnyField(const Mapping& mapping) {
    for (std::size_t n = 0; n < 4; ++n) {
      const Field& field = mapping.fields[input_.Below(mapping.fields.size())];
      if (!field.ignored && !Names(mapping.refused, field.name)) return field;
    }
    return mapping.fields[input_.Below(mapping.fields.size())];
  }

  void Add(Entries& entries, const Mapping& mapping, const Field& field) {
    Set(entries, std::string(field.name), Value(mapping, field));
  }

  Tree List(std::string_view field) {
    std::vector<Tree> items;
    for (std::size_t n = input_.Below(4); n > 0; --n) items.push_back(Tree::Scalar(Text(field)));
    return Tree::List(std::move(items));
  }

  Tree Layers() {
    std::vector<Tree> items;
    for (std::size_t n = input_.Below(3); n > 0; --n) items.push_back(Tree::Scalar(input_.OneOf(kLayers)));
    return Tree::List(std::move(items));
  }

  Tree TextMap() {
    Entries entries;
    for (std::size_t n = input_.Below(4); n > 0; --n) {
      Set(entries, std::string(input_.OneOf(kVariables)), Tree::Scalar(Text()));
    }
    return Tree::Map(std::move(entries));
  }

  Tree Value(const Mapping& mapping, const Field& field) {
    if (field.name == "name") {
      const bool variable = mapping.name.find("dependency") != std::string_view::npos;
      return Tree::Scalar(variable ? input_.OneOf(kVariables) : input_.OneOf(kNames));
    }
    if (field.name == "sidecars") return Records(kSidecars, schema::kSidecar, false);
    if (field.type == Type::List && (field.name == "layers" || field.name == "requires")) return Layers();
    const Mapping* inner = InnerOf(mapping, field.name);
    switch (field.type) {
      case Type::Bool:
        return Tree::Scalar(input_.Chance(2) ? "true" : "false");
      case Type::Integer:
        return Tree::Scalar(input_.Chance(4) ? Text() : std::to_string(input_.Below(70000)));
      case Type::List:
        return List(field.name);
      case Type::RecordList: {
        std::vector<Tree> items;
        for (std::size_t n = 1 + input_.Below(2); n > 0 && inner != nullptr; --n) items.push_back(Record(*inner));
        return Tree::List(std::move(items));
      }
      case Type::Map:
        return inner != nullptr ? Record(*inner) : TextMap();
      case Type::TextOrMap:
        return inner != nullptr && input_.Chance(2) ? Record(*inner) : Tree::Scalar(Text(field.name));
      case Type::TextOrList:
        return input_.Chance(2) ? List(field.name) : Tree::Scalar(Text(field.name));
      case Type::ListOrMap:
        return input_.Chance(2) ? TextMap() : List(field.name);
      case Type::Text:
      case Type::Any:
        return Tree::Scalar(Text(field.name));
    }
    return Tree();
  }

  FuzzInput& input_;
};

std::string Yaml(std::string_view root, Tree value) {
  const Tree file = Tree::Map({{std::string(root), std::move(value)}});
  return edit::RenderBlock(file, 0, {}) + "\n";
}

}  // namespace

std::map<std::string, std::string> RandomProject(FuzzInput& input) {
  std::map<std::string, std::string> files;
  Author author(input);
  files["p/image.yml"] = Yaml("images", author.AllRecords(kImages, schema::kImage));
  for (const std::string_view layer : kLayers) {
    files["p/layers/" + std::string(layer) + "/layer.yml"] = Yaml("layer", author.Record(schema::kLayer));
  }
  files["p/sidecar.yml"] = Yaml("sidecars", author.AllRecords(kSidecars, schema::kSidecar));
  files["w/app.env"] = input.Text(80);
  const bool spoilt = input.Chance(8);
  std::string deploy = Yaml("deploy", author.Records(kImages, schema::kDeployEntry, true));
  if (spoilt) deploy.insert(input.Below(deploy.size() + 1), input.Text(16));
  files["p/deploy.yml"] = std::move(deploy);
  return files;
}

}  // namespace ovcc
