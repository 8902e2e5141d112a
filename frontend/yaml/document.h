#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "support/diagnostics.h"
#include "support/source_manager.h"
#include "support/span.h"

namespace ovcc::yaml {

enum class Kind : std::uint8_t { Null, Scalar, List, Map };

/// How a scalar was written; text stays verbatim, so the style matters where `null` or a number could be meant.
enum class Style : std::uint8_t { Plain, SingleQuoted, DoubleQuoted, Literal, Folded };

/// Index of a node in its document.
struct NodeId {
  std::uint32_t index = 0xFFFF'FFFF;
  friend bool operator==(NodeId, NodeId) = default;
};

struct MapEntry;

/// A value with its place. Views live as long as the document and its source manager.
struct Node {
  Kind kind = Kind::Null;
  Style style = Style::Plain;
  Span span;                // scalars: the text with its quotes; lists and maps: first to last character
  std::string_view text;    // scalars: the value; plain ones verbatim. Null: the spelling (`~`, `null`, or empty)
  std::uint32_t first = 0;  // children: index of the first one in the document's tables
  std::uint32_t count = 0;
};

/// `key: value`. Keys are scalars, unique in their mapping; merge keys are already expanded (own keys first, in file
/// order, then merged ones).
struct MapEntry {
  NodeId key;
  NodeId value;
  bool merged = false;  // it came through `<<`
};

/// Bounds on what one document may cost; passing one is `yaml-limit` at the place where it happens.
struct Limits {
  std::size_t bytes = 16U << 20U;   // of the file
  std::size_t depth = 64;           // of nesting
  std::size_t nodes = 1U << 21U;    // built, with every alias counted with its whole content
  std::size_t members = 1U << 17U;  // of one list or mapping, without what is merged into it
};

/// The nodes of one file: an arena that is freed as a whole.
class Document {
 public:
  [[nodiscard]] const Node& node(NodeId id) const { return nodes_[id.index]; }
  [[nodiscard]] std::span<const NodeId> items(const Node& list) const;
  [[nodiscard]] std::span<const MapEntry> entries(const Node& map) const;
  [[nodiscard]] NodeId root() const { return root_; }
  /// Number of nodes; every `NodeId` of the document is below.
  [[nodiscard]] std::size_t size() const { return nodes_.size(); }
  /// Value of `key` in `map`, or nothing. Linear: for mappings whose keys are few and known.
  [[nodiscard]] std::optional<NodeId> Find(const Node& map, std::string_view key) const;

 private:
  friend class DocumentBuilder;
  friend class DocumentReader;
  friend class DocumentWriter;
  std::vector<Node> nodes_;
  std::vector<NodeId> items_;
  std::vector<MapEntry> entries_;
  std::vector<std::unique_ptr<char[]>> texts_;  // unescaped and folded scalars
  NodeId root_;
};

/// Makes a document of nodes that come from something else than YAML: children first, then the collection that holds
/// them. Texts are copied.
class DocumentWriter {
 public:
  [[nodiscard]] NodeId AddNull(Span span) { return Add({.kind = Kind::Null, .span = span, .text = {}}); }
  [[nodiscard]] NodeId AddScalar(std::string_view text, Style style, Span span);
  [[nodiscard]] NodeId AddList(std::span<const NodeId> items, Span span);
  /// The keys must be scalars and different from each other.
  [[nodiscard]] NodeId AddMap(std::span<const MapEntry> entries, Span span);
  [[nodiscard]] const Node& node(NodeId id) const { return document_.node(id); }
  /// Everything that was added, with `root` on top. The writer is empty afterwards.
  [[nodiscard]] Document Finish(NodeId root);

 private:
  [[nodiscard]] NodeId Add(const Node& node);

  Document document_;
};

/// What a file holds: one document per non-empty YAML document in it, none for an empty or comment-only file.
struct ParsedFile {
  std::vector<Document> documents;
  bool failed = false;  // an error was reported; documents read before it are kept
};

/// Reads a file. Reports `not-utf8`, `yaml-syntax` (NUL and tabs used for indentation included), `yaml-limit`,
/// `yaml-duplicate-key` (with both places), `yaml-alias`, `yaml-merge-key`, `yaml-key`. Keeps going after errors that
/// leave the structure clear. Safe to call for several files at once, each with a sink of its own.
[[nodiscard]] ParsedFile ParseYaml(const SourceManager& sources, std::size_t file, const Limits& limits,
                                   DiagnosticSink& diags);

/// Span of `length` bytes at `offset` of a scalar's *value*, in the source: through quotes, escapes, and the lines of
/// block scalars. The whole scalar where the source cannot tell (folded line breaks).
[[nodiscard]] Span Within(const SourceManager& sources, const Node& scalar, std::size_t offset, std::size_t length = 1);

/// "a mapping", "a list", "text", "nothing": for messages.
[[nodiscard]] std::string_view KindName(Kind kind);

}  // namespace ovcc::yaml
