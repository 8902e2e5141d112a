// A network of the program as a unit (§17.5), so that the first container that uses it creates it.
#include <fmt/format.h>

#include "backend/quadlet/emit.h"

namespace ovcc::backend {

UnitFile EmitNetwork(Symbol network) {
  UnitFile unit;
  unit.file_name = fmt::format("{}.network", network.text());
  unit.header.push_back(Header(unit.file_name));
  Section section{"Network", {}};
  Add(section, "NetworkName", network.text(), {Subject::Kind::Network, {}});
  unit.sections.push_back(std::move(section));
  return unit;
}

}  // namespace ovcc::backend
