// Project files (§1.5, §1.6): overthink.yml, the files it includes, and image.yml share one set of root keys, since any
// root map may stand inline.
#include "frontend/read/overthink.h"

#include "frontend/read/image.h"
#include "frontend/read/mapping.h"
#include "frontend/read/sidecar.h"
#include "frontend/schema/overthink.h"

namespace ovcc {
namespace {

DiscoverPath ReadDiscoverPath(ReadContext& context, const yaml::Node& item) {
  if (item.kind == yaml::Kind::Scalar) return {ReadText(context, item), true};
  if (!ExpectRecord(context, item, "layers")) return {};
  const MappingReader reader(context, item, schema::kDiscoverPath);
  return {reader.Text("path"), reader.Bool("recursive").value_or(false)};
}

std::optional<std::vector<DiscoverPath>> ReadDiscover(ReadContext& context, const yaml::Node& map) {
  const MappingReader reader(context, map, schema::kDiscover);
  const PresentField* layers = reader.Find("layers");
  if (layers == nullptr) return std::nullopt;
  std::vector<DiscoverPath> paths;
  if (layers->value->kind == yaml::Kind::Scalar) {
    paths.push_back(ReadDiscoverPath(context, *layers->value));
    return paths;
  }
  for (const yaml::NodeId id : context.document.items(*layers->value)) {
    DiscoverPath path = ReadDiscoverPath(context, context.node(id));
    if (!path.path.empty()) paths.push_back(path);
  }
  return paths;
}

/// Only two facts of a distribution count (§1.10); everything else in it is build machinery.
std::vector<ir::Distro> ReadDistros(ReadContext& context, const yaml::Node& map) {
  std::vector<ir::Distro> distros;
  if (map.kind != yaml::Kind::Map) return distros;
  for (const yaml::MapEntry& entry : context.document.entries(map)) {
    const yaml::Node& key = context.node(entry.key);
    const yaml::Node& value = context.node(entry.value);
    ir::Distro distro;
    distro.name = context.names.Intern(key.text);
    distro.span = key.span;
    if (value.kind == yaml::Kind::Map) {
      if (const auto inherits = context.document.Find(value, "inherits")) {
        distro.inherits = ReadText(context, context.node(*inherits));
      }
      if (const auto account = context.document.Find(value, "base_user")) {
        const MappingReader reader(context, context.node(*account), schema::kBaseUser);
        distro.account = reader.Text("name").value;
        distro.uid = reader.Integer("uid").value_or(0);
        distro.gid = reader.Integer("gid").value_or(distro.uid);
        distro.home = reader.Text("home").value;
      }
    }
    distros.push_back(distro);
  }
  return distros;
}

}  // namespace

ProjectFile ReadProjectFile(ReadContext& context, const yaml::Node& root) {
  const MappingReader reader(context, root, schema::kProject);
  ProjectFile project;
  project.includes = reader.Texts("includes").value_or(std::vector<ir::Text>());
  if (const PresentField* discover = reader.Find("discover"))
    project.discover = ReadDiscover(context, *discover->value);
  if (const PresentField* defaults = reader.Find("defaults")) {
    project.defaults = ReadImage(context, nullptr, *defaults->value);
  }
  if (const PresentField* images = reader.Find("images")) project.images = ReadImageMap(context, *images->value);
  if (const PresentField* distros = reader.Find("distros")) project.distros = ReadDistros(context, *distros->value);
  if (const PresentField* sidecars = reader.Find("sidecars")) {
    project.sidecars = ReadSidecarMap(context, *sidecars->value, false);
  }
  if (const PresentField* provides = reader.Find("provides")) ReadRegistry(context, *provides->value, project.deploy);
  if (const PresentField* deploy = reader.Find("deploy")) {
    ReadDeployMap(context, *deploy->value, true, project.deploy);
  }
  return project;
}

}  // namespace ovcc
