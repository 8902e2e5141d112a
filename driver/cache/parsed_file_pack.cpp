// A pack is a list of digests with what was printed of their files.
#include "driver/cache/parsed_file_pack.h"

#include <algorithm>
#include <cstring>
#include <utility>

#include "driver/cache/byte_stream.h"

namespace ovcc {
namespace {

constexpr std::size_t kLeastFile = sizeof(Digest) + sizeof(std::uint64_t);

const auto& BytesOfKey(const KeptFile& file) { return file.key.bytes; }

}  // namespace

std::size_t ParsedFilePack::HashOfDigest::operator()(const Digest& digest) const {
  std::size_t hash = 0;
  std::memcpy(&hash, digest.bytes.data(), sizeof(hash));
  return hash;
}

ParsedFilePack::ParsedFilePack(std::string bytes, const RecordingFiles& files)
    : bytes_(std::move(bytes)), files_(files) {
  ByteReader in(bytes_);
  const std::size_t count = in.GetCount(kLeastFile);
  known_.reserve(count);
  for (std::size_t i = 0; i < count && !in.failed(); ++i) {
    const Digest key = in.GetDigest();
    known_.emplace(key, in.GetText());
  }
  if (!in.done()) known_.clear();
}

Digest ParsedFilePack::KeyOf(const std::string& path, std::string_view bytes) const {
  const auto known = files_.DigestOfRead(path);
  return known ? *known : DigestOf(bytes);
}

std::string_view ParsedFilePack::Find(const Digest& key) const {
  const auto found = known_.find(key);
  return found == known_.end() ? std::string_view() : found->second;
}

void ParsedFilePack::Keep(KeptFile file) { kept_.push_back(std::move(file)); }

std::optional<std::string> ParsedFilePack::Renewed() const {
  // Sorted, with what was found before what was printed of the same bytes.
  std::vector<const KeptFile*> files;
  for (const KeptFile& file : kept_) files.push_back(&file);
  std::ranges::sort(files, {}, [](const KeptFile* file) { return std::pair(BytesOfKey(*file), file->printed.size()); });
  const auto rest = std::ranges::unique(files, {}, [](const KeptFile* file) { return BytesOfKey(*file); });
  files.erase(rest.begin(), rest.end());

  std::size_t all = 0;
  std::size_t missing = 0;
  for (const KeptFile* file : files) {
    all += file->size;
    if (!file->printed.empty()) missing += file->size;
  }
  if (files.empty() || (!known_.empty() && missing <= all / kWorthwhile)) return std::nullopt;

  const auto printed = [this](const KeptFile* file) {
    return file->printed.empty() ? Find(file->key) : std::string_view(file->printed);
  };
  std::size_t size = sizeof(std::uint64_t);
  for (const KeptFile* file : files) size += kLeastFile + printed(file).size();
  ByteWriter out;
  out.Reserve(size);
  out.Add(std::uint64_t{files.size()});
  for (const KeptFile* file : files) {
    out.Add(file->key);
    out.Add(printed(file));
  }
  return out.Take();
}

void ParsedFilePack::Clear() {
  known_ = {};
  kept_ = {};
  bytes_ = {};
}

}  // namespace ovcc
