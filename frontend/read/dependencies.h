#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "frontend/read/mapping.h"
#include "ir/contract.h"

namespace ovcc {

/// What a list of dependencies is about; each has rules of its own.
enum class Subject : std::uint8_t { Env, Secret, Mcp };

/// The list `field` of `reader`, in file order and free of repetitions; empty if the field is absent. Reports the rules
/// of §12.3-12.5 that one element breaks; an element without a usable name is left out. `owner`: the layer.
[[nodiscard]] std::vector<ir::Dependency> ReadDependencies(ReadContext& context, const MappingReader& reader,
                                                           std::string_view field, Subject subject, Symbol owner);

}  // namespace ovcc
