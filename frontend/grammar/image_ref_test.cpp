#include "frontend/grammar/image_ref.h"

#include <gtest/gtest.h>

#include "frontend/grammar/analyze.h"
#include "frontend/grammar/expect_refused.h"

namespace ovcc {
namespace {

constexpr std::string_view kName = "a name of lower-case letters and digits, joined by `.`, `_` or `-`";
constexpr std::string_view kRegistry = "the name of a registry and `/`";
constexpr std::string_view kTag = "a tag of at most 128 letters, digits, `_`, `.` and `-`";
constexpr std::string_view kEnd = "a tag, a digest, or the end of the reference";

TEST(ImageRef, GrammarDoesNotLoop) { EXPECT_EQ(grammar::AnalyzeImageRef(), 0U); }

TEST(ImageRef, SplitsIntoParts) {
  struct Case {
    std::string_view text;
    std::string_view repository;
    std::string_view name;
    std::string_view tag;
  };
  for (const Case& c : {
           Case{"test_com", "test_com", "test_com", ""},
           Case{"test.com:tag", "test.com", "test.com", "tag"},
           Case{"test.com:5000", "test.com", "test.com", "5000"},
           Case{"test.com/repo:tag", "test.com/repo", "repo", "tag"},
           Case{"test:5000/repo", "test:5000/repo", "repo", ""},
           Case{"test:5000/repo:tag", "test:5000/repo", "repo", "tag"},
           Case{"lowercase:Uppercase", "lowercase", "lowercase", "Uppercase"},
           Case{"Host/web", "Host/web", "web", ""},
           Case{"localhost/web:1", "localhost/web", "web", "1"},
           Case{"quay.io:443/org/na-me_x:1.2", "quay.io:443/org/na-me_x", "na-me_x", "1.2"},
           Case{"sub-dom1.foo.com/bar/baz/quux:t", "sub-dom1.foo.com/bar/baz/quux", "quux", "t"},
           Case{"b.gcr.io/test.example.com/my-app:test.example.com", "b.gcr.io/test.example.com/my-app", "my-app",
                "test.example.com"},
           Case{"foo_bar.com:8080", "foo_bar.com", "foo_bar.com", "8080"},
           Case{"foo_bar.com/x", "foo_bar.com/x", "x", ""},
           Case{"a__b/c--d:_T", "a__b/c--d", "c--d", "_T"},
           Case{"192.168.1.1:5000", "192.168.1.1", "192.168.1.1", "5000"},
           Case{"192.168.1.1:5000/repo:5050", "192.168.1.1:5000/repo", "repo", "5050"},
           Case{"[2001:db8::1]/repo", "[2001:db8::1]/repo", "repo", ""},
           Case{"[2001:db8::1]:5000/repo:tag", "[2001:db8::1]:5000/repo", "repo", "tag"},
       }) {
    const auto parsed = ParseImageRef(c.text);
    ASSERT_TRUE(parsed.has_value()) << c.text << ": expected " << parsed.error().expected;
    EXPECT_EQ(parsed->repository, c.repository);
    EXPECT_EQ(parsed->name, c.name);
    EXPECT_EQ(parsed->tag, c.tag);
    EXPECT_EQ(parsed->digest, "") << c.text;
  }
}

TEST(ImageRef, TakesDigestsThatPodmanKnows) {
  const auto digest = [](std::string_view algorithm, std::size_t digits) {
    return std::string(algorithm) + ":" + std::string(digits, 'a');
  };
  for (const std::string& good : {digest("sha256", 64), digest("sha384", 96), digest("sha512", 128)}) {
    const std::string text = "test:5000/repo:tag@" + good;
    const auto parsed = ParseImageRef(text);
    ASSERT_TRUE(parsed.has_value()) << text << ": expected " << parsed.error().expected;
    EXPECT_EQ(parsed->repository, "test:5000/repo");
    EXPECT_EQ(parsed->tag, "tag");
    EXPECT_EQ(parsed->digest, good);
  }
  const std::string upper = "web@sha256:" + std::string(64, 'A');
  const std::string longer = "web@" + digest("sha256", 65);
  const std::string followed = "web@" + digest("sha256", 64) + ":tag";
  ExpectRefused(ParseImageRef, {{"web@", 4, 0, "a digest: `sha256:`, `sha384:` or `sha512:`"},
                                {"web@md5:12", 4, 3, "a digest: `sha256:`, `sha384:` or `sha512:`"},
                                {"web@sha256:12", 11, 2, "64 hexadecimal digits in lower case"},
                                {"web@sha384:", 11, 0, "96 hexadecimal digits in lower case"},
                                {"web@sha512:x", 11, 1, "128 hexadecimal digits in lower case"},
                                {upper, 11, 64, "64 hexadecimal digits in lower case"},
                                {longer, 11, 65, "64 hexadecimal digits in lower case"},
                                {followed, 75, 1, kEnd}});
}

// §16.1
TEST(ImageRef, IsPinnedByASlashAColonOrADigest) {
  EXPECT_FALSE(ParseImageRef("web")->pinned);
  EXPECT_TRUE(ParseImageRef("web:1")->pinned);
  EXPECT_TRUE(ParseImageRef("org/web")->pinned);
  EXPECT_TRUE(ParseImageRef("web@sha256:" + std::string(64, '0'))->pinned);
}

TEST(ImageRef, PointsAtThePartThatIsWrong) {
  const std::string long_tag = "w:" + std::string(129, 't');
  const std::string long_name = std::string(200, 'a') + "/" + std::string(55, 'b') + ":1";
  ExpectRefused(ParseImageRef, {{"", 0, 0, kName},
                                {"Web", 0, 3, kName},
                                {"foo-Bar:tag", 0, 7, kName},
                                {"quay.io/Org/x", 8, 3, kName},
                                {"web-", 0, 4, kName},
                                {"a..b", 0, 4, kName},
                                {"a___b", 0, 5, kName},
                                {"my web", 0, 6, kName},
                                {"w\xC3\xA9"
                                 "b",
                                 0, 4, kName},
                                {"/web", 0, 1, kName},
                                {"a//b", 2, 1, kName},
                                {"a/", 2, 0, kName},
                                {":tag", 0, 1, kName},
                                {"[::1]:5000", 0, 1, kName},
                                {"web:", 4, 0, kTag},
                                {"web:a b", 4, 3, kTag},
                                {"web:-a", 4, 2, kTag},
                                {long_tag, 2, 129, kTag},
                                {"my_registry:5000/web", 2, 9, kRegistry},
                                {"quay.io:port/x", 7, 1, kRegistry},
                                {"[::1/x", 0, 1, kRegistry},
                                {"[fe80::1%eth0]:5000/x", 0, 1, kRegistry},
                                {long_name, 0, 256, "a name of at most 255 characters"}});
}

TEST(ImageRef, ChecksTagsByThemselves) {
  for (const char* good : {"1", "latest", "_x", "1.4-rc.1"}) EXPECT_TRUE(CheckImageTag(good).has_value()) << good;
  ExpectRefused(CheckImageTag, {{"a b", 0, 3, kTag}, {"x:y", 0, 3, kTag}, {"a@b", 0, 3, kTag}, {"", 0, 0, kTag}});
}

TEST(ImageRef, ChecksRegistriesByThemselves) {
  for (const char* good : {"quay.io", "localhost", "localhost:5000/a/b", "[::1]:5000"}) {
    EXPECT_TRUE(CheckRegistry(good).has_value()) << good;
  }
  ExpectRefused(CheckRegistry, {{"Foo Bar", 3, 4, kRegistry},
                                {"quay.io/", 8, 0, kName},
                                {"quay.io/org:1", 12, 1},
                                {"quay.io/Org", 8, 3, kName}});
}

}  // namespace
}  // namespace ovcc
