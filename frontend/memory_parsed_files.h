#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <utility>

#include "frontend/parsed_files.h"

namespace ovcc {

/// Keeps parsed files in memory, for tests and fuzz targets.
class MemoryParsedFiles final : public ParsedFiles {
 public:
  [[nodiscard]] Digest KeyOf(const std::string& /*path*/, std::string_view bytes) const override {
    return DigestOf(bytes);
  }
  [[nodiscard]] std::string_view Find(const Digest& key) const override {
    const auto found = files.find(key.bytes);
    return found == files.end() ? std::string_view() : std::string_view(found->second);
  }
  void Keep(KeptFile file) override {
    if (!file.printed.empty()) files[file.key.bytes] = std::move(file.printed);
  }

  std::map<std::array<std::uint8_t, 32>, std::string> files;
};

}  // namespace ovcc
