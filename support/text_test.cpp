#include "support/text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace ovcc {
namespace {

using ::testing::ElementsAre;

TEST(Text, TrimsAsciiSpaceOnly) {
  EXPECT_EQ(Trim(" \t\n\v\f\r a b \n"), "a b");
  EXPECT_EQ(Trim("   "), "");
  EXPECT_EQ(Trim("\xC2\xA0x"), "\xC2\xA0x");
}

TEST(Text, Splits) {
  EXPECT_EQ(SplitFirst("a=b=c", '=').first, "a");
  EXPECT_EQ(SplitFirst("a=b=c", '=').second, "b=c");
  EXPECT_TRUE(SplitFirst("a=", '=').found);
  EXPECT_FALSE(SplitFirst("a", '=').found);
  EXPECT_EQ(SplitFirst("a", '=').first, "a");
  EXPECT_THAT(Split("a:b::", ':'), ElementsAre("a", "b", "", ""));
  EXPECT_THAT(Split("", ':'), ElementsAre(""));
}

TEST(Text, ParsesDecimals) {
  EXPECT_EQ(ParseDecimal("0"), 0U);
  EXPECT_EQ(ParseDecimal("007"), 7U);
  EXPECT_EQ(ParseDecimal("18446744073709551615"), 18446744073709551615U);
  for (const char* text : {"", "-1", "+1", " 1", "1 ", "1a", "0x1", "18446744073709551616"}) {
    EXPECT_EQ(ParseDecimal(text), std::nullopt) << text;
  }
}

TEST(Text, ChangesCaseOfAsciiOnly) {
  EXPECT_EQ(ToLower("AZ\xC3\x89z9"), "az\xC3\x89z9");
  EXPECT_EQ(ToUpper("az\xC3\xA9Z-"), "AZ\xC3\xA9Z-");
}

TEST(Text, Replaces) {
  EXPECT_EQ(ReplaceAll("aXbXX", "X", "yy"), "ayybyyyy");
  EXPECT_EQ(ReplaceAll("aaa", "aa", "b"), "ba");
  EXPECT_EQ(ReplaceAll("abc", "", "x"), "abc");
}

TEST(Text, ExpandsTheHomeFolder) {
  struct Case {
    const char* path;
    const char* expanded;
  };
  for (const Case& c : {Case{"~", "/h"}, Case{"~/a", "/h/a"}, Case{"~user/a", "~user/a"}, Case{"a/~", "a/~"},
                        Case{"$HOME/a:$HOME", "/h/a:/h"}, Case{"${HOME}/a", "${HOME}/a"}, Case{"", ""}}) {
    EXPECT_EQ(ExpandHome(c.path, "/h"), c.expanded) << c.path;
  }
}

TEST(Text, CleansPaths) {
  struct Case {
    const char* path;
    const char* clean;
  };
  for (const Case& c : {Case{"", "."}, Case{"/", "/"}, Case{"//a///b//", "/a/b"}, Case{"a/./b/../c", "a/c"},
                        Case{"/../a", "/a"}, Case{"../a/..", ".."}, Case{"a/..", "."}, Case{"../../a", "../../a"}}) {
    EXPECT_EQ(CleanPath(c.path), c.clean) << c.path;
  }
}

TEST(Text, KnowsTheNamesOfTheLanguage) {
  struct Case {
    const char* text;
    bool env_name, env_key, name, kebab, image;
  };
  for (const Case& c : {Case{"", false, false, false, false, false}, Case{"A_1", true, true, true, false, false},
                        Case{"_a", true, true, false, false, false}, Case{"1a", false, false, true, true, true},
                        Case{"a.b-c", false, true, true, false, true}, Case{"a-b", false, true, true, true, true},
                        Case{"a--b", false, true, true, false, true}, Case{"-a", false, false, false, false, false},
                        Case{"a-", false, true, true, false, false}, Case{"a__b", true, true, true, false, true},
                        Case{"a___b", true, true, true, false, false}, Case{"a..b", false, true, true, false, false},
                        Case{"a b", false, false, false, false, false}, Case{"a\n", false, false, false, false, false},
                        Case{"\xC3\xA9", false, false, false, false, false}}) {
    EXPECT_EQ(IsEnvName(c.text), c.env_name) << c.text;
    EXPECT_EQ(IsEnvKey(c.text), c.env_key) << c.text;
    EXPECT_EQ(IsName(c.text), c.name) << c.text;
    EXPECT_EQ(IsKebab(c.text), c.kebab) << c.text;
    EXPECT_EQ(IsImageName(c.text), c.image) << c.text;
  }
}

}  // namespace
}  // namespace ovcc
