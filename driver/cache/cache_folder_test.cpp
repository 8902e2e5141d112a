#include "driver/cache/cache_folder.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>

namespace ovcc {
namespace {

namespace fs = std::filesystem;

class CacheFolderTest : public testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = testing::TempDir() + "/ovcc-cache-XXXXXX";
    ASSERT_NE(mkdtemp(pattern.data()), nullptr);
    root_ = pattern;
  }
  void TearDown() override { fs::remove_all(root_); }

  [[nodiscard]] std::size_t Count() const {
    return static_cast<std::size_t>(std::distance(fs::directory_iterator(root_ + "/c"), fs::directory_iterator()));
  }

  std::string root_;
};

TEST_F(CacheFolderTest, KeepsBytesByKey) {
  const auto cache = CacheFolder::Open(root_ + "/c");
  ASSERT_TRUE(cache);
  EXPECT_EQ(cache->Load(DigestOf("a")), std::nullopt);
  cache->Store(DigestOf("a"), "one");
  cache->Store(DigestOf("b"), "");
  cache->Store(DigestOf("a"), "two");
  EXPECT_EQ(cache->Load(DigestOf("a")), "two");
  EXPECT_EQ(cache->Load(DigestOf("b")), "");
  EXPECT_EQ(Count(), 2U);
}

TEST_F(CacheFolderTest, AnEntryUnderAnotherNameIsNone) {
  const auto cache = CacheFolder::Open(root_ + "/c");
  cache->Store(DigestOf("a"), "one");
  const fs::path entry = fs::directory_iterator(root_ + "/c")->path();
  cache->Store(DigestOf("b"), "two");
  for (const auto& other : fs::directory_iterator(root_ + "/c")) {
    if (other.path() != entry) fs::copy_file(entry, other.path(), fs::copy_options::overwrite_existing);
  }
  EXPECT_EQ(cache->Load(DigestOf("a")), "one");
  EXPECT_EQ(cache->Load(DigestOf("b")), std::nullopt);
}

TEST_F(CacheFolderTest, ForgetsWhatWasStoredLongestAgo) {
  const auto cache = CacheFolder::Open(root_ + "/c");
  const std::string bytes(1000, 'x');
  for (const char* key : {"a", "b", "c", "d"}) cache->Store(DigestOf(key), bytes, 3500);
  EXPECT_EQ(Count(), 3U);
  EXPECT_EQ(cache->Load(DigestOf("a")), std::nullopt);
  EXPECT_EQ(cache->Load(DigestOf("d")), bytes);
  cache->Store(DigestOf("e"), bytes, 10);
  EXPECT_EQ(Count(), 0U);
}

TEST_F(CacheFolderTest, IsForTheUserAlone) {
  ASSERT_TRUE(CacheFolder::Open(root_ + "/x/y/c"));
  EXPECT_EQ(fs::status(root_ + "/x/y/c").permissions(), fs::perms::owner_all);
  EXPECT_FALSE(CacheFolder::Open(root_ + "/1/2/3/c"));  // so many folders are not made
  fs::create_directory(root_ + "/open");
  ASSERT_EQ(chmod((root_ + "/open").c_str(), 0777), 0);
  EXPECT_FALSE(CacheFolder::Open(root_ + "/open"));
  std::ofstream(root_ + "/file") << "x";
  EXPECT_FALSE(CacheFolder::Open(root_ + "/file"));
  EXPECT_FALSE(CacheFolder::Open(root_ + "/file/c"));
}

TEST_F(CacheFolderTest, LiesWhereTheUserKeepsCaches) {
  const auto folder = [](std::map<std::string, std::string> variables) {
    return UserCacheFolder(Environment(std::move(variables)));
  };
  EXPECT_EQ(folder({{"HOME", "/home/me"}}), "/home/me/.cache/ovcc");
  EXPECT_EQ(folder({{"HOME", "/home/me"}, {"XDG_CACHE_HOME", "/c"}}), "/c/ovcc");
  EXPECT_EQ(folder({{"HOME", "/home/me"}, {"XDG_CACHE_HOME", "relative"}}), "/home/me/.cache/ovcc");
  EXPECT_EQ(folder({}), std::nullopt);
}

}  // namespace
}  // namespace ovcc
