#include "driver/compile_flags.h"

#include <gtest/gtest.h>

#include <CLI/CLI.hpp>

namespace ovcc {
namespace {

CompileFlags Parse(std::vector<std::string> arguments) {
  CLI::App app;
  CompileFlags flags;
  DeclareCompileFlags(app, flags);
  std::ranges::reverse(arguments);  // CLI11 takes them from the end
  app.parse(arguments);
  return flags;
}

TEST(CompileFlags, TargetIsPodmanWithTwoNumbers) {
  EXPECT_EQ(ParseTarget("podman-5.4"), (ir::PodmanVersion{5, 4}));
  EXPECT_EQ(ParseTarget("podman-10.0"), (ir::PodmanVersion{10, 0}));
  for (const char* wrong :
       {"5.4", "podman-5", "podman-5.x", "podman-5.4.1", "docker-5.4", "podman-", "podman-99999.1"}) {
    EXPECT_FALSE(ParseTarget(wrong).has_value()) << wrong;
  }
}

TEST(CompileFlags, ValuesOfRepeatedFlagsAreNeverSplit) {
  const CompileFlags flags = Parse({"--entry", "web", "-e", "A=1,2", "-e", "B=x y", "-p", "80:80"});
  EXPECT_EQ(flags.entry.env, (std::vector<std::string>{"A=1,2", "B=x y"}));
  EXPECT_EQ(flags.entry.ports, (std::vector<std::string>{"80:80"}));
}

TEST(CompileFlags, EntryFlagsNeedAnEntry) {
  EXPECT_EQ(CheckCompileFlags(Parse({"--sidecar", "tailscale"})), "the flags of one entry need `--entry KEY`");
  EXPECT_EQ(CheckCompileFlags(Parse({"--entry", "web", "--sidecar", "tailscale"})), "");
  EXPECT_EQ(CheckCompileFlags(Parse({"--entry", "web/a", "-i", "b"})),
            "`-i` and the instance in `web/a` exclude each other");
}

TEST(CompileFlags, UnknownPassAndTargetAreWrongUsage) {
  EXPECT_EQ(CheckCompileFlags(Parse({"--print-ir-after", "nope"})), "`--print-ir-after nope`: there is no such pass");
  EXPECT_EQ(CheckCompileFlags(Parse({"--print-ir-after", "bind-env"})), "");
  EXPECT_EQ(CheckCompileFlags(Parse({"--target", "5"})), "`--target 5`: write it as podman-5.4");
}

TEST(CompileFlags, DetectionAndADescriptionExcludeEachOther) {
  EXPECT_THROW(Parse({"--autodetect", "--host", "host.yml"}), CLI::ParseError);
  EXPECT_THROW(Parse({"--autodetect", "--no-autodetect"}), CLI::ParseError);
}

}  // namespace
}  // namespace ovcc
