#pragma once

#include <gtest/gtest.h>

#include <fstream>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "backend/unit/unit_file.h"
#include "support/text.h"
#include "support/utf8.h"

namespace ovcc::backend {

// What was measured (testdata/encoding-vectors.tsv), for tests.

inline std::optional<char32_t> Hex(std::string_view digits) {
  char32_t value = 0;
  for (const char c : digits) {
    const std::size_t digit = std::string_view("0123456789abcdef").find(c);
    if (digit == std::string_view::npos) return std::nullopt;
    value = value * 16 + static_cast<char32_t>(digit);
  }
  return value;
}

/// A value, how it is encoded, and whether it arrives.
struct MeasuredRow {
  EncodingClass encoding;
  std::string value;
  std::string encoded;
  bool accepted;
};

// `\xNN` is a byte, `\uNNNN` and `\UNNNNNNNN` a character, `\\` a backslash.
inline std::string Unescape(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\\') {
      out += text[i];
      continue;
    }
    const char kind = text[++i];
    if (kind == '\\') {
      out += '\\';
      continue;
    }
    const std::size_t digits = kind == 'x' ? 2 : kind == 'u' ? 4 : 8;
    const char32_t code = Hex(text.substr(i + 1, digits)).value();
    if (kind == 'x') {
      out += static_cast<char>(code);
    } else {
      AppendUtf8(out, code);
    }
    i += digits;
  }
  return out;
}

inline EncodingClass ClassOf(std::string_view name) {
  if (name == "env") return EncodingClass::Env;
  if (name == "word") return EncodingClass::Word;
  if (name == "raw") return EncodingClass::Raw;
  if (name == "text") return EncodingClass::Text;
  if (name == "strv") return EncodingClass::Strv;
  EXPECT_EQ(name, "name");
  return EncodingClass::Name;
}

inline std::vector<MeasuredRow> MeasuredRows() {
  std::ifstream file(OVCC_ENCODING_VECTORS);
  std::vector<MeasuredRow> rows;
  for (std::string line; std::getline(file, line);) {
    const std::vector<std::string_view> cells = Split(line, '\t');
    if (cells.size() != 7 || cells[0] != "enc") continue;
    if (cells[3].ends_with(" characters)")) continue;  // a long value, shortened for the reader
    rows.push_back({ClassOf(cells[1]), Unescape(cells[3]), Unescape(cells[4]), cells[6] == "ok"});
  }
  return rows;
}

}  // namespace ovcc::backend
