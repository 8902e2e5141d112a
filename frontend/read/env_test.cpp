// Environment lists and maps, templates of provides (§12.3).
#include "frontend/read/readers.h"

#include "frontend/read/reader_fixture.h"

namespace ovcc {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(ReadEnv, TakesListsAndMaps) {
  for (const std::string text : {"[A=1, B=x=y, C=]", "{A: 1, B: x=y, C: }"}) {
    ParsedText parsed(text);
    ReadContext context = parsed.context();
    const std::vector<ir::EnvEntry> env = ReadEnv(context, parsed.root(), ir::Origin::Image);
    ASSERT_EQ(env.size(), 3U) << text;
    EXPECT_EQ(env[0].name.text(), "A");
    EXPECT_EQ(env[0].value.text(), "1");
    EXPECT_EQ(env[1].value.text(), "x=y");
    EXPECT_EQ(env[2].value.text(), "");
    EXPECT_FALSE(env[2].bare);
    EXPECT_EQ(env[1].origin, ir::Origin::Image);
    EXPECT_THAT(parsed.findings(), IsEmpty());
  }
}

struct Case {
  std::string text;
  std::vector<std::string> findings;
};

TEST(ReadEnv, JudgesEachEntry) {
  const std::vector<Case> cases = {
      {"- A.B=1\n", {"1:3 env-key-suspect"}},
      {"- A B=1\n", {"1:4 env-key-broken"}},
      {"- 1A=1\n", {"1:3 env-key-broken"}},
      {"- =1\n", {"1:3 env-key-broken"}},
      {"- A\n", {"1:3 env-bare"}},
      {"- A=1\n- A=2\n", {"2:3 env-duplicate"}},
      {"- \"A=\\0\"\n", {"1:6 nul-in-value"}},
      {"- [A=1]\n", {"1:3 wrong-type"}},
      {"A.B: 1\n", {"1:1 env-key-suspect"}},
      {"A B: 1\n", {"1:1 env-key-broken"}},
      {"A: \"\\0\"\n", {"1:5 nul-in-value"}},
      {"A: [1]\n", {"1:4 wrong-type"}},
  };
  for (const Case& test : cases) {
    ParsedText parsed(test.text);
    ReadContext context = parsed.context();
    static_cast<void>(ReadEnv(context, parsed.root(), ir::Origin::Deploy));
    EXPECT_EQ(parsed.findings(), test.findings) << test.text;
  }
}

TEST(ReadEnv, HintsAtExport) {
  ParsedText parsed("- export A=1\n");
  ReadContext context = parsed.context();
  static_cast<void>(ReadEnv(context, parsed.root(), ir::Origin::Deploy));
  EXPECT_THAT(parsed.diags().all().at(0).help, testing::HasSubstr("drop `export`"));
}

TEST(ReadEnvProvides, ChecksTemplates) {
  ParsedText parsed(
      "GOOD: http://{{.ContainerName}}:{{.HostPort 80}}/\n"
      "BAD: http://{{.Name}}/\n"
      "bad name: x\n"
      "EMPTY:\n");
  ReadContext context = parsed.context();
  const std::vector<ir::Provide> provides = ReadEnvProvides(context, parsed.root(), parsed.Name("web"));
  EXPECT_THAT(parsed.findings(), ElementsAre("2:13 provides-template", "3:1 env-name-invalid"));
  ASSERT_EQ(provides.size(), 3U);
  EXPECT_EQ(provides[0].layer.text(), "web");
  EXPECT_EQ(provides[0].value.text(), "http://{{.ContainerName}}:{{.HostPort 80}}/");
  EXPECT_EQ(provides[2].value.text(), "");
}

}  // namespace
}  // namespace ovcc
