#include "support/printable.h"

#include <gtest/gtest.h>

namespace ovcc {
namespace {

TEST(Printable, NothingMovesTheCursor) {
  EXPECT_EQ(PrintableText("a\x1b[31mb\n"), "a\\x1B[31mb\\x0A");
  EXPECT_EQ(PrintableText("\xe2\x80\xae"), "\\xE2\\x80\\xAE");  // right-to-left override
  EXPECT_EQ(PrintableText("\xff"), "\\xFF");
  EXPECT_EQ(PrintableText("grün 箱"), "grün 箱");
}

}  // namespace
}  // namespace ovcc
