#pragma once

#include "support/interner.h"
#include "support/span.h"

namespace ovcc::ir {

/// A text and the place where it was written. Empty text means "not set". The span is the provenance: it names the
/// file (layer.yml, image.yml, deploy.yml, sidecar.yml, an environment file or the command line) and the characters.
/// It is empty for what ovcc itself supplies.
struct Text {
  Symbol value;
  Span span;

  [[nodiscard]] bool empty() const { return value.empty(); }
  [[nodiscard]] std::string_view text() const { return value.text(); }
};

/// `name: value` of a mapping.
struct KeyValue {
  Symbol name;   // may be anything the file says; rules of §12 judge it
  Symbol value;  // may be empty
  Span span;     // of the name
  Span value_span;
};

}  // namespace ovcc::ir
