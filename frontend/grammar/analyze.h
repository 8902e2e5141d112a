#pragma once

#include <cstddef>

/// Number of problems that PEGTL's own analysis finds in each grammar: rules that can loop without consuming. For
/// tests.
namespace ovcc::grammar {

[[nodiscard]] std::size_t AnalyzeDeployKey();
[[nodiscard]] std::size_t AnalyzeDotenv();
[[nodiscard]] std::size_t AnalyzeEnvAssignment();
[[nodiscard]] std::size_t AnalyzeImageRef();
[[nodiscard]] std::size_t AnalyzeLayerPort();
[[nodiscard]] std::size_t AnalyzeMount();
[[nodiscard]] std::size_t AnalyzePortMapping();
[[nodiscard]] std::size_t AnalyzeSize();
[[nodiscard]] std::size_t AnalyzeTemplateText();
[[nodiscard]] std::size_t AnalyzeTunnel();
[[nodiscard]] std::size_t AnalyzeVolumeFlag();

}  // namespace ovcc::grammar
