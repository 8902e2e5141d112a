// Print and Parse are inverse for every member of every struct: a module with all of them set, and random ones.
#include <gtest/gtest.h>

#include "ir/module_generator.h"
#include "ir/parser.h"
#include "ir/printer.h"

namespace ovcc::ir {
namespace {

/// Equal in all that is no span.
template <class M>
bool Same(const M& a, const M& b) {
  if constexpr (StructType<M>) {
    bool same = true;
    ForEachField<M>([&](const auto& field) {
      if constexpr (!std::same_as<typename std::remove_cvref_t<decltype(field)>::Member, Span>) {
        same = same && Same(a.*field.member, b.*field.member);
      }
    });
    return same;
  } else if constexpr (kIsOptional<M>) {
    return a.has_value() == b.has_value() && (!a || Same(*a, *b));
  } else if constexpr (kIsList<M>) {
    bool same = a.size() == b.size();
    for (std::size_t i = 0; same && i < a.size(); ++i) same = Same(a[i], b[i]);
    return same;
  } else {
    return SameValue(a, b);
  }
}

/// Calls `visit` with every span of the module, and with the text whose token it must cover, empty if it may be any.
template <class M, class Visit>
void VisitSpans(const M& value, const Visit& visit) {
  if constexpr (StructType<M>) {
    ForEachField<M>([&](const auto& field) { VisitSpans(value.*field.member, visit); });
  } else if constexpr (kIsOptional<M>) {
    if (value) VisitSpans(*value, visit);
  } else if constexpr (kIsList<M>) {
    for (const auto& element : value) VisitSpans(element, visit);
  } else if constexpr (std::same_as<M, Text>) {
    visit(value.span, value.text());
  } else if constexpr (std::same_as<M, Span>) {
    visit(value, "");
  }
}

class RoundTrip : public testing::Test {
 protected:
  std::optional<Module> Read(const std::string& text) {
    const auto file = sources_.Add("test.ovir", text);
    DiagnosticSink diags;
    std::optional<Module> module = Parse(sources_, *file, names_, diags);
    for (const Diagnostic& diagnostic : diags.all()) ADD_FAILURE() << diagnostic.message;
    return module;
  }

  SourceManager sources_;
  Interner names_;
};

TEST_F(RoundTrip, EmptyModule) {
  EXPECT_EQ(Print(Module()), "module {\n}\n");
  const std::optional<Module> again = Read("module\n");
  ASSERT_TRUE(again);
  EXPECT_TRUE(Same(*again, Module()));
}

TEST_F(RoundTrip, EveryMemberSet) {
  Module module;
  DistinctValues values(names_);
  Fill(module, values);
  const std::string text = Print(module);
  const std::optional<Module> again = Read(text);
  ASSERT_TRUE(again);
  EXPECT_EQ(Print(*again), text);
  EXPECT_TRUE(Same(module, *again));
  EXPECT_FALSE(Same(*again, Module()));
}

TEST_F(RoundTrip, EverySpanPointsIntoTheTextualForm) {
  Module module;
  DistinctValues values(names_);
  Fill(module, values);
  const std::optional<Module> again = Read(Print(module));
  ASSERT_TRUE(again);
  std::size_t count = 0;
  VisitSpans(*again, [&](Span span, std::string_view shown) {
    ASSERT_FALSE(span.empty());
    if (!shown.empty()) {
      EXPECT_EQ(sources_.TextOf(span), "\"" + std::string(shown) + "\"");
    }
    ++count;
  });
  EXPECT_GT(count, 500U);
}

TEST_F(RoundTrip, LocationsAreCommentsOnly) {
  Module module;
  DistinctValues values(names_);
  Fill(module, values);
  const std::string text = Print(module);
  const std::optional<Module> first = Read(text);
  ASSERT_TRUE(first);
  const std::string located = Print(*first, &sources_);
  EXPECT_NE(located.find("  // test.ovir:"), std::string::npos);
  const std::optional<Module> second = Read(located);
  ASSERT_TRUE(second);
  EXPECT_EQ(Print(*second), text);
}

TEST_F(RoundTrip, RandomModules) {
  for (std::uint32_t seed = 0; seed < 200; ++seed) {
    Module module;
    RandomValues values(names_, seed);
    Fill(module, values);
    const std::string text = Print(module);
    const std::optional<Module> again = Read(text);
    ASSERT_TRUE(again) << "seed " << seed;
    EXPECT_EQ(Print(*again), text) << "seed " << seed;
    EXPECT_TRUE(Same(module, *again)) << "seed " << seed;
  }
}

}  // namespace
}  // namespace ovcc::ir
