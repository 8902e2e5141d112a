// Contract fields and secrets by the rules that one layer can break (§12.3-12.5).
#include "frontend/read/mapping.h"
#include "frontend/read/reader_fixture.h"
#include "frontend/read/readers.h"
#include "frontend/schema/layer.h"

namespace ovcc {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

ir::Contract Read(ParsedText& parsed) {
  ReadContext context = parsed.context();
  const MappingReader reader(context, parsed.root(), schema::kLayer);
  return ReadContract(context, reader, parsed.Name("web"), true);
}

TEST(ReadContract, ReadsEveryList) {
  ParsedText parsed(
      "env_provide: {A: x}\n"
      "env_accepts: [{name: B, description: b, default: d}]\n"
      "env_require: [{name: C, description: c}]\n"
      "secret_accepts: [{name: D, description: d, key: ov/api-key/open_router}]\n"
      "secret_requires: [{name: E, description: e}]\n"
      "mcp_provides: [{name: f, url: 'http://{{.ContainerName}}/'}]\n"
      "mcp_accepts: [{name: g, description: g}]\n"
      "mcp_requires: [{name: h, description: h}]\n"
      "volumes: [{name: i, path: /i}]\n"
      "secrets: [{name: j, env: J}, {name: k, target: /k}]\n");
  const ir::Contract contract = Read(parsed);
  EXPECT_THAT(parsed.findings(), IsEmpty());
  EXPECT_EQ(contract.env_provides.at(0).name.text(), "A");
  EXPECT_EQ(contract.env_accepts.at(0).default_value.text(), "d");
  EXPECT_EQ(contract.env_accepts.at(0).description.text(), "b");
  EXPECT_EQ(contract.env_requires.at(0).name.text(), "C");
  EXPECT_EQ(contract.env_requires.at(0).layer.text(), "web");
  EXPECT_EQ(contract.secret_accepts.at(0).key.text(), "ov/api-key/open_router");
  EXPECT_EQ(contract.secret_requires.at(0).name.text(), "E");
  EXPECT_EQ(contract.mcp_provides.at(0).transport.text(), "http");
  EXPECT_EQ(contract.mcp_accepts.at(0).name.text(), "g");
  EXPECT_EQ(contract.mcp_requires.at(0).name.text(), "h");
  EXPECT_EQ(contract.volumes.at(0).name.text(), "i");
  EXPECT_EQ(contract.secrets.at(1).target.text(), "/k");
  EXPECT_EQ(contract.secrets.at(1).layer.text(), "web");
}

struct Case {
  std::string text;
  std::vector<std::string> findings;
};

TEST(ReadContract, JudgesEachRule) {
  const std::vector<Case> cases = {
      {"env_accepts: [A]\n", {"1:15 dep-description-missing"}},
      {"env_accepts: [{name: A}]\n", {"1:22 dep-description-missing"}},
      {"env_accepts: [{description: a}]\n", {"1:15 env-name-empty"}},
      {"env_accepts: ['']\n", {"1:15 env-name-empty"}},
      {"mcp_accepts: [{description: a}]\n", {"1:15 mcp-name-empty"}},
      {"env_requires: [{name: A-B, description: a}]\n", {"1:23 env-name-invalid"}},
      {"env_requires: [{name: A, description: a, key: k}]\n", {"1:42 unknown-key"}},
      {"env_requires: [{name: A, description: a}, {name: A, description: a}]\n", {"1:50 dep-duplicate"}},
      {"env_accepts: [{name: A, description: a}]\nenv_requires: [{name: A, description: a}]\n",
       {"1:22 dep-two-sections"}},
      {"env_accepts: [{name: A, description: a}]\nsecret_accepts: [{name: A, description: a}]\n",
       {"2:25 dep-two-sections"}},
      {"secret_accepts: [{name: _A, description: a}]\n", {"1:25 secret-slug-invalid"}},
      {"secret_accepts: [{name: A, description: a, key: ov/secret}]\n", {"1:49 secret-key-invalid"}},
      {"secret_accepts: [{name: A, description: a, default: d}]\n", {"1:53 secret-default-ignored"}},
      {"env_provides: {A: a}\nsecret_requires: [{name: A, description: a}]\n", {"1:16 secret-and-provides"}},
      {"env_provides: {A: a}\nenv_accepts: [{name: A, description: a}]\n", {}},
      {"mcp_provides: [{name: a}]\n", {"1:23 mcp-url-empty"}},
      {"mcp_provides: [{url: a}]\n", {"1:16 mcp-name-empty"}},
      {"mcp_provides: [{name: a, url: b}, {name: a, url: b}]\n", {"1:42 mcp-name-duplicate"}},
      {"mcp_provides: [{name: a, url: '{{.X}}'}]\n", {"1:32 mcp-url-template"}},
      {"mcp_provides: [{name: a, url: b, transport: ws}]\n", {"1:45 mcp-transport-invalid"}},
      {"mcp_requires: [{name: a, description: a}]\nmcp_accepts: [{name: a, description: a}]\n",
       {"2:22 mcp-two-sections"}},
      {"secrets: [{name: a b}]\n", {"1:18 secret-name-invalid"}},
      {"secrets: [{env: A}]\n", {"1:11 secret-name-invalid"}},
      {"secrets: [{name: a, env: A-B}]\n", {"1:26 env-name-invalid"}},
      {"secrets: [{name: a, target: '/a,b'}]\n", {"1:29 secret-target-invalid"}},
      {"secrets: [{name: a, env_from: X}]\n", {"1:21 unknown-key"}},
  };
  for (const Case& test : cases) {
    ParsedText parsed(test.text);
    static_cast<void>(Read(parsed));
    EXPECT_EQ(parsed.findings(), test.findings) << test.text;
  }
}

TEST(ReadContract, WarnsOfShortListsOnly) {
  ParsedText parsed("env_accepts: [A, {name: B}]\n");
  static_cast<void>(Read(parsed));
  parsed.diags().Sort(parsed.sources());
  EXPECT_EQ(parsed.diags().all().at(0).severity, Severity::Warning);
  EXPECT_EQ(parsed.diags().all().at(1).severity, Severity::Error);
}

TEST(ReadContract, KeepsNoDefaultOfASecret) {
  ParsedText parsed("secret_accepts: [{name: A, description: a, default: hunter2}]\n");
  EXPECT_TRUE(Read(parsed).secret_accepts.at(0).default_value.empty());
}

TEST(ReadSecrets, SidecarSecretsNeedADestination) {
  ParsedText parsed(
      "- {name: a}\n- {name: b, env: B, env_from: 'B_{{.Parameter.x}}'}\n- {name: c, env: C, env_from: '{{.Y}}'}\n");
  ReadContext context = parsed.context();
  const std::vector<ir::SecretDeclaration> secrets = ReadSecrets(context, parsed.root(), "vpn");
  EXPECT_THAT(parsed.findings(), ElementsAre("1:10 secret-no-destination", "3:32 sidecar-template-invalid"));
  ASSERT_EQ(secrets.size(), 1U);
  EXPECT_EQ(secrets[0].env_from.text(), "B_{{.Parameter.x}}");
}

}  // namespace
}  // namespace ovcc
