#include "driver/process.h"

#include <gtest/gtest.h>

#include "driver/held_signals.h"
#include "support/text.h"

namespace ovcc {
namespace {

ProcessResult Execute(std::vector<std::string> arguments, std::string_view input = "",
                      std::map<std::string, std::string> environment = {{"PATH", "/usr/bin:/bin"}}) {
  const auto result = SystemProcesses().Run({std::move(arguments), input, std::move(environment)});
  EXPECT_TRUE(result.has_value());
  return result.value_or(ProcessResult{-1, "", ""});
}

TEST(Process, BothStreamsAndTheStatusArrive) {
  const ProcessResult result = Execute({"sh", "-c", "echo out; echo err >&2; exit 3"});
  EXPECT_EQ(result.status, 3);
  EXPECT_EQ(result.output, "out\n");
  EXPECT_EQ(result.error, "err\n");
}

TEST(Process, InputArrivesByteForByte) {
  std::string bytes(3U << 20U, 'x');
  bytes[5] = '\0';
  bytes += "\xff\n";
  EXPECT_EQ(Execute({"cat"}, bytes).output, bytes);
}

TEST(Process, AProgramThatReadsNothingIsNoFailure) {
  EXPECT_EQ(Execute({"true"}, std::string(1U << 20U, 'x')).status, 0);
}

TEST(Process, TheEnvironmentIsExactlyTheGivenOne) {
  EXPECT_EQ(Execute({"/usr/bin/env"}, "", {{"A", "1"}, {"B", "x=y"}}).output, "A=1\nB=x=y\n");
}

TEST(Process, ASignalIsToldApart) { EXPECT_EQ(Execute({"sh", "-c", "kill -9 $$"}).status, 137); }

// The mask of blocked signals of the started program, and whether it leads its process group.
std::pair<std::string, bool> MaskAndGroup(bool shielded) {
  ProcessRequest request{{"grep", "SigBlk", "/proc/self/status"}, "", {}, shielded};
  const std::string mask = SystemProcesses().Run(request)->output;
  request.arguments = {"cut", "-d ", "-f1,5", "/proc/self/stat"};
  const std::string numbers = SystemProcesses().Run(request)->output;  // of the process and of the group
  const Halves halves = SplitFirst(Trim(numbers), ' ');
  return {mask, halves.first == halves.second};
}

TEST(Process, AShieldedProgramHasAGroupOfItsOwnAndHoldsSignalsBack) {
  for (const int stop : kStopSignals) (void)std::signal(stop, SIG_DFL);  // a run in the background ignores some
  const HeldSignals held;
  EXPECT_EQ(MaskAndGroup(false), std::pair(std::string("SigBlk:\t0000000000000000\n"), false));
  EXPECT_EQ(MaskAndGroup(true), std::pair(std::string("SigBlk:\t0000000000004003\n"), true));
}

TEST(Process, AProgramThatSaysTooMuchIsEnded) {
  const auto result = SystemProcesses().Run({{"cat", "/dev/zero"}, "", {{"PATH", "/usr/bin:/bin"}}});
  ASSERT_FALSE(result.has_value());
  EXPECT_EQ(result.error().reason, "it printed more than 64 MiB");
}

TEST(Process, AProgramThatDoesNotExistIsNotFound) {
  const auto result = SystemProcesses().Run({{"ovcc-no-such-program"}, "", {}});
  ASSERT_FALSE(result.has_value());
  EXPECT_TRUE(result.error().not_found);
  EXPECT_EQ(result.error().path, "ovcc-no-such-program");
}

}  // namespace
}  // namespace ovcc
