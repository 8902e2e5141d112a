#pragma once

#include <cstdio>
#include <cstdlib>

/// Aborts, in every build, when an invariant of ovcc itself is broken. Wrong input is never a reason: that is a
/// diagnostic.
#define OVCC_CHECK(condition, message)                                                               \
  do {                                                                                               \
    if (!(condition)) {                                                                              \
      std::fprintf(stderr, "%s:%d: internal error: %s\n", __FILE__, __LINE__, message); /* NOLINT */ \
      std::abort();                                                                                  \
    }                                                                                                \
  } while (false)
