#pragma once

#include <expected>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "driver/command.h"
#include "driver/secrets/hidden_values.h"

namespace ovcc {

/// The secrets that podman stores, through its own program. Values go to its standard input and nowhere else; its
/// environment holds none. Errors say what podman said, for people.
class PodmanSecrets {
 public:
  /// Values of 1 to this many bytes are stored. Source: `maxSecretSize` of
  /// https://github.com/containers/common/blob/main/pkg/secrets/secrets.go
  static constexpr std::size_t kMostBytes = 511'999;

  /// `program` is a path, or a name looked up in PATH. `hidden` is read at each call.
  PodmanSecrets(std::string program, const CommandContext& context, const HiddenValues& hidden)
      : program_(std::move(program)), context_(context), hidden_(hidden) {}

  /// Names of all secrets.
  [[nodiscard]] std::expected<std::set<std::string>, std::string> List() const;

  /// Whether `Replace` is a single step: Podman knows `--replace` from 4.7 on.
  [[nodiscard]] std::expected<bool, std::string> KnowsReplace() const;

  [[nodiscard]] std::expected<void, std::string> Create(const std::string& name, std::string_view value) const;

  /// Replaces a secret that exists. Without `single_step` it is removed first; both steps are shielded from signals,
  /// and the second one is tried twice: a signal that was sent to podman as well may have ended the first try. After an
  /// error the old value may be gone.
  [[nodiscard]] std::expected<void, std::string> Replace(const std::string& name, std::string_view value,
                                                         bool single_step) const;

 private:
  [[nodiscard]] std::expected<std::string, std::string> Run(std::vector<std::string> arguments, std::string_view input,
                                                            bool shielded) const;

  std::string program_;
  const CommandContext& context_;
  const HiddenValues& hidden_;
};

}  // namespace ovcc
