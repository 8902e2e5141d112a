#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

namespace ovcc {

/// Why a scalar does not belong to its language. `expected` completes "expected …".
struct ScalarError {
  /// Which of the rules of a grammar broke, where the language gives them codes of their own.
  enum class Kind : std::uint8_t { Form, Suffix, Address, Protocol, Type };
  std::size_t offset = 0;  // in bytes, from the start of the value; may be its size
  std::size_t length = 1;  // of the part at fault; 0 at the end of the text
  std::string expected;
  Kind kind = Kind::Form;
};

}  // namespace ovcc
