#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <type_traits>
#include <vector>

#include "frontend/yaml/document.h"
#include "frontend/yaml/events.h"
#include "frontend/yaml/key_index.h"
#include "frontend/yaml/source_scan.h"

namespace ovcc::yaml {

/// Makes documents from the events of one file, and everything out of the source that events do not tell: ends,
/// spellings, styles, repeated keys, merge keys. Errors go to the sink; those that leave the structure clear do not
/// stop it.
class DocumentBuilder final : public EventReceiver {
 public:
  /// `begin`: first byte behind the byte order mark. The result grows in `parsed`.
  DocumentBuilder(const SourceManager& sources, std::size_t file, std::uint32_t begin, const Limits& limits,
                  DiagnosticSink& diags, ParsedFile& parsed);

  [[nodiscard]] bool OnDocumentStart(std::uint32_t offset) override;
  [[nodiscard]] bool OnDocumentEnd() override;
  [[nodiscard]] bool OnNull(const NodeStart& start) override;
  [[nodiscard]] bool OnScalar(const NodeStart& start, std::string_view value) override;
  [[nodiscard]] bool OnAlias(std::uint32_t offset, std::uint32_t anchor) override;
  [[nodiscard]] bool OnListStart(const NodeStart& start) override { return Open(start, Kind::List); }
  [[nodiscard]] bool OnMapStart(const NodeStart& start) override { return Open(start, Kind::Map); }
  [[nodiscard]] bool OnCollectionEnd() override;

  /// Reports why the parser gave up, with the place that the reader has to look at.
  void Report(const SyntaxError& error);

 private:
  /// An open list or mapping.
  struct Frame {
    NodeId id;
    std::uint32_t begin = 0;
    std::uint32_t anchor = 0;
    char closing = '\0';            // bracket that ends it; none in block style
    bool in_brackets = false;       // it, or a collection around it, is written with brackets
    std::size_t first_pending = 0;  // its children so far, in `pending_`
    std::uint64_t built_before = 0;
    std::size_t height = 1;  // levels of nesting from here down
    bool has_key = false;    // the last child is a key that waits for its value
    bool key_is_usable = false;
  };

  /// What an alias can name.
  struct Anchor {
    NodeId id;
    std::uint64_t weight = 0;  // nodes in it, aliases counted with their content
    std::size_t height = 0;
    bool open = false;
  };

  bool Open(const NodeStart& start, Kind kind);
  void FinishList(const Frame& frame);
  void FinishMap(const Frame& frame);
  void Merge(const MapEntry& merge);
  [[nodiscard]] std::size_t MergedCount(const Node& value) const;

  bool AddNull(std::uint32_t offset, const NodeStart& start, std::size_t length);
  bool AddOmitted(const NodeStart& start, bool is_text);
  bool AddLeaf(const Node& node, const NodeStart& start);
  [[nodiscard]] bool Deliver(NodeId id, std::size_t height, Span place);
  [[nodiscard]] bool Count(std::uint64_t nodes, Span place);
  void CheckIndentation(std::uint32_t offset);
  void AttachSurroundings(Diagnostic& found, std::size_t offset);
  void ReportKey(Span place, Kind kind);
  void ReportTab(std::size_t tab);

  [[nodiscard]] NodeId AddNode(const Node& node);
  [[nodiscard]] std::string_view ValueText(const ScalarExtent& extent, std::string_view value);
  [[nodiscard]] std::string_view Store(std::string_view text);
  [[nodiscard]] bool IsMergeKey(NodeId key) const;
  [[nodiscard]] std::string_view Announcers() const;
  [[nodiscard]] bool InBrackets() const;
  [[nodiscard]] bool ExpectsKey() const;
  [[nodiscard]] std::uint32_t NodeBegin(const NodeStart& start) const;
  [[nodiscard]] Span SpanOf(std::size_t begin, std::size_t end) const;
  Anchor& AnchorAt(std::uint32_t anchor);

  template <class... Args>
  Diagnostic& Emit(Span span, const DiagKind<Args...>& kind, const std::type_identity_t<Args>&... args) {
    parsed_.failed = true;
    return diags_.Emit(span, kind, args...);
  }

  const SourceManager& sources_;
  std::size_t file_;
  std::string_view text_;
  const Limits& limits_;
  DiagnosticSink& diags_;
  ParsedFile& parsed_;

  std::uint32_t cursor_;  // behind what the events so far have told of
  bool has_tabs_;         // without one, none can indent
  bool first_document_ = true;
  std::optional<std::size_t> reported_tab_;  // the last one: a line is reported once
  std::uint64_t built_ = 0;                  // nodes of the file, aliases counted with their content

  Document document_;
  std::vector<Frame> frames_;
  std::vector<NodeId> pending_;  // children of open collections; of mappings, keys and values in turn
  std::vector<Anchor> anchors_;
  std::vector<MapEntry> merges_;
  KeyIndex keys_;
  char* text_next_ = nullptr;  // free part of the last chunk of `document_.texts_`
  std::size_t text_left_ = 0;
};

}  // namespace ovcc::yaml
