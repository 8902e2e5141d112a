#pragma once

#include <string>

namespace ovcc {

/// Tells this program, with the libraries that it runs with, from every other build of them: the build ids of all
/// loaded objects. Empty if one of them has none. Source: dl_iterate_phdr(3), the GNU build id.
[[nodiscard]] std::string ProgramIdentity();

}  // namespace ovcc
