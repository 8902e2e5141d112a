// Host description (§18.1): everything a compile may know of a machine, as a file.
#include "frontend/read/host_description.h"

#include <array>

#include "frontend/read/mapping.h"

namespace ovcc {
namespace {

using schema::Type;

constexpr std::array kSettingFields = {
    schema::Field{"bind_address", "", Type::Text, false, "address of ports that name none"},
    schema::Field{"volumes_path", "", Type::Text, false, "folder of automatic bind volumes"},
    schema::Field{"encrypted_storage_path", "", Type::Text, false, "folder of automatic encrypted volumes"},
    schema::Field{"secret_backend", "", Type::Text, false, "auto, keyring, kdbx or config"},
};
constexpr schema::Mapping kSettings{"the settings of a host description", kSettingFields, false};

constexpr std::array kHostFields = {
    schema::Field{"home", "", Type::Text, false, "home folder of the user who runs the units"},
    schema::Field{"tool", "", Type::Text, false, "path of the program that mounts encrypted volumes"},
    schema::Field{"devices", "", Type::List, false, "device nodes that exist"},
    schema::Field{"nvidia", "", Type::Bool, false, "a usable NVIDIA GPU exists"},
    schema::Field{"amd_gfx", "", Type::Text, false, "architecture of an AMD GPU as MAJOR.MINOR.0"},
    schema::Field{"render_node", "", Type::Text, false, "path of the render node"},
    schema::Field{"settings", "", Type::Map, false, "machine settings"},
};
constexpr schema::Mapping kHost{"a host description", kHostFields, false};

}  // namespace

HostDescription ReadHostDescription(ReadContext& context, const yaml::Node& root) {
  HostDescription description;
  const MappingReader reader(context, root, kHost);
  description.host.home = reader.Text("home").value;
  description.host.tool = reader.Text("tool").value;
  for (const ir::Text& device : reader.Texts("devices").value_or(std::vector<ir::Text>())) {
    description.host.devices.push_back(device.value);
  }
  description.host.nvidia = reader.Bool("nvidia").value_or(false);
  description.host.amd_gfx = reader.Text("amd_gfx").value;
  description.host.render_node = reader.Text("render_node").value;
  if (const PresentField* settings = reader.Find("settings")) {
    const MappingReader values(context, *settings->value, kSettings);
    description.bind_address = values.Text("bind_address");
    description.volumes_path = values.Text("volumes_path");
    description.encrypted_storage_path = values.Text("encrypted_storage_path");
    description.secret_backend = values.Text("secret_backend");
  }
  return description;
}

}  // namespace ovcc
