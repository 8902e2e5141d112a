#include "frontend/edit/yaml_edit.h"

#include <gtest/gtest.h>

namespace ovcc::edit {
namespace {

Tree S(std::string_view text) { return Tree::Scalar(text); }

std::string Set(std::string_view text, Path path, Tree value) {
  const auto result = ApplyEdit(text, {std::move(path), std::move(value)});
  return result ? *result : "refused";
}

std::string Remove(std::string_view text, Path path) {
  const auto result = ApplyEdit(text, {std::move(path), std::nullopt});
  return result ? *result : "refused";
}

EditRefusal::Reason WhyNot(std::string_view text, Path path, Tree value) {
  const auto result = ApplyEdit(text, {std::move(path), std::move(value)});
  EXPECT_FALSE(result.has_value());
  return result ? EditRefusal::Reason::Layout : result.error().reason;
}

TEST(YamlEdit, AScalarKeepsItsQuotesAndItsComment) {
  EXPECT_EQ(Set("a: old # why\nb: 1\n", {"a"}, S("new")), "a: new # why\nb: 1\n");
  EXPECT_EQ(Set("a: 'old'\n", {"a"}, S("it's")), "a: 'it''s'\n");
  EXPECT_EQ(Set("a: \"old\"\n", {"a"}, S("a \"b\"")), "a: \"a \\\"b\\\"\"\n");
}

TEST(YamlEdit, PlainTextIsQuotedWhereYamlWouldReadSomethingElse) {
  for (const char* text :
       {"", "~", "null", "a: b", "a #b", "- a", "*a", "22:22", " a", "a:", "x\ny", "\"q", "{a", "#c"}) {
    const std::string result = Set("a: 1\nb: 2\n", {"a"}, S(text));
    EXPECT_TRUE(result.starts_with("a: \"")) << text << ": " << result;
  }
  for (const char* text : {"true", "8080", "http://a:1/b?c=d#e", "A=b c", "ümlaut", "a,b", "[::]:9002x"}) {
    const std::string result = Set("a: 1\n", {"a"}, S(text));
    EXPECT_EQ(result.starts_with("a: \""), text[0] == '[') << text << ": " << result;
  }
}

TEST(YamlEdit, ANewKeyStandsAtTheEndInTheColumnOfTheOthers) {
  EXPECT_EQ(Set("images:\n    web:\n        env: [A=1]  # first\n\n# end\n", {"images", "web", "network"}, S("ov")),
            "images:\n    web:\n        env: [A=1]  # first\n        network: ov\n\n# end\n");
  EXPECT_EQ(Set("a: 1", {"b"}, S("2")), "a: 1\nb: 2");
  EXPECT_EQ(Set("a: 1\r\nb: 2\r\n", {"c"}, S("3")), "a: 1\r\nb: 2\r\nc: 3\r\n");
}

TEST(YamlEdit, AKeyWithoutValueReceivesALinesBelowItsComment) {
  const Tree env = Tree::Map({{"TS_HOSTNAME", S("x")}});
  EXPECT_EQ(
      Set("images:\n  web:  # mine\n  db:\n", {"images", "web", "sidecars", "tailscale", "env"}, env),
      "images:\n  web:  # mine\n    sidecars:\n      tailscale:\n        env:\n          TS_HOSTNAME: x\n  db:\n");
  EXPECT_EQ(Set("images:\n  web: ~ # mine\n", {"images", "web", "network"}, S("ov")),
            "images:\n  web: # mine\n    network: ov\n");
  EXPECT_EQ(Set("images:\n  web: {}\n", {"images", "web", "network"}, S("ov")), "images:\n  web:\n    network: ov\n");
}

TEST(YamlEdit, ListsGrowInTheirOwnStyle) {
  EXPECT_EQ(Set("env:\n- A=1\n- \"B=2\"\nx: 1\n", {"env", 2U}, S("C=3")), "env:\n- A=1\n- \"B=2\"\n- \"C=3\"\nx: 1\n");
  EXPECT_EQ(Set("env: [A=1, B=2]\n", {"env", 2U}, S("C=3")), "env: [A=1, B=2, C=3]\n");
  EXPECT_EQ(Set("env: []\n", {"env", 0U}, S("C=3")), "env:\n  - C=3\n");
  EXPECT_EQ(Set("env: [\n  A=1, # one\n  B=2 # two\n]\n", {"env", 2U}, S("C=3")),
            "env: [\n  A=1, # one\n  B=2,\n  C=3 # two\n]\n");
}

TEST(YamlEdit, RecordsFollowTheirNeighbours) {
  const Tree record = Tree::Map({{"name", S("b")}, {"type", S("bind")}});
  EXPECT_EQ(Set("v:\n  - { name: a, type: volume }\n", {"v", 1U}, record),
            "v:\n  - { name: a, type: volume }\n  - { name: b, type: bind }\n");
  EXPECT_EQ(Set("v:\n  - name: a\n    type: volume\n", {"v", 1U}, record),
            "v:\n  - name: a\n    type: volume\n  - name: b\n    type: bind\n");
  EXPECT_EQ(Set("v:\n  - name: a\n    type: volume # t\n", {"v", 0U, "host"}, S("/srv")),
            "v:\n  - name: a\n    type: volume # t\n    host: /srv\n");
}

TEST(YamlEdit, BracesGrowInPlace) {
  EXPECT_EQ(Set("web: { a: 1 }\n", {"web", "b"}, Tree::Map({{"c", S("d, e")}})), "web: { a: 1, b: { c: \"d, e\" } }\n");
  EXPECT_EQ(Set("web: {a: 1}\n", {"web", "b"}, S("2")), "web: {a: 1, b: 2}\n");
  EXPECT_EQ(Set("web: { a: 1,\n       b: 2,\n     }\n", {"web", "c"}, S("3")),
            "web: { a: 1,\n       b: 2,\n       c: 3,\n     }\n");
  EXPECT_EQ(Set("web: { a: , b: 1 }\n", {"web", "a", "x"}, S("1")), "web: { a: { x: 1 }, b: 1 }\n");
}

TEST(YamlEdit, RemovingTakesWholeLinesAndLeavesCommentsAbove) {
  EXPECT_EQ(Remove("a: 1\n# why b\nb:\n  c: 1 # in\n  # tail\nd: 2\n", {"b"}), "a: 1\n# why b\n  # tail\nd: 2\n");
  EXPECT_EQ(Remove("e:\n  - A=1\n  - B=2 # two\n  - C=3\n", {"e", 1U}), "e:\n  - A=1\n  - C=3\n");
  EXPECT_EQ(Remove("e: [A=1, B=2, C=3]\n", {"e", 0U}), "e: [B=2, C=3]\n");
  EXPECT_EQ(Remove("e: [A=1, B=2, C=3]\n", {"e", 2U}), "e: [A=1, B=2]\n");
  EXPECT_EQ(Remove("e: { a: 1, b: 2 }\n", {"e", "a"}), "e: { b: 2 }\n");
  EXPECT_EQ(Remove("v:\n  - name: a\n    type: t\n", {"v", 0U, "name"}), "v:\n  - type: t\n");
}

TEST(YamlEdit, RemovingTheLastLineKeepsAFileWithoutLineEnd) {
  EXPECT_EQ(Remove("a: 1\nb: 2", {"b"}), "a: 1");
  EXPECT_EQ(Remove("a: 1\r\nb: 2", {"b"}), "a: 1");
}

TEST(YamlEdit, RemovingTheLastKeyLeavesNothing) {
  EXPECT_EQ(Remove("web:\n  sidecars:\n    ts:\n      env: { A: 1 }\n", {"web", "sidecars"}), "web:\n");
  EXPECT_EQ(Remove("web: { a: 1 }\n", {"web", "a"}), "web: {}\n");
}

TEST(YamlEdit, AFileWithoutAnyValueIsBegun) {
  EXPECT_EQ(Set("", {"images", "web", "network"}, S("ov")), "images:\n  web:\n    network: ov\n");
  EXPECT_EQ(Set("# mine\n", {"images", "web"}, Tree::Map()), "# mine\nimages:\n  web: {}\n");
  EXPECT_EQ(Set("{}\n", {"a"}, S("1")), "a: 1\n");
}

TEST(YamlEdit, MergedKeysAreOverridden) {
  EXPECT_EQ(Set("b: &b\n  x: 1\nw:\n  <<: *b\n  y: 2\n", {"w", "x"}, S("3")),
            "b: &b\n  x: 1\nw:\n  <<: *b\n  y: 2\n  x: 3\n");
}

TEST(YamlEdit, WhatOthersShareIsRefused) {
  using Reason = EditRefusal::Reason;
  EXPECT_EQ(WhyNot("a: &e [A=1]\nb: *e\n", {"b", 1U}, S("B=2")), Reason::Shared);
  EXPECT_EQ(WhyNot("a: &e [A=1]\nb: *e\n", {"a", 1U}, S("B=2")), Reason::Shared);
  EXPECT_EQ(WhyNot("a: &e {x: 1}\nb: {<<: *e}\n", {"a", "y"}, S("2")), Reason::Shared);
  EXPECT_EQ(WhyNot("a: text\n", {"a", "b"}, S("1")), Reason::Structure);
  EXPECT_EQ(WhyNot("a: [1]\n", {"a", 3U}, S("1")), Reason::Structure);
  EXPECT_EQ(WhyNot("a: [\n", {"b"}, S("1")), Reason::Unreadable);
}

TEST(YamlEdit, AnAliasIsNoPlaceForAMapping) {
  const Tree map = Tree::Map({{"k", S("v")}});
  EXPECT_EQ(WhyNot("a: &x 1\nb: *x\n", {"b"}, map), EditRefusal::Reason::Shared);
  EXPECT_EQ(WhyNot("a: &x [1]\nb:\n  c: *x\n", {"b", "c"}, map), EditRefusal::Reason::Shared);
  EXPECT_EQ(Remove("a: &x 1\nb: *x\nc: 2\n", {"b"}), "a: &x 1\nc: 2\n");
}

TEST(YamlEdit, AnchorsThatNobodyElseNeedsStay) {
  EXPECT_EQ(Set("a: &e [A=1]\nb: 1\n", {"a", 1U}, S("B=2")), "a: &e [A=1, B=2]\nb: 1\n");
  EXPECT_EQ(Set("a: &e\n  x: 1\n", {"a", "y"}, S("2")), "a: &e\n  x: 1\n  y: 2\n");
}

TEST(YamlEdit, BlockTextsAreReplacedAndFollowed) {
  EXPECT_EQ(Set("a: |\n  one\n  two\nb: 1\n", {"a"}, S("x")), "a: \"x\"\nb: 1\n");
  EXPECT_EQ(Set("m:\n  a: |\n    one\nb: 1\n", {"m", "c"}, S("x")), "m:\n  a: |\n    one\n  c: x\nb: 1\n");
}

TEST(YamlEdit, AChangeThatChangesNothingGivesTheTextItself) {
  EXPECT_EQ(Set("a:   'x'  # c\n", {"a"}, S("x")), "a:   'x'  # c\n");
}

}  // namespace
}  // namespace ovcc::edit
