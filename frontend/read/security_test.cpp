// `security` (§12.8), port mappings (§12.6) and volumes (§12.7).
#include "frontend/read/readers.h"

#include "frontend/read/reader_fixture.h"

namespace ovcc {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(ReadSecurity, ReadsEveryField) {
  ParsedText parsed(
      "privileged: true\ncap_add: [NET_RAW]\ndevices: [/dev/fuse]\nsecurity_opt: [label=disable]\n"
      "group_add: [keep-groups]\nmount: ['tmpfs:/tmp:size=1g']\ncgroupns: host\nipc_mode: private\nshm_size: ' 1g '\n"
      "memory_max: 6g\nmemory_high: 1.5g\nmemory_swap_max: infinity\ncpus: 2.5\n");
  ReadContext context = parsed.context();
  const ir::Security security = ReadSecurity(context, parsed.root());
  EXPECT_THAT(parsed.findings(), IsEmpty());
  EXPECT_EQ(security.privileged, true);
  EXPECT_EQ(security.cap_add.at(0).text(), "NET_RAW");
  EXPECT_EQ(security.devices.at(0).text(), "/dev/fuse");
  EXPECT_EQ(security.security_opt.at(0).text(), "label=disable");
  EXPECT_EQ(security.group_add.at(0).text(), "keep-groups");
  EXPECT_EQ(security.mounts.at(0).text(), "tmpfs:/tmp:size=1g");
  EXPECT_EQ(security.cgroupns.text(), "host");
  EXPECT_EQ(security.ipc_mode.text(), "private");
  EXPECT_EQ(security.shm_size.text(), "1g");
  EXPECT_EQ(security.memory_max.text(), "6g");
  EXPECT_EQ(security.memory_high.text(), "1.5g");
  EXPECT_EQ(security.memory_swap_max.text(), "infinity");
  EXPECT_EQ(security.cpus.text(), "2.5");
}

struct Case {
  std::string text;
  std::vector<std::string> findings;
};

TEST(ReadSecurity, JudgesEachField) {
  const std::vector<Case> cases = {
      {"cap_ad: [X]\n", {"1:1 unknown-key"}},
      {"cap_add: ['A B', '']\n", {"1:11 security-word", "1:18 security-word"}},
      {"group_add: [keep-groups, video]\n", {"1:13 keep-groups-mixed"}},
      {"mounts: [nothing]\n", {"1:17 mount-invalid"}},
      {"cgroupns: odd\n", {"1:11 mode-unusual"}},
      {"ipc_mode: shareable\n", {}},
      {"shm_size: 1.5g\n", {"1:12 size-invalid"}},
      {"memory_max: \"\\v\"\n", {"1:14 control-char"}},
      {"memory_max: 6GiB\n", {"1:15 size-invalid"}},
      {"memory_max: 50%\n", {}},
      {"memory_max: ''\n", {}},
      {"cpus: 0\n", {"1:7 cpus-invalid"}},
      {"memory_max: 1g\nmemory_high: 1025m\n", {"2:14 memory-order"}},
      {"memory_max: 1g\nmemory_high: 1024m\n", {}},
      {"devices: [\"/dev/a\\x01\"]\n", {"1:18 control-char"}},
  };
  for (const Case& test : cases) {
    ParsedText parsed(test.text);
    ReadContext context = parsed.context();
    static_cast<void>(ReadSecurity(context, parsed.root()));
    EXPECT_EQ(parsed.findings(), test.findings) << test.text;
  }
}

TEST(ReadPortMappings, TakesEveryForm) {
  ParsedText parsed("- 8080\n- 2222:22\n- 127.0.0.1:53:53/udp\n- '[::1]:1:2/tcp'\n- auto\n");
  ReadContext context = parsed.context();
  const std::vector<ir::PortMapping> ports = ReadPortMappings(context, parsed.root(), true);
  EXPECT_THAT(parsed.findings(), IsEmpty());
  ASSERT_EQ(ports.size(), 5U);
  EXPECT_EQ(ports[0].host, 8080);
  EXPECT_EQ(ports[0].container, 8080);
  EXPECT_EQ(ports[1].container, 22);
  EXPECT_EQ(ports[2].address.text(), "127.0.0.1");
  EXPECT_EQ(ports[2].protocol, ir::Protocol::Udp);
  EXPECT_EQ(ports[3].address.text(), "[::1]");
  EXPECT_EQ(ports[3].protocol, ir::Protocol::Tcp);
  EXPECT_TRUE(ports[4].automatic);
  EXPECT_EQ(parsed.TextOf(ports[1].span), "2222:22");
}

TEST(ReadPortMappings, PointsIntoTheText) {
  ParsedText parsed("- 80800:80\n- 80/sctp\n- localhost:80:80\n- auto\n- [1]\n");
  ReadContext context = parsed.context();
  EXPECT_THAT(ReadPortMappings(context, parsed.root(), false), IsEmpty());
  EXPECT_THAT(parsed.findings(), ElementsAre("1:3 port-mapping-invalid", "2:6 port-suffix-invalid",
                                             "3:3 port-address-invalid", "4:3 port-mapping-invalid", "5:3 wrong-type"));
}

TEST(ReadVolumes, JudgesEachRecord) {
  ParsedText parsed(
      "- {name: data, path: ~/data}\n- {name: Data, path: /a}\n- {name: b}\n- {path: /c}\n- {name: data, path: /d}\n"
      "- {name: e, path: /e, host: /h}\n- text\n- {name: f, path: \"/a\\nb\"}\n");
  ReadContext context = parsed.context();
  const std::vector<ir::Volume> volumes = ReadVolumes(context, parsed.root(), false);
  EXPECT_THAT(parsed.findings(),
              ElementsAre("2:10 volume-name-invalid", "3:10 volume-path-missing", "4:3 volume-name-invalid",
                          "5:10 volume-duplicate", "6:23 unknown-key", "7:3 wrong-type", "8:22 control-char"));
  ASSERT_EQ(volumes.size(), 2U);
  EXPECT_EQ(volumes[0].path.text(), "~/data");
}

TEST(ReadVolumes, TakesHostsOfSidecars) {
  ParsedText parsed("- {name: e, path: /e, host: ~/h}\n");
  ReadContext context = parsed.context();
  EXPECT_EQ(ReadVolumes(context, parsed.root(), true).at(0).host.text(), "~/h");
  EXPECT_THAT(parsed.findings(), IsEmpty());
}

}  // namespace
}  // namespace ovcc
