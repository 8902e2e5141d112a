// Equality by the textual form.
#include "ir/same.h"

#include <gtest/gtest.h>

#include "ir/module_generator.h"

namespace ovcc::ir {
namespace {

TEST(Same, LooksAtEveryMemberButSpans) {
  Interner names;
  Module first;
  Module second;
  DistinctValues values(names);
  DistinctValues equal_values(names);
  Fill(first, values);
  Fill(second, equal_values);
  second.images[0].span = {7, 9};
  second.images[0].contract.env_provides[0].value.span = {3, 4};
  EXPECT_TRUE(Same(first, second));

  second.images[1].contract.env_accepts[1].default_value.value = names.Intern("another");
  EXPECT_FALSE(Same(first, second));
}

TEST(Same, TellsAnEmptyListFromNone) {
  const std::optional<std::vector<Text>> none;
  const std::optional<std::vector<Text>> empty(std::in_place);
  EXPECT_FALSE(Same(none, empty));
  EXPECT_TRUE(Same(empty, empty));
}

TEST(Same, ComparesListsToTheirEnds) {
  Interner names;
  const std::vector<Text> one = {{names.Intern("a"), {}}};
  const std::vector<Text> two = {{names.Intern("a"), {}}, {names.Intern("b"), {}}};
  EXPECT_FALSE(Same(one, two));
}

}  // namespace
}  // namespace ovcc::ir
