// Dotenv files (§1.8): one grammar over the whole file. Podman's own reading of the same line (§4.6, W64) is compared
// with ours: it keeps quotes and trailing blanks, trims blanks and tabs only, and takes `NAME*` from the host. Source:
// https://github.com/containers/podman/blob/main/pkg/env/env.go
#include "frontend/grammar/dotenv.h"

#include "frontend/grammar/analyze.h"
#include "frontend/grammar/parse.h"

namespace ovcc {
namespace grammar {
namespace {

struct LineText : p::star<p::not_one<'\n'>> {};
struct File : p::seq<p::list<LineText, p::one<'\n'>>, p::eof> {};

struct Content : p::star<p::any> {};
struct Name : p::plus<p::not_one<'='>> {};
struct Entry : p::seq<p::opt<Name>, p::opt<p::one<'='>, Content>, p::eof> {};

struct FileState {
  std::vector<std::string_view> lines;
};
struct EntryState {
  std::string_view name;
  std::string_view value;
  bool bare = true;
};

template <class Rule>
struct Action : p::nothing<Rule> {};
template <>
struct Action<LineText> {
  template <class Input>
  static void apply(const Input& in, FileState& state) {
    state.lines.push_back(in.string_view());
  }
};
template <>
struct Action<Name> {
  template <class Input>
  static void apply(const Input& in, EntryState& state) {
    state.name = in.string_view();
  }
};
template <>
struct Action<Content> {
  template <class Input>
  static void apply(const Input& in, EntryState& state) {
    state.value = in.string_view();
    state.bare = false;
  }
};

EntryState ParseEntry(std::string_view line) {
  EntryState state;
  (void)ParseAll<Entry, Action>(line, state);  // every text is an entry
  return state;
}

std::string_view WithoutQuotes(std::string_view value) {
  const bool quoted =
      value.size() >= 2 && value.front() == value.back() && (value.front() == '"' || value.front() == '\'');
  return quoted ? value.substr(1, value.size() - 2) : value;
}

// What Podman makes of a line; it drops one CR at the end and blanks and tabs at the start.
EntryState PodmanEntry(std::string_view line) {
  if (line.ends_with('\r')) line.remove_suffix(1);
  const std::size_t start = line.find_first_not_of(" \t");
  return ParseEntry(start == std::string_view::npos ? std::string_view() : line.substr(start));
}

}  // namespace

std::size_t AnalyzeDotenv() { return p::analyze<File>() + p::analyze<Entry>(); }

}  // namespace grammar

std::vector<DotenvEntry> ParseDotenv(std::string_view text) {
  grammar::FileState file;
  (void)grammar::ParseAll<grammar::File, grammar::Action>(text, file);  // every text is a file
  std::vector<DotenvEntry> entries;
  for (const std::string_view raw : file.lines) {
    const std::string_view line = Trim(raw);
    if (line.empty() || line.front() == '#') continue;
    const grammar::EntryState ours = grammar::ParseEntry(line);
    const grammar::EntryState podman = grammar::PodmanEntry(raw);
    DotenvEntry entry;
    entry.name = ours.name;
    entry.value = grammar::WithoutQuotes(ours.value);
    entry.bare = ours.bare;
    entry.name_offset = grammar::OffsetOf(text, line);
    entry.value_offset = ours.bare ? entry.name_offset : grammar::OffsetOf(text, entry.value);
    entry.podman_differs = podman.name != ours.name || podman.value != entry.value;
    entries.push_back(entry);
  }
  return entries;
}

}  // namespace ovcc
