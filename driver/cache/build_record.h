#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "driver/cache/recording_files.h"
#include "driver/output_folder.h"

namespace ovcc {

/// A deployment whose units were emitted without a finding.
struct Emission {
  std::string deployment;     // its key
  QuickDigest key;            // `backend::EmissionKeys`
  std::uint32_t outputs = 0;  // how many files it has, in the list of all
};

/// A file of a deployment.
struct EmittedOutput {
  std::uint32_t output = 0;  // index in the list of outputs
  std::uint32_t mode = 0;
};

/// What a build asked, what it said and what it left behind. Holds no value of any input: digests, names and messages
/// alone.
struct BuildRecord {
  std::vector<FileQuestion> questions;
  std::string before;         // said before the report: findings
  std::uint64_t deployments;  // that the report counts
  std::string after;          // said after it
  OutputStates outputs;
  std::vector<Emission> emissions;             // sorted by deploy key
  std::vector<EmittedOutput> emitted_outputs;  // of the first emission, then those of the second, …
  std::vector<std::string> stale;              // files of the report
  std::string manifest;                        // `ContentHash` of its bytes
  std::uint8_t manifest_lists_outputs = 0;     // 1: these and nothing else (`OutputReport::manifest_lists_states`)
  std::int64_t taken_ns;                       // when the stamps of the outputs were final, in nanoseconds since 1970
};

[[nodiscard]] std::string PrintRecord(const BuildRecord& record);

/// Nothing if the bytes are not those of a record.
[[nodiscard]] std::optional<BuildRecord> ParseRecord(std::string_view bytes);

/// Whether the stamp of an output of the record can be trusted: a file that was written in the last moment before the
/// stamps were taken may have been written again in the same tick of its file system's clock.
[[nodiscard]] bool IsSettled(const FileStamp& stamp, std::int64_t taken_ns);

}  // namespace ovcc
