// Lists of dependencies: `env_*`, `secret_*` and `mcp_*` with `accepts` or `requires` (§1.4, §12.3-12.5, §16.16).
#include "frontend/read/dependencies.h"

#include <algorithm>
#include <unordered_map>
#include <utility>

#include "frontend/read/repetition.h"
#include "frontend/schema/contract.h"
#include "support/text.h"

namespace ovcc {
namespace {

const schema::Mapping& TableOf(Subject subject) {
  switch (subject) {
    case Subject::Env:
      return schema::kEnvDependency;
    case Subject::Secret:
      return schema::kSecretDependency;
    case Subject::Mcp:
      return schema::kMcpDependency;
  }
  return schema::kEnvDependency;
}

bool AllOf(std::string_view text, std::string_view extra) {
  return std::ranges::all_of(
      text, [&](char c) { return (c >= 'a' && c <= 'z') || IsDigit(c) || extra.find(c) != std::string_view::npos; });
}

/// `^[a-z0-9][a-z0-9<extra>]*$`
bool IsSlug(std::string_view text, std::string_view extra) {
  return !text.empty() && extra.find(text.front()) == std::string_view::npos && AllOf(text, extra);
}

/// `^ov/[a-z0-9][a-z0-9-]*/[a-z0-9][a-z0-9_-]*$`
bool IsCredentialKey(std::string_view key) {
  if (!key.starts_with("ov/")) return false;
  const Halves halves = SplitFirst(key.substr(3), '/');
  return halves.found && IsSlug(halves.first, "-") && IsSlug(halves.second, "_-");
}

/// Reads one list of dependencies.
class DependencyReader {
 public:
  DependencyReader(ReadContext& context, const PresentField& list, Subject subject, Symbol owner)
      : context_(context), list_(list), section_(list.key->text), subject_(subject), owner_(owner) {}

  std::vector<ir::Dependency> Read() {
    std::vector<ir::Dependency> dependencies;
    std::unordered_map<Symbol, std::pair<Span, Span>> seen;  // name and element; never iterated
    for (const yaml::NodeId id : context_.document.items(*list_.value)) {
      const yaml::Node& item = context_.node(id);
      const std::optional<ir::Dependency> dependency = ReadElement(item);
      if (!dependency) continue;
      const auto [earlier, fresh] = seen.try_emplace(dependency->name, dependency->span, item.span);
      if (fresh) {
        dependencies.push_back(*dependency);
      } else {
        Diagnostic& found = context_.diags.Emit(dependency->span, diag::DepDuplicate, dependency->name.text(), section_)
                                .Attach(earlier->second.first, "first listed here");
        FixRepetition(context_, found, earlier->second.second, item.span);
      }
    }
    return dependencies;
  }

 private:
  /// §16.16: plain text is a record with only that name.
  std::optional<ir::Dependency> ReadElement(const yaml::Node& item) {
    if (item.kind == yaml::Kind::Scalar) {
      ir::Dependency dependency;
      dependency.name = context_.names.Intern(item.text);
      dependency.layer = owner_;
      dependency.span = item.span;
      if (!CheckName(dependency)) return std::nullopt;
      context_.diags.Emit(item.span, diag::DepDescriptionShort, item.text, section_);
      return dependency;
    }
    if (!ExpectRecord(context_, item, section_)) return std::nullopt;
    const MappingReader reader(context_, item, TableOf(subject_));
    const ir::Text name = reader.Text("name");
    ir::Dependency dependency;
    dependency.name = name.value;
    dependency.description = reader.Text("description").value;
    dependency.layer = owner_;
    dependency.span = name.span.empty() ? item.span : name.span;
    if (!CheckName(dependency)) return std::nullopt;
    if (dependency.description.empty()) {
      context_.diags.Emit(dependency.span, diag::DepDescriptionMissing, name.text(), section_);
    }
    ReadDefault(reader, dependency);
    ReadKey(reader, dependency);
    return dependency;
  }

  bool CheckName(const ir::Dependency& dependency) {
    const std::string_view name = dependency.name.text();
    if (name.empty()) {
      if (subject_ == Subject::Mcp) {
        context_.diags.Emit(dependency.span, diag::McpNameEmpty, section_);
      } else {
        context_.diags.Emit(dependency.span, diag::EnvNameEmpty, section_);
      }
      return false;
    }
    if (subject_ == Subject::Mcp) return true;
    if (!IsEnvName(name)) {
      context_.diags.Emit(dependency.span, diag::EnvNameInvalid, name, section_);
      return false;
    }
    return subject_ == Subject::Env || CheckSlug(dependency);
  }

  bool CheckSlug(const ir::Dependency& dependency) {
    const std::string slug = ReplaceAll(ToLower(dependency.name.text()), "_", "-");
    if (IsSlug(slug, "-")) return true;
    context_.diags.Emit(dependency.span, diag::SecretSlugInvalid, dependency.name.text(), slug);
    return false;
  }

  /// §16.2: the default of a secret is never used, so it is not kept either.
  void ReadDefault(const MappingReader& reader, ir::Dependency& dependency) {
    const ir::Text text = reader.Text("default");
    if (text.empty()) return;
    if (subject_ == Subject::Secret) {
      const Span key = reader.Find("default")->key->span;
      context_.diags.Emit(text.span, diag::SecretDefaultIgnored, dependency.name.text())
          .SafeFix("remove `default`", {.kind = SourceEdit::Kind::RemoveElement, .span = key, .text = {}})
          .hide_source = true;
    } else if (const std::size_t nul = text.text().find('\0'); nul != std::string_view::npos) {
      context_.diags.Emit(PlaceIn(context_, text, nul), diag::NulInValue, dependency.name.text());
    } else {
      dependency.default_value = text;
    }
  }

  void ReadKey(const MappingReader& reader, ir::Dependency& dependency) {
    const ir::Text key = reader.Text("key");
    if (key.empty()) return;
    if (IsCredentialKey(key.text())) {
      dependency.key = key.value;
    } else {
      context_.diags.Emit(key.span, diag::SecretKeyInvalid, key.text());
    }
  }

  ReadContext& context_;
  const PresentField& list_;
  std::string_view section_;
  Subject subject_;
  Symbol owner_;
};

}  // namespace

std::vector<ir::Dependency> ReadDependencies(ReadContext& context, const MappingReader& reader, std::string_view field,
                                             Subject subject, Symbol owner) {
  const PresentField* list = reader.Find(field);
  if (list == nullptr) return {};
  return DependencyReader(context, *list, subject, owner).Read();
}

}  // namespace ovcc
