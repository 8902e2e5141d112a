// Brings an output folder to what was compiled (§16.14, §18.4, W23, W45): compare, stage, rename, manifest last.
#include "driver/output_folder.h"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>

#include "backend/manifest.h"
#include "driver/earlier_run.h"
#include "driver/manifest_entries.h"
#include "support/boxed.h"
#include "support/check.h"
#include "support/parallel.h"
#include "support/text.h"

namespace ovcc {
namespace {

using backend::ContentHash;
using backend::ManifestEntry;
using backend::OutputFile;

using Entries = ManifestEntries;

constexpr unsigned kManifestMode = 0600;

std::unexpected<OutputFailure> Machine(const IoError& error) {
  return std::unexpected(
      OutputFailure{OutputFailure::Kind::Machine, fmt::format("cannot write `{}`: {}", error.path, error.reason)});
}

std::unexpected<OutputFailure> Refused(std::string message) {
  return std::unexpected(OutputFailure{OutputFailure::Kind::Refused, std::move(message)});
}

std::string ManifestFile() { return std::string(backend::kManifestName); }

std::expected<void, IoError> Put(OutputStore& store, const std::string& name, std::string_view bytes, unsigned mode) {
  const auto staged = store.Stage(name, bytes, mode);
  if (!staged) return std::unexpected(staged.error());
  return store.Commit(name);
}

// For steps back: the disk has just failed, and what fails again stays new.
void Attempt(const std::expected<void, IoError>& /*done*/) {}

// What stands at the name of a file that is to be written.
struct Found {
  std::expected<std::optional<std::string>, IoError> bytes;  // not kept where they are the same
  bool same = false;
  std::optional<FileStamp> stamp;
  std::string hash;                     // of the bytes that are to stand there
  std::optional<std::string> rendered;  // these, where the file came without them
};

// A file to be written, and what stood there before.
struct Change {
  [[nodiscard]] std::string_view bytes() const { return rendered ? *rendered : file->bytes; }

  const OutputFile* file;
  Boxed<std::string> previous;
  std::string hash;
  Boxed<std::string> rendered;
  FileStamp stamp = {};
  bool committed = false;
};

class Writer {
 public:
  Writer(std::span<const OutputFile> files, const OutputRequest& request, OutputStore& store)
      : files_(files), request_(request), store_(store) {}

  std::expected<OutputReport, OutputFailure> Run() {
    store_.RemoveStaged();
    if (auto read = ReadManifest(); !read) return std::unexpected(read.error());
    if (auto compared = Compare(); !compared) return std::unexpected(compared.error());
    FindStale();
    const auto done = Apply();
    if (!done) TakeBack();
    if (!done || removed_ > 0) store_.RemoveStaged();
    if (!done) return Machine(done.error());
    FindPending();
    report_.states = TakeStates();
    report_.manifest = ContentHash(manifest_text_);
    report_.manifest_lists_states = report_.states.size() == files_.size() && result_.size() == files_.size() &&
                                    AllSettled(result_, request_.owner);
    return std::move(report_);
  }

 private:
  std::expected<void, OutputFailure> ReadManifest() {
    auto text = store_.Read(ManifestFile());
    if (!text) return Machine(text.error());
    found_text_ = std::move(*text);
    manifest_text_ = found_text_.value_or("");
    if (!found_text_) return {};
    if (auto listed = ListedEntries(*found_text_, request_, files_)) {
      known_ = *std::move(listed);
      return {};
    }
    auto manifest = backend::ParseManifest(*found_text_);
    report_.manifest_damaged = !manifest;
    if (!manifest) return {};
    for (ManifestEntry& entry : manifest->files) {
      Entries& entries = entry.hash.empty() ? gone_ : known_;
      std::string name = entry.name;
      entries.emplace_hint(entries.end(), std::move(name), std::move(entry));
    }
    return {};
  }

  [[nodiscard]] Found Look(const OutputFile& file, const OutputState* known) const {
    Found found;
    const bool is_rendered = file.hash.empty();
    found.hash = is_rendered ? ContentHash(file.bytes) : file.hash;
    if (nothing_stands_) {
      if (!is_rendered) Render(file, found);
      return found;
    }
    const auto stamp = store_.Stamp(file.name);  // before the bytes: what changes in between shows the next time
    if (!stamp) {
      found.bytes = std::unexpected(stamp.error());
      return found;
    }
    found.stamp = *stamp;
    found.same = found.stamp && known != nullptr && known->stamp == *found.stamp && known->hash == found.hash;
    if (found.same) return found;
    if (!is_rendered) Render(file, found);
    if (!found.stamp) return found;
    found.bytes = store_.Read(file.name);
    found.same = found.bytes && *found.bytes == (is_rendered ? file.bytes : *found.rendered);
    if (found.same) found.bytes = std::nullopt;
    return found;
  }

  // What is remembered of a file is trusted to find it in its place, and for nothing more.
  void Render(const OutputFile& file, Found& found) const {
    found.rendered = request_.render(file);
    OVCC_CHECK(found.rendered, "a file that is remembered is not made any more; nothing was written");
    found.hash = ContentHash(*found.rendered);
  }

  // Decides for each file whether it may be and must be written.
  std::expected<void, OutputFailure> Compare() {
    std::vector<Found> found(files_.size());
    nothing_stands_ = store_.IsEmpty();
    const std::vector<const OutputState*> known = KnownStates(request_, files_);
    ForEachIndex(files_.size(), request_.jobs, [&](std::size_t i) { found[i] = Look(files_[i], known[i]); });
    changes_.reserve(files_.size());
    states_.resize(files_.size());
    OrderedFinder entries(known_);
    for (std::size_t i = 0; i < files_.size(); ++i) {
      if (auto compared = Compare(i, entries.Find(files_[i].name), found[i]); !compared) return compared;
    }
    return {};
  }

  std::expected<void, OutputFailure> Compare(std::size_t i, Entries::iterator known, Found& found) {
    const OutputFile& file = files_[i];
    if (!found.bytes) {
      const IoError& error = found.bytes.error();
      return Refused(fmt::format("`{}` stands in the way: {}", error.path, error.reason));
    }
    const std::optional<std::string>& stood = *found.bytes;
    if (known != known_.end() && known->second.owner != request_.owner) {
      // Projects may share a network: the same file is left to the one who wrote it.
      if (file.name.ends_with(".network") && found.same) {
        ++report_.unchanged;
        result_.emplace(file.name, known->second);
        return {};
      }
      return Refused(fmt::format("`{}` belongs to the owner `{}`", file.name, known->second.owner));
    }
    if (stood && known == known_.end() && !IsGenerated(file.name, *stood)) {
      return Refused(fmt::format("`{}` exists and was not written by ovcc", file.name));
    }
    const bool was_pending = gone_.contains(file.name) || (known != known_.end() && known->second.pending);
    result_.emplace_hint(result_.end(), file.name,
                         ManifestEntry{file.name, found.hash, request_.owner, file.owner, "",
                                       was_pending || (!found.same && request_.live)});
    if (found.same) {
      ++report_.unchanged;
      if (found.stamp) states_[i] = OutputState{*found.stamp, std::move(found.hash)};
      return {};
    }
    if (known != known_.end() && stood && IsEdited(known->second, *stood)) {
      report_.overwritten_edits.push_back(file.name);
    }
    if (!stood && request_.live) report_.created.push_back(file.name);
    report_.written.push_back(file.name);
    changes_.push_back({&file, std::move(*found.bytes), std::move(found.hash), std::move(found.rendered)});
    return {};
  }

  // The first line of every unit names its file; a folder that an older tool filled is taken over by it.
  static bool IsGenerated(std::string_view name, std::string_view bytes) {
    const std::string_view base = name.substr(name.rfind('/') + 1);
    return bytes.starts_with(fmt::format("# {} (generated by ov config)\n", base));
  }

  // Tells what somebody else wrote from what a killed run left: that is the file before or after.
  static bool IsEdited(ManifestEntry& entry, std::string_view bytes) {
    const std::string hash = ContentHash(bytes);
    if (hash == entry.next) entry.hash = hash;
    entry.next.clear();
    return hash != entry.hash;
  }

  [[nodiscard]] bool Judges(const ManifestEntry& entry) const {
    return store_.Holds(entry.name) && entry.owner == request_.owner &&
           (!request_.only || entry.deploy == *request_.only);
  }

  void FindStale() {
    OrderedFinder results(result_);
    for (auto& [name, entry] : known_) {
      if (results.Find(name) != result_.end()) continue;
      if (!Judges(entry)) {
        result_.emplace(name, entry);
        continue;
      }
      // What cannot be read is not what was written: no file of ours is empty.
      const std::optional<std::string> bytes = store_.Read(name).value_or(std::string());
      if (!bytes) {
        report_.missing.push_back(name);
        Forget(entry);
        continue;
      }
      const bool edited = IsEdited(entry, *bytes);
      const bool prune = request_.prune || entry.deploy == request_.prune_deploy;
      if (prune && !edited) {
        report_.pruned.push_back(name);
        Forget(entry);
      } else {
        (prune ? report_.kept_edited : report_.stale).push_back(name);
        result_.emplace(name, entry);
      }
    }
    result_.insert(gone_.begin(), gone_.end());
  }

  // The unit of a removed file runs until systemd is told.
  void Forget(const ManifestEntry& entry) {
    if (request_.live || entry.pending) {
      result_.emplace(entry.name, ManifestEntry{entry.name, "", entry.owner, entry.deploy, "", true});
    }
  }

  std::expected<void, IoError> Apply() {
    if (auto staged = StageAll(); !staged) return staged;
    // In a folder that was empty, the two manifests are one.
    const bool is_first = known_.empty();
    if (auto written = WriteManifest(is_first ? PrintEntries(result_) : PrintUnderway(known_, result_)); !written)
      return written;
    if (auto committed = CommitAll(); !committed) return committed;
    for (const std::string& name : report_.pruned) {
      if (auto removed = store_.SetAside(name); !removed) return removed;
      ++removed_;
    }
    return is_first ? std::expected<void, IoError>() : WriteManifest(PrintEntries(result_));
  }

  std::expected<void, IoError> StageAll() {
    auto staged = ForEachChange([&](std::size_t i) -> std::expected<void, IoError> {
      Change& change = changes_[i];
      const auto stamp = store_.Stage(change.file->name, change.bytes(), change.file->mode);
      if (!stamp) return std::unexpected(stamp.error());
      change.stamp = *stamp;
      change.rendered.reset();
      if (request_.staged) request_.staged(static_cast<std::size_t>(change.file - files_.data()));
      return {};
    });
    for (Change& change : changes_) {
      states_[static_cast<std::size_t>(change.file - files_.data())] = {change.stamp, std::move(change.hash)};
    }
    return staged;
  }

  OutputStates TakeStates() {
    OutputStates states;
    states.reserve(files_.size());
    for (std::size_t i = 0; i < files_.size(); ++i) {
      if (states_[i]) states.emplace_back(files_[i].name, std::move(*states_[i]));
    }
    const auto name = &OutputStates::value_type::first;
    if (!std::ranges::is_sorted(states, {}, name)) std::ranges::sort(states, {}, name);
    return states;
  }

  std::expected<void, IoError> CommitAll() {
    return ForEachChange([&](std::size_t i) {
      auto committed = store_.Commit(changes_[i].file->name);
      changes_[i].committed = committed.has_value();
      return committed;
    });
  }

  // Calls `step` for each change until one fails; of several failures the first one counts.
  template <class Step>
  std::expected<void, IoError> ForEachChange(const Step& step) {
    std::vector<std::expected<void, IoError>> done(changes_.size());
    std::atomic<bool> failed = false;
    ForEachIndex(changes_.size(), request_.jobs, [&](std::size_t i) {
      if (failed) return;
      done[i] = step(i);
      if (!done[i]) failed = true;
    });
    const auto failure = std::ranges::find_if(done, [](const auto& result) { return !result; });
    return failure == done.end() ? std::expected<void, IoError>() : *failure;
  }

  std::expected<void, IoError> WriteManifest(std::string text) {
    if (text == manifest_text_) return {};
    manifest_text_ = std::move(text);
    return Put(store_, ManifestFile(), manifest_text_, kManifestMode);
  }

  // Undoes what `Apply` did.
  void TakeBack() {
    for (const std::string& name : std::span(report_.pruned).first(removed_)) Attempt(store_.Commit(name));
    store_.RemoveStaged();
    for (const Change& change : changes_) {
      if (change.committed) PutBack(change.file->name, change.previous, change.file->mode);
    }
    if (manifest_text_ != found_text_.value_or("")) PutBack(ManifestFile(), found_text_, kManifestMode);
  }

  void PutBack(const std::string& name, const Boxed<std::string>& bytes, unsigned mode) {
    Attempt(bytes ? Put(store_, name, *bytes, mode) : store_.SetAside(name));
  }

  void FindPending() {
    for (const auto& [name, entry] : result_) {
      if (!entry.pending || !Judges(entry)) continue;
      report_.pending.push_back({name, entry.deploy, entry.hash, entry.hash.empty() ? 0 : ModifiedAt(name)});
    }
  }

  [[nodiscard]] std::int64_t ModifiedAt(const std::string& name) const {
    constexpr std::int64_t kSecond = 1'000'000'000;
    return store_.Stamp(name).value_or(std::nullopt).value_or(FileStamp()).modified_ns / kSecond;
  }

  std::span<const OutputFile> files_;
  const OutputRequest& request_;
  OutputStore& store_;
  OutputReport report_;
  std::optional<std::string> found_text_;  // the manifest as it was found
  std::string manifest_text_;              // as it stands
  Entries known_;                          // files of the manifest that was found
  Entries gone_;                           // its marks of removed files
  Entries result_;                         // of the manifest that will stand
  std::vector<Change> changes_;
  std::vector<std::optional<OutputState>> states_;  // of the files, as they stand
  bool nothing_stands_ = false;                     // the folder was empty
  std::size_t removed_ = 0;                         // of `report_.pruned`
};

}  // namespace

std::expected<OutputReport, OutputFailure> WriteOutput(std::span<const OutputFile> files,
                                                       const OutputRequest& request) {
  auto store = DiskOutput::Open(request.directory, request.beside);
  if (!store) return Machine(store.error());
  return WriteOutput(files, request, *store);
}

std::expected<OutputReport, OutputFailure> WriteOutput(std::span<const OutputFile> files, const OutputRequest& request,
                                                       OutputStore& store) {
  return Writer(files, request, store).Run();
}

std::expected<void, OutputFailure> MarkApplied(std::span<const PendingFile> applied, const OutputRequest& request) {
  auto store = DiskOutput::Open(request.directory, request.beside);
  if (!store) return Machine(store.error());
  const auto text = store->Read(ManifestFile());
  if (!text) return Machine(text.error());
  const auto manifest = backend::ParseManifest(text->value_or(""));
  if (!manifest) return {};  // somebody took it away: nothing is marked
  Entries entries;
  for (const ManifestEntry& entry : manifest->files) entries.emplace(entry.name, entry);
  for (const PendingFile& file : applied) {
    const auto found = entries.find(file.name);
    if (found == entries.end() || found->second.hash != file.hash) continue;
    found->second.pending = false;
    if (file.hash.empty()) entries.erase(found);
  }
  const std::string marked = PrintEntries(entries);
  if (marked == *text) return {};
  if (const auto written = Put(*store, ManifestFile(), marked, kManifestMode); !written)
    return Machine(written.error());
  return {};
}

}  // namespace ovcc
