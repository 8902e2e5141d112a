#pragma once

#include <expected>
#include <string>
#include <string_view>
#include <vector>

#include "frontend/grammar/scalar_error.h"
#include "ir/template_text.h"

namespace ovcc {

/// Checks a provide template and returns its placeholders in order. The error points at the first `{{` or `}}` that is
/// no legal placeholder; `length` covers it up to its closing braces. Source: §4.1.
[[nodiscard]] std::expected<std::vector<ir::Placeholder>, ScalarError> ParseTemplate(std::string_view text);

/// Every such error of a template, in order; empty if all of it can be read.
[[nodiscard]] std::vector<ScalarError> CheckTemplate(std::string_view text);

/// A part of `env_from`: literal text, or a parameter.
struct ParameterPart {
  bool is_parameter = false;
  bool tailnet_suffix = false;  // `| tailnetEnvSuffix`
  std::string_view text;        // literal text, or the parameter's name
};

/// Parses `env_from`: `{{.Parameter.NAME}}` and `{{.Parameter.NAME | tailnetEnvSuffix}}` between literal text. Source:
/// §5.5.
[[nodiscard]] std::expected<std::vector<ParameterPart>, ScalarError> ParseParameterTemplate(std::string_view text);

}  // namespace ovcc
