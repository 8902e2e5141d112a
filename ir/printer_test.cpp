// Concrete spelling of the textual form (docs/ir.md).
#include "ir/printer.h"

#include <gtest/gtest.h>

namespace ovcc::ir {
namespace {

using namespace std::string_literals;

TEST(Printer, EscapesWhatAReaderCannotSee) {
  const struct {
    std::string text;
    std::string_view printed;
  } kCases[] = {
      {"plain $HOME %h {{.X}}", R"("plain $HOME %h {{.X}}")"},
      {"a\"b\\c", R"("a\"b\\c")"},
      {"line\nbreak\ttab", R"("line\nbreak\ttab")"},
      {"\r\x1b\x7f", R"("\x0d\x1b\x7f")"},
      {"nul\0."s, R"("nul\x00.")"},
      {"gr\xc3\xbc\xc3\x9f \xf0\x9f\x98\x80", "\"gr\xc3\xbc\xc3\x9f \xf0\x9f\x98\x80\""},
      {"not utf8 \xff\xc3", R"("not utf8 \xff\xc3")"},
      {"no-break\xc2\xa0space", R"("no-break\u{a0}space")"},
      {"right\xe2\x80\xaeleft", R"("right\u{202e}left")"},
      {"mark\xef\xbb\xbf", R"("mark\u{feff}")"},
  };
  for (const auto& [text, printed] : kCases) {
    Interner names;
    Module module;
    module.after = names.Intern(text);
    EXPECT_EQ(Print(module), "module after=" + std::string(printed) + " {\n}\n");
  }
}

TEST(Printer, LeavesDefaultsOut) {
  Interner names;
  Module module;
  module.images.emplace_back().name = names.Intern("web");
  EXPECT_EQ(Print(module), "module {\n  image \"web\"\n}\n");
}

TEST(Printer, TellsEmptyFromUnset) {
  Interner names;
  Module module;
  Image image;
  image.name = names.Intern("web");
  image.ports.emplace();
  image.command.emplace();
  image.uid = 0;
  module.images.push_back(image);
  EXPECT_EQ(Print(module),
            "module {\n"
            "  image \"web\" {\n"
            "    port none\n"
            "    uid 0\n"
            "    command none\n"
            "  }\n"
            "}\n");
}

TEST(Printer, AnOptionalStructThatIsSetShowsItsKeyword) {
  Module module;
  Deployment deployment;
  deployment.entry.security.emplace();
  deployment.entry.tunnel.emplace();
  module.deployments.push_back(deployment);
  EXPECT_EQ(Print(module),
            "module {\n"
            "  deployment \"\" {\n"
            "    entry {\n"
            "      tunnel\n"
            "      security\n"
            "    }\n"
            "  }\n"
            "}\n");
}

TEST(Printer, ItemsEndWithTheirPlace) {
  SourceManager sources;
  const auto file = sources.Add("image.yml", "web:\n  base: fedora\n");
  ASSERT_TRUE(file);
  Interner names;
  Module module;
  Image image;
  image.name = names.Intern("web");
  image.span = sources.SpanOf(*file, 0, 3);
  image.base = {names.Intern("fedora"), sources.SpanOf(*file, 13, 6)};
  image.tag = {names.Intern("latest"), {}};
  module.images.push_back(image);
  EXPECT_EQ(Print(module, &sources),
            "module {\n"
            "  image \"web\" {  // image.yml:1:1\n"
            "    base \"fedora\"  // image.yml:2:9\n"
            "    tag \"latest\"\n"
            "  }\n"
            "}\n");
}

}  // namespace
}  // namespace ovcc::ir
