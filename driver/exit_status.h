#pragma once

namespace ovcc {

/// What a run tells its caller.
enum class ExitStatus : int {
  Done = 0,
  Errors = 1,   // the input has errors, or a check found a difference
  Usage = 2,    // wrong command line
  Machine = 3,  // a file could not be read or written, another program did not do what it was told
};

}  // namespace ovcc
