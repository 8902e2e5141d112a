#pragma once

#include <expected>
#include <string>
#include <vector>

#include "backend/secrets/plan.h"
#include "driver/command.h"
#include "driver/secrets/hidden_values.h"
#include "driver/secrets/host_variables.h"

namespace ovcc {

/// The value of one secret, or why there is none.
struct FoundValue {
  std::string bytes;                 // empty: there is none
  std::string place;                 // where it was found, for people
  std::vector<std::string> remarks;  // why the places before have none, for people
  std::string warning;               // what is probably a mistake; empty: nothing
};

/// Looks for values where a plan says they may be. Every value it sees is hidden from then on.
class ValueFinder {
 public:
  /// `credential_command` is a program with its first arguments, empty: none. The rest must outlive the finder.
  ValueFinder(const CommandContext& context, const HostVariables& variables,
              std::vector<std::string> credential_command, HiddenValues& hidden)
      : context_(context), variables_(variables), credential_command_(std::move(credential_command)), hidden_(hidden) {}

  /// The first value in `backend::PlacesOf`; an empty one counts as none. The error says why the credential command
  /// could not be started.
  [[nodiscard]] std::expected<FoundValue, std::string> Find(const backend::PlannedSecret& secret) const;

 private:
  /// What one place holds: a value, or a remark for people.
  struct Look {
    std::string bytes;
    std::string place;
    std::string remark;
  };

  [[nodiscard]] Look InVariable(const backend::SecretPlace& place) const;
  [[nodiscard]] Look InFile(const backend::SecretPlace& place) const;
  [[nodiscard]] std::expected<Look, std::string> InCredential(const backend::SecretPlace& place) const;
  [[nodiscard]] std::string Contradiction(const backend::PlannedSecret& secret, const FoundValue& found) const;

  const CommandContext& context_;
  const HostVariables& variables_;
  std::vector<std::string> credential_command_;
  HiddenValues& hidden_;
};

}  // namespace ovcc
