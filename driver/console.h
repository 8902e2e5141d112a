#pragma once

#include <cstdio>
#include <string>
#include <string_view>

namespace ovcc {

/// Standard output and standard error of a run.
class Console {
 public:
  Console(std::FILE* out, std::FILE* err, bool colour, bool out_colour = false)
      : out_(out), err_(err), colour_(colour), out_colour_(out_colour) {}

  void Out(std::string_view text);
  void Err(std::string_view text);

  /// Appends what goes to standard error from now on to `copy` as well; null: no more.
  void CopyErrTo(std::string* copy) { err_copy_ = copy; }

  /// Whether diagnostics on standard error may use colour.
  [[nodiscard]] bool colour() const { return colour_; }
  /// Whether standard output may.
  [[nodiscard]] bool out_colour() const { return out_colour_; }

  /// Flushes both streams; false if anything that was written could not be delivered.
  [[nodiscard]] bool Finish();

 private:
  std::FILE* out_;
  std::FILE* err_;
  bool colour_;
  bool out_colour_;
  bool failed_ = false;
  std::string* err_copy_ = nullptr;
};

}  // namespace ovcc
