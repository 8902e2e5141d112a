// Answers as digests: what was read is never kept itself, since it may be secret.
#include "driver/cache/recording_files.h"

#include <algorithm>
#include <atomic>
#include <tuple>

#include "support/parallel.h"

namespace ovcc {
namespace {

// No file has the digest of a failure.
Digest AnswerOf(const IoError& error) {
  Digest digest = DigestOf(error.reason);
  for (std::uint8_t& byte : digest.bytes) byte = static_cast<std::uint8_t>(~byte);
  return digest;
}

Digest AnswerOf(const std::expected<std::string, IoError>& read) {
  return read ? DigestOf(*read) : AnswerOf(read.error());
}

Digest AnswerOf(const std::expected<EntryKind, IoError>& status) {
  return status ? DigestOf(std::string(1, static_cast<char>('0' + static_cast<int>(*status))))
                : AnswerOf(status.error());
}

Digest AnswerOf(const std::expected<std::vector<DirectoryEntry>, IoError>& list) {
  if (!list) return AnswerOf(list.error());
  std::string text;
  for (const DirectoryEntry& entry : *list) {
    text += static_cast<char>('0' + static_cast<int>(entry.kind));
    text += entry.name;
    text += '\0';
  }
  return DigestOf(text);
}

Digest AnswerOf(bool readable) { return DigestOf(readable ? "1" : "0"); }

auto Key(const FileQuestion& question) { return std::tie(question.kind, question.path); }

}  // namespace

std::expected<std::string, IoError> RecordingFiles::Read(const std::string& path) const {
  ReadAnswer answer = Ask(path);
  Remember(FileQuestion::Kind::Read, path, answer.digest);
  const std::lock_guard lock(mutex_);
  const auto [known, fresh] = read_.try_emplace(path, answer.digest);
  if (!answer.bytes || (!fresh && known->second != answer.digest)) known->second.reset();
  return std::move(answer.bytes);
}

std::expected<EntryKind, IoError> RecordingFiles::Status(const std::string& path) const {
  auto status = files_.Status(path);
  Remember(FileQuestion::Kind::Status, path, AnswerOf(status));
  return status;
}

std::expected<std::vector<DirectoryEntry>, IoError> RecordingFiles::List(const std::string& path) const {
  auto list = files_.List(path);
  Remember(FileQuestion::Kind::List, path, AnswerOf(list));
  return list;
}

bool RecordingFiles::ReadableByAll(const std::string& path) const {
  const bool readable = files_.ReadableByAll(path);
  Remember(FileQuestion::Kind::ReadableByAll, path, AnswerOf(readable));
  return readable;
}

RecordingFiles::ReadAnswer RecordingFiles::Ask(const std::string& path) const {
  {
    const std::lock_guard lock(mutex_);
    if (auto ahead = ahead_.extract(path)) return std::move(ahead.mapped());
  }
  auto bytes = files_.Read(path);
  const Digest digest = AnswerOf(bytes);
  return {std::move(bytes), digest};
}

bool RecordingFiles::AnswersAre(std::span<const FileQuestion> questions, unsigned jobs) {
  std::atomic<bool> same = true;
  ForEachIndex(questions.size(), jobs, [&](std::size_t i) {
    if (same && !AnswerIs(questions[i])) same = false;
  });
  return same;
}

bool RecordingFiles::AnswerIs(const FileQuestion& question) {
  switch (question.kind) {
    case FileQuestion::Kind::Read: {
      ReadAnswer answer = Ask(question.path);
      const bool same = answer.digest == question.answer;
      const std::lock_guard lock(mutex_);
      ahead_.insert_or_assign(question.path, std::move(answer));
      return same;
    }
    case FileQuestion::Kind::Status:
      return AnswerOf(files_.Status(question.path)) == question.answer;
    case FileQuestion::Kind::List:
      return AnswerOf(files_.List(question.path)) == question.answer;
    case FileQuestion::Kind::ReadableByAll:
      return AnswerOf(files_.ReadableByAll(question.path)) == question.answer;
  }
  return false;
}

std::optional<Digest> RecordingFiles::DigestOfRead(const std::string& path) const {
  const std::lock_guard lock(mutex_);
  const auto known = read_.find(path);
  return known == read_.end() ? std::nullopt : known->second;
}

void RecordingFiles::Remember(FileQuestion::Kind kind, const std::string& path, const Digest& answer) const {
  const std::lock_guard lock(mutex_);
  questions_.push_back({kind, path, answer});
}

std::vector<FileQuestion> RecordingFiles::Questions() const {
  const std::lock_guard lock(mutex_);
  std::vector<FileQuestion> questions = questions_;
  std::ranges::sort(questions, {}, [](const FileQuestion& question) {
    return std::tie(question.kind, question.path, question.answer.bytes);
  });
  const auto rest = std::ranges::unique(
      questions, [](const FileQuestion& a, const FileQuestion& b) { return Key(a) == Key(b) && a.answer == b.answer; });
  questions.erase(rest.begin(), rest.end());
  return questions;
}

}  // namespace ovcc
