#include "driver/cache/parsed_file_pack.h"

#include <gtest/gtest.h>

#include <random>

#include "support/memory_file_system.h"

namespace ovcc {
namespace {

KeptFile File(const std::string& name, std::size_t size, std::string printed) {
  return {.key = DigestOf(name), .size = size, .printed = std::move(printed)};
}

/// A pack of the files `a` (1500 bytes) and `b` (100 bytes).
std::string Example() {
  const MemoryFileSystem disk;
  const RecordingFiles files(disk);
  ParsedFilePack pack("", files);
  pack.Keep(File("b", 100, "of b"));
  pack.Keep(File("a", 1500, "of a"));
  pack.Keep(File("b", 100, "of b"));
  return pack.Renewed().value();
}

class ParsedFilePackTest : public testing::Test {
 protected:
  MemoryFileSystem disk_;
  RecordingFiles files_{disk_};
};

TEST_F(ParsedFilePackTest, KnowsFilesByDigest) {
  const ParsedFilePack pack(Example(), files_);
  EXPECT_EQ(pack.Find(DigestOf("a")), "of a");
  EXPECT_EQ(pack.Find(DigestOf("b")), "of b");
  EXPECT_EQ(pack.Find(DigestOf("c")), "");
}

TEST_F(ParsedFilePackTest, IsWrittenAnewWhereItKnewTooLittle) {
  ParsedFilePack pack(Example(), files_);
  EXPECT_FALSE(pack.Renewed());  // nothing was parsed
  pack.Keep(File("a", 1500, ""));
  pack.Keep(File("c", 100, "of c"));
  EXPECT_FALSE(pack.Renewed());  // a sixteenth
  pack.Keep(File("d", 1, "of d"));
  const auto renewed = pack.Renewed();
  ASSERT_TRUE(renewed);
  const ParsedFilePack next(*renewed, files_);
  EXPECT_EQ(next.Find(DigestOf("a")), "of a");
  EXPECT_EQ(next.Find(DigestOf("b")), "");  // of no use any more
  EXPECT_EQ(next.Find(DigestOf("c")), "of c");
  EXPECT_EQ(next.Find(DigestOf("d")), "of d");
}

TEST_F(ParsedFilePackTest, IsNotWrittenForNothing) {
  const ParsedFilePack pack("", files_);
  EXPECT_FALSE(pack.Renewed());
}

TEST_F(ParsedFilePackTest, DoesNotDependOnTheOrderOfReading) {
  ParsedFilePack pack("", files_);
  pack.Keep(File("a", 1500, "of a"));
  pack.Keep(File("b", 100, "of b"));
  EXPECT_EQ(pack.Renewed(), Example());
}

TEST_F(ParsedFilePackTest, IsWholeOrEmpty) {
  const std::string bytes = Example();
  const auto knows = [&](std::string text) {
    return !ParsedFilePack(std::move(text), files_).Find(DigestOf("a")).empty();
  };
  EXPECT_TRUE(knows(bytes));
  for (std::size_t size = 0; size < bytes.size(); ++size) EXPECT_FALSE(knows(bytes.substr(0, size))) << size;
  EXPECT_FALSE(knows(bytes + "x"));
  EXPECT_FALSE(knows(std::string(100, '\xFF')));
  std::mt19937 random(1);  // NOLINT(cert-msc32-c,cert-msc51-cpp): the same on every machine
  for (int turn = 0; turn < 5000; ++turn) {
    std::string damaged = bytes;
    for (int i = 0; i < 2; ++i) damaged[random() % damaged.size()] = static_cast<char>(random());
    (void)knows(damaged);
  }
}

TEST_F(ParsedFilePackTest, TakesTheDigestOfWhatWasReadOnlyIfThereIsOne) {
  disk_.Put("a.yml", "a");
  const ParsedFilePack pack("", files_);
  EXPECT_EQ(pack.KeyOf("a.yml", "other"), DigestOf("other"));
  EXPECT_TRUE(files_.Read("a.yml"));
  EXPECT_EQ(pack.KeyOf("a.yml", "a"), DigestOf("a"));
  disk_.Put("a.yml", "b");
  EXPECT_TRUE(files_.Read("a.yml"));
  EXPECT_EQ(files_.DigestOfRead("a.yml"), std::nullopt);
  EXPECT_EQ(pack.KeyOf("a.yml", "a"), DigestOf("a"));
  EXPECT_FALSE(files_.Read("none.yml"));
  EXPECT_EQ(files_.DigestOfRead("none.yml"), std::nullopt);
}

}  // namespace
}  // namespace ovcc
