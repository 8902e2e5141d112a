// What engines print about built images (§2.2).
#include "frontend/read/inspect.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "frontend/read/reader_fixture.h"

namespace ovcc {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

class Inspect : public ::testing::Test {
 protected:
  /// The images of a file.
  std::vector<InspectedImage> Read(std::string text) {
    const std::size_t file = sources_.Add("inspect.json", std::move(text)).value();
    return ReadInspectFile(sources_, file, names_, diags_);
  }

  /// One image called `web` with these labels beside the one that every image has.
  ir::ImageLabels Labels(std::string_view labels) {
    auto images = Read(
        fmt::format(R"([{{"Id": "1", "RepoTags": ["x/web:2"], "Labels": {{"org.overthinkos.version": "1"{}{}}}}}])",
                    labels.empty() ? "" : ",\n", labels));
    return images.empty() ? ir::ImageLabels() : images.at(0).labels;
  }

  std::vector<std::string> findings() { return Summaries(sources_, diags_); }

  SourceManager sources_;
  Interner names_;
  DiagnosticSink diags_;
};

TEST_F(Inspect, NamesAnImageByItsLabel) {
  const auto images = Read(R"([{"Id": "7", "RepoTags": ["r/alias:1", "r.io/o/web:2", "web:3"], "Config": {},
      "Labels": {"org.overthinkos.version": "1", "org.overthinkos.image": "web"}}])");
  ASSERT_EQ(images.size(), 1U);
  EXPECT_EQ(images[0].name.text(), "web");
  EXPECT_EQ(images[0].id.text(), "7");
  EXPECT_EQ(images[0].labels.tag.text(), "2");
  EXPECT_EQ(sources_.TextOf(images[0].labels.span), "\"web\"");
  EXPECT_THAT(findings(), IsEmpty());
}

TEST_F(Inspect, NamesAnImageByItsTagElse) {
  const auto images = Read(R"({"RepoTags": ["localhost:5000/a/web"], "Config": {"Labels":
      {"org.overthinkos.version": "1", "org.overthinkos.data_image": "true"}}})");
  ASSERT_EQ(images.size(), 1U);
  EXPECT_EQ(images[0].name.text(), "web");
  EXPECT_TRUE(images[0].labels.tag.empty());
  EXPECT_TRUE(images[0].data_only);
}

TEST_F(Inspect, TakesDockersLabels) {
  const auto images = Read(R"([{"Labels": null, "Config": {"Labels":
      {"org.overthinkos.version": "1", "org.overthinkos.image": "web"}}}])");
  EXPECT_EQ(images.size(), 1U);
}

TEST_F(Inspect, WarnsOfImagesWithoutContract) {
  EXPECT_THAT(Read(R"([{"Id": "1", "RepoTags": ["docker.io/library/redis:7"],
                        "Labels": {"version": "7", "env": "x"}},
                       {"Id": "2", "Config": {}},
                       {"Id": "3", "Labels": null}])"),
              IsEmpty());
  EXPECT_THAT(findings(),
              ElementsAre("1:27 image-without-contract", "3:24 image-without-contract", "4:24 image-without-contract"));
}

TEST_F(Inspect, RefusesOtherForms) {
  for (const char* text : {"[]", "7", "[7]", R"([{"kind": "pod"}])", R"([{"Labels": "x"}])",
                           R"([{"Labels": {"org.overthinkos.version": "1"}, "RepoTags": ["no name"]}])"}) {
    diags_.all().clear();
    EXPECT_THAT(Read(text), IsEmpty());
    ASSERT_EQ(diags_.all().size(), 1U) << text;
    EXPECT_EQ(diags_.all().front().info->code, "inspect-form") << text;
  }
  diags_.all().clear();
  EXPECT_THAT(Read("[{]"), IsEmpty());
  EXPECT_THAT(findings(), ElementsAre("1:3 json-syntax"));
}

TEST_F(Inspect, ReadsAccountAndText) {
  const ir::ImageLabels labels = Labels(
      R"("org.overthinkos.uid": "33", "org.overthinkos.gid": "34", "org.overthinkos.user": "www",
         "org.overthinkos.home": "/var/www", "org.overthinkos.registry": "r.io/o", "org.overthinkos.network": "host",
         "org.overthinkos.init": "supervisord", "org.overthinkos.status": "broken", "org.overthinkos.info": "why")");
  EXPECT_EQ(labels.uid, 33U);
  EXPECT_EQ(labels.gid, 34U);
  EXPECT_EQ(labels.user.text(), "www");
  EXPECT_EQ(labels.home.text(), "/var/www");
  EXPECT_EQ(labels.registry.text(), "r.io/o");
  EXPECT_EQ(labels.network.text(), "host");
  EXPECT_EQ(labels.init.text(), "supervisord");
  EXPECT_EQ(labels.status, ir::Status::Broken);
  EXPECT_EQ(labels.info.text(), "why");
  EXPECT_THAT(findings(), IsEmpty());
}

TEST_F(Inspect, ReadsBothSpellings) {
  const ir::ImageLabels labels = Labels(
      R"("org.overthinkos.port": "[\"80:81\"]", "org.overthinkos.env_require": "[{\"name\":\"A\",\"description\":\"d\"}]",
         "org.overthinkos.port_proto": "{\"81\":\"tcp\"}")");
  ASSERT_EQ(labels.ports.size(), 1U);
  EXPECT_EQ(labels.ports[0].container, 81);
  ASSERT_EQ(labels.contract.env_requires.size(), 1U);
  EXPECT_EQ(sources_.TextOf(labels.contract.env_requires[0].span), R"(\"A\")");
  ASSERT_EQ(labels.contract.ports.size(), 1U);
  EXPECT_EQ(labels.contract.ports[0].scheme.text(), "tcp");
  EXPECT_THAT(findings(), IsEmpty());
}

TEST_F(Inspect, PassesOverOtherLabelsAndEmptyOnes) {
  static_cast<void>(
      Labels(R"("org.overthinkos.ports": "", "org.overthinkos.env": null, "org.overthinkos.security": "null",
"org.overthinkos.hooks": "{", "org.overthinkos.description": "no JSON", "ports": "[")"));
  EXPECT_THAT(findings(), IsEmpty());
}

TEST_F(Inspect, NamesTheLabelThatCannotBeRead) {
  static_cast<void>(Labels(R"("org.overthinkos.ports": "[\"80:80\"", "org.overthinkos.env": ["A=1"],
"org.overthinkos.home": "user")"));
  EXPECT_THAT(findings(), ElementsAre("2:37 label-invalid", "2:63 label-invalid", "3:25 label-invalid"));
  EXPECT_EQ(diags_.all().front().message.substr(0, 55), "label `org.overthinkos.ports` of image `web` cannot be ");
}

TEST_F(Inspect, ChecksWhatLayersAreCheckedFor) {
  static_cast<void>(Labels(R"("org.overthinkos.ports": "[\"80:80:80:80\"]",
"org.overthinkos.port_protos": "{\"0\":\"tcp\", \"80\":\"quic\"}",
"org.overthinkos.env_provides": "{\"A\":\"{{.Name}}\", \"1\":\"x\"}",
"org.overthinkos.volumes": "[{\"name\":\"Data\",\"path\":\"/d\"}]",
"org.overthinkos.security": "{\"shm_size\":\"lots\"}",
"org.overthinkos.env_accepts": "{\"A\":1}",
"org.overthinkos.uid": "me")"));
  EXPECT_THAT(findings(),
              ElementsAre("2:28 port-mapping-invalid", "3:34 layer-port-invalid", "3:56 layer-port-protocol",
                          "4:41 provides-template", "4:56 env-name-invalid", "5:40 volume-name-invalid",
                          "6:44 size-invalid", "7:33 wrong-type", "8:24 wrong-type"));
}

TEST_F(Inspect, IsLenientWhereOnlyANewBuildHelps) {
  static_cast<void>(Labels(R"("org.overthinkos.env_accepts": "[{\"name\":\"A\",\"description\":\"\",\"since\":1}]")"));
  EXPECT_THAT(findings(), ElementsAre("2:44 dep-description-missing", "2:71 unknown-key"));
  EXPECT_FALSE(diags_.has_errors());
}

TEST_F(Inspect, AllowsWhatSeveralLayersMaySay) {
  const ir::ImageLabels labels = Labels(R"("org.overthinkos.env_accepts": "[{\"name\":\"A\",\"description\":\"d\"}]",
"org.overthinkos.env_requires": "[{\"name\":\"A\",\"description\":\"d\"}]",
"org.overthinkos.mcp_accepts": "[{\"name\":\"m\",\"description\":\"d\"}]",
"org.overthinkos.mcp_requires": "[{\"name\":\"m\",\"description\":\"d\"}]",
"org.overthinkos.secret_accepts": "[{\"name\":\"S\",\"description\":\"d\"}]",
"org.overthinkos.env_provides": "{\"S\":\"x\"}")");
  EXPECT_THAT(findings(), IsEmpty());
  EXPECT_EQ(labels.contract.mcp_accepts.size(), 1U);
}

TEST_F(Inspect, RefusesANameThatIsVariableAndSecret) {
  static_cast<void>(Labels(R"("org.overthinkos.env_accepts": "[{\"name\":\"A\",\"description\":\"d\"}]",
"org.overthinkos.secret_requires": "[{\"name\":\"A\",\"description\":\"d\"}]")"));
  EXPECT_THAT(findings(), ElementsAre("3:48 dep-two-sections"));
}

}  // namespace
}  // namespace ovcc
