// Port mappings of an image or a deploy entry (§8.1, §12.6). W21, W40: every form is legal in both places, and a text
// that is none is refused here instead of reaching a unit.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string>

#include "frontend/grammar/port_mapping.h"
#include "frontend/read/mapping.h"
#include "frontend/read/readers.h"
#include "frontend/read/scalar_span.h"
#include "support/suggest.h"
#include "support/text.h"

namespace ovcc {
namespace {

std::string_view MeantProtocol(std::string_view word) {
  constexpr std::array<std::string_view, 2> kProtocols = {"tcp", "udp"};
  const std::string lower = ToLower(word);
  const auto* const same = std::ranges::find(kProtocols, lower);
  return same == kProtocols.end() ? Nearest(lower, kProtocols) : *same;
}

void ReportPort(ReadContext& context, const yaml::Node& item, const ScalarError& error) {
  const Span span = SpanOf(context, item, error);
  switch (error.kind) {
    case ScalarError::Kind::Suffix:
      if (item.text.ends_with('/')) {
        context.diags.Emit(span, diag::PortSuffixMissing, item.text);
      } else {
        const std::string_view word = PartOf(item, error);
        context.diags.Emit(span, diag::PortSuffixInvalid, word, item.text).Suggest(MeantProtocol(word));
      }
      return;
    case ScalarError::Kind::Address:
      context.diags.Emit(span, diag::PortAddressInvalid, PartOf(item, error), item.text);
      return;
    case ScalarError::Kind::Form:
    case ScalarError::Kind::Protocol:
    case ScalarError::Kind::Type:
      context.diags.Emit(span, diag::PortMappingInvalid, item.text, error.expected);
      return;
  }
}

}  // namespace

std::vector<ir::PortMapping> ReadPortMappings(ReadContext& context, const yaml::Node& list, bool allow_auto) {
  std::vector<ir::PortMapping> mappings;
  if (!ExpectKind(context, list, "ports", yaml::Kind::List)) return mappings;
  for (const yaml::NodeId id : context.document.items(list)) {
    const yaml::Node& item = context.node(id);
    if (!ExpectElement(context, item, "ports", yaml::Kind::Scalar)) continue;
    if (RefuseControlCharacters(context, ReadText(context, item), "a port mapping")) continue;
    const auto parsed = ParsePortMapping(item.text);
    if (!parsed) {
      ReportPort(context, item, parsed.error());
      continue;
    }
    if (parsed->automatic && !allow_auto) {
      context.diags.Emit(item.span, diag::PortMappingInvalid, item.text,
                         "port numbers; only the `ports` of a deploy entry can be `auto`");
      continue;
    }
    mappings.push_back({.address = context.names.Intern(parsed->address),
                        .host = parsed->host,
                        .container = parsed->container,
                        .protocol = parsed->protocol,
                        .automatic = parsed->automatic,
                        .span = item.span});
  }
  return mappings;
}

}  // namespace ovcc
