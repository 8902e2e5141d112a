// What holds the value of a secret is not shown: lines, and parts of messages.
#include "frontend/hide_secrets.h"

#include <gtest/gtest.h>

#include "support/interner.h"

namespace ovcc {
namespace {

/// A program whose one secret is the variable KEY.
ir::Module ModuleWithSecret(Interner& names) {
  ir::Module module;
  ir::SecretDeclaration secret;
  secret.name = names.Intern("k");
  secret.env = {names.Intern("KEY"), {}};
  module.layers.emplace_back().contract.secrets.push_back(secret);
  return module;
}

/// True if a finding at `marked` in `text` shows its line.
bool Shows(std::string_view text, std::string_view marked) {
  Interner names;
  SourceManager sources;
  DiagnosticSink diags;
  const std::size_t file = sources.Add("deploy.yml", std::string(text)).value();
  const auto offset = static_cast<std::uint32_t>(text.find(marked));
  const Span span = sources.SpanOf(file, offset, static_cast<std::uint32_t>(marked.size()));
  diags.Emit(span, diag::UnknownLayer, "x").Attach(span, "label");
  HideSecrets(ModuleWithSecret(names), sources, diags);
  EXPECT_EQ(diags.all().front().hide_source, diags.all().front().labels.front().hide_source);
  return !diags.all().front().hide_source;
}

TEST(HideSecrets, HidesLinesThatGiveASecretItsValue) {
  EXPECT_FALSE(Shows("env: [KEY=v, A=1]\n", "A=1"));
  EXPECT_FALSE(Shows("env: { A: 1, KEY: v }\n", "A"));
  EXPECT_FALSE(Shows("env: { \"KEY\" : v, A: 1 }\n", "A"));
  EXPECT_FALSE(Shows("\"Env\":[\"KEY=v\",\"A=1\"]\n", "A"));
  EXPECT_FALSE(Shows("- 'export KEY=v'\n", "export"));
  EXPECT_FALSE(Shows("- KEY = v\n", "v"));
  EXPECT_FALSE(Shows("? KEY\n: v\n", "v"));
  EXPECT_TRUE(Shows("env: [KEY=v]\nports: [80]\n", "80"));
}

TEST(HideSecrets, HidesTheFurtherLinesOfAValue) {
  EXPECT_FALSE(Shows("a:\n  KEY: |\n    v\n\n    w\n  B: 1\n", "w"));
  EXPECT_FALSE(Shows("a:\n  - KEY=v\n    w\n  - B=1\n", "w"));
  EXPECT_FALSE(Shows("a:\n  - >-2\n    KEY=v\n    w\n  - B=1\n", "w"));
  EXPECT_TRUE(Shows("a:\n  KEY: |\n    v\n  B: 1\n", "B"));
  EXPECT_TRUE(Shows("a:\n  - >-\n    KEY=v\n    w\n  - B=1\n", "B"));
}

TEST(HideSecrets, ShowsLinesThatOnlyNameASecret) {
  EXPECT_TRUE(Shows("env: [KEY_FILE=v]\n", "v"));
  EXPECT_TRUE(Shows("env: [MY_KEY=v]\n", "v"));
  EXPECT_TRUE(Shows("secrets: [{ name: k, env: KEY }]\n", "KEY"));
  EXPECT_TRUE(Shows("secret_accepts:\n  - KEY\nenv: [A=1]\n", "KEY"));
}

TEST(HideSecrets, HidesAllLinesOfWhatIsHiddenElsewhere) {
  Interner names;
  SourceManager sources;
  DiagnosticSink diags;
  const std::size_t file = sources.Add("deploy.yml", "first\nsecond\nthird\n").value();
  diags.Emit(sources.SpanOf(file, 0, 8), diag::UnknownLayer, "x").hide_source = true;
  diags.Emit(sources.SpanOf(file, 8, 2), diag::UnknownLayer, "x");
  diags.Emit(sources.SpanOf(file, 13, 2), diag::UnknownLayer, "x");
  HideSecrets(ir::Module(), sources, diags);
  EXPECT_TRUE(diags.all()[1].hide_source);
  EXPECT_FALSE(diags.all()[2].hide_source);
}

TEST(HideSecrets, HidesEnvironmentFiles) {
  Interner names;
  SourceManager sources;
  DiagnosticSink diags;
  const std::size_t file = sources.Add("secrets.env", "PASSWORD=v\n").value();
  ir::Module module;
  module.deployments.emplace_back().env_file.emplace().path = names.Intern("secrets.env");
  diags.Emit(sources.SpanOf(file, 0, 8), diag::UnknownLayer, "x");
  HideSecrets(module, sources, diags);
  EXPECT_TRUE(diags.all().front().hide_source);
}

TEST(HideSecrets, LeavesValuesOutOfTexts) {
  Interner names;
  const SourceManager sources;
  DiagnosticSink diags;
  const auto shown = [&](std::string_view text) {
    diags.Emit({}, diag::EnvKeyBroken, text).Note(std::string("see `").append(text).append("`"));
    HideSecrets(ModuleWithSecret(names), sources, diags);
    const Diagnostic found = diags.all().back();
    EXPECT_EQ(found.notes.front(), "see " + found.message.substr(0, found.message.rfind('`') + 1));
    return found.message;
  };
  EXPECT_EQ(shown("KEY:v"), "`KEY:…` cannot be the name of a variable");
  EXPECT_EQ(shown("KEY v"), "`KEY …` cannot be the name of a variable");
  EXPECT_EQ(shown("export KEY=v"), "`export KEY=…` cannot be the name of a variable");
  EXPECT_EQ(shown("KEY"), "`KEY` cannot be the name of a variable");
  EXPECT_EQ(shown("A:v"), "`A:v` cannot be the name of a variable");
}

}  // namespace
}  // namespace ovcc
