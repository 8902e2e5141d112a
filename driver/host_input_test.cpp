#include "driver/host_input.h"

#include <gtest/gtest.h>

#include "support/memory_file_system.h"

namespace ovcc {
namespace {

class HostInputTest : public testing::Test {
 protected:
  HostInput Read(const HostFlags& flags, std::map<std::string, std::string> variables = {{"HOME", "/home/op"}}) {
    const Environment environment(std::move(variables));
    Console console(stdout, stderr, false);
    return ReadHostInput(flags, {console, environment, files_, processes_, "/project"}, sources_, names_, diags_);
  }
  [[nodiscard]] std::vector<std::string> Codes() const {
    std::vector<std::string> codes;
    for (const Diagnostic& found : diags_.all()) codes.emplace_back(found.info->code);
    return codes;
  }

  MemoryFileSystem files_;
  SystemProcesses processes_;
  SourceManager sources_;
  Interner names_;
  DiagnosticSink diags_;
};

TEST_F(HostInputTest, DefaultsStandWithoutAnyInput) {
  const HostInput input = Read({});
  EXPECT_EQ(input.host.home.text(), "/home/op");
  EXPECT_TRUE(input.host.tool.empty());
  EXPECT_TRUE(input.host.devices.empty());
  EXPECT_EQ(input.settings.bind_address.text(), "127.0.0.1");
  EXPECT_EQ(input.settings.volumes_path.text(), "/home/op/.local/share/ov/volumes");
  EXPECT_EQ(input.settings.encrypted_storage_path.text(), "/home/op/.local/share/ov/encrypted");
  EXPECT_EQ(input.settings.secret_backend.text(), "auto");
}

TEST_F(HostInputTest, VariableBeatsDescriptionBeatsDefault) {
  files_.Put("/project/host.yml",
             "home: /srv/home/\ntool: /usr/bin/ov\ndevices: [/dev/fuse]\nnvidia: true\n"
             "settings: {bind_address: 0.0.0.0, volumes_path: ~/v, secret_backend: kdbx}\n");
  HostFlags flags;
  flags.file = "host.yml";
  const HostInput input = Read(flags, {{"HOME", "/home/op"}, {"OV_SECRET_BACKEND", "config"}});
  EXPECT_EQ(input.host.home.text(), "/srv/home");
  EXPECT_EQ(input.host.tool.text(), "/usr/bin/ov");
  ASSERT_EQ(input.host.devices.size(), 1U);
  EXPECT_EQ(input.host.devices[0].text(), "/dev/fuse");
  EXPECT_TRUE(input.host.nvidia);
  EXPECT_EQ(input.settings.bind_address.text(), "0.0.0.0");
  EXPECT_EQ(input.settings.volumes_path.text(), "/srv/home/v");
  EXPECT_EQ(input.settings.secret_backend.text(), "config");
  EXPECT_TRUE(Codes().empty());
}

TEST_F(HostInputTest, HomeFlagBeatsAll) {
  files_.Put("/project/host.yml", "home: /srv/home\n");
  HostFlags flags;
  flags.file = "host.yml";
  flags.home = "/elsewhere/";
  EXPECT_EQ(Read(flags).host.home.text(), "/elsewhere");
}

TEST_F(HostInputTest, WrongBindAddressIsAnError) {
  (void)Read({}, {{"HOME", "/h"}, {"OV_BIND_ADDRESS", "10.0.0.1"}});
  EXPECT_EQ(Codes(), std::vector<std::string>{"bind-address-invalid"});
}

TEST_F(HostInputTest, MissingDescriptionIsAnError) {
  HostFlags flags;
  flags.file = "none.yml";
  (void)Read(flags);
  EXPECT_EQ(Codes(), std::vector<std::string>{"file-unreadable"});
}

TEST_F(HostInputTest, UnknownKeyInADescriptionIsAnError) {
  files_.Put("/project/host.yml", "device: [/dev/fuse]\n");
  HostFlags flags;
  flags.file = "host.yml";
  (void)Read(flags);
  EXPECT_EQ(Codes(), std::vector<std::string>{"unknown-key"});
}

}  // namespace
}  // namespace ovcc
