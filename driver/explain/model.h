#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

/// What `ovcc explain` has to say, as values: both renderers print the same. No value of a secret is ever part of it.
namespace ovcc::explain {

/// Where something is written.
struct Place {
  std::string file;  // as in findings; empty: written nowhere
  std::uint32_t line = 0;
  std::uint32_t column = 0;
  std::string excerpt;  // that line, trimmed; empty where it may hold the value of a secret

  [[nodiscard]] bool empty() const { return file.empty(); }
};

/// Who said something, and where: one link of the chain that leads to a value.
struct Step {
  std::optional<std::string> value;  // none: there is none to show
  std::string origin;                // a word of the schema: `provide`, `image`, `flag`, …
  std::string words;                 // the same for people: "provided by `ollama`"
  Place place;
};

/// A fact that explains an item.
struct Reason {
  std::string text;
  Place place;
};

enum class ItemKind : std::uint8_t { Setting, Variable, Port, Volume, Security, Secret, McpServer, Tunnel };

/// One thing that a container has, or has not.
struct Item {
  ItemKind kind = ItemKind::Setting;
  std::string name;                  // of a port the container port: `80`, `53/udp`
  std::vector<std::string> also;     // other names by which people ask for it; not shown
  bool present = true;               // false: `reasons` say why it is not there
  bool inherited = false;            // a variable whose value systemd's user manager passes on
  std::optional<std::string> value;  // none: absent, inherited, or a secret
  std::optional<Step> set_by;        // none: nobody
  std::vector<Step> overridden;      // in the order in which they lost
  std::vector<Reason> reasons;
  std::string help;  // what to do; empty: nothing certain
};

/// A container of a deployment.
struct ContainerView {
  std::string name;     // `ov-web`
  std::string sidecar;  // name of the sidecar; empty: the app
  std::vector<Item> items;
};

/// What there is to say of a deployment.
struct Explanation {
  std::string deploy;                     // deploy key
  std::string image;                      // name of the image whose contract counts
  Place place;                            // of the key
  std::vector<ContainerView> containers;  // the app, then its sidecars by name
};

/// A line of a unit, and what it is for.
struct UnitLine {
  std::size_t number = 0;  // from 1
  std::string text;        // as written; without the value where that is a secret's
  std::string purpose;
  std::string container;    // whose items these are
  std::vector<Item> items;  // what of the deployment it says; may be empty
};

/// Lines of a unit as it compiles now.
struct UnitExplanation {
  std::string file;
  std::string owner;               // deploy key, or the name of a network
  std::vector<std::string> notes;  // how the file on the disk differs
  std::vector<UnitLine> lines;
};

}  // namespace ovcc::explain
