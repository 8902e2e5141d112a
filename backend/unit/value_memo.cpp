// The last few long values and what became of them. Only success is remembered.
#include "backend/unit/value_memo.h"

#include <utility>

#include "backend/unit/decode.h"
#include "backend/unit/encode.h"

namespace ovcc::backend {
namespace {

// Shorter values are done again faster than they are looked up.
constexpr std::size_t kLong = 512;
constexpr std::size_t kRemembered = 4;

// Puts `entry` where the oldest one stands.
template <class Entry>
void Remember(std::vector<Entry>& entries, std::size_t& oldest, Entry entry) {
  if (entries.size() < kRemembered) {
    entries.push_back(std::move(entry));
    return;
  }
  entries[oldest] = std::move(entry);
  oldest = (oldest + 1) % kRemembered;
}

}  // namespace

std::expected<void, std::string> ValueMemo::Encode(EncodingClass encoding, std::string_view value, std::string& out) {
  const bool is_long = value.size() >= kLong;
  if (is_long) {
    for (const Encoded& entry : encoded_) {
      if (entry.encoding != encoding || entry.value != value) continue;
      out += entry.text;
      return {};
    }
  }
  const std::size_t start = out.size();
  if (auto encoded = backend::Encode(encoding, value, out); !encoded) return encoded;
  if (is_long) Remember(encoded_, oldest_encoded_, Encoded{encoding, std::string(value), out.substr(start)});
  return {};
}

std::expected<std::vector<std::string>, std::string> ValueMemo::Decode(EncodingClass encoding, std::string_view text) {
  const bool is_long = text.size() >= kLong;
  if (is_long) {
    for (const Decoded& entry : decoded_) {
      if (entry.encoding == encoding && entry.text == text) return entry.words;
    }
  }
  auto words = backend::Decode(encoding, text);
  if (is_long && words) Remember(decoded_, oldest_decoded_, Decoded{encoding, std::string(text), *words});
  return words;
}

}  // namespace ovcc::backend
