// Limits as units spell them (§7.5). Done on digits, so that nothing is lost however long a number is.
#include "passes/merge_security/spelling.h"

#include <algorithm>

#include "support/text.h"

namespace ovcc {
namespace {

constexpr std::size_t kPercentDigits = 2;

bool IsNumber(std::string_view text) { return !text.empty() && std::ranges::all_of(text, IsDigit); }

/// One more than a decimal number.
void Increment(std::string& digits) {
  for (auto digit = digits.rbegin(); digit != digits.rend(); ++digit) {
    if (*digit != '9') {
      ++*digit;
      return;
    }
    *digit = '0';
  }
  digits.insert(digits.begin(), '1');
}

}  // namespace

std::string SpellMemory(std::string_view size) {
  std::string spelt(Trim(size));
  constexpr std::string_view kSuffixes = "kmgt";
  if (!spelt.empty() && kSuffixes.find(spelt.back()) != std::string_view::npos && IsDigit(spelt.front())) {
    spelt.back() = ToUpper(spelt.substr(spelt.size() - 1)).front();
  }
  return spelt;
}

std::string SpellCpuQuota(std::string_view cpus) {
  const Halves halves = SplitFirst(Trim(cpus), '.');
  if (!IsNumber(halves.first) || (halves.found && !IsNumber(halves.second))) return "";
  std::string fraction(halves.second);
  fraction.resize(std::max(fraction.size(), kPercentDigits + 1), '0');

  std::string percent = std::string(halves.first) + fraction.substr(0, kPercentDigits);
  if (fraction[kPercentDigits] >= '5') Increment(percent);
  percent.erase(0, percent.find_first_not_of('0'));
  return percent.empty() ? "" : percent + "%";
}

}  // namespace ovcc
