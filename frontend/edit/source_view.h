#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "frontend/edit/render.h"
#include "frontend/edit/tree.h"
#include "frontend/yaml/document.h"

namespace ovcc::edit {

/// A value of a document, with what holds it.
struct Place {
  const yaml::Node* node = nullptr;
  const yaml::Node* key = nullptr;     // its key, where a mapping holds it
  const yaml::Node* holder = nullptr;  // the mapping or list around it; null for the root
  std::size_t index = 0;               // in the holder, counting what stands in the text alone
  bool in_brackets = false;            // the holder, or one around it, is written with brackets
};

/// Where the values of a document stand in its text. Offsets are bytes of the text.
class SourceView {
 public:
  /// `base`: where the address space of the spans has the first byte of `text`.
  SourceView(std::string_view text, const yaml::Document& document, std::uint32_t base);

  [[nodiscard]] std::string_view text() const { return text_; }

  /// The value that as many steps of `path` as possible lead to; `steps` receives their number. Keys that came through
  /// `<<` are not followed: they stand elsewhere.
  [[nodiscard]] Place Walk(const Path& path, std::size_t& steps) const;

  /// The values that a mapping or list holds in its own text.
  [[nodiscard]] std::vector<Place> Children(const Place& holder) const;

  /// True if the mapping or list is written with brackets, or stands in such a one.
  [[nodiscard]] bool IsFlow(const Place& place) const;

  [[nodiscard]] std::size_t Begin(const yaml::Node& node) const { return node.span.begin - base_; }
  [[nodiscard]] std::size_t End(const yaml::Node& node) const { return node.span.end - base_; }
  /// Behind the `:` of a key.
  [[nodiscard]] std::size_t BehindColon(const yaml::Node& key) const;
  /// Where a held value begins, key or dash included, and where it ends. An alias ends behind its name.
  [[nodiscard]] std::size_t ElementBegin(const Place& place) const;
  [[nodiscard]] std::size_t ElementEnd(const Place& place) const;

  [[nodiscard]] std::size_t LineBegin(std::size_t at) const;
  /// Of the line break that ends the line, or the end of the text.
  [[nodiscard]] std::size_t LineEnd(std::size_t at) const;
  /// Behind the line break.
  [[nodiscard]] std::size_t NextLine(std::size_t at) const;
  [[nodiscard]] std::size_t Column(std::size_t at) const { return at - LineBegin(at); }
  /// True if only blanks stand before it on its line.
  [[nodiscard]] bool FirstOnLine(std::size_t at) const;

  /// How new text inside `holder` is to look.
  [[nodiscard]] Layout LayoutIn(const Place& holder) const;

 private:
  void LearnLayout(const yaml::Node& node);

  std::string_view text_;
  const yaml::Document& document_;
  std::uint32_t base_;
  Layout layout_;
  bool knows_step_ = false;
  bool knows_list_step_ = false;
};

}  // namespace ovcc::edit
