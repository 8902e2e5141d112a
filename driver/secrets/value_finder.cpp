// Reads values of secrets from variables, files and a credential command. Remarks name places, never what is in them.
#include "driver/secrets/value_finder.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace ovcc {

using backend::SecretPlace;

ValueFinder::Look ValueFinder::InVariable(const SecretPlace& place) const {
  const std::string text = PlaceText(place);
  const auto variable = variables_.Get(std::string(place.name));
  if (!variable) return {"", "", text + " is not set"};
  const std::string where = variable->file.empty() ? text : fmt::format("{} of `{}`", text, variable->file);
  if (variable->value.empty()) return {"", "", where + " is empty"};
  return {variable->value, where, ""};
}

ValueFinder::Look ValueFinder::InFile(const SecretPlace& place) const {
  const std::string text = PlaceText(place);
  auto bytes = context_.files.Read(std::string(place.name));
  if (!bytes) return {"", "", fmt::format("{}: {}", text, bytes.error().reason)};
  if (bytes->empty()) return {"", "", text + " is empty"};
  return {std::move(*bytes), text, ""};
}

std::expected<ValueFinder::Look, std::string> ValueFinder::InCredential(const SecretPlace& place) const {
  const std::string text = PlaceText(place);
  if (credential_command_.empty()) return Look{"", "", text + " needs `--credential-command`"};
  ProcessRequest request{.arguments = credential_command_, .input = {}, .environment = {}};
  request.arguments.emplace_back(place.service);
  request.arguments.emplace_back(place.name);
  request.environment = hidden_.Without(context_.environment);
  auto result = context_.processes.Run(request);
  if (!result) {
    return std::unexpected(
        fmt::format("cannot run the credential command `{}`: {}", credential_command_.front(), result.error().reason));
  }
  // What a failed command says may be half of a value, so only its status is told.
  if (result->status != 0) {
    return Look{"", "",
                fmt::format("{}: `{}` ended with status {}", text, fmt::join(request.arguments, " "), result->status)};
  }
  std::string& bytes = result->output;
  if (bytes.ends_with('\n')) bytes.pop_back();
  if (bytes.empty()) return Look{"", "", text + " is empty"};
  return Look{std::move(bytes), text, ""};
}

// One podman secret under two variables (§10.1): values that differ cannot both be meant.
std::string ValueFinder::Contradiction(const backend::PlannedSecret& secret, const FoundValue& found) const {
  for (const SecretPlace& place : PlacesOf(secret)) {
    if (place.kind != SecretPlace::Kind::Variable) continue;
    const Look other = InVariable(place);
    if (!other.bytes.empty() && other.bytes != found.bytes) {
      return fmt::format("{} and {} hold different values for the podman secret `{}`; the first one is taken",
                         found.place, other.place, secret.name.text());
    }
  }
  return "";
}

std::expected<FoundValue, std::string> ValueFinder::Find(const backend::PlannedSecret& secret) const {
  FoundValue found;
  for (const SecretPlace& place : PlacesOf(secret)) {
    std::expected<Look, std::string> look;
    if (place.kind == SecretPlace::Kind::Variable) look = InVariable(place);
    if (place.kind == SecretPlace::Kind::File) look = InFile(place);
    if (place.kind == SecretPlace::Kind::Credential) look = InCredential(place);
    if (!look) return std::unexpected(look.error());
    if (look->bytes.empty()) {
      found.remarks.push_back(std::move(look->remark));
      continue;
    }
    found.bytes = std::move(look->bytes);
    found.place = std::move(look->place);
    hidden_.HideValue(found.bytes);
    if (place.kind == SecretPlace::Kind::Variable) found.warning = Contradiction(secret, found);
    break;
  }
  return found;
}

}  // namespace ovcc
