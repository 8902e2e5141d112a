// The secret plan as a POSIX shell script: the functions of provision.sh, then a call for each fact of the plan. A text
// of the plan is a quoted word, never a part of a command: promise 3 of the design holds for scripts too.
#include <fmt/format.h>

#include <set>

#include "backend/secrets/render.h"
#include "backend/secrets/script_prelude.h"
#include "support/text.h"

namespace ovcc::backend {
namespace {

std::string Quoted(std::string_view text) { return "'" + ReplaceAll(text, "'", R"('\'')") + "'"; }

// A shell has no variables of other names.
bool IsReadable(const SecretPlace& place) { return place.kind != SecretPlace::Kind::Variable || IsEnvName(place.name); }

std::string PlaceCall(const SecretPlace& place) {
  if (!IsReadable(place)) return fmt::format("elsewhere {}\n", Quoted(fmt::format("variable {}", place.name)));
  switch (place.kind) {
    case SecretPlace::Kind::Variable:
      return fmt::format("variable {}\n", place.name);
    case SecretPlace::Kind::File:
      return fmt::format("file {}\n", Quoted(place.name));
    case SecretPlace::Kind::Credential:
      return fmt::format("credential {} {}\n", Quoted(place.service), Quoted(place.name));
  }
  return "";
}

}  // namespace

std::string SecretPlanScript(const SecretPlan& plan) {
  std::set<std::string_view> variables;
  for (const PlannedSecret& secret : plan) {
    for (const SecretPlace& place : PlacesOf(secret)) {
      if (place.kind == SecretPlace::Kind::Variable && IsReadable(place)) variables.insert(place.name);
    }
  }
  std::string script(SecretScriptPrelude());
  script += '\n';
  if (plan.empty()) return script + "finish\n";
  for (const std::string_view variable : variables) script += fmt::format("take {}\n", variable);
  script += "begin\n";
  for (const PlannedSecret& secret : plan) {
    script += fmt::format("\nsecret {} {}\n", Quoted(secret.name.text()), secret.rotate ? "rotate" : "keep");
    for (const SecretPlace& place : PlacesOf(secret)) script += "  " + PlaceCall(place);
    script += "settle\n";
  }
  return script + "\nfinish\n";
}

}  // namespace ovcc::backend
