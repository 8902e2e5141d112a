// Reads the notes of the loaded objects.
#include "driver/cache/program_identity.h"

#include <elf.h>
#include <link.h>

#include <cstddef>
#include <cstring>
#include <string_view>

namespace ovcc {
namespace {

constexpr std::string_view kOwner("GNU\0", 4);

std::size_t Aligned(std::size_t size) { return (size + 3) / 4 * 4; }

// The build id in a segment of notes; empty if there is none.
std::string_view FindBuildId(std::string_view notes) {
  ElfW(Nhdr) note = {};
  while (notes.size() >= sizeof(note)) {
    std::memcpy(&note, notes.data(), sizeof(note));
    const std::size_t name = sizeof(note);
    const std::size_t value = name + Aligned(note.n_namesz);
    const std::size_t end = value + Aligned(note.n_descsz);
    if (end > notes.size()) return {};
    if (note.n_type == NT_GNU_BUILD_ID && notes.substr(name, note.n_namesz) == kOwner) {
      return notes.substr(value, note.n_descsz);
    }
    notes.remove_prefix(end);
  }
  return {};
}

struct Collected {
  std::string identity;
  bool whole = true;
};

int Collect(dl_phdr_info* object, std::size_t /*size*/, void* data) {
  auto& collected = *static_cast<Collected*>(data);
  const std::string_view name = object->dlpi_name;
  if (name.contains("linux-vdso")) return 0;  // of the kernel: nothing here depends on it
  std::string_view id;
  for (std::size_t i = 0; i < object->dlpi_phnum && id.empty(); ++i) {
    const ElfW(Phdr)& segment = object->dlpi_phdr[i];
    if (segment.p_type != PT_NOTE) continue;
    const auto* const notes = reinterpret_cast<const char*>(object->dlpi_addr + segment.p_vaddr);
    id = FindBuildId({notes, segment.p_memsz});
  }
  collected.whole = collected.whole && !id.empty();
  collected.identity += id;
  return 0;
}

}  // namespace

std::string ProgramIdentity() {
  Collected collected;
  (void)dl_iterate_phdr(Collect, &collected);
  return collected.whole ? collected.identity : std::string();
}

}  // namespace ovcc
