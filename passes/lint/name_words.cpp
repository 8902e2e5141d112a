// What the name of a variable says of its value.
#include "passes/lint/name_words.h"

#include <algorithm>
#include <array>

#include "support/text.h"

namespace ovcc::lint {
namespace {

constexpr auto kAddressWords =
    std::to_array<std::string_view>({"HOST", "URL", "URI", "ADDR", "ADDRESS", "ENDPOINT", "DSN"});
constexpr auto kOwnWords = std::to_array<std::string_view>(
    {"PUBLIC",  "EXTERNAL", "SITE",     "ROOT",        "BASE",    "APP",      "ORIGIN",   "ORIGINS", "CORS",
     "ALLOWED", "TRUSTED",  "FRONTEND", "LISTEN",      "BIND",    "CALLBACK", "REDIRECT", "WEBHOOK", "BROWSER",
     "VITE",    "SELF",     "HEALTH",   "HEALTHCHECK", "METRICS", "DOMAIN",   "CLIENT"});

}  // namespace

std::vector<std::string> NameWords(std::string_view name) {
  std::vector<std::string> words;
  std::string word;
  for (const char c : name) {
    if (IsAlphanumeric(c)) {
      word += c;
    } else if (!word.empty()) {
      words.push_back(ToUpper(word));
      word.clear();
    }
  }
  if (!word.empty()) words.push_back(ToUpper(word));
  return words;
}

bool NamesOwnAddress(std::string_view name) {
  const std::vector<std::string> words = NameWords(name);
  return std::ranges::any_of(
      words, [](const std::string& word) { return std::ranges::find(kOwnWords, word) != kOwnWords.end(); });
}

bool NamesPeerAddress(std::string_view name) {
  const std::vector<std::string> words = NameWords(name);
  if (words.size() < 2 || NamesOwnAddress(name)) return false;
  return std::ranges::find(kAddressWords, words.back()) != kAddressWords.end();
}

}  // namespace ovcc::lint
