// Writes to the two standard streams and remembers whether all of it arrived.
#include "driver/console.h"

namespace ovcc {

void Console::Out(std::string_view text) {
  if (std::fwrite(text.data(), 1, text.size(), out_) != text.size()) failed_ = true;
}

void Console::Err(std::string_view text) {
  // What cannot be said on standard error cannot be said at all.
  (void)std::fwrite(text.data(), 1, text.size(), err_);
  if (err_copy_ != nullptr) *err_copy_ += text;
}

bool Console::Finish() {
  if (std::fflush(out_) != 0) failed_ = true;
  (void)std::fflush(err_);
  return !failed_;
}

}  // namespace ovcc
