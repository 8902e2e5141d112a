// The runner itself, with passes made here; and that the table of passes and the verifier agree.
#include "passes/pass_manager.h"

#include <gtest/gtest.h>

#include "ir/verifier.h"

namespace ovcc {
namespace {

/// Appends to `networks`, so that the order of running can be seen.
void AddFirst(ir::Module& module, PassContext& context) { module.networks.push_back(context.names.Intern("first")); }
void AddSecond(ir::Module& module, PassContext& context) { module.networks.push_back(context.names.Intern("second")); }
void AddNamelessImage(ir::Module& module, PassContext&) { module.images.emplace_back(); }
void Report(ir::Module&, PassContext& context) { context.diags.Emit({}, diag::UnknownLayer, "x"); }

// Names of real passes, since the verifier knows only those.
constexpr PassInfo kFirst{"compose-layers", "", "", "", AddFirst};
constexpr PassInfo kSecond{"collect-contract", "", "", "", AddSecond};
constexpr PassInfo kBreaking{"overlay-deploy", "", "", "", AddNamelessImage};
constexpr PassInfo kReporting{"merge-sidecars", "", "", "", Report};

class PassManager : public testing::Test {
 protected:
  std::vector<std::string_view> Run(std::vector<const PassInfo*> passes, const PassRunOptions& options = {}) {
    PassContext context{diags_, names_};
    std::vector<std::string_view> ran;
    for (const PassTiming& timing : RunPasses(module_, passes, context, options)) ran.push_back(timing.name);
    return ran;
  }

  ir::Module module_;
  DiagnosticSink diags_;
  Interner names_;
};

using Names = std::vector<std::string_view>;

TEST_F(PassManager, RunsInTheGivenOrderAndRecordsTheLast) {
  EXPECT_EQ(Run({&kSecond, &kFirst}), (Names{"collect-contract", "compose-layers"}));
  EXPECT_EQ(module_.after.text(), "compose-layers");
  ASSERT_EQ(module_.networks.size(), 2U);
  EXPECT_EQ(module_.networks[0].text(), "second");
  EXPECT_EQ(module_.networks[1].text(), "first");
}

TEST_F(PassManager, NothingToRun) {
  EXPECT_EQ(Run({}), Names{});
  EXPECT_TRUE(module_.after.empty());
}

TEST_F(PassManager, ObserverSeesEachState) {
  Names seen;
  PassRunOptions options;
  options.after = [&](const PassInfo& pass, const ir::Module& module) {
    EXPECT_EQ(module.after.text(), pass.name);
    EXPECT_EQ(module.networks.size(), seen.size() + 1);
    seen.push_back(pass.name);
  };
  Run({&kFirst, &kSecond}, options);
  EXPECT_EQ(seen, (Names{"compose-layers", "collect-contract"}));
}

TEST_F(PassManager, ViolationStopsTheRun) {
  PassRunOptions options;
  options.verify_each = true;
  EXPECT_EQ(Run({&kFirst, &kBreaking, &kSecond}, options), (Names{"compose-layers", "overlay-deploy"}));
  ASSERT_EQ(diags_.all().size(), 1U);
  EXPECT_EQ(diags_.all()[0].info->code, "ir-invariant");
}

TEST_F(PassManager, WithoutVerifyEachNothingIsChecked) {
  EXPECT_EQ(Run({&kBreaking, &kFirst}), (Names{"overlay-deploy", "compose-layers"}));
  EXPECT_TRUE(diags_.all().empty());
}

TEST_F(PassManager, ErrorsOfTheInputDoNotStopTheRun) {
  PassRunOptions options;
  options.verify_each = true;
  EXPECT_EQ(Run({&kReporting, &kBreaking, &kFirst}, options),
            (Names{"merge-sidecars", "overlay-deploy", "compose-layers"}));
  ASSERT_EQ(diags_.all().size(), 1U);
  EXPECT_EQ(diags_.all()[0].info->code, "unknown-layer");
}

TEST(Passes, TableAndVerifierHaveTheSameOrder) {
  Names names;
  for (const PassInfo& pass : AllPasses()) {
    names.push_back(pass.name);
    EXPECT_EQ(FindPass(pass.name), &pass);
  }
  EXPECT_EQ(names, ir::VerifiedPasses());
  EXPECT_EQ(FindPass("nope"), nullptr);
}

}  // namespace
}  // namespace ovcc
