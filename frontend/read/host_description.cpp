// Host description (§18.1): everything a compile may know of a machine, as a file.
#include "frontend/read/host_description.h"

#include "frontend/read/mapping.h"
#include "frontend/schema/host.h"

namespace ovcc {

HostDescription ReadHostDescription(ReadContext& context, const yaml::Node& root) {
  HostDescription description;
  const MappingReader reader(context, root, schema::kHost);
  description.host.home = reader.Text("home").value;
  description.host.tool = reader.Text("tool").value;
  for (const ir::Text& device : reader.Texts("devices").value_or(std::vector<ir::Text>())) {
    description.host.devices.push_back(device.value);
  }
  description.host.nvidia = reader.Bool("nvidia").value_or(false);
  description.host.amd_gfx = reader.Text("amd_gfx").value;
  description.host.render_node = reader.Text("render_node").value;
  if (const PresentField* settings = reader.Find("settings")) {
    const MappingReader values(context, *settings->value, schema::kHostSettings);
    description.bind_address = values.Text("bind_address");
    description.volumes_path = values.Text("volumes_path");
    description.encrypted_storage_path = values.Text("encrypted_storage_path");
    description.secret_backend = values.Text("secret_backend");
  }
  return description;
}

}  // namespace ovcc
