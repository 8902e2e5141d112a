#pragma once

#include <string_view>

namespace ovcc::schema {

/// Parts of the schemas that field tables cannot say, by the names that `Parts::form` has: a JSON object, name to
/// schema.
[[nodiscard]] std::string_view FormsText();

}  // namespace ovcc::schema
