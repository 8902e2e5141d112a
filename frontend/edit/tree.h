#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "frontend/yaml/document.h"

namespace ovcc::edit {

/// A YAML value without places, anchors and styles: what a file means. Aliases and merge keys are written out.
struct Tree {
  yaml::Kind kind = yaml::Kind::Null;
  std::string text;                                   // scalars
  std::vector<Tree> items;                            // lists
  std::vector<std::pair<std::string, Tree>> entries;  // mappings: keys unique, in file order

  [[nodiscard]] static Tree Scalar(std::string_view text);
  [[nodiscard]] static Tree List(std::vector<Tree> items = {});
  [[nodiscard]] static Tree Map(std::vector<std::pair<std::string, Tree>> entries = {});

  /// Value of `key` in a mapping, or null.
  [[nodiscard]] const Tree* Find(std::string_view key) const;
  [[nodiscard]] Tree* Find(std::string_view key);

  /// True for nothing and for a mapping without keys: every reader takes one for the other.
  [[nodiscard]] bool IsEmpty() const;
};

/// Equal meaning: mappings compare without regard to the order of keys, nothing equals a mapping without keys.
[[nodiscard]] bool SameMeaning(const Tree& a, const Tree& b);

/// The meaning of a document; null gives an empty tree.
[[nodiscard]] Tree ToTree(const yaml::Document* document);

/// One step from a value to a part of it: a key, or the index of a list element.
using Step = std::variant<std::string, std::size_t>;
using Path = std::vector<Step>;

/// `path` and one step more.
[[nodiscard]] Path Below(Path path, Step step);

/// `images.web.env[2]`, for messages.
[[nodiscard]] std::string PathText(const Path& path);

/// Puts `value` at `path`, with mappings on the way where nothing was; an index equal to the length of a list appends.
/// False, and no change, where the path meets text or a list that is too short.
bool SetAt(Tree& tree, const Path& path, Tree value);

/// Takes away what stands at `path`; false if nothing does.
bool RemoveAt(Tree& tree, const Path& path);

/// What stands at `path`, or null.
[[nodiscard]] const Tree* FindAt(const Tree& tree, const Path& path);

}  // namespace ovcc::edit
