// The bytes of a record, for the program that wrote it alone.
#include "driver/cache/build_record.h"

#include <algorithm>

#include "driver/cache/byte_stream.h"

namespace ovcc {
namespace {

// At least so many bytes has an element of a list: its numbers, and the lengths of its texts.
constexpr std::size_t kLeastElement = sizeof(std::uint64_t);

// Calls `read` for each element of a list.
template <class Read>
void ReadList(ByteReader& in, const Read& read) {
  for (std::size_t left = in.GetCount(kLeastElement); left > 0 && !in.failed(); --left) read();
}

}  // namespace

std::string PrintRecord(const BuildRecord& record) {
  constexpr std::size_t kOfMost = 128;  // bytes of most elements
  ByteWriter out;
  out.Reserve(kOfMost * (record.questions.size() + record.outputs.size() + record.emissions.size()));
  out.Add(std::uint64_t{record.questions.size()});
  for (const FileQuestion& question : record.questions) {
    out.Add(question.kind);
    out.Add(question.path);
    out.Add(question.answer);
  }
  out.Add(record.before);
  out.Add(record.deployments);
  out.Add(record.after);
  out.Add(std::uint64_t{record.outputs.size()});
  for (const auto& [name, state] : record.outputs) {
    out.Add(name);
    out.Add(state.stamp.inode);
    out.Add(state.stamp.size);
    out.Add(state.stamp.modified_ns);
    out.Add(state.hash);
  }
  out.Add(std::uint64_t{record.emissions.size()});
  for (const Emission& emission : record.emissions) {
    out.Add(emission.deployment);
    out.Add(emission.key.low);
    out.Add(emission.key.high);
    out.Add(emission.outputs);
  }
  out.Add(std::uint64_t{record.emitted_outputs.size()});
  for (const EmittedOutput& emitted : record.emitted_outputs) {
    out.Add(emitted.output);
    out.Add(emitted.mode);
  }
  out.Add(std::uint64_t{record.stale.size()});
  for (const std::string& name : record.stale) out.Add(name);
  out.Add(record.manifest);
  out.Add(record.manifest_lists_outputs);
  out.Add(record.taken_ns);
  return out.Take();
}

std::optional<BuildRecord> ParseRecord(std::string_view bytes) {
  ByteReader in(bytes);
  BuildRecord record{};
  ReadList(in, [&] {
    FileQuestion question;
    question.kind = in.Get<FileQuestion::Kind>();
    question.path = in.GetText();
    question.answer = in.GetDigest();
    record.questions.push_back(std::move(question));
  });
  record.before = in.GetText();
  record.deployments = in.Get<std::uint64_t>();
  record.after = in.GetText();
  ReadList(in, [&] {
    std::string name(in.GetText());
    OutputState state;
    state.stamp.inode = in.Get<std::uint64_t>();
    state.stamp.size = in.Get<std::uint64_t>();
    state.stamp.modified_ns = in.Get<std::int64_t>();
    state.hash = in.GetText();
    record.outputs.emplace_back(std::move(name), std::move(state));
  });
  std::uint64_t expected = 0;
  ReadList(in, [&] {
    Emission emission;
    emission.deployment = in.GetText();
    emission.key.low = in.Get<std::uint64_t>();
    emission.key.high = in.Get<std::uint64_t>();
    emission.outputs = in.Get<std::uint32_t>();
    expected += emission.outputs;
    record.emissions.push_back(std::move(emission));
  });
  bool in_range = true;
  ReadList(in, [&] {
    const EmittedOutput emitted{in.Get<std::uint32_t>(), in.Get<std::uint32_t>()};
    in_range = in_range && emitted.output < record.outputs.size();
    record.emitted_outputs.push_back(emitted);
  });
  if (!in_range || expected != record.emitted_outputs.size()) return std::nullopt;
  ReadList(in, [&] { record.stale.emplace_back(in.GetText()); });
  record.manifest = in.GetText();
  record.manifest_lists_outputs = in.Get<std::uint8_t>();
  record.taken_ns = in.Get<std::int64_t>();
  if (!in.done()) return std::nullopt;
  return record;
}

bool IsSettled(const FileStamp& stamp, std::int64_t taken_ns) {
  constexpr std::int64_t kMillisecond = 1'000'000;
  constexpr std::int64_t kSecond = 1'000 * kMillisecond;
  // Some file systems count in seconds, or in steps of two.
  const std::int64_t tick = stamp.modified_ns % kSecond == 0 ? 3 * kSecond : 20 * kMillisecond;
  return stamp.modified_ns + tick < taken_ns;
}

}  // namespace ovcc
