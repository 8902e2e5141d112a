// Where answers of an engine lie, and what of them is kept.
#include "driver/inspect_store.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "backend/manifest.h"
#include "driver/cache/cache_folder.h"
#include "driver/folder.h"
#include "frontend/schema/labels.h"
#include "support/text.h"

namespace ovcc {
namespace {

using nlohmann::json;  // to read: an object of many members takes no quadratic time
using nlohmann::ordered_json;

constexpr unsigned kMode = 0600;

/// The member of `object`; null if there is none.
json Member(const json& object, const char* name) {
  const auto found = object.is_object() ? object.find(name) : object.end();
  return found == object.end() ? json() : *found;
}

/// Podman has the labels in the object itself, Docker in its `Config`.
json ContractLabels(const json& image) {
  json all = Member(image, "Labels");
  if (!all.is_object()) all = Member(Member(image, "Config"), "Labels");
  json labels = json::object();
  if (!all.is_object()) return labels;
  for (const auto& [name, value] : all.items()) {
    if (name.starts_with(schema::kLabelPrefix)) labels[name] = value;
  }
  return labels;
}

ordered_json Reduce(const json& image) {
  return {{"Id", Member(image, "Id")}, {"RepoTags", Member(image, "RepoTags")}, {"Labels", ContractLabels(image)}};
}

}  // namespace

std::optional<std::string> AnswerFolder(const Environment& environment) {
  const auto folder = UserCacheFolder(environment);
  if (!folder) return std::nullopt;
  return JoinPath(*folder, "inspect");
}

std::string AnswerName(std::string_view image) {
  constexpr std::size_t kReadable = 100;
  std::string name;
  for (const char c : image.substr(0, kReadable)) {
    name += IsAlphanumeric(c) || c == '.' || c == '-' ? c : '_';
  }
  const std::string hash = backend::ContentHash(image);
  return name + "-" + hash.substr(hash.find(':') + 1) + ".json";
}

std::string JoinAnswers(std::span<const std::string> answers) {
  constexpr int kIndent = 2;
  ordered_json images = ordered_json::array();
  for (const std::string& answer : answers) {
    const json parsed = json::parse(answer, nullptr, false);
    if (!parsed.is_array()) {
      images.push_back(Reduce(parsed));
      continue;
    }
    for (const json& image : parsed) images.push_back(Reduce(image));
  }
  return images.dump(kIndent, ' ', false, ordered_json::error_handler_t::replace) + "\n";
}

std::expected<void, IoError> ReplaceFile(const std::string& path, std::string_view bytes) {
  const std::size_t slash = path.rfind('/');
  const std::string name = slash == std::string::npos ? path : path.substr(slash + 1);
  const auto folder = Folder::OpenLocked(slash == std::string::npos ? "." : path.substr(0, slash + 1));
  if (!folder) return std::unexpected(folder.error());
  folder->RemoveStaged();
  if (auto staged = folder->Stage(name, bytes, kMode); !staged) return std::unexpected(staged.error());
  return folder->Commit(name);
}

}  // namespace ovcc
