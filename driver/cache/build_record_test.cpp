#include "driver/cache/build_record.h"

#include <gtest/gtest.h>

#include "driver/cache/program_identity.h"
#include "support/memory_file_system.h"

namespace ovcc {
namespace {

BuildRecord Example() {
  return {.questions = {{FileQuestion::Kind::Read, "a.yml", DigestOf("a")}, {FileQuestion::Kind::List, "layers", {}}},
          .before = "warning",
          .deployments = 7,
          .after = "",
          .outputs = {{"a.container", {{1, 2, 3}, "xxh3:0"}}, {"b.container", {{4, 5, -6}, ""}}},
          .emissions = {{"a", {7, 8}, 1}, {"b", {9, 10}, 0}},
          .emitted_outputs = {{1, 0644}},
          .stale = {"c.container"},
          .manifest = "xxh3:1",
          .manifest_lists_outputs = 1,
          .taken_ns = 99};
}

TEST(BuildRecord, ReadsBackAsItWas) {
  const std::string bytes = PrintRecord(Example());
  const auto record = ParseRecord(bytes);
  ASSERT_TRUE(record);
  EXPECT_EQ(PrintRecord(*record), bytes);
  EXPECT_EQ(record->questions[1].path, "layers");
  EXPECT_EQ(record->questions[0].answer, DigestOf("a"));
  EXPECT_EQ(record->outputs[1].second.stamp.modified_ns, -6);
  EXPECT_EQ(record->emissions[0].key, (QuickDigest{7, 8}));
  EXPECT_EQ(record->emitted_outputs[0].output, 1U);
  EXPECT_EQ(record->manifest_lists_outputs, 1U);
  EXPECT_EQ(record->stale, std::vector<std::string>{"c.container"});
}

TEST(BuildRecord, IsWholeOrNone) {
  const std::string bytes = PrintRecord(Example());
  for (std::size_t size = 0; size < bytes.size(); ++size) EXPECT_FALSE(ParseRecord(bytes.substr(0, size))) << size;
  EXPECT_FALSE(ParseRecord(bytes + "x"));
  EXPECT_FALSE(ParseRecord(std::string(8, '\xFF')));  // so many elements that no memory would hold them
}

TEST(BuildRecord, NamesNoOutputThatItDoesNotHave) {
  BuildRecord record = Example();
  record.emitted_outputs[0].output = 2;
  EXPECT_FALSE(ParseRecord(PrintRecord(record)));
  record.emitted_outputs = {{0, 0}, {1, 0}};  // more than the emissions have
  EXPECT_FALSE(ParseRecord(PrintRecord(record)));
}

TEST(BuildRecord, TrustsNoStampOfTheLastMoment) {
  constexpr std::int64_t kNow = 1'000'000'000'123'456'789;
  constexpr std::int64_t kMillisecond = 1'000'000;
  EXPECT_FALSE(IsSettled({.modified_ns = kNow}, kNow));
  EXPECT_FALSE(IsSettled({.modified_ns = kNow - kMillisecond}, kNow));
  EXPECT_FALSE(IsSettled({.modified_ns = kNow + kMillisecond}, kNow));
  EXPECT_TRUE(IsSettled({.modified_ns = kNow - 100 * kMillisecond}, kNow));
  EXPECT_FALSE(IsSettled({.modified_ns = 999'999'999'000'000'000}, kNow));  // a file system that counts seconds
  EXPECT_TRUE(IsSettled({.modified_ns = 999'999'995'000'000'000}, kNow));
}

TEST(RecordingFiles, TellsWhetherAnAnswerChanged) {
  MemoryFileSystem files;
  files.Put("a.yml", "a");
  files.Put("layers/x/layer.yml", "x");
  const RecordingFiles recording(files);
  EXPECT_EQ(recording.Read("a.yml"), "a");
  EXPECT_FALSE(recording.Read("none.yml"));
  EXPECT_TRUE(recording.List("layers"));
  EXPECT_TRUE(recording.Status("a.yml"));
  EXPECT_FALSE(recording.Status("b.yml"));
  (void)recording.ReadableByAll("a.yml");
  EXPECT_TRUE(recording.Read("a.yml"));
  const std::vector<FileQuestion> questions = recording.Questions();
  EXPECT_EQ(questions.size(), 6U);
  EXPECT_TRUE(RecordingFiles(files).AnswersAre(questions, 1));
  EXPECT_TRUE(RecordingFiles(files).AnswersAre(questions, 4));

  const auto changed = [&](const std::string& path, const std::string& text) {
    MemoryFileSystem other;
    other.Put("a.yml", "a");
    other.Put("layers/x/layer.yml", "x");
    other.Put(path, text);
    return !RecordingFiles(other).AnswersAre(questions, 1);
  };
  EXPECT_TRUE(changed("a.yml", "b"));
  EXPECT_TRUE(changed("none.yml", ""));
  EXPECT_TRUE(changed("b.yml", ""));
  EXPECT_TRUE(changed("layers/y/layer.yml", ""));
  EXPECT_FALSE(changed("layers/x/layer.yml", "y"));  // nobody asked
}

TEST(RecordingFiles, GivesWhatWasReadAheadOnce) {
  MemoryFileSystem files;
  files.Put("a.yml", "a");
  const RecordingFiles earlier(files);
  EXPECT_TRUE(earlier.Read("a.yml"));
  EXPECT_FALSE(earlier.Read("none.yml"));
  RecordingFiles recording(files);
  EXPECT_TRUE(recording.AnswersAre(earlier.Questions(), 2));
  EXPECT_TRUE(recording.Questions().empty());  // the run has asked nothing yet
  files.Put("a.yml", "b");
  files.Put("none.yml", "c");
  EXPECT_EQ(recording.Read("a.yml"), "a");
  EXPECT_FALSE(recording.Read("none.yml"));
  EXPECT_EQ(recording.DigestOfRead("a.yml"), DigestOf("a"));
  EXPECT_EQ(recording.Read("a.yml"), "b");
  EXPECT_EQ(recording.Read("none.yml"), "c");
  EXPECT_EQ(recording.Questions().size(), 4U);
}

TEST(ProgramIdentity, IsKnownAndTheSame) {
  EXPECT_FALSE(ProgramIdentity().empty());
  EXPECT_EQ(ProgramIdentity(), ProgramIdentity());
}

}  // namespace
}  // namespace ovcc
