// From files to the services that systemd runs: which file lies where, which service it becomes, what to tell systemd.
#include "driver/live_units.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include "backend/manifest.h"

namespace ovcc {
namespace {

using backend::OutputFile;

constexpr std::string_view kService = ".service";
constexpr std::string_view kContainer = ".container";
constexpr std::string_view kPod = ".pod";
constexpr std::string_view kNetwork = ".network";

// What a container waits for comes first.
enum class Rank : std::uint8_t { Network, Pod, Container, Companion };

struct Service {
  Rank rank;
  std::string name;
  friend auto operator<=>(const Service&, const Service&) = default;
};

// The service that a file becomes (§11); nothing for an ingress file and for what is not read from where it lies.
std::optional<Service> ServiceOf(std::string_view file) {
  if (file.starts_with(backend::kServicePrefix)) {
    return Service{Rank::Companion, std::string(file.substr(backend::kServicePrefix.size()))};
  }
  const auto stem = [&](std::string_view ending) { return file.substr(0, file.size() - ending.size()); };
  if (file.contains('/')) return std::nullopt;
  if (file.ends_with(kContainer)) return Service{Rank::Container, fmt::format("{}{}", stem(kContainer), kService)};
  if (file.ends_with(kPod)) return Service{Rank::Pod, fmt::format("{}-pod{}", stem(kPod), kService)};
  if (file.ends_with(kNetwork)) return Service{Rank::Network, fmt::format("{}-network{}", stem(kNetwork), kService)};
  return std::nullopt;
}

using Changes = std::map<std::string_view, const FileChange*>;

const FileChange* ChangeOf(const Changes& changes, std::string_view file) {
  const auto found = changes.find(file);
  return found == changes.end() ? nullptr : found->second;
}

// The files of one deployment, as far as they decide over one another.
struct Group {
  bool starts_itself = false;  // §11.1: without a keyring, encrypted deployments have no WantedBy=
  bool has_container = false;
  const FileChange* pod = nullptr;
  const FileChange* ingress = nullptr;
  const FileChange* network = nullptr;  // of the file that makes the network
};

using Groups = std::map<std::string_view, Group>;

// The changed file of the network that a unit joins. Units require its service: systemd restarts them with it.
const FileChange* NetworkChange(std::string_view unit, const Changes& changes) {
  constexpr std::string_view kKey = "\nNetwork=";
  const std::size_t key = unit.find(kKey);
  if (key == std::string_view::npos) return nullptr;
  unit.remove_prefix(key + kKey.size());
  const FileChange* change = ChangeOf(changes, unit.substr(0, unit.find('\n')));
  return change != nullptr && change->change == UnitChange::Changed ? change : nullptr;
}

Groups FindGroups(std::span<const OutputFile> files, const Changes& changes) {
  Groups groups;
  for (const OutputFile& file : files) {
    Group& group = groups[file.owner];
    const std::string_view name = file.name;
    const bool is_container = name.ends_with(kContainer);
    const bool is_pod = name.ends_with(kPod);
    group.has_container = group.has_container || is_container;
    if ((is_container || is_pod) && file.bytes.contains("\nWantedBy=")) group.starts_itself = true;
    if (is_pod) group.pod = ChangeOf(changes, name);
    if (is_container || is_pod) {
      if (const FileChange* network = NetworkChange(file.bytes, changes)) group.network = network;
    }
    if (name.starts_with(backend::kTunnelPrefix)) group.ingress = ChangeOf(changes, name);
  }
  return groups;
}

// Counts a changed file in; of several changes the first names what happened to the unit.
void Apply(const FileChange* change, UnitChange meaning, LiveUnit& unit) {
  if (change == nullptr) return;
  if (unit.change == UnitChange::None) unit.change = meaning;
  unit.files.push_back(change->name);
  unit.modified = std::max(unit.modified, change->modified);
  unit.fresh = unit.fresh || change->fresh;
}

// The file of the app that a companion service is bound to (§11.5).
std::string AppFile(std::string_view companion) {
  constexpr std::string_view kTunnel = "-tunnel.service";
  if (companion.ends_with(kTunnel)) companion.remove_suffix(kTunnel.size());
  return fmt::format("{}{}", companion, kContainer);
}

// A unit changes with its own file, a companion service with the file that it reads. Containers are bound to their pod,
// a companion service to its app, all of them to their network.
LiveUnit MakeUnit(const Service& service, const FileChange* own, const Group& group, const Changes& changes) {
  LiveUnit unit;
  unit.service = service.name;
  unit.by_hand = group.has_container && !group.starts_itself;
  if (own != nullptr) Apply(own, own->change, unit);
  if (service.rank == Rank::Companion) {
    Apply(group.ingress, UnitChange::Changed, unit);
    Apply(ChangeOf(changes, AppFile(service.name)), UnitChange::Bound, unit);
  }
  if (service.rank == Rank::Container || service.rank == Rank::Companion) Apply(group.pod, UnitChange::Bound, unit);
  if (service.rank != Rank::Network) Apply(group.network, UnitChange::Bound, unit);
  return unit;
}

}  // namespace

void AimAtUser(std::string_view home, OutputRequest& request) {
  request.directory = fmt::format("{}/.config/containers/systemd", home);
  request.beside = {{std::string(backend::kServicePrefix), fmt::format("{}/.config/systemd/user", home)},
                    {std::string(backend::kTunnelPrefix), fmt::format("{}/.config/ov/tunnels", home)}};
  request.live = true;
}

std::vector<OutputFile> PlaceForUser(std::vector<OutputFile> files) {
  constexpr std::string_view kTunnels = "tunnels/";
  for (OutputFile& file : files) {
    if (file.name.ends_with(kService)) {
      file.name.insert(0, backend::kServicePrefix);
    } else if (file.name.starts_with(kTunnels)) {
      file.name.replace(0, kTunnels.size(), backend::kTunnelPrefix);
    }
  }
  std::sort(files.begin(), files.end(), [](const OutputFile& a, const OutputFile& b) { return a.name < b.name; });
  return files;
}

std::vector<FileChange> ChangesOf(const OutputReport& report) {
  const std::set<std::string_view> created(report.created.begin(), report.created.end());
  std::vector<FileChange> changes;
  changes.reserve(report.written.size() + report.pruned.size() + report.missing.size());
  for (const std::string& name : report.written) {
    changes.push_back({name, created.contains(name) ? UnitChange::New : UnitChange::Changed});
  }
  for (const std::string& name : report.pruned) changes.push_back({name, UnitChange::Gone});
  for (const std::string& name : report.missing) changes.push_back({name, UnitChange::Gone});
  return changes;
}

std::vector<FileChange> PendingChangesOf(const OutputReport& report) {
  const std::vector<FileChange> of_this_run = ChangesOf(report);
  std::map<std::string_view, UnitChange> fresh;
  for (const FileChange& change : of_this_run) fresh.emplace(change.name, change.change);
  std::vector<FileChange> changes;
  changes.reserve(report.pending.size());
  for (const PendingFile& file : report.pending) {
    const auto found = fresh.find(file.name);
    const UnitChange earlier = file.hash.empty() ? UnitChange::Gone : UnitChange::Changed;
    changes.push_back({file.name, found == fresh.end() ? earlier : found->second, file.modified, found != fresh.end()});
  }
  return changes;
}

std::vector<LiveUnit> FindUnits(std::span<const OutputFile> files, std::span<const FileChange> changes) {
  Changes by_name;
  for (const FileChange& change : changes) by_name.emplace(change.name, &change);
  const Groups groups = FindGroups(files, by_name);
  std::map<Service, LiveUnit> units;
  std::set<std::string> present;
  for (const OutputFile& file : files) {
    const auto service = ServiceOf(file.name);
    if (!service) continue;
    present.insert(service->name);
    units.emplace(*service, MakeUnit(*service, ChangeOf(by_name, file.name), groups.at(file.owner), by_name));
  }
  for (const FileChange& change : changes) {
    const auto service = ServiceOf(change.name);
    if (!service || change.change != UnitChange::Gone || present.contains(service->name)) continue;
    Apply(&change, UnitChange::Gone, units[*service]);
    units[*service].service = service->name;
  }
  std::vector<LiveUnit> sorted;
  sorted.reserve(units.size());
  for (auto& [service, unit] : units) sorted.push_back(std::move(unit));
  return sorted;
}

std::vector<std::vector<std::string>> CommandsFor(std::span<const LiveUnit> units) {
  std::vector<std::string> stop;
  std::vector<std::string> restart;
  std::vector<std::string> try_restart;
  for (const LiveUnit& unit : units) {
    if (unit.change == UnitChange::None) continue;
    (unit.change == UnitChange::Gone ? stop : unit.by_hand ? try_restart : restart).push_back(unit.service);
  }
  if (stop.empty() && restart.empty() && try_restart.empty()) return {};
  std::vector<std::vector<std::string>> commands;
  const auto add = [&](const char* verb, const std::vector<std::string>& services) {
    if (services.empty()) return;
    commands.push_back({"systemctl", "--user", verb});
    commands.back().insert(commands.back().end(), services.begin(), services.end());
  };
  add("stop", stop);
  commands.push_back({"systemctl", "--user", "daemon-reload"});
  add("restart", restart);
  add("try-restart", try_restart);
  return commands;
}

std::string CommandText(std::span<const std::string> command) { return fmt::format("{}", fmt::join(command, " ")); }

}  // namespace ovcc
