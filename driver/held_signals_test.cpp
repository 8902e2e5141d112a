#include "driver/held_signals.h"

#include <gtest/gtest.h>

namespace ovcc {
namespace {

TEST(HeldSignals, AStopWaitsForTheEnd) {
  EXPECT_EXIT(
      {
        (void)std::signal(SIGTERM, SIG_DFL);
        {
          const HeldSignals held;
          (void)raise(SIGTERM);
          if (!held.Waiting()) _exit(1);
          (void)fputs("steps finished\n", stderr);
        }
        _exit(0);
      },
      testing::KilledBySignal(SIGTERM), "steps finished");
}

TEST(HeldSignals, NothingWaitsWithoutASignal) { EXPECT_FALSE(HeldSignals().Waiting()); }

TEST(HeldSignals, AnIgnoredSignalStaysIgnored) {
  EXPECT_EXIT(
      {
        (void)std::signal(SIGHUP, SIG_IGN);
        const HeldSignals held;
        (void)raise(SIGHUP);
        _exit(held.Waiting() ? 1 : 0);
      },
      testing::ExitedWithCode(0), "");
}

}  // namespace
}  // namespace ovcc
