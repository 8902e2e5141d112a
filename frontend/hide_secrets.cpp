// Values of secrets stay hidden in findings (§12.4).
#include "frontend/hide_secrets.h"

#include "frontend/secret_places.h"

namespace ovcc {

void HideSecrets(const ir::Module& module, const SourceManager& sources, DiagnosticSink& diags) {
  SecretPlaces secrets(module, sources, diags);
  for (Diagnostic& found : diags.all()) {
    found.hide_source = found.hide_source || secrets.Contain(found.span);
    found.message = secrets.WithoutValues(found.message);
    found.help = secrets.WithoutValues(found.help);
    for (std::string& note : found.notes) note = secrets.WithoutValues(note);
    for (Label& label : found.labels) {
      label.hide_source = label.hide_source || secrets.Contain(label.span);
      label.text = secrets.WithoutValues(label.text);
    }
  }
}

}  // namespace ovcc
