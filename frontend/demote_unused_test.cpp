// Findings in what nothing uses become warnings (§12).
#include "frontend/demote_unused.h"

#include <gtest/gtest.h>

#include "support/interner.h"

namespace ovcc {
namespace {

class Demote : public ::testing::Test {
 protected:
  Demote() {
    AddLayer("member", {100, 200}, {});
    AddLayer("unused", {200, 300}, {});
    AddLayer("used", {300, 400}, {"member"});
    AddImage("base", {10, 20});
    AddImage("spare", {20, 30});
    AddImage("web", {30, 40});
    module_.images.back().chain = {Name("base"), Name("web")};
    module_.images.back().layers.push_back({Name("used"), {}});
    ir::Deployment deployment;
    deployment.key = Name("web");
    deployment.image = Name("web");
    module_.deployments.push_back(deployment);
  }

  Symbol Name(std::string_view text) { return names_.Intern(text); }

  void AddLayer(std::string_view name, Span file, const std::vector<std::string>& members) {
    ir::Layer layer;
    layer.name = Name(name);
    layer.file_span = file;
    for (const std::string& member : members) layer.members.push_back({Name(member), {}});
    module_.layers.push_back(layer);
  }

  void AddImage(std::string_view name, Span record) {
    ir::Image image;
    image.name = Name(name);
    image.record_span = record;
    module_.images.push_back(image);
  }

  Severity After(Span span) {
    DiagnosticSink diags;
    diags.Emit(span, diag::UnknownLayer, "x");
    DemoteUnused(module_, diags);
    return diags.all().front().severity;
  }

  Interner names_;
  ir::Module module_;
};

TEST_F(Demote, KeepsErrorsInWhatIsUsed) {
  EXPECT_EQ(After({35, 36}), Severity::Error);    // the image
  EXPECT_EQ(After({15, 16}), Severity::Error);    // its base
  EXPECT_EQ(After({350, 351}), Severity::Error);  // its layer
  EXPECT_EQ(After({150, 151}), Severity::Error);  // a member of that
  EXPECT_EQ(After({500, 501}), Severity::Error);  // elsewhere
  EXPECT_EQ(After({}), Severity::Error);
}

TEST_F(Demote, MakesWarningsOfTheRest) {
  EXPECT_EQ(After({20, 30}), Severity::Warning);
  EXPECT_EQ(After({250, 251}), Severity::Warning);
}

TEST_F(Demote, JudgesARepeatedDefinitionByTheFirst) {
  DiagnosticSink diags;
  diags.Emit({600, 601}, diag::DuplicateDefinition, "image", "spare").Attach({20, 21}, "first defined here");
  diags.Emit({700, 701}, diag::DuplicateDefinition, "image", "web").Attach({30, 31}, "first defined here");
  DemoteUnused(module_, diags);
  EXPECT_EQ(diags.all()[0].severity, Severity::Warning);
  EXPECT_EQ(diags.all()[1].severity, Severity::Error);
}

TEST_F(Demote, KeepsYamlErrors) {
  DiagnosticSink diags;
  diags.Emit({250, 251}, diag::YamlSyntax, "x");
  DemoteUnused(module_, diags);
  EXPECT_EQ(diags.all().front().severity, Severity::Error);
}

}  // namespace
}  // namespace ovcc
