// Look-up by name in the sorted lists of a module.
#include "ir/module.h"

#include <gtest/gtest.h>

namespace ovcc::ir {
namespace {

TEST(Module, FindsByText) {
  Interner names;
  const Symbol missing = names.Intern("m");
  Module module;
  EXPECT_EQ(module.FindLayer(missing), nullptr);
  // Interned against the order of the texts: look-up must not depend on handles.
  for (const char* name : {"z", "k", "a"}) {
    const Symbol symbol = names.Intern(name);
    module.layers.insert(module.layers.begin(), Layer())->name = symbol;
    module.images.insert(module.images.begin(), Image())->name = symbol;
    module.templates.insert(module.templates.begin(), SidecarSpec())->name = symbol;
    module.deployments.insert(module.deployments.begin(), Deployment())->key = symbol;
  }
  const Module& constant = module;
  for (std::size_t i = 0; i < 3; ++i) {
    EXPECT_EQ(constant.FindLayer(module.layers[i].name), &module.layers[i]);
    EXPECT_EQ(constant.FindImage(module.images[i].name), &module.images[i]);
    EXPECT_EQ(module.FindImage(module.images[i].name), &module.images[i]);
    EXPECT_EQ(constant.FindTemplate(module.templates[i].name), &module.templates[i]);
    EXPECT_EQ(constant.FindDeployment(module.deployments[i].key), &module.deployments[i]);
  }
  EXPECT_EQ(constant.FindLayer(missing), nullptr);
  EXPECT_EQ(constant.FindImage(missing), nullptr);
  EXPECT_EQ(constant.FindTemplate(missing), nullptr);
  EXPECT_EQ(constant.FindDeployment(missing), nullptr);
  EXPECT_EQ(constant.FindImage(Symbol()), nullptr);
}

}  // namespace
}  // namespace ovcc::ir
