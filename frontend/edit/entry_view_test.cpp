#include "frontend/edit/entry_view.h"

#include <gtest/gtest.h>

#include "frontend/edit/yaml_edit.h"

namespace ovcc::edit {
namespace {

std::string PathIn(std::string_view text, std::string_view field) {
  const Tree file = ReadTree(text).value_or(Tree());
  return PathText(EntryView(file, "web").PathOf(field));
}

TEST(EntryView, TheRootMapIsFoundInEverySpelling) {
  EXPECT_EQ(PathIn("", "env"), "images.web.env");
  EXPECT_EQ(PathIn("version: 1\ndeploy: {}\n", "env"), "deploy.web.env");
  EXPECT_EQ(PathIn("deployments:\n  images:\n    a:\n", "env"), "deployments.images.web.env");
  EXPECT_EQ(PathIn("deployment:\n  images: {}\n  a: {}\n", "env"), "deployment.web.env");
}

TEST(EntryView, AFieldKeepsTheSpellingOfItsEntry) {
  EXPECT_EQ(PathIn("images: {web: {port: [a]}}", "ports"), "images.web.port");
  EXPECT_EQ(PathIn("images: {web: {ports: [a]}}", "ports"), "images.web.ports");
}

TEST(EntryView, ANewFieldTakesTheSpellingOfTheFile) {
  EXPECT_EQ(PathIn("deploy: {a: {volume: []}, web: }", "sidecars"), "deploy.web.sidecar");
  EXPECT_EQ(PathIn("deploy: {a: {volumes: []}, web: }", "sidecars"), "deploy.web.sidecars");
  EXPECT_EQ(PathIn("deploy: {a: {volume: []}, web: }", "network"), "deploy.web.network");
}

TEST(EntryView, TheRegistryStandsWhereTheFileHasIt) {
  EXPECT_EQ(PathText(RegistryPath(*ReadTree("images: {a: }"))), "provides");
  EXPECT_EQ(PathText(RegistryPath(*ReadTree("deployments: {images: {a: }, provides: {}}"))), "deployments.provides");
}

TEST(EntryView, AFieldThatSaysNothingIsNone) {
  const Tree file = *ReadTree("images: {web: {env: , ports: []}}");
  const EntryView view(file, "web");
  EXPECT_EQ(view.Find("env"), nullptr);
  EXPECT_NE(view.Find("ports"), nullptr);
  EXPECT_TRUE(view.exists());
  EXPECT_FALSE(EntryView(file, "other").exists());
}

}  // namespace
}  // namespace ovcc::edit
