#pragma once

#include <cstddef>
#include <expected>
#include <string>
#include <string_view>
#include <vector>

#include "backend/unit/unit_file.h"

namespace ovcc::backend {

/// `Encode` and `Decode` that remember the last long values: a list of all names stands in many
/// units, and is spelt once and read once. The answers are those of the functions, which are pure. Not thread safe: one
/// for each thread.
class ValueMemo {
 public:
  /// As `Encode`.
  [[nodiscard]] std::expected<void, std::string> Encode(EncodingClass encoding, std::string_view value,
                                                        std::string& out);

  /// As `Decode`.
  [[nodiscard]] std::expected<std::vector<std::string>, std::string> Decode(EncodingClass encoding,
                                                                            std::string_view text);

 private:
  struct Encoded {
    EncodingClass encoding;
    std::string value;
    std::string text;
  };
  struct Decoded {
    EncodingClass encoding;
    std::string text;
    std::vector<std::string> words;
  };

  std::vector<Encoded> encoded_;
  std::vector<Decoded> decoded_;
  std::size_t oldest_encoded_ = 0;
  std::size_t oldest_decoded_ = 0;
};

}  // namespace ovcc::backend
