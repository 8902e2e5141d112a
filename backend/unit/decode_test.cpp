// Decoding against what was measured, and what is refused because not every reader takes it alike.
#include "backend/unit/decode.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <gtest/gtest.h>

#include "backend/unit/measured_rows.h"

namespace ovcc::backend {
namespace {

// The words between bars, or the reason.
std::string Read(EncodingClass encoding, std::string_view text) {
  const auto words = Decode(encoding, text);
  return words ? fmt::format("{}", fmt::join(*words, "|")) : words.error();
}

TEST(DecodeTest, EveryMeasuredValueIsReadBack) {
  std::size_t read = 0;
  for (const MeasuredRow& row : MeasuredRows()) {
    if (!row.accepted) continue;
    const auto words = Decode(row.encoding, row.encoded);
    ASSERT_TRUE(words.has_value()) << row.encoded << ": " << words.error();
    EXPECT_EQ(*words, std::vector{row.value}) << row.encoded;
    ++read;
  }
  EXPECT_GT(read, 100U);
}

struct Case {
  EncodingClass encoding;
  std::string_view text;
  std::string_view read;
};

TEST(DecodeTest, OtherSpellingsOfTheSame) {
  const std::vector<Case> cases = {
      {EncodingClass::Env, "A=1 B='x y'", "A=1|B=x y"},
      {EncodingClass::Env, "\"A=1\"\tB=2", "A=1|B=2"},
      {EncodingClass::Env, "A='a\\nb'", "A=a\nb"},
      {EncodingClass::Env, "A=\"a\"'b'", "A=ab"},
      {EncodingClass::Env, "A=\\u00e9\\U0001f600", "A=é😀"},
      {EncodingClass::Words, "sh -c \"a b\"", "sh|-c|a b"},
      {EncodingClass::Exec, "/bin/x \"\" \";\"", "/bin/x||;"},
      {EncodingClass::SetEnv, "A=$x%%", "A=$x%"},
      {EncodingClass::Strv, "a\\b 'c d'", "a\\b|c d"},
      {EncodingClass::Name, "a.service b.service", "a.service|b.service"},
      {EncodingClass::Raw, "a \"b\" $$", "a \"b\" $"},
      {EncodingClass::Description, "a $x %%", "a $x %"},
      {EncodingClass::Fixed, "150%", "150%"},
  };
  for (const Case& it : cases) EXPECT_EQ(Read(it.encoding, it.text), it.read) << it.text;
}

TEST(DecodeTest, WhatCannotBeReliedOnIsRefused) {
  constexpr std::string_view kEscape = "an escape that not every Podman knows";
  constexpr std::string_view kVariable = "a `$` that is not doubled is replaced by systemd";
  const std::vector<Case> cases = {
      {EncodingClass::Env, "A=%n", "a `%` that is not doubled is replaced by systemd"},
      {EncodingClass::Env, "A=$$$", kVariable},
      {EncodingClass::Raw, "$HOME", kVariable},
      {EncodingClass::Env, "A", "`A` is no assignment"},
      {EncodingClass::Env, "9=1", "`9=1` is no assignment"},
      {EncodingClass::Words, "a \"\" b", "an empty word ends the list"},
      {EncodingClass::Words, "a ; b", "a lone `;` starts a second command"},
      {EncodingClass::Words, "a \";\"", "a lone `;` starts a second command"},
      {EncodingClass::Exec, "a ; b", "a lone `;` starts a second command"},
      {EncodingClass::Words, "\"a", "a quote that does not end"},
      {EncodingClass::Words, "", "it is empty"},
      {EncodingClass::Text, "\"a", "a double quote that not every Podman keeps"},
      {EncodingClass::Word, "\\q", kEscape},
      {EncodingClass::Word, "\\101", kEscape},
      {EncodingClass::Word, "\\xff", kEscape},
      {EncodingClass::Word, "\\x00", kEscape},
      {EncodingClass::Word, "\\x1", kEscape},
      {EncodingClass::Word, "\\ud800", kEscape},
      {EncodingClass::Word, "\\U00110000", kEscape},
      {EncodingClass::Word, "a\\", kEscape},
  };
  for (const Case& it : cases) EXPECT_EQ(Read(it.encoding, it.text), it.read) << it.text;
}

}  // namespace
}  // namespace ovcc::backend
