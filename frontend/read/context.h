#pragma once

#include <string_view>

#include "frontend/yaml/document.h"
#include "ir/text.h"
#include "support/diagnostics.h"
#include "support/interner.h"
#include "support/source_manager.h"

namespace ovcc {

/// What every reader of one document needs. Readers turn nodes into IR values; each keeps the span of what it read.
struct ReadContext {
  const yaml::Document& document;
  const SourceManager& sources;
  Interner& names;
  DiagnosticSink& diags;

  [[nodiscard]] const yaml::Node& node(yaml::NodeId id) const { return document.node(id); }
};

}  // namespace ovcc
