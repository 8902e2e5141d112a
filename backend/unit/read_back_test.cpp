// The reader catches what a careless writer would let through.
#include "backend/unit/read_back.h"

#include <gtest/gtest.h>

#include "backend/unit/write.h"

namespace ovcc::backend {
namespace {

UnitFile Unit(std::vector<Line> lines) {
  UnitFile unit;
  unit.file_name = "ov-web.container";
  unit.header = {{"ov-web.container"}, {"Info: a chat"}};
  unit.sections = {{.name = "Unit", .lines = {Directive{"Description", {"Overthink web"}, {}}}},
                   {.name = "Container", .lines = std::move(lines)}};
  return unit;
}

std::string Written(const UnitFile& unit) {
  DiagnosticSink diags;
  ValueMemo memo;
  std::string text = WriteUnit(unit, {}, diags, memo);
  EXPECT_FALSE(diags.has_errors());
  return text;
}

TEST(ReadBack, WhatWasWrittenSaysTheSame) {
  const UnitFile unit = Unit({Directive{"Image", {"docker.io/library/nginx:1"}, {}},
                              Directive{"WorkingDir", {" ends in a blank "}, {}},  // goes to PodmanArgs
                              Directive{"Environment", {"A", "%h $HOME \"q\" \\ \n[Service]\nExecStart=x"}, {}},
                              Directive{"Environment", {"B", ""}, {}}, Directive{"Exec", {"sh", "-c", "a; b\nc"}, {}}});
  ValueMemo memo;
  EXPECT_EQ(FindDifference(unit, Written(unit), memo), std::nullopt);
}

TEST(ReadBack, FindsEveryKindOfDifference) {
  const UnitFile unit = Unit({Directive{"Image", {"docker.io/library/nginx:1"}, {}}, Comment{"why"},
                              Directive{"Environment", {"A", "b"}, {}}});
  const std::string text = Written(unit);
  ValueMemo memo;
  ASSERT_EQ(FindDifference(unit, text, memo), std::nullopt);
  const auto with = [&](std::string_view old_text, std::string_view new_text) {
    std::string changed = text;
    const std::size_t at = changed.find(old_text);
    EXPECT_NE(at, std::string::npos) << old_text;
    changed.replace(at, old_text.size(), new_text);
    return FindDifference(unit, changed, memo);
  };
  EXPECT_EQ(with("A=b", "A=c"), "line 3 of [Container], Environment, reads as something else");
  EXPECT_EQ(with("A=b", "A=b\rExecStartPre=x"), "line 9: U+000D ends the line for systemd, and not for Podman");
  EXPECT_EQ(with("A=b", "A=b\n[Service]\nExecStartPre=/bin/x"), "2 sections read as 3");
  EXPECT_EQ(with("A=b", "A=b\nEnvironment=C=d"), "[Container] has 3 lines and reads as 4");
  EXPECT_EQ(with("A=b", "A=b\\"), "line 9: a backslash at the end of the file");
  EXPECT_EQ(with("# why", "# what"), "line 2 of [Container], a comment, reads as something else");
  EXPECT_EQ(with("a chat", "a chat\n# another"), "the comments at the top read as others");
  EXPECT_EQ(with("[Container]", "[Service]"), "line 7: ovcc writes no `Image=` in [Service]");
  EXPECT_TRUE(with("Environment=A=b", "rubbish").has_value());
  EXPECT_TRUE(with("Environment=", "NoSuchKey=").has_value());
}

}  // namespace
}  // namespace ovcc::backend
