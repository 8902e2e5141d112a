// What every file has in common: one document, and a mapping as its root (§12.1).
#include "frontend/read/root.h"

namespace ovcc {

const yaml::Document* OnlyDocument(const yaml::ParsedFile& file, DiagnosticSink& diags) {
  if (file.documents.empty()) return nullptr;
  if (file.documents.size() > 1) {
    const yaml::Document& second = file.documents[1];
    diags.Emit(second.node(second.root()).span, diag::MultiDocument);
  }
  return &file.documents.front();
}

const yaml::Node* RootMap(ReadContext& context) {
  const yaml::Node& root = context.node(context.document.root());
  if (root.kind == yaml::Kind::Map || root.kind == yaml::Kind::Null) return &root;
  context.diags.Emit(root.span, diag::RootNotMap, yaml::KindName(root.kind));
  return nullptr;
}

}  // namespace ovcc
