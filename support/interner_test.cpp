#include "support/interner.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace ovcc {
namespace {

TEST(Interner, EqualTextsHaveEqualSymbols) {
  Interner names;
  const Symbol a = names.Intern("web");
  std::string other = "we";
  other += 'b';
  EXPECT_EQ(names.Intern(other), a);
  EXPECT_NE(names.Intern("db"), a);
  EXPECT_EQ(a.text(), "web");
  EXPECT_EQ(names.size(), 2U);
}

TEST(Interner, EmptyTextIsTheDefaultSymbol) {
  Interner names;
  EXPECT_EQ(names.Intern(""), Symbol());
  EXPECT_TRUE(names.Intern("").empty());
  EXPECT_EQ(Symbol().text(), "");
  EXPECT_EQ(names.size(), 0U);
}

TEST(Interner, OrderIsThatOfTheTexts) {
  Interner names;
  const Symbol z = names.Intern("z");
  const Symbol a = names.Intern("a");
  const Symbol high = names.Intern("\xC3\xA9");
  EXPECT_LT(a, z);
  EXPECT_LT(z, high);
  EXPECT_LT(Symbol(), a);
}

TEST(Interner, KeepsTextsThroughGrowthAndWithAnyBytes) {
  Interner names;
  std::vector<Symbol> symbols;
  for (int i = 0; i < 20000; ++i) symbols.push_back(names.Intern("name" + std::to_string(i)));
  const std::string big(300000, 'x');
  const Symbol large = names.Intern(big);
  const std::string nul("a\0b", 3);
  EXPECT_EQ(names.Intern(nul).text(), nul);
  EXPECT_EQ(large.text(), big);
  for (int i = 0; i < 20000; ++i) {
    ASSERT_EQ(symbols[static_cast<std::size_t>(i)].text(), "name" + std::to_string(i));
    ASSERT_EQ(names.Intern("name" + std::to_string(i)), symbols[static_cast<std::size_t>(i)]);
  }
  EXPECT_EQ(names.size(), 20002U);
}

TEST(Interner, SymbolsOutliveAMove) {
  Interner names;
  const Symbol a = names.Intern("a");
  Interner moved = std::move(names);
  EXPECT_EQ(a.text(), "a");
  EXPECT_EQ(moved.Intern("a"), a);
}

TEST(Interner, OrdersAsBytesDo) {
  Interner names;
  std::vector<std::string> texts = {"", "a", "ab", "abcdefg", "abcdefgh", "abcdefghi", "abcdefgz", "b", "abcdefg\x80"};
  for (const char byte : {'\0', '\x01', '\x7F', '\x80', '\xFF'}) {
    for (const std::size_t size : {1U, 7U, 8U, 9U}) {
      texts.emplace_back(size, byte);
      texts.push_back("abcdefgh" + std::string(size, byte));
    }
  }
  for (const std::string& a : texts) {
    for (const std::string& b : texts) {
      EXPECT_EQ(names.Intern(a) <=> names.Intern(b), a <=> b) << a.size() << " " << b.size();
    }
  }
}

TEST(Interner, TellsTheHashOfATextInEveryRun) {
  Interner first;
  Interner second;
  static_cast<void>(second.Intern("other"));
  EXPECT_EQ(first.Intern("text").TextHash(), second.Intern("text").TextHash());
  EXPECT_NE(first.Intern("text").TextHash(), first.Intern("other").TextHash());
  EXPECT_EQ(Symbol().TextHash(), 0U);
}

}  // namespace
}  // namespace ovcc
