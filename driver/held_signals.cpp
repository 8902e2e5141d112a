// Blocks the stop signals and asks for pending ones. A blocked signal is pending even where it is ignored (Linux keeps
// it for a handler that might come), so ignored ones are left out.
#include "driver/held_signals.h"

#include <algorithm>

namespace ovcc {

HeldSignals::HeldSignals() {
  (void)sigemptyset(&held_);
  for (const int stop : kStopSignals) {
    struct sigaction action{};
    (void)sigaction(stop, nullptr, &action);
    if (action.sa_handler != SIG_IGN) (void)sigaddset(&held_, stop);
  }
  (void)pthread_sigmask(SIG_BLOCK, &held_, &before_);
}

HeldSignals::~HeldSignals() { (void)pthread_sigmask(SIG_SETMASK, &before_, nullptr); }

bool HeldSignals::Waiting() const {
  sigset_t pending;
  (void)sigpending(&pending);
  return std::ranges::any_of(
      kStopSignals, [&](int stop) { return sigismember(&held_, stop) == 1 && sigismember(&pending, stop) == 1; });
}

}  // namespace ovcc
