#pragma once

#include <memory>
#include <optional>
#include <string>

#include "driver/cache/build_record.h"
#include "driver/cache/cache_folder.h"
#include "driver/cache/parsed_file_pack.h"
#include "driver/cache/remembered_emission.h"
#include "driver/command.h"
#include "driver/compile_flags.h"
#include "driver/output_flags.h"

namespace ovcc {

/// What the user says about the cache.
struct CacheFlags {
  std::optional<std::string> folder;  // `--cache DIR`
  bool off = false;                   // `--no-cache`
  bool verify_outputs = false;        // `--verify-outputs`
};

/// Adds the flags to a subcommand. `flags` must outlive `app`.
void DeclareCacheFlags(CLI::App& app, CacheFlags& flags);

/// A build that remembers the last one of the same command line. When every file that that one looked at still says the
/// same, and every file that it wrote still stands there, it has nothing to do but to say so.
class WarmBuild {
 public:
  /// Nothing where there is no cache, or where a build asks more than files: standard input, the machine, systemd.
  [[nodiscard]] static std::optional<WarmBuild> Open(const CacheFlags& flags, const CompileFlags& compile,
                                                     const OutputFlags& output, const CommandContext& context);

  /// Does what the build would do, if that is nothing: says what it would say, and returns true.
  [[nodiscard]] bool Repeat(const OutputRequest& request, const std::string& shown, bool quiet,
                            const CommandContext& context);

  /// The file system for a build that is to be remembered.
  [[nodiscard]] const FileSystem& files() const { return *recording_; }

  /// The parsed files of the last build, for one that cannot repeat it. Read from the cache by the first call.
  [[nodiscard]] ParsedFiles& parsed_files();

  /// Remembers the files that a build has parsed, with or without success.
  void KeepParsedFiles();

  /// Tells a run what the last build knew: files that need not be read, and what their manifest lists.
  void Tell(OutputRequest& request) const;

  /// The files of a module that go to `directory`; those that were made before of the same are without their bytes
  /// (`OutputRequest::render`).
  [[nodiscard]] std::vector<backend::OutputFile> Emit(const ir::Module& module, const std::string& directory,
                                                      unsigned jobs, DiagnosticSink& diags);

  /// Remembers a build that has been done: it wrote `files`.
  void Keep(const OutputReport& report, std::span<const backend::OutputFile> files, std::uint64_t deployments,
            std::string before, std::string after) const;

 private:
  WarmBuild(CacheFolder folder, const Digest& key, const FileSystem& files, bool verify_outputs);

  [[nodiscard]] bool StillStands(const OutputRequest& request) const;

  CacheFolder folder_;
  Digest key_;
  std::unique_ptr<RecordingFiles> recording_;
  std::unique_ptr<ParsedFilePack> parsed_files_;
  std::optional<BuildRecord> last_;
  std::unique_ptr<RememberedEmission> emission_;
  bool verify_outputs_;
};

}  // namespace ovcc
