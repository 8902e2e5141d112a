#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "driver/cache/recording_files.h"
#include "frontend/parsed_files.h"

namespace ovcc {

/// The parsed files of one build as one text: a project has thousands of small files, and to open an entry for each
/// would cost more than to parse them. They are known by the digests of their bytes, so that an old pack only knows
/// less.
class ParsedFilePack final : public ParsedFiles {
 public:
  /// `bytes`: what `Renewed` gave to an earlier build; empty, or of another origin: nothing is known. `files` are those
  /// of the run; they must outlive the pack.
  ParsedFilePack(std::string bytes, const RecordingFiles& files);

  [[nodiscard]] Digest KeyOf(const std::string& path, std::string_view bytes) const override;
  [[nodiscard]] std::string_view Find(const Digest& key) const override;
  void Keep(KeptFile file) override;

  /// The pack of exactly the files that were kept. Nothing where it is not worth writing it: where there are none, or
  /// where those that were not found have less than a part of `kWorthwhile` of the bytes of all.
  [[nodiscard]] std::optional<std::string> Renewed() const;

  /// Lets go of everything; nothing is known afterwards.
  void Clear();

  static constexpr std::size_t kWorthwhile = 16;

 private:
  struct HashOfDigest {
    std::size_t operator()(const Digest& digest) const;
  };

  std::string bytes_;
  const RecordingFiles& files_;
  std::unordered_map<Digest, std::string_view, HashOfDigest> known_;  // never iterated
  std::vector<KeptFile> kept_;
};

}  // namespace ovcc
