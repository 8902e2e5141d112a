// JSON as nodes (frontend/json/read_json.h): shapes, places, bounds.
#include "frontend/json/read_json.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace ovcc::json {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

/// A text that was read, with everything that belongs to it.
class ReadText {
 public:
  explicit ReadText(std::string text, const Limits& limits = {}) {
    file_ = sources_.Add("test.json", std::move(text)).value();
    const auto root = ReadFile(sources_, file_, limits, writer_);
    if (root) {
      document_ = writer_.Finish(*root);
    } else {
      error_ = root.error();
    }
  }

  [[nodiscard]] const yaml::Node& root() const { return document_.node(document_.root()); }
  [[nodiscard]] const yaml::Node& At(std::string_view key) const {
    return document_.node(document_.Find(root(), key).value());
  }
  [[nodiscard]] const yaml::Document& document() const { return document_; }
  [[nodiscard]] const SourceManager& sources() const { return sources_; }
  [[nodiscard]] std::string_view Written(const yaml::Node& node) const { return sources_.TextOf(node.span); }
  [[nodiscard]] const std::string& reason() const { return error_.reason; }
  [[nodiscard]] std::uint32_t ErrorColumn() const { return sources_.Locate(error_.span).column; }

 private:
  SourceManager sources_;
  std::size_t file_ = 0;
  yaml::DocumentWriter writer_;
  yaml::Document document_;
  Error error_;
};

TEST(ReadFile, KeepsValuesAsTheyAreWritten) {
  const ReadText read(R"({"a": 1.50, "b": -2e3 , "c":true,"d":false, "e": null, "f": "x\ty", "g": 7})");
  EXPECT_EQ(read.At("a").text, "1.50");
  EXPECT_EQ(read.At("b").text, "-2e3");
  EXPECT_EQ(read.At("c").text, "true");
  EXPECT_EQ(read.At("d").text, "false");
  EXPECT_EQ(read.At("e").kind, yaml::Kind::Null);
  EXPECT_EQ(read.At("f").text, "x\ty");
  EXPECT_EQ(read.At("f").style, yaml::Style::DoubleQuoted);
  EXPECT_EQ(read.At("g").text, "7");
  EXPECT_EQ(read.At("g").style, yaml::Style::Plain);
}

TEST(ReadFile, KnowsWhereEachValueStands) {
  const ReadText read("\n [ \"a\\\"b\" ,12, {\"k\" : [ ] } ,null]");
  std::vector<std::string_view> written;
  for (const yaml::NodeId id : read.document().items(read.root())) {
    written.push_back(read.Written(read.document().node(id)));
  }
  EXPECT_THAT(written, ElementsAre("\"a\\\"b\"", "12", "{\"k\" : [ ] }", "null"));
  EXPECT_THAT(read.Written(read.root()), HasSubstr("[ \"a"));
  EXPECT_EQ(read.Written(read.root()).back(), ']');
}

TEST(ReadFile, TakesTheLastOfRepeatedMembers) {
  const ReadText read(R"({"a": 1, "b": 2, "a": 3})");
  EXPECT_EQ(read.document().entries(read.root()).size(), 2U);
  EXPECT_EQ(read.At("a").text, "3");
}

TEST(ReadFile, SaysWhatIsWrongAndWhere) {
  const ReadText open(R"({"a": [1, 2)");
  EXPECT_EQ(open.reason(), "unexpected end of input; expected ']'");
  const ReadText word("[1, oops]");
  EXPECT_EQ(word.reason(), "invalid literal");
  EXPECT_EQ(word.ErrorColumn(), 5U);
  EXPECT_THAT(ReadText("[1] 2").reason(), HasSubstr("expected end of input"));
  EXPECT_THAT(ReadText("").reason(), HasSubstr("unexpected end of input"));
  EXPECT_THAT(ReadText("\"\xFF\"").reason(), HasSubstr("UTF-8"));
  EXPECT_THAT(ReadText("[1e999]").reason(), HasSubstr("the number is too large"));
}

TEST(ReadFile, IsBounded) {
  EXPECT_THAT(ReadText(std::string(100, '[') + std::string(100, ']')).reason(), HasSubstr("nests too deep (limit 64)"));
  EXPECT_EQ(ReadText(std::string(64, '[') + std::string(64, ']')).reason(), "");
  EXPECT_THAT(ReadText("[1,2,3]", {.nodes = 3}).reason(), HasSubstr("too many values (limit 3)"));
  EXPECT_EQ(ReadText("[1,2]", {.members = 2}).reason(), "");
  EXPECT_THAT(ReadText("[1,2,3]", {.members = 2}).reason(), HasSubstr("too many members (limit 2)"));
  EXPECT_THAT(ReadText(R"({"a": 1, "b": 2, "c": 3})", {.members = 2}).reason(), HasSubstr("too many members"));
  EXPECT_THAT(ReadText("[1,2,3]", {.bytes = 6}).reason(), HasSubstr("7 bytes (limit 6)"));
}

/// The JSON inside the string member `label`.
class ReadInner {
 public:
  explicit ReadInner(std::string text) : outer_(std::move(text)) {
    const auto root = ReadString(outer_.sources(), outer_.At("label"), {}, writer_);
    if (root) {
      document_ = writer_.Finish(*root);
    } else {
      error_ = root.error();
    }
  }

  /// The elements of the list, as they stand in the file.
  [[nodiscard]] std::vector<std::string_view> Written() const {
    std::vector<std::string_view> written;
    for (const yaml::NodeId id : document_.items(document_.node(document_.root()))) {
      written.push_back(outer_.Written(document_.node(id)));
    }
    return written;
  }
  [[nodiscard]] const Error& error() const { return error_; }
  [[nodiscard]] std::uint32_t ErrorColumn() const { return outer_.sources().Locate(error_.span).column; }

 private:
  ReadText outer_;
  yaml::DocumentWriter writer_;
  yaml::Document document_;
  Error error_;
};

TEST(ReadString, PointsThroughEscapes) {
  const ReadInner inner(R"({"label": "[\"a\\u003cb\", 12,\t{\"\u006b\": \"\ud83d\ude00\"}]"})");
  EXPECT_THAT(inner.Written(), ElementsAre(R"(\"a\\u003cb\")", "12", R"({\"\u006b\": \"\ud83d\ude00\"})"));
}

TEST(ReadString, PointsAtWhatIsWrong) {
  const ReadInner inner(R"({"label": "[\"a\", ]"})");
  EXPECT_THAT(inner.error().reason, HasSubstr("unexpected ']'"));
  EXPECT_EQ(inner.ErrorColumn(), 20U);
  const ReadInner cut(R"({"label": "["})");
  EXPECT_THAT(cut.error().reason, HasSubstr("unexpected end of input"));
}

}  // namespace
}  // namespace ovcc::json
