#include "driver/manifest_entries.h"

#include <gtest/gtest.h>

namespace ovcc {
namespace {

using backend::ManifestEntry;

ManifestEntries EntriesOf(std::initializer_list<std::pair<const char*, const char*>> rows) {
  ManifestEntries entries;
  for (const auto& [name, hash] : rows) entries.emplace(name, ManifestEntry{name, hash, "default", "a", "", false});
  return entries;
}

TEST(ManifestEntries, ListOldAndNewWhileARunIsUnderWay) {
  const ManifestEntries known = EntriesOf({{"a", "1"}, {"b", "1"}, {"d", "1"}, {"f", "1"}});
  const ManifestEntries result = EntriesOf({{"b", "1"}, {"c", "2"}, {"d", "2"}, {"e", "2"}});
  const auto read = backend::ParseManifest(PrintUnderway(known, result));
  ASSERT_TRUE(read.has_value());
  std::string rows;
  for (const ManifestEntry& entry : read->files) rows += entry.name + entry.hash + entry.next + " ";
  EXPECT_EQ(rows, "a1 b1 c2 d12 e2 f1 ");
}

TEST(ManifestEntries, AreFoundInAnyOrder) {
  ManifestEntries entries = EntriesOf({{"a", "1"}, {"b", "2"}, {"c", "3"}});
  OrderedFinder finder(entries);
  for (const char* name : {"a", "b", "c", "a", "c", "b", "b"}) {
    const auto found = finder.Find(name);
    ASSERT_NE(found, entries.end());
    EXPECT_EQ(found->first, name);
  }
  EXPECT_EQ(finder.Find("0"), entries.end());
  EXPECT_EQ(finder.Find("bb"), entries.end());
  EXPECT_EQ(finder.Find("c")->second.hash, "3");
}

}  // namespace
}  // namespace ovcc
