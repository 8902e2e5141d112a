// Placeholders of provide templates: the three legal forms are replaced, everything else stays.
#include "ir/template_text.h"

#include <gtest/gtest.h>

namespace ovcc::ir {
namespace {

std::string ValueOf(Placeholder placeholder) {
  switch (placeholder.kind) {
    case Placeholder::Kind::ContainerName:
      return "ov-a";
    case Placeholder::Kind::HostPort:
      return "<host " + std::to_string(placeholder.port) + ">";
    case Placeholder::Kind::ContainerPort:
      return "<container " + std::to_string(placeholder.port) + ">";
  }
  return "";
}

TEST(ExpandTemplate, Cases) {
  const struct {
    std::string_view text;
    std::string_view expanded;
  } kCases[] = {
      {"", ""},
      {"plain", "plain"},
      {"http://{{.ContainerName}}:11434", "http://ov-a:11434"},
      {"{{.ContainerName}}{{.ContainerName}}", "ov-aov-a"},
      {"{{.HostPort 80}}/{{.ContainerPort 443}}", "<host 80>/<container 443>"},
      {"{{.HostPort 65535}}", "<host 65535>"},
      {"{{.HostPort 65536}}", "{{.HostPort 65536}}"},
      {"{{.HostPort 0}}", "{{.HostPort 0}}"},
      {"{{.HostPort  80}}", "{{.HostPort  80}}"},
      {"{{.HostPort}}", "{{.HostPort}}"},
      {"{{.HostPort -1}}", "{{.HostPort -1}}"},
      {"{{ .ContainerName }}", "{{ .ContainerName }}"},
      {"{{.Other}} {{.ContainerName}}", "{{.Other}} ov-a"},
      {"{{{.ContainerName}}}", "{ov-a}"},
      {"{{.ContainerName", "{{.ContainerName"},
      {"}}{{", "}}{{"},
      {"{{{{", "{{{{"},
  };
  for (const auto& [text, expanded] : kCases) EXPECT_EQ(ExpandTemplate(text, ValueOf), expanded) << text;
}

TEST(ExpandTemplate, ValuesAreNotExpandedAgain) {
  EXPECT_EQ(ExpandTemplate("{{.ContainerName}}", [](Placeholder) { return "{{.HostPort 1}}"; }), "{{.HostPort 1}}");
}

}  // namespace
}  // namespace ovcc::ir
