#include "driver/explain/unit.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "backend/quadlet/test_module.h"

namespace ovcc::explain {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

TEST(UnitQuery, TheLineIsANumberBehindTheLastColon) {
  EXPECT_EQ(ParseUnitQuery("ov-web.container:12").file, "ov-web.container");
  EXPECT_EQ(ParseUnitQuery("ov-web.container:12").line, 12U);
  EXPECT_EQ(ParseUnitQuery("a:b/ov-web.container:3").file, "a:b/ov-web.container");
  EXPECT_FALSE(ParseUnitQuery("ov-web.container").line.has_value());
  EXPECT_EQ(ParseUnitQuery("a:b/ov-web.container").file, "a:b/ov-web.container");
  EXPECT_EQ(ParseUnitQuery("ov-web.container:").file, "ov-web.container:");
}

/// A program of one deployment, compiled by hand.
class UnitLines : public ::testing::Test {
 protected:
  UnitLines() {
    ir::Deployment& deployment = program_.Deploy("web", "web:1");
    deployment.app.env = {program_.Env("A", "1"), program_.Env("B", "2")};
    deployment.ports =
        deployment.app.ports = {program_.Port("127.0.0.1", 8080, 80), program_.Port("127.0.0.1", 81, 81)};
    files_ = backend::EmitQuadlet(program_.module, 1, diags_, backend::LineOrigins::Yes);
  }

  [[nodiscard]] const backend::OutputFile& unit() const { return *FindUnit(files_, "ov-web.container"); }

  /// Number of the line that says `text`, from 1.
  [[nodiscard]] std::size_t LineOf(const std::string& text) const {
    const std::string before = unit().bytes.substr(0, unit().bytes.find(text));
    return static_cast<std::size_t>(std::count(before.begin(), before.end(), '\n')) + 1;
  }

  UnitExplanation Explain(std::size_t line, const std::optional<std::string>& on_disk = std::nullopt) {
    const SourceManager sources;
    Context context(program_.module, sources, diags_);
    return ExplainUnit(context, unit(), {"ov-web.container", line}, on_disk);
  }

 private:
  backend::TestModule program_;
  DiagnosticSink diags_;
  std::vector<backend::OutputFile> files_;
};

TEST_F(UnitLines, AreFoundByNameAndByPath) {
  EXPECT_EQ(unit().owner, "web");
  const std::vector<backend::OutputFile> files = {unit()};
  EXPECT_EQ(FindUnit(files, "/etc/containers/systemd/ov-web.container"), &files[0]);
  EXPECT_EQ(FindUnit(files, "web.container"), nullptr);
}

TEST_F(UnitLines, KnowWhatTheyAreAbout) {
  const UnitExplanation variable = Explain(LineOf("Environment=B"));
  ASSERT_THAT(variable.lines, SizeIs(1));
  ASSERT_THAT(variable.lines[0].items, SizeIs(1));
  EXPECT_EQ(variable.lines[0].items[0].name, "B");
  const UnitExplanation port = Explain(LineOf("PublishPort=127.0.0.1:81"));
  ASSERT_THAT(port.lines.at(0).items, SizeIs(1));
  EXPECT_EQ(port.lines[0].items[0].name, "81");
}

TEST_F(UnitLines, HaveAnOriginEach) {
  EXPECT_EQ(static_cast<std::size_t>(std::count(unit().bytes.begin(), unit().bytes.end(), '\n')), unit().lines.size());
}

TEST_F(UnitLines, AreFoundWhereTheyStandNow) {
  const std::string older = "# an older unit\n" + unit().bytes;
  const std::size_t now = LineOf("Environment=A");
  const UnitExplanation moved = Explain(now + 1, older);
  ASSERT_THAT(moved.lines, SizeIs(1));
  EXPECT_EQ(moved.lines[0].number, now);
  EXPECT_THAT(moved.notes, SizeIs(2));
  const UnitExplanation gone = Explain(1, older);
  EXPECT_THAT(gone.lines, IsEmpty());
  EXPECT_THAT(gone.notes, ElementsAre("`ov-web.container` on the disk differs from what compiles now",
                                      "line 1 of the file on the disk is not in what compiles now"));
  EXPECT_THAT(Explain(now, unit().bytes).notes, IsEmpty());
}

TEST_F(UnitLines, BeyondTheEndAreNone) {
  EXPECT_THAT(Explain(0).lines, IsEmpty());
  EXPECT_THAT(Explain(unit().lines.size() + 1).lines, IsEmpty());
}

}  // namespace
}  // namespace ovcc::explain
