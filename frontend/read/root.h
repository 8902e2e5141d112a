#pragma once

#include "frontend/read/context.h"

namespace ovcc {

/// The document of a file that may hold only one: the first, or null if there is none. Reports `multi-document` for a
/// second one. Source: §12.1.
[[nodiscard]] const yaml::Document* OnlyDocument(const yaml::ParsedFile& file, DiagnosticSink& diags);

/// The root of the document if it is a mapping or nothing at all; else reports `root-not-map` and returns null.
[[nodiscard]] const yaml::Node* RootMap(ReadContext& context);

}  // namespace ovcc
