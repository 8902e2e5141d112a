#include "backend/unit/value_memo.h"

#include <gtest/gtest.h>

#include "backend/unit/decode.h"
#include "backend/unit/encode.h"

namespace ovcc::backend {
namespace {

// Long enough to be remembered, and each another one.
std::string Value(int number) { return "NAMES=" + std::string(600, 'a') + " %$\"\\ " + std::to_string(number); }

TEST(ValueMemo, AnswersAsTheFunctionsDoHoweverOftenItIsAsked) {
  ValueMemo memo;
  for (int round = 0; round < 3; ++round) {
    for (int number = 0; number < 7; ++number) {  // more than it remembers
      for (const EncodingClass encoding : {EncodingClass::Env, EncodingClass::SetEnv, EncodingClass::Words}) {
        std::string want = "x";
        std::string got = "x";
        ASSERT_TRUE(Encode(encoding, Value(number), want));
        ASSERT_TRUE(memo.Encode(encoding, Value(number), got));
        EXPECT_EQ(got, want);
        EXPECT_EQ(memo.Decode(encoding, std::string_view(got).substr(1)),
                  Decode(encoding, std::string_view(want).substr(1)));
      }
    }
  }
}

TEST(ValueMemo, TellsClassesApart) {
  ValueMemo memo;
  std::string env;
  std::string service;
  ASSERT_TRUE(memo.Encode(EncodingClass::Env, Value(1), env));
  ASSERT_TRUE(memo.Encode(EncodingClass::SetEnv, Value(1), service));
  EXPECT_NE(env, service);  // `$` is doubled in one of them
}

TEST(ValueMemo, DoesNotRememberRefusals) {
  ValueMemo memo;
  const std::string value = "A=" + std::string(600, 'a') + '\x01';
  for (int round = 0; round < 2; ++round) {
    std::string out = "x";
    EXPECT_FALSE(memo.Encode(EncodingClass::Raw, value, out));
    EXPECT_FALSE(memo.Decode(EncodingClass::Env, value + "\""));
  }
}

}  // namespace
}  // namespace ovcc::backend
