// What the lines of a unit are for. The back end says with each line what it is about; here that is looked up in the
// explanation of the deployment.
#include "driver/explain/unit.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

#include "driver/explain/explain.h"
#include "ir/names.h"
#include "support/text.h"

namespace ovcc::explain {
namespace {

using Kind = backend::Subject::Kind;

std::string_view BaseName(std::string_view path) { return path.substr(path.rfind('/') + 1); }

std::string_view PurposeText(Kind kind) {
  switch (kind) {
    case Kind::Structure:
      return "";
    case Kind::Header:
      return "a comment: the name of the file, and what to know of the deployment";
    case Kind::Description:
      return "what systemd calls the service";
    case Kind::Order:
      return "what systemd starts before it, or runs it with";
    case Kind::Pod:
      return "the pod, which owns network, ports and memory of its containers";
    case Kind::Image:
      return "the image that runs";
    case Kind::ContainerName:
      return "the name of the container, by which others on its network reach it; made from the deploy key";
    case Kind::WorkingDir:
      return "the folder in which the program starts";
    case Kind::Entrypoint:
      return "what runs instead of the image's own entrypoint";
    case Kind::User:
      return "the user that runs the program";
    case Kind::Network:
      return "the network that the container joins";
    case Kind::Resolver:
      return "with the sidecar `tailscale` names are resolved by Podman first, then by the tailnet";
    case Kind::Port:
      return "a port of the host that leads to the container";
    case Kind::Volume:
      return "a volume, or a folder of the host";
    case Kind::Secret:
      return "a podman secret; the unit has its name, never its value";
    case Kind::Security:
      return "a right or a limit";
    case Kind::UserNamespace:
      return "how users of the container map to those of the host";
    case Kind::Variable:
      return "a variable of the container";
    case Kind::EnvFile:
      return "a file of variables; those that Podman would read differently have lines of their own";
    case Kind::Command:
      return "what the container runs";
    case Kind::Restart:
      return "every service that ovcc writes is started again when it ends";
    case Kind::Timeout:
      return "how long systemd waits for the start: an image may have to be fetched first, and an encrypted volume "
             "unlocked";
    case Kind::Unlock:
      return "encrypted volumes are unlocked before the container starts";
    case Kind::Tunnel:
      return "a tunnel to ports of the host";
    case Kind::Start:
      return "the user's systemd starts it at login, or at boot with lingering";
  }
  return "";
}

/// The settings that have lines of their own.
constexpr std::array<std::pair<Kind, std::string_view>, 9> kSettings = {{{Kind::Pod, "pod"},
                                                                         {Kind::Image, "image"},
                                                                         {Kind::WorkingDir, "working_dir"},
                                                                         {Kind::Entrypoint, "entrypoint"},
                                                                         {Kind::User, "user"},
                                                                         {Kind::Network, "network"},
                                                                         {Kind::UserNamespace, "user_namespace"},
                                                                         {Kind::EnvFile, "env_file"},
                                                                         {Kind::Command, "command"}}};

/// The items of a container that a line is about.
std::vector<Item> ItemsOf(const ContainerView& container, const backend::Subject& subject) {
  std::vector<Item> found;
  const auto add_named = [&](ItemKind kind, std::string_view name) {
    for (const Item& item : container.items) {
      const bool called = item.name == name || std::ranges::find(item.also, name) != item.also.end();
      if (item.kind == kind && item.present && called) found.push_back(item);
    }
  };
  const auto add_nth = [&](ItemKind kind, std::string_view name) {
    std::size_t at = 0;
    for (const Item& item : container.items) {
      if (item.kind != kind || !item.present || (!name.empty() && item.name != name)) continue;
      if (at++ == subject.index) found.push_back(item);
    }
  };
  const auto setting = std::ranges::find(kSettings, subject.kind, &std::pair<Kind, std::string_view>::first);
  if (setting != kSettings.end()) {
    add_named(ItemKind::Setting, setting->second);
  } else if (subject.kind == Kind::Variable) {
    add_named(ItemKind::Variable, subject.name);
  } else if (subject.kind == Kind::Secret) {
    add_named(ItemKind::Secret, subject.name);
  } else if (subject.kind == Kind::Volume) {
    std::ranges::copy_if(container.items, std::back_inserter(found), [&](const Item& item) {
      return item.kind == ItemKind::Volume && item.present && item.name == subject.name;
    });
  } else if (subject.kind == Kind::Port) {
    add_nth(ItemKind::Port, {});
  } else if (subject.kind == Kind::Security) {
    add_nth(ItemKind::Security, subject.name);
  } else if (subject.kind == Kind::Tunnel && !subject.name.empty()) {
    add_nth(ItemKind::Tunnel, {});
  } else if (subject.kind == Kind::Tunnel) {
    std::ranges::copy_if(container.items, std::back_inserter(found),
                         [](const Item& item) { return item.kind == ItemKind::Tunnel; });
  }
  return found;
}

/// The container that a file describes; pods, tunnels and what else belongs to a deployment count as the app's.
const ContainerView* ContainerOf(const Explanation& explanation, std::string_view file) {
  const std::string_view stem = file.substr(0, file.rfind('.'));
  for (const ContainerView& container : explanation.containers) {
    if (file.ends_with(".container") && container.name == stem) return &container;
  }
  return explanation.containers.empty() ? nullptr : &explanation.containers.front();
}

/// The text of a line; without the value where that is a secret's.
std::string ShownText(const Context& context, std::string_view text, const backend::Subject& subject) {
  if (subject.kind != Kind::Variable || !context.IsSecret(subject.name)) return std::string(text);
  return fmt::format("{}={}=…", SplitFirst(text, '=').first, subject.name);
}

std::vector<std::string_view> LinesOf(std::string_view bytes) {
  std::vector<std::string_view> lines = Split(bytes, '\n');
  if (!lines.empty() && lines.back().empty()) lines.pop_back();
  return lines;
}

/// Where the line that was asked for stands in what compiles now, from 1; nothing if it does not, and a note says why.
std::optional<std::size_t> Locate(std::size_t asked, const std::vector<std::string_view>& now,
                                  const std::optional<std::string>& on_disk, UnitExplanation& explanation) {
  const std::vector<std::string_view> before = on_disk ? LinesOf(*on_disk) : now;
  if (asked == 0 || asked > before.size()) {
    explanation.notes.push_back(
        fmt::format("there is no line {}: `{}` has {}", asked, explanation.file, before.size()));
    return std::nullopt;
  }
  const std::string_view wanted = before[asked - 1];
  if (asked <= now.size() && now[asked - 1] == wanted) return asked;
  const auto found = std::ranges::find(now, wanted);
  if (found == now.end()) {
    explanation.notes.push_back(fmt::format("line {} of the file on the disk is not in what compiles now", asked));
    return std::nullopt;
  }
  const auto number = static_cast<std::size_t>(found - now.begin()) + 1;
  explanation.notes.push_back(
      fmt::format("line {} of the file on the disk is line {} of what compiles now", asked, number));
  return number;
}

}  // namespace

UnitQuery ParseUnitQuery(const std::string& text) {
  const std::size_t colon = text.rfind(':');
  if (colon == std::string::npos) return {text, std::nullopt};
  const auto line = ParseDecimal(std::string_view(text).substr(colon + 1));
  if (!line) return {text, std::nullopt};
  return {text.substr(0, colon), static_cast<std::size_t>(*line)};
}

const backend::OutputFile* FindUnit(std::span<const backend::OutputFile> files, const std::string& name) {
  for (const backend::OutputFile& file : files) {
    if (file.name == name || BaseName(file.name) == BaseName(name)) return &file;
  }
  return nullptr;
}

UnitExplanation ExplainUnit(Context& context, const backend::OutputFile& unit, const UnitQuery& query,
                            const std::optional<std::string>& on_disk) {
  UnitExplanation explanation{unit.name, unit.owner, {}, {}};
  if (on_disk && *on_disk != unit.bytes) {
    explanation.notes.push_back(fmt::format("`{}` on the disk differs from what compiles now", query.file));
  }
  const std::vector<std::string_view> lines = LinesOf(unit.bytes);
  std::optional<std::size_t> only;
  if (query.line) {
    only = Locate(*query.line, lines, on_disk, explanation);
    if (!only) return explanation;
  }
  Explanation deployment;
  if (const auto subject = FindSubject(context.module(), unit.owner)) deployment = Explain(context, *subject);
  const ContainerView* container = ContainerOf(deployment, unit.name);
  for (std::size_t i = 0; i < lines.size() && i < unit.lines.size(); ++i) {
    if (only && *only != i + 1) continue;
    const backend::Subject& subject = unit.lines[i].subject;
    UnitLine line{i + 1, ShownText(context, lines[i], subject), std::string(PurposeText(subject.kind)), "", {}};
    if (container != nullptr) {
      line.container = container->name;
      line.items = ItemsOf(*container, subject);
    }
    explanation.lines.push_back(std::move(line));
  }
  return explanation;
}

}  // namespace ovcc::explain
