#pragma once

#include <array>

#include "frontend/schema/scalars.h"

/// Mappings of a `.ovcc.yml`, the settings of a project.
namespace ovcc::schema {

inline constexpr std::array kLintSettingsFields = {
    Field{"rules", "", Type::Map, false, "Severity of each rule by its code: off, note, warning or error.",
          OfPairs(kAnyText, kRuleLevel)},
    Field{"baseline", "", Type::Text, false, "File of findings that are known and not reported."},
};
inline constexpr Mapping kLintSettings = {"`lint`", kLintSettingsFields};

inline constexpr std::array kSettingsFields = {
    Field{"lint", "", Type::Map, false, "How `ovcc lint` judges this project.", OfRecord(kLintSettings)},
};
inline constexpr Mapping kSettings = {"a .ovcc.yml", kSettingsFields};

}  // namespace ovcc::schema
