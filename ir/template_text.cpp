// Placeholders of provide templates (§4.1). Reads only the three legal forms; the grammar of the front end has already
// refused every other brace with its place.
#include "ir/template_text.h"

#include <limits>
#include <optional>

#include "support/text.h"

namespace ovcc::ir {
namespace {

/// `N` of `{{.HostPort N}}` where `text` is what stands between the braces.
std::optional<std::uint16_t> PortAfter(std::string_view text, std::string_view word) {
  if (!text.starts_with(word)) return std::nullopt;
  const std::optional<std::uint64_t> port = ParseDecimal(text.substr(word.size()));
  if (!port || *port == 0 || *port > std::numeric_limits<std::uint16_t>::max()) return std::nullopt;
  return static_cast<std::uint16_t>(*port);
}

std::optional<Placeholder> ReadPlaceholder(std::string_view text) {
  if (text == ".ContainerName") return Placeholder{Placeholder::Kind::ContainerName, 0};
  if (const auto port = PortAfter(text, ".HostPort ")) return Placeholder{Placeholder::Kind::HostPort, *port};
  if (const auto port = PortAfter(text, ".ContainerPort ")) return Placeholder{Placeholder::Kind::ContainerPort, *port};
  return std::nullopt;
}

}  // namespace

std::string ExpandTemplate(std::string_view text, const std::function<std::string(Placeholder)>& value_of) {
  constexpr std::string_view kOpen = "{{";
  constexpr std::string_view kClose = "}}";
  std::string result;
  result.reserve(text.size());
  while (true) {
    const std::size_t open = text.find(kOpen);
    const std::size_t close = open == std::string_view::npos ? open : text.find(kClose, open + kOpen.size());
    if (close == std::string_view::npos) break;
    const std::size_t inside = open + kOpen.size();
    const std::optional<Placeholder> placeholder = ReadPlaceholder(text.substr(inside, close - inside));
    // After something else the search goes on one byte later: `{{{.ContainerName}}` holds a placeholder.
    const std::size_t literal = placeholder ? open : open + 1;
    result += text.substr(0, literal);
    if (placeholder) result += value_of(*placeholder);
    text.remove_prefix(placeholder ? close + kClose.size() : literal);
  }
  return result += text;
}

}  // namespace ovcc::ir
