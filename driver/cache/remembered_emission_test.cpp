#include "driver/cache/remembered_emission.h"

#include <gtest/gtest.h>

namespace ovcc {
namespace {

ir::Module ModuleOf(Interner& names, std::initializer_list<const char*> keys) {
  ir::Module module;
  for (const char* key : keys) module.deployments.emplace_back().key = names.Intern(key);
  return module;
}

TEST(RememberedEmission, FindsWhatWasRecorded) {
  Interner names;
  const std::vector<backend::OutputFile> files = {{"a.container", "A", 0600, "a"},
                                                  {"a.service", "S", 0644, "a"},
                                                  {"b.container", "B", 0600, "b"},
                                                  {"c.network", "N", 0600, "c"}};
  BuildRecord record{};
  for (const backend::OutputFile& file : files) record.outputs.push_back({file.name, {{}, "hash of " + file.name}});
  RememberedEmission first(nullptr, ModuleOf(names, {"a", "b", "c"}));
  EXPECT_TRUE(first.Find(0, "a", {1, 1}).empty());
  first.Keep(0, {1, 1});
  first.Keep(2, {3, 3});  // `b` had findings; `c` has no file of its own
  first.Record(files, record);
  ASSERT_EQ(record.emissions.size(), 1U);

  const auto read = ParseRecord(PrintRecord(record));
  ASSERT_TRUE(read);
  // Another deployment comes first now.
  RememberedEmission second(&*read, ModuleOf(names, {"0", "a", "b"}));
  const auto found = second.Find(1, "a", {1, 1});
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found[1].name, "a.service");
  EXPECT_EQ(found[1].mode, 0644U);
  EXPECT_EQ(found[1].owner, "a");
  EXPECT_EQ(found[1].hash, "hash of a.service");
  EXPECT_TRUE(second.Find(1, "a", {1, 2}).empty());
  EXPECT_TRUE(second.Find(0, "0", {1, 1}).empty());
  EXPECT_TRUE(second.Find(2, "b", {1, 1}).empty());
}

}  // namespace
}  // namespace ovcc
