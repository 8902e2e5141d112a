#pragma once

#include <span>
#include <string>

#include "frontend/read/context.h"
#include "ir/layer.h"

namespace ovcc {

/// A layer folder as it was found.
struct LayerInput {
  Symbol name;                              // of the folder: the identity of the layer
  std::span<const std::string> neighbours;  // names of the files in the folder
  Span file_span;                           // of the whole layer.yml
};

/// Reads a layer.yml with or without its wrapper. An empty file is a valid empty layer; so is, for what follows, one
/// that could not be parsed. Reports `multi-document`, `root-not-map`, `wrapper-mixed` and every rule of §12 that one
/// layer can break. Source: §1.4, §2.1, §2.5.
[[nodiscard]] ir::Layer ReadLayer(const yaml::ParsedFile& file, const LayerInput& input, const SourceManager& sources,
                                  Interner& names, DiagnosticSink& diags);

}  // namespace ovcc
