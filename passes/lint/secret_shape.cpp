// Judges by what people write: prefixes that vendors print on their keys, words of names, and texts that no person
// would type. Doubt speaks for the value: a warning at a harmless one teaches to look away.
#include "passes/lint/secret_shape.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <span>
#include <vector>

#include "passes/lint/name_words.h"
#include "passes/lint/url.h"
#include "support/text.h"

namespace ovcc::lint {
namespace {

struct KnownShape {
  std::string_view prefix;
  std::size_t least_tail;  // so many letters, digits, `_`, `-` and `.` follow at least
  std::string_view what;
};

// Prefixes as the vendors document them for their secret scanners.
constexpr auto kKnownShapes = std::to_array<KnownShape>({
    {"ghp_", 36, "a GitHub token"},    {"gho_", 36, "a GitHub token"},      {"ghu_", 36, "a GitHub token"},
    {"ghs_", 36, "a GitHub token"},    {"ghr_", 36, "a GitHub token"},      {"github_pat_", 40, "a GitHub token"},
    {"glpat-", 20, "a GitLab token"},  {"sk-ant-", 20, "an Anthropic key"}, {"sk-or-", 20, "an OpenRouter key"},
    {"sk-proj-", 20, "an OpenAI key"}, {"sk-", 32, "an OpenAI key"},        {"sk_live_", 20, "a Stripe key"},
    {"rk_live_", 20, "a Stripe key"},  {"xoxa-", 10, "a Slack token"},      {"xoxb-", 10, "a Slack token"},
    {"xoxp-", 10, "a Slack token"},    {"xoxr-", 10, "a Slack token"},      {"xoxs-", 10, "a Slack token"},
    {"tskey-", 15, "a Tailscale key"}, {"AIza", 35, "a Google API key"},    {"hf_", 30, "a Hugging Face token"},
    {"npm_", 36, "an npm token"},      {"dckr_pat_", 20, "a Docker token"}, {"SG.", 40, "a SendGrid key"},
});

/// Words that make a name the name of a secret, alone or at the end of a longer word (`PGPASSWORD`).
constexpr auto kSecretWords = std::to_array<std::string_view>(
    {"PASSWORD", "PASSWD", "PASSPHRASE", "SECRET", "TOKEN", "APIKEY", "AUTHKEY", "CREDENTIAL", "CREDENTIALS"});
/// Words that do so in front of `KEY`.
constexpr auto kKeyWords = std::to_array<std::string_view>(
    {"API", "PRIVATE", "SECRET", "ACCESS", "AUTH", "ENCRYPTION", "SIGNING", "MASTER", "LICENSE"});
/// Last words of names that speak of a secret without being one.
constexpr auto kAboutWords = std::to_array<std::string_view>(
    {"FILE",     "PATH",    "DIR",        "FOLDER", "URL",    "URI",      "ENDPOINT", "HOST",   "SERVER",   "NAME",
     "ID",       "TTL",     "EXPIRY",     "EXPIRE", "AGE",    "LENGTH",   "LIFETIME", "SIZE",   "TIMEOUT",  "ENABLED",
     "DISABLED", "TYPE",    "HEADER",     "POLICY", "LIMIT",  "ALG",      "MODE",     "MIN",    "MAX",      "COUNT",
     "PROVIDER", "BACKEND", "EXPIRATION", "STORE",  "FIELD",  "REQUIRED", "USER",     "EMAIL",  "USERNAME", "VERSION",
     "ISSUER",   "SCOPE",   "SCOPES",     "HASH",   "PREFIX", "AUDIENCE", "REGION",   "METHOD", "FORMAT"});
/// Words of names whose values are random on purpose and known to everybody.
constexpr auto kOpenWords =
    std::to_array<std::string_view>({"PUBLIC", "SHA", "SHA256", "SHA512", "DIGEST", "CHECKSUM", "COMMIT", "REVISION",
                                     "REV", "UUID", "ID", "HASH", "FINGERPRINT", "INTEGRITY", "VERSION", "TAG"});
constexpr auto kPlaceholders = std::to_array<std::string_view>(
    {"changeme", "change-me", "change_me", "change me", "changethis", "replace", "placeholder", "example", "your-",
     "your_", "-here", "_here", "xxxx", "todo", "insert", "dummy"});
constexpr auto kPlainWords = std::to_array<std::string_view>(
    {"true", "false", "yes", "no", "on", "off", "none", "null", "auto", "default", "enabled", "disabled", "optional",
     "required", "always", "never", "keyring", "generate", "random"});

bool Contains(std::span<const std::string_view> list, std::string_view text) {
  return std::ranges::find(list, text) != list.end();
}

bool IsTokenByte(char c) { return IsAlphanumeric(c) || c == '_' || c == '-' || c == '.'; }

/// A value that stands for another one, or for none.
bool IsPlaceholder(std::string_view value) {
  const std::string lower = ToLower(value);
  if (lower.empty() || lower.contains("${") || lower.contains("$(") || lower.contains("{{")) return true;
  if (lower.starts_with('<') && lower.ends_with('>')) return true;
  if (lower.starts_with('$') && IsEnvName(value.substr(1))) return true;
  if (lower.find_first_not_of(lower.front()) == std::string::npos) return true;
  return std::ranges::any_of(kPlaceholders, [&](std::string_view word) { return lower.contains(word); });
}

/// A number, yes or no, a path, or an address.
bool IsPlain(std::string_view value) {
  if (value.find_first_not_of("0123456789.,:+- ") == std::string_view::npos) return true;
  for (const std::string_view start : {"/", "~/", "./", "../", "file:", "$HOME"}) {
    if (value.starts_with(start)) return true;
  }
  return value.contains("://") || Contains(kPlainWords, ToLower(value));
}

bool HasPassword(std::string_view value) {
  return value.contains("://") &&
         std::ranges::any_of(FindUrls(value), [](const Url& url) { return !IsPlaceholder(url.password); });
}

/// `eyJ….eyJ….…`: header and claims begin with `{"` in base64.
bool IsJsonWebToken(std::string_view value) {
  const std::vector<std::string_view> parts = Split(value, '.');
  return parts.size() == 3 && parts[0].starts_with("eyJ") && parts[1].starts_with("eyJ") && !parts[2].empty() &&
         std::ranges::all_of(value, IsTokenByte);
}

bool IsAwsKey(std::string_view value) {
  constexpr std::size_t kLength = 20;
  return value.size() == kLength && (value.starts_with("AKIA") || value.starts_with("ASIA")) &&
         value.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789") == std::string_view::npos;
}

std::string ReasonOfShape(std::string_view value) {
  if (value.contains("-----BEGIN ") && value.contains("PRIVATE KEY")) return "it is a private key";
  if (HasPassword(value)) return "it is an address with a password";
  if (IsAwsKey(value)) return "it begins like an AWS key";
  if (value.starts_with("eyJ") && IsJsonWebToken(value)) return "it is a JSON Web Token";
  for (const KnownShape& shape : kKnownShapes) {
    if (!value.starts_with(shape.prefix)) continue;
    const std::string_view tail = value.substr(shape.prefix.size());
    if (tail.size() < shape.least_tail || !std::ranges::all_of(tail, IsTokenByte)) continue;
    if (std::ranges::any_of(tail, IsDigit) && !IsPlaceholder(value))
      return fmt::format("it begins like {}", shape.what);
  }
  return "";
}

/// True if the words of a name say that its value is a secret.
bool NamesSecret(const std::vector<std::string>& words) {
  if (Contains(kAboutWords, words.back())) return false;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const std::string_view word = words[i];
    if (std::ranges::any_of(kSecretWords, [&](std::string_view end) { return word.ends_with(end); })) return true;
    if (i > 0 && (word == "PASS" || word == "PWD")) return true;
    if (i > 0 && word == "KEY" && Contains(kKeyWords, words[i - 1])) return true;
  }
  return false;
}

/// Bits a byte.
double Entropy(std::string_view text) {
  std::array<std::size_t, 256> counts = {};
  for (const char c : text) ++counts[static_cast<unsigned char>(c)];
  double bits = 0;
  for (const std::size_t count : counts) {
    if (count == 0) continue;
    const double share = static_cast<double>(count) / static_cast<double>(text.size());
    bits -= share * std::log2(share);
  }
  return bits;
}

enum class Class : std::uint8_t { Upper, Lower, Digit };

Class ClassOf(char c) {
  if (IsDigit(c)) return Class::Digit;
  return c >= 'A' && c <= 'Z' ? Class::Upper : Class::Lower;
}

/// A run of letters and digits in which the kinds of characters change as often as chance makes them, which neither
/// words nor names of models do.
bool IsMixedRun(std::string_view run) {
  constexpr std::size_t kLeastLength = 16;
  constexpr double kLeastEntropy = 3.5;
  if (run.size() < kLeastLength) return false;
  std::array<bool, 3> seen = {};
  std::size_t changes = 0;
  for (std::size_t i = 0; i < run.size(); ++i) {
    seen[static_cast<std::size_t>(ClassOf(run[i]))] = true;
    if (i > 0 && ClassOf(run[i]) != ClassOf(run[i - 1])) ++changes;
  }
  return seen[0] && seen[1] && seen[2] && changes * 5 >= run.size() * 2 && Entropy(run) >= kLeastEntropy;
}

bool IsHexKey(std::string_view value) {
  constexpr std::size_t kLeastLength = 32;
  constexpr double kLeastEntropy = 3.0;
  return value.size() >= kLeastLength && value.find_first_not_of("0123456789abcdefABCDEF") == std::string_view::npos &&
         Entropy(value) >= kLeastEntropy;
}

/// Base64 or hexadecimal digits without any sense.
bool IsRandom(std::string_view value) {
  constexpr std::size_t kLeastLength = 24;
  const auto is_base64 = [](char c) { return IsAlphanumeric(c) || c == '+' || c == '/' || c == '=' || IsTokenByte(c); };
  if (IsHexKey(value)) return true;
  if (value.size() < kLeastLength || value.contains('.') || !std::ranges::all_of(value, is_base64)) return false;
  for (std::size_t begin = 0; begin < value.size();) {
    std::size_t end = begin;
    while (end < value.size() && IsAlphanumeric(value[end])) ++end;
    if (IsMixedRun(value.substr(begin, end - begin))) return true;
    begin = end + 1;
  }
  return false;
}

}  // namespace

std::string SecretReason(std::string_view name, std::string_view value) {
  constexpr std::size_t kLeastLength = 3;
  const std::string_view trimmed = Trim(value);
  if (trimmed.size() < kLeastLength) return "";
  if (std::string reason = ReasonOfShape(trimmed); !reason.empty()) return reason;
  const std::vector<std::string> words = NameWords(name);
  const bool named = !words.empty() && NamesSecret(words);
  // Placeholders last: nearly every value is neither.
  if ((!named && !IsRandom(trimmed)) || IsPlaceholder(trimmed) || IsPlain(trimmed)) return "";
  if (named) return "its name says so";
  const bool is_open = std::ranges::any_of(words, [](std::string_view word) { return Contains(kOpenWords, word); });
  return is_open ? "" : "it is random text";
}

}  // namespace ovcc::lint
