// `secrets` of a layer or a sidecar (§10.1, §10.3, §12.4). Names only: a value never stands in a file that is read
// here. The two kinds differ: a sidecar's secret must say where it goes, a layer's is a file by default.
#include <fmt/format.h>

#include <algorithm>

#include "frontend/grammar/template_text.h"
#include "frontend/read/mapping.h"
#include "frontend/read/readers.h"
#include "frontend/read/scalar_span.h"
#include "frontend/schema/contract.h"
#include "support/text.h"

namespace ovcc {
namespace {

bool BreaksOptionList(std::string_view text) {
  return std::ranges::any_of(text, [](char c) { return c == ',' || IsSpace(c); });
}

/// `env` or `target`: they become parts of one comma list.
bool CheckDestination(ReadContext& context, const ir::Text& text, std::string_view field) {
  if (RefuseControlCharacters(context, text, fmt::format("`{}` of a secret", field))) return false;
  if (!BreaksOptionList(text.text())) return true;
  context.diags.Emit(text.span, diag::SecretTargetInvalid, field, text.text());
  return false;
}

bool CheckEnv(ReadContext& context, const ir::Text& env) {
  if (env.empty() || !CheckDestination(context, env, "env")) return env.empty();
  if (IsEnvName(env.text())) return true;
  context.diags.Emit(env.span, diag::EnvNameInvalid, env.text(), "secrets");
  return false;
}

bool CheckEnvFrom(ReadContext& context, const MappingReader& reader, std::string_view name) {
  const PresentField* present = reader.Find("env_from");
  if (present == nullptr) return true;
  const auto parsed = ParseParameterTemplate(present->value->text);
  if (parsed) return true;
  context.diags.Emit(SpanOf(context, *present->value, parsed.error()), diag::SidecarTemplateInvalid, name,
                     PartOf(*present->value, parsed.error()));
  return false;
}

std::optional<ir::SecretDeclaration> ReadSecret(ReadContext& context, const yaml::Node& item,
                                                std::string_view sidecar) {
  const MappingReader reader(context, item, sidecar.empty() ? schema::kSecret : schema::kSidecarSecret);
  const ir::Text name = reader.Text("name");
  ir::SecretDeclaration secret{.name = name.value,
                               .env = reader.Text("env"),
                               .target = reader.Text("target"),
                               .env_from = reader.Text("env_from"),
                               .source = {},
                               .source_readable_by_all = false,
                               .description = reader.Text("description"),
                               .layer = {},
                               .span = name.empty() ? item.span : name.span};
  bool usable = true;
  if (RefuseControlCharacters(context, name, "the name of a secret")) {
    usable = false;
  } else if (!IsName(name.text())) {
    context.diags.Emit(secret.span, diag::SecretNameInvalid, name.text());
    usable = false;
  }
  if (!CheckEnv(context, secret.env)) usable = false;
  if (!CheckDestination(context, secret.target, "target")) usable = false;
  if (!CheckEnvFrom(context, reader, name.text())) usable = false;
  if (!sidecar.empty() && secret.env.empty() && secret.target.empty()) {
    context.diags.Emit(secret.span, diag::SecretNoDestination, name.text(), sidecar);
    usable = false;
  }
  if (!usable) return std::nullopt;
  return secret;
}

}  // namespace

std::vector<ir::SecretDeclaration> ReadSecrets(ReadContext& context, const yaml::Node& list, std::string_view sidecar) {
  std::vector<ir::SecretDeclaration> secrets;
  if (!ExpectKind(context, list, "secrets", yaml::Kind::List)) return secrets;
  for (const yaml::NodeId id : context.document.items(list)) {
    const yaml::Node& item = context.node(id);
    if (!ExpectRecord(context, item, "secrets")) continue;
    if (const std::optional<ir::SecretDeclaration> secret = ReadSecret(context, item, sidecar)) {
      secrets.push_back(*secret);
    }
  }
  return secrets;
}

}  // namespace ovcc
