#include "driver/autodetect.h"

#include <gtest/gtest.h>

#include "support/memory_file_system.h"

namespace ovcc {
namespace {

std::vector<std::string> Texts(const std::vector<Symbol>& symbols) {
  std::vector<std::string> texts;
  for (const Symbol symbol : symbols) texts.emplace_back(symbol.text());
  return texts;
}

TEST(DetectHost, FindsNothingOnAnEmptyMachine) {
  const MemoryFileSystem files;
  Interner names;
  ir::Host host;
  DetectHost(files, names, host);
  EXPECT_TRUE(host.devices.empty());
  EXPECT_FALSE(host.nvidia);
  EXPECT_TRUE(host.amd_gfx.empty());
  EXPECT_TRUE(host.render_node.empty());
}

TEST(DetectHost, FindsDevicesAndGpus) {
  MemoryFileSystem files;
  for (const char* device : {"/dev/dri/renderD129", "/dev/dri/renderD128", "/dev/dri/card0", "/dev/kvm", "/dev/fuse",
                             "/dev/nvidiactl", "/etc/cdi/nvidia.yaml"}) {
    files.Put(device, "");
  }
  files.Put("/sys/class/kfd/kfd/topology/nodes/0/properties", "cpu_cores_count 8\ngfx_target_version 0\n");
  files.Put("/sys/class/kfd/kfd/topology/nodes/1/properties", "simd_count 64\ngfx_target_version 110002\n");
  Interner names;
  ir::Host host;
  DetectHost(files, names, host);
  EXPECT_EQ(Texts(host.devices),
            (std::vector<std::string>{"/dev/dri/renderD128", "/dev/dri/renderD129", "/dev/kvm", "/dev/fuse"}));
  EXPECT_TRUE(host.nvidia);
  EXPECT_EQ(host.amd_gfx.text(), "11.0.0");
  EXPECT_EQ(host.render_node.text(), "/dev/dri/renderD128");
}

}  // namespace
}  // namespace ovcc
