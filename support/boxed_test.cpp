#include "support/boxed.h"

#include <gtest/gtest.h>

#include <string>

namespace ovcc {
namespace {

TEST(BoxedTest, IsSmallAndEmptyAtFirst) {
  const Boxed<std::string> none;
  EXPECT_EQ(sizeof(none), sizeof(void*));
  EXPECT_FALSE(none);
  EXPECT_FALSE(none.has_value());
  EXPECT_EQ(none.value_or("other"), "other");
}

TEST(BoxedTest, CopiesTheValue) {
  Boxed<std::string> first = std::string("a");
  Boxed<std::string> second = first;
  *second += "b";
  EXPECT_EQ(*first, "a");
  EXPECT_EQ(second.value_or(""), "ab");
  second = first;
  EXPECT_EQ(*second, "a");
  second = Boxed<std::string>();
  EXPECT_FALSE(second);
  EXPECT_EQ(*first, "a");
}

TEST(BoxedTest, TakesWhatAnOptionalHolds) {
  EXPECT_FALSE(Boxed<std::string>(std::optional<std::string>()));
  EXPECT_EQ(*Boxed<std::string>(std::optional<std::string>("x")), "x");
}

TEST(BoxedTest, EmplacesAndResets) {
  Boxed<std::string> box;
  box.emplace(3, 'x') += "y";
  EXPECT_EQ(box->size(), 4U);
  box.reset();
  EXPECT_FALSE(box);
}

}  // namespace
}  // namespace ovcc
