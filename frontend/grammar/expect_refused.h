#pragma once

// For tests of this folder.

#include <gtest/gtest.h>

#include <string_view>
#include <vector>

#include "frontend/grammar/scalar_error.h"

namespace ovcc {

/// A text that a grammar refuses, and the part that is at fault.
struct Refused {
  std::string_view text;
  std::size_t offset;
  std::size_t length;
  std::string_view expected = {};  // empty: any words
  ScalarError::Kind kind = ScalarError::Kind::Form;
};

template <class Parse>
void ExpectRefused(Parse parse, const std::vector<Refused>& cases) {
  for (const Refused& c : cases) {
    const auto parsed = parse(c.text);
    if (parsed.has_value()) {
      ADD_FAILURE() << "accepted: " << c.text;
      continue;
    }
    const ScalarError& error = parsed.error();
    EXPECT_EQ(error.offset, c.offset) << c.text << ": expected " << error.expected;
    EXPECT_EQ(error.length, c.length) << c.text << ": expected " << error.expected;
    EXPECT_EQ(error.kind, c.kind) << c.text << ": expected " << error.expected;
    EXPECT_FALSE(error.expected.empty()) << c.text;
    if (!c.expected.empty()) {
      EXPECT_EQ(error.expected, c.expected) << c.text;
    }
  }
}

}  // namespace ovcc
