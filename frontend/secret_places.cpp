// Where inputs hold values of secrets (§12.4). A secret is known by its variable. Which lines hold a value is read from
// the text, not from the module: what is shown may be about the very reason why the module does not have the value.
#include "frontend/secret_places.h"

#include <algorithm>
#include <optional>

#include "support/text.h"

namespace ovcc {
namespace {

using Names = SecretPlaces::Names;

void AddSecrets(const std::vector<ir::SecretDeclaration>& secrets, Names& names) {
  for (const ir::SecretDeclaration& secret : secrets) {
    if (!secret.env.empty()) names.insert(secret.env.text());
  }
}

void AddContract(const ir::Contract& contract, Names& names) {
  AddSecrets(contract.secrets, names);
  for (const auto* list : {&contract.secret_accepts, &contract.secret_requires}) {
    for (const ir::Dependency& secret : *list) names.insert(secret.name.text());
  }
}

void AddSidecars(const std::vector<ir::SidecarSpec>& sidecars, Names& names) {
  for (const ir::SidecarSpec& sidecar : sidecars) {
    if (sidecar.secrets) AddSecrets(*sidecar.secrets, names);
  }
}

/// Variables of all secrets of the program, whether or not something uses them.
Names SecretNames(const ir::Module& module) {
  Names names;
  for (const ir::Layer& layer : module.layers) AddContract(layer.contract, names);
  for (const ir::Image& image : module.images) {
    AddContract(image.contract, names);
    if (image.labels) AddContract(image.labels->contract, names);
  }
  AddSidecars(module.templates, names);
  for (const ir::Deployment& deployment : module.deployments) {
    AddSidecars(deployment.entry.sidecars, names);
    if (deployment.entry.secrets) AddSecrets(*deployment.entry.secrets, names);
  }
  return names;
}

bool IsWordByte(char c) { return IsAlphanumeric(c) || c == '_'; }

/// The name of a secret and the `=` or `:` behind it, as offsets.
struct Assignment {
  std::size_t name = std::string_view::npos;  // there is none
  std::size_t value = std::string_view::npos;
};

/// The next one at or behind `from`. Quotes and white space may stand before the separator; with `blank` a blank is a
/// separator, too.
Assignment FindAssignment(std::string_view text, std::size_t from, bool blank, const Names& names) {
  while (from < text.size()) {
    std::size_t end = from;
    while (end < text.size() && IsWordByte(text[end])) ++end;
    const std::size_t begin = from;
    from = std::max(end, begin + 1);
    if (begin == end || !names.contains(text.substr(begin, end - begin))) continue;
    const std::size_t next = text.find_first_not_of(" \t\r\n\"'", end);
    if (next == std::string_view::npos) continue;
    if (text[next] == '=' || text[next] == ':') return {begin, next + 1};
    if (blank && text[end] == ' ') return {begin, end + 1};
  }
  return {};
}

/// Finds the lines of one input that hold values of secrets.
class LineScan {
 public:
  explicit LineScan(const SourceManager::File& file) : file_(file), bytes_(file.bytes) {}

  [[nodiscard]] std::size_t LineOf(std::size_t offset) const {
    const auto after = std::ranges::upper_bound(file_.line_starts(), offset);
    return static_cast<std::size_t>(after - file_.line_starts().begin()) - 1;
  }

  /// Lines with an assignment, and what follows as part of its value.
  [[nodiscard]] std::unordered_set<std::size_t> Find(const Names& names) const {
    std::unordered_set<std::size_t> lines;  // never iterated
    for (Assignment found = FindAssignment(bytes_, 0, false, names); found.name != std::string_view::npos;
         found = FindAssignment(bytes_, found.value, false, names)) {
      const std::size_t first = LineOf(found.name);
      std::size_t line = first;
      const std::size_t separator = LineOf(found.value - 1);
      while (line <= separator || (line < file_.line_starts().size() && Continues(line, first))) lines.insert(line++);
    }
    return lines;
  }

 private:
  [[nodiscard]] std::string_view Line(std::size_t line) const {
    const std::size_t begin = file_.line_starts()[line];
    const std::size_t next = line + 1 < file_.line_starts().size() ? file_.line_starts()[line + 1] : bytes_.size();
    return bytes_.substr(begin, next - begin);
  }

  /// True for blank lines and for those that stand deeper than `first`; in a block scalar, as deep.
  [[nodiscard]] bool Continues(std::size_t line, std::size_t first) const {
    const auto indent = [this](std::size_t of) { return std::min(Line(of).find_first_not_of(' '), Line(of).size()); };
    if (Trim(Line(line)).empty() || indent(line) > indent(first)) return true;
    return indent(line) == indent(first) && first > 0 && BeginsBlock(Trim(Line(first - 1)));
  }

  /// True if the line ends with the head of a block scalar.
  static bool BeginsBlock(std::string_view line) {
    while (!line.empty() && (IsDigit(line.back()) || line.back() == '+' || line.back() == '-')) line.remove_suffix(1);
    return line.ends_with('|') || line.ends_with('>');
  }

  const SourceManager::File& file_;
  std::string_view bytes_;
};

}  // namespace

SecretPlaces::SecretPlaces(const ir::Module& module, const SourceManager& sources, const DiagnosticSink& diags)
    : sources_(sources), names_(SecretNames(module)) {
  for (const ir::Deployment& deployment : module.deployments) {
    for (const Boxed<ir::EnvFile>* file : {&deployment.env_file, &deployment.workspace_env}) {
      if (*file) files_.insert((*file)->path.text());
    }
  }
  for (const Diagnostic& found : diags.all()) {
    if (found.hide_source) Hide(found.span);
  }
}

bool SecretPlaces::Contain(Span place) {
  const SourceManager::File* file = sources_.FileOf(place);
  if (file == nullptr) return false;
  return files_.contains(file->name) || LinesOf(*file).contains(LineScan(*file).LineOf(place.begin - file->base));
}

std::string SecretPlaces::WithoutValues(std::string_view text) const {
  std::string shown;
  for (bool quoted = false;; quoted = !quoted) {
    const Halves halves = SplitFirst(text, '`');
    const Assignment found = quoted ? FindAssignment(halves.first, 0, true, names_) : Assignment();
    shown += halves.first.substr(0, found.value);
    if (found.value < halves.first.size()) shown += "…";
    if (!halves.found) return shown;
    shown += '`';
    text = halves.second;
  }
}

void SecretPlaces::Hide(Span place) {
  const SourceManager::File* file = sources_.FileOf(place);
  if (file == nullptr) return;
  const LineScan scan(*file);
  const std::size_t last = scan.LineOf(std::max(place.end, place.begin + 1) - 1 - file->base);
  for (std::size_t line = scan.LineOf(place.begin - file->base); line <= last; ++line) LinesOf(*file).insert(line);
}

SecretPlaces::Lines& SecretPlaces::LinesOf(const SourceManager::File& file) {
  const auto [lines, fresh] = lines_.try_emplace(&file);
  if (fresh) lines->second = LineScan(file).Find(names_);
  return lines->second;
}

}  // namespace ovcc
