#pragma once

#include <string>
#include <vector>

namespace ovcc {

/// What `ovcc opt` was asked for.
struct OptRequest {
  std::string input_path;           // an .ovir file; `-`: `standard_input`
  std::string standard_input;       // text of standard input, used for `-` only
  std::vector<std::string> passes;  // names in the order of running; `all` stands for the whole pipeline
  bool no_passes = false;           // parse, verify and print only, whatever `passes` says
  bool no_verify = false;           // take modules that do not verify: those of programs with errors
  bool verify_each = false;         // verify after each pass
  bool verify_roundtrip = false;    // before and after the passes: printed, read back and printed again, it is the same
  bool verify_diagnostics = false;  // findings must be those that `expected-…` comments announce
  bool locations = false;           // print where each item was written
  std::string print_ir_after;       // name of a pass, or `all`: print the module to `err` after it
  bool time_passes = false;         // print the time of each pass to `err`
};

/// Textual IR in, passes, textual IR out: parse, verify, run the passes, verify, print to `out`. Findings go to `err`,
/// and nothing to `out` if one is an error. Returns the exit status: 0 done, 1 errors or unmet expectations, 2 unknown
/// pass, 3 unreadable file.
[[nodiscard]] int RunOpt(const OptRequest& request, std::string& out, std::string& err);

}  // namespace ovcc
