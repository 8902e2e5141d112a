// What an earlier run left, by one walk over two sorted lists.
#include "driver/earlier_run.h"

namespace ovcc {

std::vector<const OutputState*> KnownStates(const OutputRequest& request, std::span<const backend::OutputFile> files) {
  std::vector<const OutputState*> known(files.size());
  auto next = request.known.begin();
  for (std::size_t i = 0; i < files.size(); ++i) {
    while (next != request.known.end() && (*next)->first < files[i].name) ++next;
    if (next != request.known.end() && (*next)->first == files[i].name) known[i] = &(*next)->second;
  }
  return known;
}

std::optional<ManifestEntries> ListedEntries(std::string_view text, const OutputRequest& request,
                                             std::span<const backend::OutputFile> files) {
  if (request.listed == nullptr || backend::ContentHash(text) != request.listed_manifest) return std::nullopt;
  ManifestEntries entries;
  auto file = files.begin();
  for (const auto& [name, state] : *request.listed) {
    while (file != files.end() && file->name < name) ++file;
    if (file == files.end() || file->name != name) return std::nullopt;
    entries.emplace_hint(entries.end(), name,
                         backend::ManifestEntry{name, state.hash, request.owner, file->owner, "", false});
  }
  return entries;
}

}  // namespace ovcc
