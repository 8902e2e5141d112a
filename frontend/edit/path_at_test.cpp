// From places in a text to paths.
#include <gtest/gtest.h>

#include "frontend/edit/yaml_edit.h"

namespace ovcc::edit {
namespace {

/// The path of where `word` stands, the `n`-th time from 0; "none" if there is none.
std::string At(std::string_view text, std::string_view word, int n = 0) {
  std::size_t begin = text.find(word);
  for (; n > 0; --n) begin = text.find(word, begin + 1);
  const auto path = PathAt(text, begin, begin + word.size());
  return path ? PathText(*path) : "none";
}

TEST(PathAt, Keys) {
  EXPECT_EQ(At("a:\n  b: 1\n  c:\n    d: 2\n", "a"), "a");
  EXPECT_EQ(At("a:\n  b: 1\n  c:\n    d: 2\n", "c"), "a.c");
  EXPECT_EQ(At("{ a: { b: 1 } }\n", "b"), "a.b");
}

TEST(PathAt, AFirstKeyIsNotTheMappingThatBeginsWithIt) {
  EXPECT_EQ(At("a:\n  b: 1\n  c: 2\n", "b"), "a.b");
  EXPECT_EQ(At("a:\n  - b: 1\n    c: 2\n", "b"), "a[0].b");
  EXPECT_EQ(At("a:\n  - b: 1\n    c: 2\n", "b: 1\n    c: 2"), "a[0]");
  EXPECT_EQ(At("a:\n  b: 1\n  c: 2\n", "b: 1\n  c: 2"), "a");
}

TEST(PathAt, ValuesAndElements) {
  EXPECT_EQ(At("a:\n  - x\n  - y\n", "y"), "a[1]");
  EXPECT_EQ(At("a: [x, y]\n", "x"), "a[0]");
  EXPECT_EQ(At("a: [{ b: 1 }, { b: 2 }]\n", "{ b: 2 }"), "a[1]");
  EXPECT_EQ(At("a: one\n", "one"), "a");
}

TEST(PathAt, AListOfOneIsItsElement) {
  EXPECT_EQ(At("a:\n  - x\n", "x"), "a[0]");
  EXPECT_EQ(At("a: [x]\n", "[x]"), "a");
}

TEST(PathAt, QuotesBelongToAScalar) {
  EXPECT_EQ(At("'a b': \"c\"\n", "'a b'"), "a b");
  EXPECT_EQ(At("'a b': \"c\"\n", "\"c\""), "a b");
  EXPECT_EQ(At("'a b': \"c\"\n", "a b"), "none");
}

TEST(PathAt, BothEndsCount) {
  EXPECT_EQ(At("abc: 1\n", "ab"), "none");
  EXPECT_EQ(At("abc: 1\n", "bc"), "none");
  EXPECT_EQ(At("abc: 1\n", ": 1"), "none");
}

TEST(PathAt, OtherLineEndsTabsAndCharacters) {
  EXPECT_EQ(At("a:\r\n  - x\r\n  - y", "y"), "a[1]");
  EXPECT_EQ(At("a:\t1\nb:\t2\n", "b"), "b");
  EXPECT_EQ(At("ä: [ö, ü]\n", "ü"), "ä[1]");
  EXPECT_EQ(At("\xEF\xBB\xBF"
               "a: 1\n",
               "a"),
            "a");
}

TEST(PathAt, AnAliasIsWhereItsAnchorStands) {
  const std::string_view text = "a: &x { b: 1 }\nc: *x\n";
  EXPECT_EQ(At(text, "b"), "a.b");
  EXPECT_EQ(At(text, "c"), "c");
  EXPECT_EQ(At(text, "*x"), "none");
}

TEST(PathAt, WhatCannotBeRead) {
  EXPECT_EQ(At("a: [\n", "a"), "none");
  EXPECT_EQ(At("a: 1\n---\nb: 2\n", "b"), "none");
  EXPECT_FALSE(PathAt("", 0, 0));
  EXPECT_FALSE(PathAt("# nothing\n", 0, 1));
}

}  // namespace
}  // namespace ovcc::edit
