#include "support/digest.h"

#include <gtest/gtest.h>

#include <string>

namespace ovcc {
namespace {

TEST(Digest, IsBlake2b) {
  // BLAKE2b-256 of "abc" begins so; reference implementation.
  const Digest digest = DigestOf("abc");
  EXPECT_EQ(digest.bytes[0], 0xBD);
  EXPECT_EQ(digest.bytes[1], 0xDD);
  EXPECT_EQ(digest.bytes[31], 0x19);
  EXPECT_NE(DigestOf("abd"), digest);
  EXPECT_EQ(DigestOf(std::string(100'000, 'x')), DigestOf(std::string(100'000, 'x')));
}

TEST(FastHash, IsXxh3) {
  const auto hex = FastHash("");
  EXPECT_EQ(std::string(hex.begin(), hex.end()), "99aa06d3014798d86001c324468d497f");  // the specification's
  EXPECT_NE(FastHash("a"), FastHash("b"));
}

}  // namespace
}  // namespace ovcc
