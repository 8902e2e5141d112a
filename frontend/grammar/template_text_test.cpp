#include "frontend/grammar/template_text.h"

#include <gtest/gtest.h>

#include "frontend/grammar/analyze.h"
#include "frontend/grammar/expect_refused.h"

namespace ovcc {
namespace {

using Kind = ir::Placeholder::Kind;

TEST(TemplateText, GrammarsDoNotLoop) { EXPECT_EQ(grammar::AnalyzeTemplateText(), 0U); }

// §4.1
TEST(TemplateText, FindsPlaceholders) {
  const auto parsed = ParseTemplate("http://{{.ContainerName}}:{{.HostPort 80}}/{{.ContainerPort 65535}}{x}");
  ASSERT_TRUE(parsed.has_value());
  ASSERT_EQ(parsed->size(), 3U);
  EXPECT_EQ((*parsed)[0].kind, Kind::ContainerName);
  EXPECT_EQ((*parsed)[0].port, 0U);
  EXPECT_EQ((*parsed)[1].kind, Kind::HostPort);
  EXPECT_EQ((*parsed)[1].port, 80U);
  EXPECT_EQ((*parsed)[2].kind, Kind::ContainerPort);
  EXPECT_EQ((*parsed)[2].port, 65535U);
}

// What remains without the placeholders may hold single braces, also right beside them: JSON does.
TEST(TemplateText, LeavesSingleBracesAlone) {
  struct Case {
    std::string_view text;
    std::size_t placeholders;
  };
  for (const Case& c : {Case{"", 0}, Case{"no braces", 0}, Case{"{ } {x} }", 0}, Case{"{\"port\":{{.HostPort 80}}}", 1},
                        Case{"{{{.ContainerName}}}", 1}, Case{"{{.ContainerName}}{{.ContainerName}}", 2}}) {
    const auto parsed = ParseTemplate(c.text);
    ASSERT_TRUE(parsed.has_value()) << c.text;
    EXPECT_EQ(parsed->size(), c.placeholders) << c.text;
  }
}

TEST(TemplateText, CoversTheWholePlaceholderThatIsWrong) {
  constexpr std::string_view kKnown = "a known placeholder";
  constexpr std::string_view kPort = "a port of 1 to 65535";
  ExpectRefused(ParseTemplate, {{"a{{.Hostname}}b", 1, 13, kKnown},
                                {"{{.ContainerName", 0, 16, kKnown},
                                {"a{{", 1, 2, kKnown},
                                {"x}}y", 1, 2, kKnown},
                                {"}}}", 0, 2, kKnown},
                                {"{\"a\":{\"b\":1}}", 11, 2, kKnown},
                                {"{{ .ContainerName}}", 0, 19, kKnown},
                                {"{{.containername}}", 0, 18, kKnown},
                                {"{{{{.ContainerName}}", 0, 20, kKnown},
                                {"{{.HostPort}}", 0, 13, kKnown},
                                {"{{.HostPort  80}}", 0, 17, kKnown},
                                {"{{.HostPort 80 }}", 0, 17, kKnown},
                                {"{{.HostPort -1}}", 0, 16, kKnown},
                                {"{{.HostPort 0}}", 0, 15, kPort},
                                {"ab{{.ContainerPort 70000}}", 2, 24, kPort},
                                {"{{.ContainerName}}{{x}}", 18, 5, kKnown},
                                {"a{{{.ContainerName}}{b", 1, 20, kKnown},
                                {"}{{.ContainerName}}{{.HostPort 1}}}", 0, 35, kKnown}});
}

// §5.5
TEST(TemplateText, ReadsParameters) {
  const auto parsed = ParseParameterTemplate("TS_{{.Parameter.tailnet | tailnetEnvSuffix}}_{{.Parameter.a}}");
  ASSERT_TRUE(parsed.has_value());
  ASSERT_EQ(parsed->size(), 4U);
  EXPECT_EQ((*parsed)[0].text, "TS_");
  EXPECT_FALSE((*parsed)[0].is_parameter);
  EXPECT_EQ((*parsed)[1].text, "tailnet");
  EXPECT_TRUE((*parsed)[1].is_parameter);
  EXPECT_TRUE((*parsed)[1].tailnet_suffix);
  EXPECT_EQ((*parsed)[2].text, "_");
  EXPECT_EQ((*parsed)[3].text, "a");
  EXPECT_TRUE((*parsed)[3].is_parameter);
  EXPECT_FALSE((*parsed)[3].tailnet_suffix);
  EXPECT_TRUE(ParseParameterTemplate("")->empty());
}

TEST(TemplateText, RefusesOtherParameters) {
  constexpr std::string_view kKnown = "a known parameter";
  ExpectRefused(ParseParameterTemplate, {{"{{.Parameter.a | upper}}", 0, 24, kKnown},
                                         {"x{{.ContainerName}}", 1, 18, kKnown},
                                         {"{{.Parameter.}}", 0, 15, kKnown},
                                         {"{{.Parameter.a", 0, 14, kKnown},
                                         {"{{.Parameter.a}}}}", 16, 2, kKnown}});
}

}  // namespace
}  // namespace ovcc
