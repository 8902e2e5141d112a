// Detection of host facts (§4.7, §7.4), on request only.
#include "driver/autodetect.h"

#include <fmt/format.h>

#include <array>
#include <optional>
#include <string>

#include "support/text.h"

namespace ovcc {
namespace {

constexpr std::array kDevices = {"/dev/kfd",  "/dev/kvm",     "/dev/vhost-net", "/dev/vhost-vsock",
                                 "/dev/fuse", "/dev/net/tun", "/dev/hwrng"};

bool Exists(const FileSystem& files, const std::string& path) { return files.Status(path).has_value(); }

// The kernel describes an AMD GPU by `gfx_target_version 110002`, which is 11.0.2; libraries are told MAJOR.MINOR.0.
std::optional<std::string> AmdArchitecture(const FileSystem& files) {
  const std::string nodes = "/sys/class/kfd/kfd/topology/nodes";
  const auto entries = files.List(nodes);
  if (!entries) return std::nullopt;
  for (const DirectoryEntry& entry : *entries) {
    const auto properties = files.Read(nodes + "/" + entry.name + "/properties");
    if (!properties) continue;
    for (const std::string_view line : Split(*properties, '\n')) {
      const Halves halves = SplitFirst(line, ' ');
      if (halves.first != "gfx_target_version") continue;
      const auto version = ParseDecimal(Trim(halves.second));
      if (version && *version >= 10'000) return fmt::format("{}.{}.0", *version / 10'000, *version / 100 % 100);
    }
  }
  return std::nullopt;
}

}  // namespace

void DetectHost(const FileSystem& files, Interner& names, ir::Host& host) {
  if (const auto nodes = files.List("/dev/dri")) {
    for (const DirectoryEntry& node : *nodes) {
      if (!node.name.starts_with("renderD")) continue;
      const Symbol path = names.Intern("/dev/dri/" + node.name);
      host.devices.push_back(path);
      if (host.render_node.empty()) host.render_node = path;
    }
  }
  for (const char* device : kDevices) {
    if (Exists(files, device)) host.devices.push_back(names.Intern(device));
  }
  host.nvidia = Exists(files, "/dev/nvidiactl") &&
                (Exists(files, "/etc/cdi/nvidia.yaml") || Exists(files, "/var/run/cdi/nvidia.yaml"));
  if (const auto architecture = AmdArchitecture(files)) host.amd_gfx = names.Intern(*architecture);
}

}  // namespace ovcc
