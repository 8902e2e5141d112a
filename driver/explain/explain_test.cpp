#include "driver/explain/explain.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace ovcc::explain {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

/// A program of one deployment `web` with the sidecar `vpn`, by hand.
class Explaining : public ::testing::Test {
 protected:
  Explaining() {
    ir::Image& image = module_.images.emplace_back();
    image.name = Name("web");
    image.effective.emplace();
    ir::Deployment& deployment = module_.deployments.emplace_back();
    deployment.key = deployment.base_name = deployment.image = Name("web");
    ir::SidecarSpec& sidecar = deployment.sidecars.emplace_back();
    sidecar.name = Name("vpn");
    deployment.sidecar_containers.emplace_back();
  }

  [[nodiscard]] Symbol Name(std::string_view text) { return names_.Intern(text); }
  ir::Deployment& web() { return module_.deployments.front(); }
  ir::Contract& contract() { return module_.images.front().effective->contract; }

  ir::EnvBinding& Bind(ir::Container& container, std::string_view name, std::string_view value, ir::Origin origin) {
    ir::EnvBinding& binding = container.env.emplace_back();
    binding.name = Name(name);
    binding.value = Name(value);
    binding.origin = origin;
    return binding;
  }

  void Offer(std::string_view name, std::string_view source) {
    ir::EnvRecord& record = module_.env_registry.emplace_back();
    record.name = Name(name);
    record.source = Name(source);
  }

  Explanation All() {
    Context context(module_, sources_, diags_);
    return Explain(context, *FindSubject(module_, "web"));
  }

  Explanation Of(std::string_view name, const std::string& subject = "web") {
    Context context(module_, sources_, diags_);
    return ExplainName(context, *FindSubject(module_, subject), Name(name));
  }

  static std::vector<std::string> Absent(const ContainerView& container) {
    std::vector<std::string> names;
    for (const Item& item : container.items) {
      if (!item.present) names.push_back(item.name);
    }
    return names;
  }

  ir::Module module_;
  SourceManager sources_;
  DiagnosticSink diags_;

 private:
  Interner names_;
};

TEST_F(Explaining, FindsDeploymentsAndContainers) {
  EXPECT_FALSE(FindSubject(module_, "web")->container.has_value());
  EXPECT_EQ(FindSubject(module_, "ov-web")->container, "ov-web");
  EXPECT_EQ(FindSubject(module_, "ov-web-vpn")->container, "ov-web-vpn");
  EXPECT_FALSE(FindSubject(module_, "vpn").has_value());
}

TEST_F(Explaining, AContainerIsExplainedAlone) {
  Bind(web().app, "A", "1", ir::Origin::Deploy);
  Bind(web().sidecar_containers[0], "A", "2", ir::Origin::Template);
  EXPECT_THAT(Of("A").containers, SizeIs(2));
  const Explanation sidecar = Of("A", "ov-web-vpn");
  ASSERT_THAT(sidecar.containers, SizeIs(1));
  EXPECT_EQ(sidecar.containers[0].items[0].value, "2");
}

TEST_F(Explaining, TheChainIsInOrderOfLosing) {
  web().replaced_env.push_back({.name = Name("A"), .value = Name("image"), .span = {}});
  ir::EnvBinding& binding = Bind(web().app, "A", "flag", ir::Origin::Flag);
  binding.overridden.push_back({.value = Name("entry"), .origin = ir::Origin::Deploy, .source = {}, .span = {}});
  const Item item = Of("A").containers.at(0).items.at(0);
  std::vector<std::string> lost;
  for (const Step& step : item.overridden) lost.push_back(step.origin + " " + step.value.value_or("-"));
  EXPECT_THAT(lost, ElementsAre("image image", "deploy entry"));
}

TEST_F(Explaining, AListTellsWhatIsNotThere) {
  Offer("OFFERED", "db");
  Offer("BOUND", "db");
  Offer("OWN", "web");
  Bind(web().app, "BOUND", "v", ir::Origin::Provide);
  contract().env_accepts.emplace_back().name = Name("ACCEPTED");
  web().app.refused.push_back({.name = Name("REFUSED"), .source = {}, .span = {}});
  EXPECT_THAT(Absent(All().containers.at(0)), ElementsAre("ACCEPTED", "OFFERED", "REFUSED"));
  EXPECT_THAT(Absent(Of("OWN").containers.at(0)), ElementsAre("OWN"));
}

TEST_F(Explaining, ManyProvidersAreCounted) {
  for (int i = 0; i < 20; ++i) Offer("OFFERED", "db/" + std::to_string(i));
  const Item item = Of("OFFERED").containers.at(0).items.at(0);
  EXPECT_THAT(item.reasons, SizeIs(9));
  EXPECT_EQ(item.reasons.back().text, "12 more offer it");
}

TEST_F(Explaining, SecretsHaveNoValueWhoeverSetsThem) {
  module_.images.front().contract.secret_accepts.emplace_back().name = Name("TOKEN");
  ir::EnvBinding& binding = Bind(web().app, "TOKEN", "hunter2", ir::Origin::Provide);
  binding.overridden.push_back({.value = Name("hunter3"), .source = {}, .span = {}});
  const Item item = Of("TOKEN").containers.at(0).items.at(0);
  EXPECT_FALSE(item.value.has_value());
  EXPECT_FALSE(item.set_by->value.has_value());
  EXPECT_FALSE(item.overridden.at(0).value.has_value());
}

TEST_F(Explaining, AnUnknownNameIsSuggested) {
  Bind(web().app, "BASE_URL", "v", ir::Origin::Deploy);
  const Item item = Of("BASE_ULR").containers.at(0).items.at(0);
  EXPECT_FALSE(item.present);
  EXPECT_EQ(item.help, "did you mean `BASE_URL`?");
  EXPECT_THAT(Of("SOMETHING_ELSE").containers.at(0).items.at(0).help, IsEmpty());
}

}  // namespace
}  // namespace ovcc::explain
