#pragma once

#include <map>
#include <string>

#include "support/fuzz_input.h"

namespace ovcc {

/// The files of a random project by path: below `p` image.yml, layers, deploy.yml and sidecar.yml with the fields of
/// the language and values that are often right and sometimes anything; in `w`, the folder that it is compiled in, an
/// environment file. One input gives one project.
std::map<std::string, std::string> RandomProject(FuzzInput& input);

}  // namespace ovcc
