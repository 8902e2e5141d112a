// The written form of a port mapping.
#include "ir/port.h"

#include <fmt/format.h>

namespace ovcc::ir {

std::string PortText(const PortMapping& port) {
  std::string text;
  if (!port.address.empty()) text = fmt::format("{}:", port.address.text());
  text += fmt::format("{}:{}", port.host, port.container);
  switch (port.protocol) {
    case Protocol::Unset:
      break;
    case Protocol::Tcp:
      text += "/tcp";
      break;
    case Protocol::Udp:
      text += "/udp";
      break;
  }
  return text;
}

}  // namespace ovcc::ir
