#include "backend/unit/encode.h"

#include <string>

#include "backend/unit/decode.h"
#include "support/bench_counts.h"
#include "support/check.h"

namespace ovcc::backend {
namespace {

/// A variable whose value is `pattern` again and again, `size` bytes of it.
std::string Variable(std::string_view pattern, std::int64_t size) {
  std::string value;
  while (value.size() < static_cast<std::size_t>(size)) value += pattern;
  value.resize(static_cast<std::size_t>(size));
  return "NAME=" + value;
}

constexpr std::string_view kPlain = "http://ov-web:8080/,";
constexpr std::string_view kQuoted = R"({"name":"50 %", "url":"$HOME\n"},)";

void EncodeVariable(benchmark::State& state, std::string_view pattern) {
  const std::string variable = Variable(pattern, state.range(0));
  std::string out;
  while (state.KeepRunning()) {
    out.clear();
    OVCC_CHECK(Encode(EncodingClass::Env, variable, out), "a value that cannot be spelt");
  }
  CountBytes(state);
}
BENCHMARK_CAPTURE(EncodeVariable, plain, kPlain)->RangeMultiplier(32)->Range(32, 100'000)->Complexity(benchmark::oN);
BENCHMARK_CAPTURE(EncodeVariable, quoted, kQuoted)->RangeMultiplier(32)->Range(32, 100'000)->Complexity(benchmark::oN);

void DecodeVariable(benchmark::State& state, std::string_view pattern) {
  std::string text;
  OVCC_CHECK(Encode(EncodingClass::Env, Variable(pattern, state.range(0)), text), "a value that cannot be spelt");
  while (state.KeepRunning()) OVCC_CHECK(Decode(EncodingClass::Env, text), "a spelling that cannot be read");
  CountBytes(state);
}
BENCHMARK_CAPTURE(DecodeVariable, plain, kPlain)->RangeMultiplier(32)->Range(32, 100'000)->Complexity(benchmark::oN);
BENCHMARK_CAPTURE(DecodeVariable, quoted, kQuoted)->RangeMultiplier(32)->Range(32, 100'000)->Complexity(benchmark::oN);

}  // namespace
}  // namespace ovcc::backend
