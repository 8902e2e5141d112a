#pragma once

#include <array>
#include <csignal>

namespace ovcc {

/// The signals with which people and service managers stop a program.
inline constexpr std::array kStopSignals = {SIGHUP, SIGINT, SIGTERM};

/// Holds back the stop signals of this thread while it lives: steps that belong together are finished first. One that
/// came meanwhile takes effect at the end, as if it came then. Ignored signals stay ignored.
class HeldSignals {
 public:
  HeldSignals();
  HeldSignals(const HeldSignals&) = delete;
  HeldSignals& operator=(const HeldSignals&) = delete;
  HeldSignals(HeldSignals&&) = delete;
  HeldSignals& operator=(HeldSignals&&) = delete;
  ~HeldSignals();

  /// Whether one has come.
  [[nodiscard]] bool Waiting() const;

 private:
  sigset_t held_{};
  sigset_t before_{};
};

}  // namespace ovcc
