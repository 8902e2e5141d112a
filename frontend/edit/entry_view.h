#pragma once

#include <string_view>

#include "frontend/edit/tree.h"

namespace ovcc::edit {

/// One entry in the text of a deploy.yml, found through every spelling that the language has for it (§0, §1.2).
class EntryView {
 public:
  /// `file`: what the whole file says; it must outlive the view.
  EntryView(const Tree& file, std::string_view key);

  /// From the root to the entry, also where the file has none yet.
  [[nodiscard]] const Path& path() const { return path_; }

  /// True if the file names the entry.
  [[nodiscard]] bool exists() const { return exists_; }

  /// Number of entries in the map that holds it.
  [[nodiscard]] std::size_t neighbours() const { return neighbours_; }

  /// Path of a field of a deploy entry by its canonical name: in the spelling that the entry has, else in that of the
  /// rest of the file.
  [[nodiscard]] Path PathOf(std::string_view field) const;

  /// Value of a field; null if the entry does not have it or says nothing there.
  [[nodiscard]] const Tree* Find(std::string_view field) const;

 private:
  const Tree* entry_ = nullptr;
  Path path_;
  bool exists_ = false;
  bool singular_ = false;  // the file spells fields in the singular
  std::size_t neighbours_ = 0;
};

/// Path of the registry `provides`, beside the root map or inside it (the nesting of E2).
[[nodiscard]] Path RegistryPath(const Tree& file);

}  // namespace ovcc::edit
