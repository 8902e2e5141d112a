// Addresses inside values. Values are free text, so this reads what is there and refuses nothing.
#include "passes/lint/url.h"

#include <algorithm>
#include <limits>

#include "support/text.h"

namespace ovcc::lint {
namespace {

constexpr std::string_view kSchemeEnd = "://";
/// What ends the authority of an address: its path, or the text around it.
constexpr std::string_view kAuthorityEnd = "/?#,;|\"' \t\r\n";

bool IsSchemeByte(char c) { return IsAlphanumeric(c) || c == '+' || c == '-' || c == '.'; }

std::optional<std::uint16_t> ReadPort(std::string_view text) {
  const std::optional<std::uint64_t> port = ParseDecimal(text);
  if (!port || *port == 0 || *port > std::numeric_limits<std::uint16_t>::max()) return std::nullopt;
  return static_cast<std::uint16_t>(*port);
}

Url ReadAuthority(std::string_view scheme, std::string_view authority) {
  Url url{.scheme = scheme, .password = {}, .host = {}, .port = std::nullopt};
  if (const std::size_t at = authority.rfind('@'); at != std::string_view::npos) {
    url.password = SplitFirst(authority.substr(0, at), ':').second;
    authority.remove_prefix(at + 1);
  }
  const std::size_t bracket = authority.starts_with('[') ? authority.find(']') : std::string_view::npos;
  const std::size_t colon = authority.find(':', bracket == std::string_view::npos ? 0 : bracket);
  url.host = authority.substr(0, colon);
  if (colon != std::string_view::npos) url.port = ReadPort(authority.substr(colon + 1));
  return url;
}

}  // namespace

std::vector<Url> FindUrls(std::string_view text) {
  std::vector<Url> urls;
  std::size_t from = 0;
  for (std::size_t end = text.find(kSchemeEnd); end != std::string_view::npos; end = text.find(kSchemeEnd, from)) {
    std::size_t begin = end;
    while (begin > from && IsSchemeByte(text[begin - 1])) --begin;
    from = end + kSchemeEnd.size();
    const std::size_t stop = std::min(text.find_first_of(kAuthorityEnd, from), text.size());
    urls.push_back(ReadAuthority(text.substr(begin, end - begin), text.substr(from, stop - from)));
    from = stop;
  }
  if (!urls.empty()) return urls;
  const std::string_view first = text.substr(0, text.find_first_of(kAuthorityEnd));
  if (!first.empty() && !first.contains('@')) urls.push_back(ReadAuthority({}, first));
  return urls;
}

bool IsOwnHost(std::string_view host) {
  const std::string lower = ToLower(host);
  return lower == "localhost" || lower.starts_with("127.") || lower == "[::1]" || lower == "0.0.0.0" || lower == "[::]";
}

}  // namespace ovcc::lint
