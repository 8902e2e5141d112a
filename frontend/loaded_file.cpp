// Reads and parses many files at once. Threads touch only slots of their own; the source manager grows between the two
// parallel steps, and each file has a sink of its own, joined in order: the findings do not depend on `jobs`.
#include "frontend/loaded_file.h"

#include "support/parallel.h"

namespace ovcc {

std::vector<LoadedFile> LoadFiles(std::span<const std::string> paths, const LoadOptions& options,
                                  const FileSystem& files, SourceManager& sources, DiagnosticSink& diags) {
  std::vector<DiagnosticSink> sinks(paths.size());
  std::vector<LoadedFile> loaded = LoadFiles(paths, options, files, sources, sinks);
  for (DiagnosticSink& sink : sinks) diags.Join(std::move(sink));
  return loaded;
}

std::vector<LoadedFile> LoadFiles(std::span<const std::string> paths, const LoadOptions& options,
                                  const FileSystem& files, SourceManager& sources, std::span<DiagnosticSink> sinks) {
  std::vector<LoadedFile> loaded(paths.size());
  std::vector<std::string> bytes(paths.size());
  ForEachIndex(paths.size(), options.jobs, [&](std::size_t i) {
    loaded[i].path = paths[i];
    auto read = files.Read(paths[i]);
    if (read) {
      bytes[i] = *std::move(read);
    } else {
      loaded[i].failure = std::move(read.error());
    }
  });
  for (std::size_t i = 0; i < paths.size(); ++i) {
    if (loaded[i].failure) continue;
    const auto index = sources.Add(paths[i], std::move(bytes[i]));
    if (index) {
      loaded[i].index = *index;
    } else {
      loaded[i].failure = IoError{.path = paths[i], .reason = index.error(), .not_found = false};
    }
  }
  std::vector<std::optional<KeptFile>> kept(paths.size());
  ForEachIndex(paths.size(), options.jobs, [&](std::size_t i) {
    LoadedFile& file = loaded[i];
    if (!file.failure) file.yaml = ParseOrFind(file.path, sources, file.index, options.parsed, sinks[i], kept[i]);
  });
  for (std::optional<KeptFile>& file : kept) {
    if (file) options.parsed->Keep(*std::move(file));
  }
  return loaded;
}

}  // namespace ovcc
