// What makes a difference between two units, and what does not.
#include "backend/unit/diff.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <gtest/gtest.h>

namespace ovcc::backend {
namespace {

// One line a change: `Section Key variable: before -> after`, with `+`, `-`, `~` or `^` in front.
std::string Changes(std::string_view before, std::string_view after) {
  std::string text;
  for (const DirectiveChange& change : DiffUnits(ParseUnit(before), ParseUnit(after))) {
    constexpr std::string_view kMarks = "+-~^";
    text +=
        fmt::format("{} {} {}{}{} {} -> {} ({},{})\n", kMarks[static_cast<std::size_t>(change.kind)], change.section,
                    change.key, change.variable.empty() ? "" : " ", change.variable, fmt::join(change.before, "|"),
                    fmt::join(change.after, "|"), change.before_line, change.after_line);
  }
  return text;
}

std::string InContainer(std::string_view lines) { return fmt::format("[Container]\n{}", lines); }

struct Pair {
  std::string_view before;
  std::string_view after;
};

TEST(DiffTest, WhatMeansTheSame) {
  const std::vector<Pair> cases = {
      {"Image=a\nExec=b\n", "Exec=b\nImage=a\n"},
      {"PublishPort=1:1\nPublishPort=2:2\n", "PublishPort=2:2\nPublishPort=1:1\n"},
      {"AddCapability=A\nAddCapability=B\n", "AddCapability=B A\n"},
      {"AddCapability=A,B\n", "AddCapability=B\nAddCapability=A\n"},
      {"Environment=A=1\nEnvironment=B=2\n", "Environment=B=2 A=1\n"},
      {"Environment=A=x\n", "Environment=\"A=x\"\n"},
      {"Environment=A=1\nEnvironment=A=2\n", "Environment=A=2\n"},
      {"Environment=A=1\nEnvironment=\nEnvironment=B=2\n", "Environment=B=2\n"},
      {"Volume=/a:/a\nVolume=\nVolume=/b:/b\n", "Volume=/b:/b\n"},
      {"Image=a\nImage=b\n", "Image=b\n"},
      {"Image=a\nImage=\n", ""},
      {"# one\nImage=a\n", "Image=a\n# two\n"},
      {"Exec=sh -c \"a\"\n", "Exec=sh  -c a\n"},
      {"PodmanArgs=-a\\\n-b\n", "PodmanArgs=-a -b\n"},
      {"Other=1\nOther=2\n", "Other=1\nOther=2\n"},
  };
  for (const Pair& it : cases) {
    EXPECT_EQ(Changes(InContainer(it.before), InContainer(it.after)), "") << it.before << "against\n" << it.after;
    EXPECT_EQ(Changes(InContainer(it.after), InContainer(it.before)), "") << it.after << "against\n" << it.before;
  }
}

struct Difference {
  std::string_view before;
  std::string_view after;
  std::string_view changes;
};

TEST(DiffTest, WhatMeansAnotherThing) {
  const std::vector<Difference> cases = {
      {"Environment=U=a\n", "Environment=U=b\n", "~ Container Environment U a -> b (2,2)\n"},
      {"Environment=U=a\n", "", "- Container Environment U a ->  (2,0)\n"},
      {"", "Environment=U=\"a \\\"b\\n\"\n", "+ Container Environment U  -> a \"b\n (0,2)\n"},
      {"Image=a\n", "Image=b\n", "~ Container Image a -> b (2,2)\n"},
      {"PublishPort=1:1\n", "PublishPort=1:1\nPublishPort=2:2\n", "+ Container PublishPort  -> 2:2 (0,3)\n"},
      {"PublishPort=1:1\n", "PublishPort=2:2\nPublishPort=3:3\n",
       "- Container PublishPort 1:1 ->  (2,0)\n+ Container PublishPort  -> 2:2 (0,2)\n"
       "+ Container PublishPort  -> 3:3 (0,3)\n"},
      {"AddDevice=/a\nAddDevice=/a\n", "AddDevice=/a\n", "- Container AddDevice /a ->  (3,0)\n"},
      {"PodmanArgs=-a\nPodmanArgs=-b\n", "PodmanArgs=-b\nPodmanArgs=-a\n",
       "^ Container PodmanArgs -a|-b -> -b|-a (2,2)\n"},
      {"PodmanArgs=-a\nPodmanArgs=-b\n", "PodmanArgs=-c\nPodmanArgs=-b\nPodmanArgs=-a\n",
       "+ Container PodmanArgs  -> -c (0,2)\n^ Container PodmanArgs -a|-b -> -c|-b|-a (2,2)\n"},
      {"Network=a\nNetwork=b\n", "Network=b\nNetwork=a\n", "^ Container Network a|b -> b|a (2,2)\n"},
      {"Other=1\nOther=2\n", "Other=2\nOther=1\n", "^ Container Other 1|2 -> 2|1 (2,2)\n"},
      {"Environment=A=%n\n", "Environment=A=%%n\n",
       "- Container Environment A=%n ->  (2,0)\n+ Container Environment A  -> %n (0,2)\n"},
      {"Environment=A=\x1b[1m\n", "", "- Container Environment A \x1b[1m ->  (2,0)\n"},
      {"Exec=a b\n", "Exec=\"a b\"\n", "~ Container Exec a b -> \"a b\" (2,2)\n"},
  };
  for (const Difference& it : cases) {
    EXPECT_EQ(Changes(InContainer(it.before), InContainer(it.after)), it.changes) << it.before << "against\n"
                                                                                  << it.after;
  }
}

TEST(DiffTest, OrderOfCommandsCounts) {
  EXPECT_EQ(Changes("[Service]\nExecStartPre=/a\nExecStartPre=/b\n", "[Service]\nExecStartPre=/b\nExecStartPre=/a\n"),
            "^ Service ExecStartPre /a|/b -> /b|/a (2,2)\n");
  EXPECT_EQ(Changes("[Unit]\nAfter=a\nAfter=b\n", "[Unit]\nAfter=b a\n"), "");
}

TEST(DiffTest, SectionsAreOneWhereverTheyStand) {
  EXPECT_EQ(Changes("[A]\nX=1\n[B]\nY=1\n[A]\nZ=1\n", "[B]\nY=1\n[A]\nX=1\nZ=1\n"), "");
  EXPECT_EQ(Changes("[A]\nX=1\n", "[A]\nX=1\n[B]\n"), "+ B   ->  (0,0)\n");
  EXPECT_EQ(Changes("[A]\nX=1\n[B]\n", "[A]\nX=1\n"), "- B   ->  (0,0)\n");
  EXPECT_EQ(Changes("[A]\nX=1\n", "[B]\nX=1\n"), "- A X 1 ->  (2,0)\n+ B X  -> 1 (0,2)\n");
}

TEST(DiffTest, ChangesComeInTheOrderOfTheFirstUnit) {
  EXPECT_EQ(Changes("[A]\nY=1\nX=1\n[B]\nV=1\n", "[A]\nX=2\nY=2\nZ=2\n[B]\nV=2\n"),
            "~ A Y 1 -> 2 (2,3)\n~ A X 1 -> 2 (3,2)\n+ A Z  -> 2 (0,4)\n~ B V 1 -> 2 (5,6)\n");
}

TEST(DiffTest, ManyLinesAreCompared) {
  std::string before = "[Container]\n";
  std::string after = before;
  for (int i = 0; i < 20'000; ++i) {
    before += fmt::format("PublishPort={}\nOther={}\n[S{}]\n", i, i, i);
    after += fmt::format("PublishPort={}\nOther={}\n[T{}]\n", 20'000 - i, i + 1, i);
    before += "[Container]\n";
    after += "[Container]\n";
  }
  EXPECT_EQ(DiffUnits(ParseUnit(before), ParseUnit(after)).size(), 40'002U);
}

}  // namespace
}  // namespace ovcc::backend
