// Pass overlay-deploy (§3.1, §16.1): the entry over the contract of its image. Lists replace as a whole. Nothing of
// another entry counts, not even that of the base name of an instance (§3.2). Volumes and security have their own
// passes.
#include <string>
#include <string_view>
#include <unordered_set>
#include <utility>

#include "passes/pass.h"
#include "support/text.h"

namespace ovcc {
namespace {

/// A reference with whatever stands behind its name taken off: `quay.io:5000/a/b` of `quay.io:5000/a/b:1@sha256:…`.
std::string_view WithoutTag(std::string_view reference) {
  reference = SplitFirst(reference, '@').first;
  const std::size_t slash = reference.rfind('/');
  const std::size_t colon = reference.find(':', slash == std::string_view::npos ? 0 : slash);
  return reference.substr(0, colon);
}

bool IsPinned(std::string_view reference) { return reference.find_first_of("/:@") != std::string_view::npos; }

/// Where the tag of an image is written, else the image.
Span TagSpan(const ir::Image& image) {
  const ir::Text& tag = image.labels ? image.labels->tag : image.tag;
  if (!tag.empty()) return tag.span;
  return image.labels ? image.labels->span : image.span;
}

ir::Text ImageReference(const ir::Deployment& deployment, const ir::Image& image, const ir::Options& options,
                        Interner& names) {
  const ir::EffectiveImage& effective = *image.effective;
  ir::Text written;  // a complete reference, taken as it is
  if (IsPinned(deployment.entry.image.text())) {
    written = deployment.entry.image;
  } else if (image.foreign) {
    written = image.reference;
  }

  if (!options.tag.empty()) {
    std::string reference(written.empty() ? effective.reference_name.text() : WithoutTag(written.text()));
    reference.append(":").append(options.tag.text());
    return {names.Intern(reference), written.span};
  }
  if (!written.empty()) return written;
  const std::string_view tag = effective.tag.empty() ? "latest" : effective.tag.text();
  std::string reference(effective.reference_name.text());
  reference.append(":").append(tag);
  return {names.Intern(reference), TagSpan(image)};
}

/// One line: runs of white space and control characters become one blank (§16.9, W54).
std::string OneLine(std::string_view text) {
  constexpr char kDelete = 0x7F;
  std::string line;
  bool gap = false;
  for (const char c : text) {
    if (IsSpace(c) || (static_cast<unsigned char>(c) < ' ') || c == kDelete) {
      gap = !line.empty();
      continue;
    }
    if (gap) line += ' ';
    gap = false;
    line += c;
  }
  return line;
}

/// Several `auto` are one, where the first stands (§8.3).
std::vector<ir::PortMapping> CollapseAuto(const std::vector<ir::PortMapping>& written) {
  std::vector<ir::PortMapping> ports;
  bool seen = false;
  for (const ir::PortMapping& port : written) {
    const bool is_word = port.automatic && port.container == 0;
    if (is_word && std::exchange(seen, true)) continue;
    ports.push_back(port);
  }
  return ports;
}

std::vector<ir::PortMapping> From(ir::PortSource source, std::vector<ir::PortMapping> ports) {
  for (ir::PortMapping& port : ports) port.source = source;
  return ports;
}

std::vector<ir::PortMapping> ChosenPorts(const ir::Entry& entry, const ir::EffectiveImage& effective) {
  if (entry.resolved_ports.has_value()) return From(ir::PortSource::Resolved, *entry.resolved_ports);
  if (entry.ports.has_value()) return From(ir::PortSource::Entry, CollapseAuto(*entry.ports));
  return From(ir::PortSource::Image, effective.ports);
}

/// What the image's list loses to the entry's. A list that flags of the run change starts as a copy of the image's.
std::vector<ir::EnvEntry> ReplacedEnv(const ir::Entry& entry, const ir::EffectiveImage& effective) {
  std::vector<ir::EnvEntry> replaced;
  if (!entry.env.has_value() || effective.env.empty()) return replaced;
  std::unordered_set<std::uint32_t> copied;  // never iterated
  for (const ir::EnvEntry& kept : *entry.env) copied.insert(kept.span.begin);
  for (const ir::EnvEntry& offered : effective.env) {
    if (!copied.contains(offered.span.begin)) replaced.push_back(offered);
  }
  return replaced;
}

/// What the container runs: the init of a built image, or what the record of a foreign one says (§17.3).
void ChooseCommand(const ir::Image& image, ir::Container& app) {
  app.command.clear();
  app.entrypoint.clear();
  if (image.foreign) {
    app.command = image.command.value_or(app.command);
    app.entrypoint = image.entrypoint.value_or(app.entrypoint);
    return;
  }
  const Span span = image.labels ? image.labels->span : image.span;
  for (const Symbol word : image.effective->exec) app.command.push_back({word, span});
}

void Overlay(ir::Deployment& deployment, const ir::Image& image, const ir::Options& options, Interner& names) {
  const ir::EffectiveImage& effective = *image.effective;
  const ir::Entry& entry = deployment.entry;
  // W48: a description that names no status or no text leaves the image's.
  deployment.status = entry.status == ir::Status::Unset ? effective.status : entry.status;
  deployment.info = names.Intern(OneLine(entry.info.empty() ? effective.info.text() : entry.info.text()));
  deployment.network = entry.network.empty() ? effective.network : entry.network;
  if (deployment.network.empty()) deployment.network.value = names.Intern("ov");
  deployment.ports = ChosenPorts(entry, effective);
  deployment.written_env = entry.env.has_value() ? *entry.env : effective.env;
  deployment.replaced_env = ReplacedEnv(entry, effective);
  deployment.app.image = ImageReference(deployment, image, options, names);
  ChooseCommand(image, deployment.app);
}

}  // namespace

void OverlayDeploy(ir::Module& module, PassContext& context) {
  for (ir::Deployment& deployment : module.deployments) {
    const ir::Image* image = std::as_const(module).FindImage(deployment.image);
    if (image == nullptr || !image->effective.has_value()) continue;
    Overlay(deployment, *image, module.options, context.names);
  }
}

}  // namespace ovcc
