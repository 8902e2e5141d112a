// Built images that were inspected, and the records of the project that they belong to.
#include "frontend/inspect_files.h"

#include <algorithm>
#include <optional>
#include <utility>

namespace ovcc {
namespace {

/// The files that a path stands for; nothing if it cannot be told.
std::vector<std::string> FilesAt(const std::string& path, const FileSystem& files, DiagnosticSink& diags) {
  const auto kind = files.Status(path);
  if (!kind || *kind != EntryKind::Directory) return {path};  // a file that cannot be read says so when it is read
  const auto entries = files.List(path);
  if (!entries) {
    diags.Emit({}, diag::FileUnreadable, path, entries.error().reason);
    return {};
  }
  std::vector<std::string> found;
  for (const DirectoryEntry& entry : *entries) {
    if (entry.kind == EntryKind::File && entry.name.ends_with(".json")) found.push_back(JoinPath(path, entry.name));
  }
  if (found.empty()) diags.Emit({}, diag::FileUnreadable, path, "the folder holds no .json file");
  return found;
}

ir::Image* Find(std::vector<ir::Image>& images, Symbol name) {
  const auto found = std::ranges::lower_bound(images, name, {}, &ir::Image::name);
  return found != images.end() && found->name == name ? &*found : nullptr;
}

/// An image of which only the labels are known.
ir::Image Unwritten(InspectedImage inspected) {
  ir::Image image;
  image.name = inspected.name;
  image.data_only = inspected.data_only;
  image.unwritten = true;
  image.span = inspected.labels.span;
  image.record_span = inspected.labels.record_span;
  image.labels = std::move(inspected.labels);
  return image;
}

/// By name; of two different images with one name the first stays and the other is reported.
std::vector<InspectedImage> OncePerName(std::vector<InspectedImage> inspected, DiagnosticSink& diags) {
  std::ranges::sort(inspected, {},
                    [](const InspectedImage& image) { return std::pair(image.name, image.labels.span.begin); });
  std::vector<InspectedImage> kept;
  for (InspectedImage& image : inspected) {
    if (kept.empty() || kept.back().name != image.name) {
      kept.push_back(std::move(image));
    } else if (image.id.empty() || image.id != kept.back().id) {
      diags.Emit(image.labels.span, diag::DuplicateDefinition, "inspected image", image.name.text())
          .Attach(kept.back().labels.span, "the other image of this name");
    }
  }
  return kept;
}

}  // namespace

std::vector<InspectedImage> ReadInspectFiles(const std::vector<std::string>& paths, const FileSystem& files,
                                             SourceManager& sources, Interner& names, DiagnosticSink& diags) {
  std::vector<InspectedImage> images;
  for (const std::string& path : paths) {
    for (const std::string& name : FilesAt(path, files, diags)) {
      auto bytes = files.Read(name);
      if (!bytes) {
        diags.Emit({}, diag::FileUnreadable, name, bytes.error().reason);
        continue;
      }
      const auto index = sources.Add(name, *std::move(bytes));
      if (!index) {
        diags.Emit({}, diag::FileUnreadable, name, index.error());
        continue;
      }
      for (InspectedImage& image : ReadInspectFile(sources, *index, names, diags)) images.push_back(std::move(image));
    }
  }
  return images;
}

void AttachLabels(std::vector<InspectedImage> inspected, std::vector<ir::Image>& images, DiagnosticSink& diags) {
  std::vector<ir::Image> unwritten;
  for (InspectedImage& image : OncePerName(std::move(inspected), diags)) {
    ir::Image* record = Find(images, image.name);
    if (record == nullptr) {
      unwritten.push_back(Unwritten(std::move(image)));
    } else if (record->foreign) {
      diags.Emit(image.labels.span, diag::DuplicateDefinition, "image", image.name.text())
          .Attach(record->span, "this record has a contract of its own")
          .Help("the image carries its contract: drop the record");
    } else {
      record->data_only = record->data_only || image.data_only;
      record->labels = std::move(image.labels);
    }
  }
  images.insert(images.end(), std::make_move_iterator(unwritten.begin()), std::make_move_iterator(unwritten.end()));
  std::ranges::sort(images, {}, &ir::Image::name);
}

}  // namespace ovcc
