// `ovcc opt` without its command line: statuses, streams and modes.
#include "driver/opt.h"

#include <gtest/gtest.h>

namespace ovcc {
namespace {

struct Outcome {
  int status;
  std::string out;
  std::string err;
};

Outcome RunText(OptRequest request, std::string text) {
  request.input_path = "-";
  request.standard_input = std::move(text);
  Outcome outcome;
  outcome.status = RunOpt(request, outcome.out, outcome.err);
  return outcome;
}

bool Contains(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

constexpr std::string_view kImage = "module {\n  image \"a\"\n}\n";

TEST(Opt, PrintsWhatItRead) {
  const Outcome outcome = RunText({}, "module{ image \"a\" {\n}\n}  // comment");
  EXPECT_EQ(outcome.status, 0);
  EXPECT_EQ(outcome.out, kImage);
  EXPECT_EQ(outcome.err, "");
}

TEST(Opt, Locations) {
  OptRequest request;
  request.locations = true;
  EXPECT_EQ(RunText(request, std::string(kImage)).out, "module {\n  image \"a\"  // <stdin>:2:9\n}\n");
}

TEST(Opt, SyntaxError) {
  const Outcome outcome = RunText({}, "module {");
  EXPECT_EQ(outcome.status, 1);
  EXPECT_EQ(outcome.out, "");
  EXPECT_TRUE(Contains(outcome.err, "<stdin>:1:9: error: cannot read this as textual IR: expected an item or `}`"))
      << outcome.err;
}

TEST(Opt, BrokenInvariant) {
  const Outcome outcome = RunText({}, "module {\n  image \"b\"\n  image \"a\"\n}\n");
  EXPECT_EQ(outcome.status, 1);
  EXPECT_EQ(outcome.out, "");
  EXPECT_TRUE(Contains(outcome.err, "<stdin>:3:9: error: the module breaks an invariant")) << outcome.err;
}

TEST(Opt, RunsPasses) {
  OptRequest request;
  request.passes = {"compose-layers"};
  request.verify_each = true;
  request.verify_roundtrip = true;
  const Outcome outcome = RunText(request, std::string(kImage));
  EXPECT_EQ(outcome.status, 0) << outcome.err;
  EXPECT_TRUE(outcome.out.starts_with("module after=\"compose-layers\" {")) << outcome.out;
}

TEST(Opt, NoPasses) {
  OptRequest request;
  request.passes = {"all"};
  request.no_passes = true;
  EXPECT_EQ(RunText(request, std::string(kImage)).out, kImage);
}

TEST(Opt, AllPassesAndTheirTimes) {
  OptRequest request;
  request.passes = {"all"};
  request.time_passes = true;
  const Outcome outcome = RunText(request, "module");
  EXPECT_EQ(outcome.status, 0) << outcome.err;
  EXPECT_EQ(outcome.out, "module after=\"form-pods\" {\n}\n");
  EXPECT_TRUE(Contains(outcome.err, "  compose-layers\n"));
  EXPECT_TRUE(Contains(outcome.err, "  form-pods\n"));
}

TEST(Opt, PrintsBetweenPasses) {
  OptRequest request;
  request.passes = {"compose-layers", "collect-contract"};
  request.print_ir_after = "compose-layers";
  Outcome outcome = RunText(request, "module");
  EXPECT_EQ(outcome.err, "// after compose-layers\nmodule after=\"compose-layers\" {\n}\n");
  request.print_ir_after = "all";
  outcome = RunText(request, "module");
  EXPECT_TRUE(Contains(outcome.err, "// after collect-contract\nmodule after=\"collect-contract\" {\n}\n"));
}

TEST(Opt, WrongUsage) {
  OptRequest request;
  request.passes = {"nope"};
  EXPECT_EQ(RunText(request, "module").status, 2);
  EXPECT_EQ(RunText(request, "module").err, "ovcc: error: no pass `nope`\n");
  request = {};
  request.print_ir_after = "nope";
  EXPECT_EQ(RunText(request, "module").status, 2);
}

TEST(Opt, UnreadableFile) {
  OptRequest request;
  request.input_path = "/nowhere/at/all.ovir";
  std::string out;
  std::string err;
  EXPECT_EQ(RunOpt(request, out, err), 3);
  EXPECT_TRUE(err.starts_with("ovcc: error: /nowhere/at/all.ovir: ")) << err;
}

TEST(Opt, VerifyDiagnostics) {
  OptRequest request;
  request.verify_diagnostics = true;
  const std::string wrong = "module {\n  image 5";
  EXPECT_EQ(RunText(request, wrong + "  // expected-error {{takes a quoted text}}\n}\n").status, 0);
  const Outcome outcome = RunText(request, wrong + "\n}\n");
  EXPECT_EQ(outcome.status, 1);
  EXPECT_EQ(outcome.err, "<stdin>:2: unexpected error: `image` takes a quoted text [ir-value]\n");
  EXPECT_EQ(RunText(request, "module  // expected-error {{x}}\n").status, 1);
}

}  // namespace
}  // namespace ovcc
