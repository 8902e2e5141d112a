#include "support/utf8.h"

#include <gtest/gtest.h>

namespace ovcc {
namespace {

TEST(Utf8, EveryCodePointSurvives) {
  for (char32_t c = 0; c <= 0x10FFFF; ++c) {
    if (c >= 0xD800 && c <= 0xDFFF) continue;
    std::string text;
    AppendUtf8(text, c);
    const std::optional<CodePoint> decoded = DecodeUtf8(text, 0);
    ASSERT_TRUE(decoded && decoded->value == c && decoded->size == text.size()) << static_cast<unsigned>(c);
  }
}

TEST(Utf8, FindsTheFirstWrongByte) {
  struct Case {
    std::string text;
    std::optional<std::size_t> offset;
  };
  const Case cases[] = {{"", std::nullopt},
                        {"plain text longer than a word", std::nullopt},
                        {"\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80", std::nullopt},
                        {"12345678\xFF", 8},
                        {"a\xC3", 1},
                        {"a\x80", 1},
                        {"\xC0\x80", 0},
                        {"\xE0\x80\x80", 0},
                        {"\xF0\x80\x80\x80", 0},
                        {"ab\xED\xA0\x80", 2},
                        {"\xF4\x90\x80\x80", 0},
                        {"\xF5\x80\x80\x80", 0},
                        {"\xE2\x82", 0},
                        {"\xC3(", 0}};
  for (const Case& c : cases) EXPECT_EQ(FindInvalidUtf8(c.text), c.offset) << c.text;
}

TEST(Utf8, DecodesInTheMiddleAndNotBehindTheEnd) {
  EXPECT_EQ(DecodeUtf8("a\xC3\xA9", 1)->value, 0xE9U);
  EXPECT_FALSE(DecodeUtf8("a\xC3\xA9", 2));
  EXPECT_FALSE(DecodeUtf8("a", 1));
}

TEST(Utf8, WidthsAreThoseOfTerminals) {
  for (const char32_t c : {U'a', U'é', U'€', U'→'}) EXPECT_EQ(DisplayWidth(c), 1) << static_cast<unsigned>(c);
  for (const char32_t c : {U'漢', U'가', U'Ａ', U'😀', U'　', U'ひ'})
    EXPECT_EQ(DisplayWidth(c), 2) << static_cast<unsigned>(c);
  for (const char32_t c : {U'\u0301', U'\u200B', U'\uFE0F', U'\u0007'}) {
    EXPECT_EQ(DisplayWidth(c), 0) << static_cast<unsigned>(c);
  }
}

}  // namespace
}  // namespace ovcc
