#include "support/topo_sort.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace ovcc {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using Graph = std::vector<std::vector<std::size_t>>;

TEST(TopologicalOrder, PutsTheSmallestReadyPositionFirst) {
  EXPECT_THAT(TopologicalOrder(Graph{{}, {}, {}}), ElementsAre(0, 1, 2));
  // §2.1: ml-libs, nodejs, pixi, python, web-ui with ml-libs -> python -> pixi and web-ui -> nodejs.
  EXPECT_THAT(TopologicalOrder(Graph{{3}, {}, {}, {2}, {1}}), ElementsAre(1, 2, 3, 0, 4));
}

TEST(TopologicalOrder, NewlyReadyPositionsJoinTheQueue) {
  EXPECT_THAT(TopologicalOrder(Graph{{2}, {}, {}, {}}), ElementsAre(1, 2, 0, 3));
}

TEST(TopologicalOrder, CountsRepeatedPrerequisitesOnce) {
  EXPECT_THAT(TopologicalOrder(Graph{{1, 1}, {}}), ElementsAre(1, 0));
}

TEST(TopologicalOrder, PutsCyclesAndWhatNeedsThemLast) {
  EXPECT_THAT(TopologicalOrder(Graph{{1}, {0}, {0}, {}}), ElementsAre(3, 0, 1, 2));
}

TEST(FindCycles, BeginsWithTheSmallestPosition) {
  EXPECT_THAT(FindCycles(Graph{{2}, {0}, {1}}), ElementsAre(ElementsAre(0, 2, 1)));
  EXPECT_THAT(FindCycles(Graph{{}, {3}, {1}, {2}}), ElementsAre(ElementsAre(1, 3, 2)));
  EXPECT_THAT(FindCycles(Graph{{2}, {2}, {1}}), ElementsAre(ElementsAre(1, 2)));
}

TEST(FindCycles, FindsEveryRegion) {
  EXPECT_THAT(FindCycles(Graph{{0}, {2}, {1}, {}}), ElementsAre(ElementsAre(0), ElementsAre(1, 2)));
}

TEST(FindCycles, ShowsNoPositionTwice) {
  EXPECT_THAT(FindCycles(Graph{{1}, {0, 2}, {0}}), ElementsAre(ElementsAre(0, 1)));
}

TEST(FindCycles, IsSilentWithoutCycles) { EXPECT_THAT(FindCycles(Graph{{1, 2}, {2}, {}}), IsEmpty()); }

TEST(FindCycles, SurvivesLongChains) {
  constexpr std::size_t kLength = 200'000;
  Graph chain(kLength);
  for (std::size_t i = 0; i < kLength; ++i) chain[i] = {(i + 1) % kLength};
  const auto cycles = FindCycles(chain);
  ASSERT_EQ(cycles.size(), 1U);
  EXPECT_EQ(cycles.front().size(), kLength);
  chain.back().clear();
  EXPECT_EQ(TopologicalOrder(chain).front(), kLength - 1);
}

}  // namespace
}  // namespace ovcc
