// The manifest: fixed text form, and what is refused when it is read back.
#include "backend/manifest.h"

#include <gtest/gtest.h>

namespace ovcc::backend {
namespace {

constexpr std::string_view kText = R"({
  "format": 1,
  "files": [
    {
      "name": "a.container",
      "hash": "xxh3:a96faf705af16834e6c632b61e964e1f",
      "owner": "default",
      "deploy": "a"
    },
    {
      "name": "tunnels/t.yml",
      "hash": "xxh3:99aa06d3014798d86001c324468d497f",
      "owner": "other",
      "deploy": "b"
    }
  ]
}
)";

TEST(ManifestTest, HashIsXxh3) {
  EXPECT_EQ(ContentHash(""), "xxh3:99aa06d3014798d86001c324468d497f");
  EXPECT_EQ(ContentHash("a"), "xxh3:a96faf705af16834e6c632b61e964e1f");
}

TEST(ManifestTest, PrintsSortedAndReadsBack) {
  const Manifest manifest{{{"tunnels/t.yml", ContentHash(""), "other", "b", "", false},
                           {"a.container", ContentHash("a"), "default", "a", "", false}}};
  EXPECT_EQ(PrintManifest(manifest), kText);
  const auto read = ParseManifest(kText);
  ASSERT_TRUE(read.has_value());
  EXPECT_EQ(PrintManifest(*read), kText);
  EXPECT_EQ(read->files[1].owner, "other");
}

TEST(ManifestTest, WhatIsUnderWayReadsBack) {
  const Manifest manifest{{{"a.container", ContentHash("a"), "default", "a", ContentHash("b"), true},
                           {"b.container", "", "default", "b", "", true},
                           {"ov/tunnels/t.yml", ContentHash(""), "default", "a", "", false},
                           {"systemd/user/t.service", ContentHash(""), "default", "a", "", false}}};
  const std::string text = PrintManifest(manifest);
  const auto read = ParseManifest(text);
  ASSERT_TRUE(read.has_value());
  EXPECT_EQ(PrintManifest(*read), text);
  EXPECT_EQ(read->files[0].next, ContentHash("b"));
  EXPECT_TRUE(read->files[0].pending);
  EXPECT_EQ(read->files[1].hash, "");
  EXPECT_FALSE(read->files[2].pending);
}

TEST(ManifestTest, LooksPastWhatItDoesNotKnow) {
  const auto read = ParseManifest(
      R"({"more":[{"name":"x"},["files",{}]],"format":1,"files":[{"name":"a","more":{"name":"b","list":[1,"c",{}]},)"
      R"("hash":"h","owner":"o","deploy":"d","pending":true}],"last":{"files":[3]}})");
  ASSERT_TRUE(read.has_value());
  ASSERT_EQ(read->files.size(), 1U);
  EXPECT_EQ(read->files[0].name, "a");
  EXPECT_EQ(read->files[0].deploy, "d");
  EXPECT_TRUE(read->files[0].pending);
}

TEST(ManifestTest, RefusesWhatItDidNotWrite) {
  const auto with_name = [](std::string_view name) {
    return R"({"format":1,"files":[{"name":")" + std::string(name) + R"(","hash":"h","owner":"o","deploy":"d"}]})";
  };
  EXPECT_TRUE(ParseManifest(with_name("a.pod")).has_value());
  EXPECT_EQ(ParseManifest("").error(), "it is not a JSON object");
  EXPECT_EQ(ParseManifest("{").error(), "it is not a JSON object");
  EXPECT_EQ(ParseManifest("[]").error(), "it is not a JSON object");
  EXPECT_EQ(ParseManifest("\xFF").error(), "it is not UTF-8");
  EXPECT_EQ(ParseManifest("{\"files\":[]}").error(), "its `format` is not known");
  EXPECT_EQ(ParseManifest("{\"format\":2,\"files\":[]}").error(), "its `format` is not known");
  EXPECT_EQ(ParseManifest("{\"format\":1}").error(), "it has no list `files`");
  EXPECT_EQ(ParseManifest("{\"format\":1,\"files\":[3]}").error(), "an element of `files` is not an object");
  EXPECT_EQ(ParseManifest("{\"format\":1,\"files\":[[]]}").error(), "an element of `files` is not an object");
  EXPECT_EQ(ParseManifest("{\"format\":2,\"files\":[3]}").error(), "its `format` is not known");
  EXPECT_EQ(ParseManifest("{\"format\":1,\"files\":[3]").error(), "it is not a JSON object");
  EXPECT_EQ(ParseManifest("{\"format\":1,\"files\":{\"name\":\"a\"}}").error(), "it has no list `files`");
  EXPECT_EQ(ParseManifest("{\"format\":1,\"files\":[{\"name\":\"a\"}]}").error(),
            "an element of `files` lacks `name`, `hash`, `owner` or `deploy`");
  EXPECT_EQ(ParseManifest(R"({"format":1,"files":[{"name":"a","hash":"","owner":"o","deploy":"d"}]})").error(),
            "`a` has no hash");
  const std::string row = R"({"name":"a","hash":"h","owner":"o","deploy":"d"})";
  EXPECT_EQ(ParseManifest(R"({"format":1,"files":[)" + row + "," + row + "]}").error(), "`a` is listed twice");
  EXPECT_EQ(ParseManifest(R"({"format":1,"files":[{"name":["a"],"hash":"h","owner":"o","deploy":"d"}]})").error(),
            "an element of `files` lacks `name`, `hash`, `owner` or `deploy`");
  for (const std::string_view name :
       {"../x", "/etc/x", "a/b", "tunnels/../x", "", ".", "tunnels/", ".bashrc", "-a.container", "a;b.container",
        "systemd/user/../x", "systemd/user/", "systemd/x", "ov/tunnels/a/b"}) {
    EXPECT_FALSE(ParseManifest(with_name(name)).has_value()) << name;
  }
}

}  // namespace
}  // namespace ovcc::backend
