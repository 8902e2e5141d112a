#pragma once

#include <expected>
#include <string>

#include "support/file_system.h"

namespace ovcc {

/// A new value for a secret: 32 random bytes as URL-safe base64 without padding, 43 characters. Source: §10.5.
[[nodiscard]] std::expected<std::string, IoError> RandomValue();

}  // namespace ovcc
