// The writer: layout, ways around a key, and findings with their places.
#include "backend/unit/write.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "backend/unit/directives.h"
#include "backend/unit/encode.h"

namespace ovcc::backend {
namespace {

std::string WriteUnit(const UnitFile& unit, Span fallback, DiagnosticSink& diags,
                      std::vector<LineOrigin>* lines = nullptr) {
  ValueMemo memo;
  return backend::WriteUnit(unit, fallback, diags, memo, lines);
}

using testing::HasSubstr;

constexpr Span kPlace{100, 110};
constexpr Span kFallback{1, 2};

UnitFile OneLine(std::string_view section, Directive directive) {
  UnitFile unit;
  unit.file_name = "x.container";
  unit.sections = {{section, {std::move(directive)}}};
  return unit;
}

TEST(WriteTest, HeaderSectionsAndComments) {
  UnitFile unit;
  unit.header = {{"one"}, {"two"}};
  unit.sections = {{"Unit", {Directive{"Description", {"a b"}, {}}}},
                   {"Service", {Comment{"three"}, Directive{"ExecStartPre", {"/bin/x", "a b", ""}, {}}}}};
  DiagnosticSink diags;
  EXPECT_EQ(WriteUnit(unit, kFallback, diags),
            "# one\n# two\n[Unit]\nDescription=a b\n\n[Service]\n# three\nExecStartPre=/bin/x \"a b\" \"\"\n");
  EXPECT_TRUE(diags.all().empty());
}

TEST(WriteTest, EachLineHasItsOrigin) {
  const Subject variable = {Subject::Kind::Variable, "A"};
  UnitFile unit;
  unit.header = {{"one"}};
  unit.sections = {{"Container",
                    {Directive{"Environment", {"A", "1"}, kPlace, variable},
                     Directive{"Image", {"a\nb"}, kPlace, {Subject::Kind::Image, {}}},  // left out
                     Comment{"two", {Subject::Kind::Unlock, {}}}}},
                   {"Install", {Directive{"WantedBy", {"default.target"}, {}, {Subject::Kind::Start, {}}}}}};
  DiagnosticSink diags;
  std::vector<LineOrigin> lines;
  const std::string bytes = WriteUnit(unit, kFallback, diags, &lines);
  EXPECT_EQ(static_cast<std::size_t>(std::count(bytes.begin(), bytes.end(), '\n')), lines.size());
  std::vector<Subject::Kind> kinds;
  for (const LineOrigin& line : lines) kinds.push_back(line.subject.kind);
  using Kind = Subject::Kind;
  EXPECT_THAT(kinds, testing::ElementsAre(Kind::Header, Kind::Structure, Kind::Variable, Kind::Unlock, Kind::Structure,
                                          Kind::Structure, Kind::Start));
  EXPECT_EQ(lines[2].subject.name, "A");
  EXPECT_EQ(lines[2].span, kPlace);
}

TEST(WriteTest, AnotherSpellingIsAboutTheSame) {
  const UnitFile unit = OneLine("Container", {"PublishPort", {"[::1]:1:1%a"}, kPlace, {Subject::Kind::Port, {}, 3}});
  DiagnosticSink diags;
  std::vector<LineOrigin> lines;
  const std::string bytes = WriteUnit(unit, kFallback, diags, &lines);
  ASSERT_EQ(lines.size(), 2U) << bytes;
  EXPECT_EQ(lines[1].subject.kind, Subject::Kind::Port);
  EXPECT_EQ(lines[1].subject.index, 3U);
}

struct WayAround {
  std::string_view section;
  std::string_view key;
  std::string value;
  std::string_view line;
};

TEST(WriteTest, WhatAKeyCannotCarryBecomesAnArgument) {
  const std::vector<WayAround> cases = {
      {"Container", "WorkingDir", "/a ", "PodmanArgs=\"--workdir=/a \"\n"},
      {"Container", "WorkingDir", "/a\\", "PodmanArgs=\"--workdir=/a\\\\\"\n"},
      {"Container", "WorkingDir", "/a\u0085b", "PodmanArgs=\"--workdir=/a\\u0085b\"\n"},
      {"Container", "Volume", "/a:/b\\", "PodmanArgs=\"--volume=/a:/b\\\\\"\n"},
      {"Container", "Entrypoint", "\"x\"", "PodmanArgs=\"--entrypoint=\\\"x\\\"\"\n"},
      {"Pod", "Network", " x", "PodmanArgs=\"--network= x\"\n"},
      {"Container", "Volume", "/a\\:/b", "PodmanArgs=\"--volume=/a\\\\:/b\"\n"},
      {"Pod", "Network", ";", "PodmanArgs=\"--network=;\"\n"},
      {"Container", "User", ";", "PodmanArgs=\"--user=;\"\n"},
      {"Container", "AddDevice", ";", "PodmanArgs=\"--device=;\"\n"},
      {"Container", "AddDevice", "-/dev/kvm", "PodmanArgs=--device=-/dev/kvm\n"},
  };
  for (const WayAround& it : cases) {
    DiagnosticSink diags;
    EXPECT_EQ(WriteUnit(OneLine(it.section, {it.key, {it.value}, kPlace}), kFallback, diags),
              "[" + std::string(it.section) + "]\n" + std::string(it.line));
    EXPECT_TRUE(diags.all().empty());
  }
}

struct Refusal {
  std::string_view section;
  std::string_view key;
  std::vector<std::string> words;
  std::string_view code;
  std::string_view message;
};

TEST(WriteTest, RefusalsWithTheirReasons) {
  using std::string_literals::operator""s;
  const std::string long_value(kMaxArgument + 1, 'x');
  const std::vector<Refusal> cases = {
      {"Container", "Environment", {"A", "x\n\0y"s}, "nul-in-value", "the value of `A` holds U+0000"},
      {"Container", "Environment", {"A", "x\0y"s}, "nul-in-value", "the value of `A` holds U+0000"},
      {"Container",
       "Environment",
       {"A", "\uFFFE"},
       "value-not-representable",
       "the variable `A` cannot be written to a unit: it holds the noncharacter U+FFFE"},
      {"Container",
       "Environment",
       {"A", long_value},
       "value-too-long",
       "the variable `A` is 131074 bytes long, more than the 131071 that arrive"},
      {"Container", "Image", {"a\tb"}, "control-char", "the value of `Image=` holds the control character U+0009"},
      {"Container",
       "Image",
       {"a "},
       "value-not-representable",
       "the value of `Image=` cannot be written to a unit: white space stands at its start or end"},
      {"Container",
       "Volume",
       {"/a\uFFFE:/b"},
       "value-not-representable",
       "the value of `Volume=` cannot be written to a unit: it holds the noncharacter U+FFFE"},
      {"Container",
       "PodmanArgs",
       {"--security-opt", "a\nb"},
       "control-char",
       "the value of `PodmanArgs=` holds the control character U+000A"},
      {"Container",
       "AddCapability",
       {"A,B"},
       "value-not-representable",
       "the value of `AddCapability=` cannot be written to a unit: podman would split it at its comma"},
      {"Container",
       "Exec",
       {"sh", ""},
       "value-not-representable",
       "the value of `Exec=` cannot be written to a unit: an empty word would end the list"},
      {"Container", "Exec", {"a\0"s}, "control-char", "the value of `Exec=` holds the control character U+0000"},
      {"Container",
       "ContainerName",
       {"a/b"},
       "value-not-representable",
       "the value of `ContainerName=` cannot be written to a unit: it is not a name"},
      {"Service",
       "ExecStartPre",
       {"+/bin/x"},
       "value-not-representable",
       "the value of `ExecStartPre=` cannot be written to a unit: a program is named by its absolute path without `$`, "
       "or by a plain name"},
      {"Service",
       "MemoryMax",
       {"1G\n"},
       "control-char",
       "the value of `MemoryMax=` holds the control character U+000A"},
  };
  for (const Refusal& it : cases) {
    DiagnosticSink diags;
    EXPECT_EQ(WriteUnit(OneLine(it.section, {it.key, it.words, kPlace}), kFallback, diags),
              "[" + std::string(it.section) + "]\n");
    ASSERT_EQ(diags.all().size(), 1U) << it.message;
    EXPECT_EQ(diags.all()[0].info->code, it.code);
    EXPECT_EQ(diags.all()[0].message, it.message);
    EXPECT_EQ(diags.all()[0].span, kPlace);
  }
}

TEST(WriteTest, CommandsMayHaveSeveralLines) {
  DiagnosticSink diags;
  EXPECT_EQ(WriteUnit(OneLine("Container", {"Exec", {"sh", "-c", "a\nb"}, {}}), kFallback, diags),
            "[Container]\nExec=sh -c \"a\\nb\"\n");
}

TEST(WriteTest, AValueThatWasWrittenNowhereBlamesTheUnit) {
  DiagnosticSink diags;
  (void)WriteUnit(OneLine("Container", {"Image", {"a\n"}, {}}), kFallback, diags);
  ASSERT_EQ(diags.all().size(), 1U);
  EXPECT_EQ(diags.all()[0].span, kFallback);
}

TEST(WriteTest, AllArgumentsTogetherHaveALimit) {
  UnitFile unit = OneLine("Container", {"Image", {"i"}, {}});
  // 8 * 125,000 bytes are exactly the limit, less what the name and `=` and the image take.
  for (char name = 'A'; name < 'I'; ++name) {
    const std::size_t size = name == 'A' ? 124'997 - 14 : 124'998;
    unit.sections[0].lines.emplace_back(Directive{"Environment", {std::string(1, name), std::string(size, 'x')}, {}});
  }
  DiagnosticSink fits;
  (void)WriteUnit(unit, kFallback, fits);
  EXPECT_TRUE(fits.all().empty());
  unit.sections[0].lines.emplace_back(Directive{"PodmanArgs", {std::string(15, 'y')}, {}});
  DiagnosticSink diags;
  (void)WriteUnit(unit, kFallback, diags);
  ASSERT_EQ(diags.all().size(), 1U);
  EXPECT_EQ(diags.all()[0].message,
            "the list of all arguments of `x.container` is 1000001 bytes long, more than the 1000000 that arrive");
}

TEST(WriteTest, ACommentCannotHoldWhatSystemdRefuses) {
  UnitFile unit;
  unit.header = {{"a\uFFFE"}};
  DiagnosticSink diags;
  EXPECT_EQ(WriteUnit(unit, kFallback, diags), "");
  ASSERT_EQ(diags.all().size(), 1U);
  EXPECT_THAT(diags.all()[0].message, HasSubstr("a comment cannot be written"));
}

TEST(DirectivesTest, RowsAreFoundAndHaveAWayAroundThatFits) {
  EXPECT_LE(AllDirectives().size(), 64U);
  for (std::size_t i = 0; i < AllDirectives().size(); ++i) {
    const DirectiveInfo& info = AllDirectives()[i];
    EXPECT_EQ(FindDirective(info.section, info.key), i);
    if (info.untargeted == Untargeted::Argument) {
      EXPECT_FALSE(info.argument.empty()) << info.key;
    }
  }
}

}  // namespace
}  // namespace ovcc::backend
