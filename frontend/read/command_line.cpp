// Gives entry flags a place: a made-up file with one flag a line (`-e TS_HOSTNAME=x`), so that a finding about a flag
// has a line and a caret like any other.
#include "frontend/read/command_line.h"

#include <fmt/format.h>

namespace ovcc {
namespace {

/// Collects the text; spans are known only once the whole file has its base.
class CommandLine {
 public:
  explicit CommandLine(Interner& names) : names_(names) {}

  /// Adds a flag. `Text::span` holds offsets until `Place` moves them.
  ir::Text Add(std::string_view flag, std::string_view value) {
    text_ += fmt::format("{} ", flag);
    const auto begin = static_cast<std::uint32_t>(text_.size());
    text_ += value;
    const ir::Text added{names_.Intern(value), {begin, static_cast<std::uint32_t>(text_.size())}};
    text_ += '\n';
    return added;
  }
  std::optional<ir::Text> Add(std::string_view flag, const std::optional<std::string>& value) {
    if (!value) return std::nullopt;
    return Add(flag, std::string_view(*value));
  }
  std::vector<ir::Text> Add(std::string_view flag, const std::vector<std::string>& values) {
    std::vector<ir::Text> added;
    for (const std::string& value : values) added.push_back(Add(flag, std::string_view(value)));
    return added;
  }

  /// Hands over the text. Without room for it the flags have no place.
  void Finish(SourceManager& sources) {
    const auto file = sources.Add("<command line>", std::move(text_));
    if (file) base_ = sources.file(*file).base;
  }

  void Place(ir::Text& text) const {
    text.span = base_ ? Span{*base_ + text.span.begin, *base_ + text.span.end} : Span();
  }
  void Place(std::optional<ir::Text>& text) const {
    if (text) Place(*text);
  }
  void Place(std::vector<ir::Text>& texts) const {
    for (ir::Text& text : texts) Place(text);
  }

 private:
  Interner& names_;
  std::string text_;
  std::optional<std::uint32_t> base_;
};

}  // namespace

PlacedFlags PlaceFlags(const EntryFlags& flags, SourceManager& sources, Interner& names) {
  CommandLine line(names);
  PlacedFlags placed;
  placed.entry = line.Add("--entry", std::string_view(flags.entry));
  placed.instance = line.Add("-i", flags.instance);
  placed.sidecars = line.Add("--sidecar", flags.sidecars);
  placed.no_sidecars = line.Add("--no-sidecar", flags.no_sidecars);
  placed.env = line.Add("-e", flags.env);
  placed.unset = line.Add("--unset", flags.unset);
  placed.clean = flags.clean;
  placed.env_file = line.Add("--env-file", flags.env_file);
  placed.ports = line.Add("-p", flags.ports);
  placed.volumes = line.Add("--volume", flags.volumes);
  placed.binds = line.Add("--bind", flags.binds);
  placed.encrypts = line.Add("--encrypt", flags.encrypts);
  placed.network = line.Add("--network", flags.network);
  placed.memory_max = line.Add("--memory-max", flags.memory_max);
  placed.memory_high = line.Add("--memory-high", flags.memory_high);
  placed.memory_swap_max = line.Add("--memory-swap-max", flags.memory_swap_max);
  placed.cpus = line.Add("--cpus", flags.cpus);
  line.Finish(sources);
  const auto place_all = [&](auto&... texts) { (line.Place(texts), ...); };
  place_all(placed.entry, placed.instance, placed.sidecars, placed.no_sidecars, placed.env, placed.unset,
            placed.env_file, placed.ports, placed.volumes, placed.binds, placed.encrypts, placed.network,
            placed.memory_max, placed.memory_high, placed.memory_swap_max, placed.cpus);
  return placed;
}

}  // namespace ovcc
