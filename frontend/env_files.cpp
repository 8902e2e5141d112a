// Environment files of deployments (§1.8). ovcc reads them by its own rules; an entry that Podman reads differently
// from `EnvironmentFile=` is noted, so that it can be written inline as well (§4.6, W64).
#include "frontend/env_files.h"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>

#include "frontend/grammar/dotenv.h"
#include "frontend/read/readers.h"
#include "support/text.h"
#include "support/utf8.h"

namespace ovcc {
namespace {

constexpr std::ptrdiff_t kMostLines = 65536;

/// Reads one file that is in the source manager. Its lines may hold secrets, so no finding shows them.
class EnvFileParser {
 public:
  EnvFileParser(const SourceManager& sources, std::size_t file, Interner& names, DiagnosticSink& diags)
      : sources_(sources), file_(file), names_(names), diags_(diags) {}

  ir::EnvFile Parse() {
    const std::string_view bytes = sources_.file(file_).bytes;
    if (const auto offset = FindInvalidUtf8(bytes)) Emit(SpanOf(*offset, 1), diag::NotUtf8, *offset);
    for (const DotenvEntry& entry : ParseDotenv(bytes)) {
      if (CheckName(entry) && CheckValue(entry)) Add(entry);
    }
    return std::move(env_file_);
  }

 private:
  template <class... Args>
  Diagnostic& Emit(Span span, const DiagKind<Args...>& kind, const std::type_identity_t<Args>&... args) {
    Diagnostic& found = diags_.Emit(span, kind, args...);
    found.hide_source = true;
    return found;
  }

  Span SpanOf(std::size_t offset, std::size_t length) const {
    return sources_.SpanOf(file_, static_cast<std::uint32_t>(offset), static_cast<std::uint32_t>(length));
  }
  Span NameSpan(const DotenvEntry& entry) const { return SpanOf(entry.name_offset, entry.name.size()); }

  bool CheckName(const DotenvEntry& entry) {
    if (entry.bare && entry.name.ends_with('*')) {
      Emit(NameSpan(entry), diag::EnvFilePattern, entry.name, entry.name.substr(0, entry.name.size() - 1));
      return false;
    }
    if (!IsEnvKey(entry.name)) {
      HintExport(Emit(NameSpan(entry), diag::EnvKeyBroken, entry.name), entry.name);
      return false;
    }
    if (!IsEnvName(entry.name)) Emit(NameSpan(entry), diag::EnvKeySuspect, entry.name);
    return true;
  }

  bool CheckValue(const DotenvEntry& entry) {
    if (entry.value.contains('\0')) {
      Emit(SpanOf(entry.value_offset, entry.value.size()), diag::NulInValue, entry.name)
          .Help("remove it: no environment can carry it");
      return false;
    }
    return !FindInvalidUtf8(entry.value);
  }

  void Add(const DotenvEntry& entry) {
    const std::size_t end =
        entry.bare ? entry.name_offset + entry.name.size() : entry.value_offset + entry.value.size();
    const ir::EnvEntry added{.name = names_.Intern(entry.name),
                             .value = names_.Intern(entry.value),
                             .bare = entry.bare,
                             .origin = ir::Origin::EnvFile,
                             .span = SpanOf(entry.name_offset, end - entry.name_offset)};
    const auto [earlier, is_new] = seen_.try_emplace(added.name, added.span);
    if (!is_new) {
      // A note instead of a label: a label would show the line.
      Emit(added.span, diag::EnvDuplicate, added.name.text())
          .Note(fmt::format("the value of line {} is not used", sources_.Locate(earlier->second).line));
      earlier->second = added.span;
    }
    if (entry.podman_differs) env_file_.inline_names.push_back(added.name);
    env_file_.entries.push_back(added);
  }

  const SourceManager& sources_;
  std::size_t file_;
  Interner& names_;
  DiagnosticSink& diags_;
  ir::EnvFile env_file_;
  std::unordered_map<Symbol, Span> seen_;  // never iterated
};

}  // namespace

EnvFileReader::Contents EnvFileReader::Load(const std::string& path) {
  auto bytes = files_.Read(path);
  if (!bytes) return {std::nullopt, bytes.error().reason, bytes.error().not_found};
  if (std::ranges::count(*bytes, '\n') > kMostLines) {
    return {std::nullopt, fmt::format("it has more than {} lines", kMostLines), false};
  }
  const auto file = sources_.Add(path, std::move(*bytes));
  if (!file) return {std::nullopt, file.error(), false};
  ir::EnvFile env_file = EnvFileParser(sources_, *file, names_, diags_).Parse();
  env_file.path = names_.Intern(path);
  env_file.readable_by_all = diags_.wants_opinions() && files_.ReadableByAll(path);
  return {std::move(env_file), "", false};
}

std::optional<ir::EnvFile> EnvFileReader::Read(const std::string& path, Span named_at, ir::Origin origin,
                                               bool required) {
  auto known = contents_.find(path);
  if (known == contents_.end()) known = contents_.emplace(path, Load(path)).first;
  const Contents& contents = known->second;
  if (!contents.file) {
    if (required || !contents.not_found) diags_.Emit(named_at, diag::EnvFileMissing, path, contents.reason);
    return std::nullopt;
  }
  ir::EnvFile env_file = *contents.file;
  env_file.span = named_at;
  for (ir::EnvEntry& entry : env_file.entries) entry.origin = origin;
  return env_file;
}

}  // namespace ovcc
