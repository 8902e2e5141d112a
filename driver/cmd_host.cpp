// `ovcc host`: what `--autodetect` would find, as a host description for `--host` (§16.7).
#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include "driver/autodetect.h"
#include "driver/command.h"

namespace ovcc {

CommandRunner DeclareHost(CLI::App&) {
  return [](const CommandContext& context) {
    Interner names;
    ir::Host host;
    DetectHost(context.files, names, host);
    // Double-quoted YAML: a home folder may hold any character.
    std::string home;
    for (const char c : context.environment.Get("HOME").value_or("/")) {
      if (c == '"' || c == '\\') home += '\\';
      home += c;
    }
    std::string text = fmt::format("home: \"{}\"\n", home);
    if (!host.devices.empty()) text += "devices:\n";
    for (const Symbol device : host.devices) text += fmt::format("  - {}\n", device.text());
    if (host.nvidia) text += "nvidia: true\n";
    if (!host.amd_gfx.empty()) text += fmt::format("amd_gfx: \"{}\"\n", host.amd_gfx.text());
    if (!host.render_node.empty()) text += fmt::format("render_node: {}\n", host.render_node.text());
    context.console.Out(text);
    return ExitStatus::Done;
  };
}

}  // namespace ovcc
