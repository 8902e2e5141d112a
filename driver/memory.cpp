// Where the program has mimalloc: few large pages, and none given back, cost a tenth less than many small ones. The
// system takes it as a hint.
#include "driver/memory.h"

#ifdef OVCC_MIMALLOC
#include <mimalloc.h>
#include <sys/mman.h>

#include <cstdint>
#include <memory>
#endif

namespace ovcc {

void PrepareMemory() {
#ifdef OVCC_MIMALLOC
  mi_option_set_enabled_default(mi_option_large_os_pages, true);
  mi_option_set_enabled_default(mi_option_allow_decommit, false);
  // The first segment is there already; those of mimalloc 2 have this size and alignment.
  constexpr std::uintptr_t kSegment = std::uintptr_t{32} << 20U;
  const auto piece = std::make_unique<char>();
  const std::uintptr_t first = reinterpret_cast<std::uintptr_t>(piece.get()) / kSegment * kSegment;
  (void)madvise(reinterpret_cast<void*>(first), kSegment, MADV_HUGEPAGE);
#endif
}

}  // namespace ovcc
