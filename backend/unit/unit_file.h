#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "support/span.h"

namespace ovcc::backend {

/// How a value is spelt; the classes of quadlet-encoding.md section 4, each with its encoder in `encode.h`.
enum class EncodingClass : std::uint8_t {
  Env,
  Word,
  Words,
  Raw,
  Text,
  Strv,
  Exec,
  SetEnv,
  Description,
  Name,
  Fixed,
};

/// Whether values of the class are variables: `KEY=VALUE`.
[[nodiscard]] constexpr bool IsEnv(EncodingClass encoding) {
  return encoding == EncodingClass::Env || encoding == EncodingClass::SetEnv;
}

/// What of the program a line is about. The emitter says it with each line, so that `ovcc explain` finds the way back.
struct Subject {
  enum class Kind : std::uint8_t {
    Structure,  // section heads, blank lines
    Header,     // name of the file, status
    Description,
    Order,  // what systemd starts before, with or after
    Pod,
    Image,
    ContainerName,
    WorkingDir,
    Entrypoint,
    User,
    Network,
    Resolver,  // name resolution in a pod with tailscale
    Port,
    Volume,
    Secret,
    Security,  // a right or a limit
    UserNamespace,
    Variable,
    EnvFile,
    Command,
    Restart,
    Timeout,
    Unlock,  // of encrypted volumes
    Tunnel,
    Start,  // [Install]
  };
  Kind kind = Kind::Structure;
  std::string_view
      name;  // variable, volume, secret, field of security, `port` of a tunnel; as long-lived as the module
  std::size_t index = 0;  // of ports, tunnelled ports and elements of a field of security: which one
};

/// `Key=Value`. Values are unescaped; only the encoders know the syntax. For the class `Words` and `Exec` each element
/// of `words` is one argument, for `Env` there are two: name and value; else there is exactly one.
struct Directive {
  std::string_view key;  // a row of directives.def
  std::vector<std::string> words;
  Span span;  // where the value was written
  Subject subject = {};
};

/// A comment line between directives; `# ` is put in front.
struct Comment {
  std::string text;
  Subject subject = {Subject::Kind::Header, {}};
};

using Line = std::variant<Directive, Comment>;

struct Section {
  std::string_view name;  // without brackets
  std::vector<Line> lines;
};

/// A unit file as data.
struct UnitFile {
  std::string file_name;
  std::vector<Comment> header;
  std::vector<Section> sections;
  bool is_service = false;  // a plain service of systemd rather than a Quadlet file: mode 0644
};

/// What a line of a written file is about, and where its value was written.
struct LineOrigin {
  Subject subject;
  Span span;
};

}  // namespace ovcc::backend
