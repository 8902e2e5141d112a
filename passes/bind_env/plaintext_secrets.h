#pragma once

#include <optional>
#include <unordered_map>

#include "ir/module.h"
#include "support/diagnostics.h"

namespace ovcc {

/// Variables whose values are secrets, by image. A value of such a name never enters an environment (promise 4):
/// whoever writes one gets `secret-in-plaintext`, and the value is dropped at once. Source: §12.4, W52, W63.
class SecretVariables {
 public:
  explicit SecretVariables(const ir::Module& module);

  /// Where `name` is declared as a secret of the image: a dependency, or `env` of a secret of its layers; nothing if it
  /// is none.
  [[nodiscard]] std::optional<Span> Find(Symbol image, Symbol name) const;

 private:
  std::unordered_map<Symbol, std::unordered_map<Symbol, Span>> by_image_;  // never iterated
};

/// Reports that the variable `name` stands in plain text at `span` although it is a secret of `owner`, declared at
/// `declared`. The source line is not shown: it holds the value.
void ReportPlaintext(Span span, Symbol name, Symbol owner, Span declared, DiagnosticSink& diags);

/// Reports sidecar variables that are secrets of that sidecar, and drops their values (W63). A template is held against
/// its own secrets as well, which the entry may have replaced.
void RefuseSidecarSecrets(const ir::Module& module, ir::Deployment& deployment, DiagnosticSink& diags);

}  // namespace ovcc
