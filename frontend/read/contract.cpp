// The contract fields of one layer or foreign image (§1.4, §12.3-12.5): what it offers to other deploys and what it
// needs from them. Rules that need several layers are left to the passes.
#include <unordered_map>

#include "frontend/grammar/template_text.h"
#include "frontend/read/dependencies.h"
#include "frontend/read/mapping.h"
#include "frontend/read/readers.h"
#include "frontend/read/scalar_span.h"
#include "frontend/schema/contract.h"

namespace ovcc {
namespace {

std::optional<ir::McpProvide> ReadMcpProvide(ReadContext& context, const yaml::Node& item, std::string_view section,
                                             Symbol owner) {
  if (!ExpectRecord(context, item, section)) return std::nullopt;
  const MappingReader reader(context, item, schema::kMcpProvide);
  const ir::Text name = reader.Text("name");
  ir::Text url = reader.Text("url");
  const ir::Text transport = reader.Text("transport");
  if (name.empty()) {
    context.diags.Emit(item.span, diag::McpNameEmpty, section);
    return std::nullopt;
  }
  if (url.empty()) {
    context.diags.Emit(name.span, diag::McpUrlEmpty, name.text());
  }
  for (const ScalarError& error : CheckTemplate(url.text())) {
    const yaml::Node& scalar = *reader.Find("url")->value;
    context.diags.Emit(SpanOf(context, scalar, error), diag::McpUrlTemplate, name.text(), PartOf(scalar, error));
    url.value = Symbol();  // what cannot be read provides nothing
  }
  if (!transport.empty() && transport.text() != "http" && transport.text() != "sse") {
    context.diags.Emit(transport.span, diag::McpTransportInvalid, transport.text());
  }
  return ir::McpProvide{.name = name.value,
                        .url = url,
                        .transport = transport.empty() ? context.names.Intern("http") : transport.value,
                        .layer = owner,
                        .span = name.span};
}

std::vector<ir::McpProvide> ReadMcpProvides(ReadContext& context, const MappingReader& reader, Symbol owner) {
  std::vector<ir::McpProvide> provides;
  const PresentField* list = reader.Find("mcp_provides");
  if (list == nullptr) return provides;
  std::unordered_map<Symbol, Span> seen;  // never iterated
  for (const yaml::NodeId id : context.document.items(*list->value)) {
    const auto provide = ReadMcpProvide(context, context.node(id), list->key->text, owner);
    if (!provide) continue;
    const auto [earlier, fresh] = seen.try_emplace(provide->name, provide->span);
    if (fresh) {
      provides.push_back(*provide);
    } else {
      context.diags.Emit(provide->span, diag::McpNameDuplicate, provide->name.text())
          .Attach(earlier->second, "first listed here");
    }
  }
  return provides;
}

struct Section {
  std::string_view name;
  Subject subject;
  const std::vector<ir::Dependency>& dependencies;
};

/// One layer names a dependency once. In a whole image one layer may require what another accepts, but a name is either
/// a variable or a secret.
void CheckTwoSections(ReadContext& context, const ir::Contract& contract, Scope scope) {
  const Section sections[] = {{"env_requires", Subject::Env, contract.env_requires},
                              {"env_accepts", Subject::Env, contract.env_accepts},
                              {"secret_requires", Subject::Secret, contract.secret_requires},
                              {"secret_accepts", Subject::Secret, contract.secret_accepts}};
  struct Place {
    std::string_view section;
    Subject subject;
    Span span;
  };
  std::unordered_map<Symbol, Place> seen;  // never iterated
  for (const Section& section : sections) {
    for (const ir::Dependency& dependency : section.dependencies) {
      const Place place{section.name, section.subject, dependency.span};
      const auto [earlier, fresh] = seen.try_emplace(dependency.name, place);
      if (fresh || (scope == Scope::Image && earlier->second.subject == section.subject)) continue;
      context.diags
          .Emit(dependency.span, diag::DepTwoSections, dependency.name.text(), earlier->second.section, section.name)
          .Attach(earlier->second.span, "also listed here");
    }
  }
}

void CheckMcpSections(ReadContext& context, const ir::Contract& contract) {
  std::unordered_map<Symbol, Span> required;  // never iterated
  for (const ir::Dependency& dependency : contract.mcp_requires) required.emplace(dependency.name, dependency.span);
  for (const ir::Dependency& dependency : contract.mcp_accepts) {
    const auto found = required.find(dependency.name);
    if (found == required.end()) continue;
    context.diags.Emit(dependency.span, diag::McpTwoSections, dependency.name.text())
        .Attach(found->second, "also listed here");
  }
}

void CheckSecretsProvided(ReadContext& context, const ir::Contract& contract, Symbol layer) {
  std::unordered_map<Symbol, Span> provided;  // never iterated
  for (const ir::Provide& provide : contract.env_provides) provided.emplace(provide.name, provide.span);
  for (const auto* secrets : {&contract.secret_requires, &contract.secret_accepts}) {
    for (const ir::Dependency& secret : *secrets) {
      const auto found = provided.find(secret.name);
      if (found == provided.end()) continue;
      context.diags.Emit(found->second, diag::SecretAndProvides, secret.name.text(), layer.text())
          .Attach(secret.span, "a secret here");
    }
  }
}

}  // namespace

ir::Contract ReadContract(ReadContext& context, const MappingReader& reader, Symbol owner, bool with_resources,
                          Scope scope) {
  ir::Contract contract;
  if (const PresentField* provides = reader.Find("env_provides")) {
    contract.env_provides = ReadEnvProvides(context, *provides->value, owner);
  }
  contract.env_accepts = ReadDependencies(context, reader, "env_accepts", Subject::Env, owner);
  contract.env_requires = ReadDependencies(context, reader, "env_requires", Subject::Env, owner);
  contract.secret_accepts = ReadDependencies(context, reader, "secret_accepts", Subject::Secret, owner);
  contract.secret_requires = ReadDependencies(context, reader, "secret_requires", Subject::Secret, owner);
  contract.mcp_provides = ReadMcpProvides(context, reader, owner);
  contract.mcp_accepts = ReadDependencies(context, reader, "mcp_accepts", Subject::Mcp, owner);
  contract.mcp_requires = ReadDependencies(context, reader, "mcp_requires", Subject::Mcp, owner);
  CheckTwoSections(context, contract, scope);
  if (scope == Scope::Layer) {
    CheckMcpSections(context, contract);
    CheckSecretsProvided(context, contract, owner);
  }
  if (!with_resources) return contract;
  if (const PresentField* volumes = reader.Find("volumes")) {
    contract.volumes = ReadVolumes(context, *volumes->value, false);
  }
  if (const PresentField* secrets = reader.Find("secrets")) {
    contract.secrets = ReadSecrets(context, *secrets->value, "");
    for (ir::SecretDeclaration& secret : contract.secrets) secret.layer = owner;
  }
  return contract;
}

}  // namespace ovcc
