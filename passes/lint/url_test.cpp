#include "passes/lint/url.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace ovcc::lint {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::vector<std::string> Parts(std::string_view text) {
  std::vector<std::string> parts;
  for (const Url& url : FindUrls(text)) {
    parts.push_back(fmt::format("{}|{}|{}|{}", url.scheme, url.password, url.host, url.port.value_or(0)));
  }
  return parts;
}

TEST(FindUrls, ReadsTheParts) {
  EXPECT_THAT(Parts("http://localhost:11434/api"), ElementsAre("http||localhost|11434"));
  EXPECT_THAT(Parts("postgres://app:p@ss@db:5432/x"), ElementsAre("postgres|p@ss|db|5432"));
  EXPECT_THAT(Parts("ws://[::1]:80"), ElementsAre("ws||[::1]|80"));
  EXPECT_THAT(Parts("see https://a.b, and git+ssh://c:22;"), ElementsAre("https||a.b|0", "git+ssh||c|22"));
  EXPECT_THAT(Parts("http://h:99999"), ElementsAre("http||h|0"));
}

TEST(FindUrls, TakesATextWithoutSchemeAsOneAddress) {
  EXPECT_THAT(Parts("localhost:6379"), ElementsAre("||localhost|6379"));
  EXPECT_THAT(Parts("127.0.0.1"), ElementsAre("||127.0.0.1|0"));
  EXPECT_THAT(Parts("me@example.org"), IsEmpty());
  EXPECT_THAT(Parts(""), IsEmpty());
}

TEST(IsOwnHost, KnowsLoopbackAndListeningAddresses) {
  for (const std::string_view host : {"localhost", "LocalHost", "127.0.0.1", "127.1", "[::1]", "0.0.0.0", "[::]"}) {
    EXPECT_TRUE(IsOwnHost(host)) << host;
  }
  for (const std::string_view host : {"", "localhost.example.org", "ov-web", "10.0.0.1", "128.0.0.1"}) {
    EXPECT_FALSE(IsOwnHost(host)) << host;
  }
}

}  // namespace
}  // namespace ovcc::lint
