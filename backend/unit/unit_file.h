#pragma once

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

/// `Key=Value`. Values are unescaped; only the encoders know the syntax. For the class `Words` and `Exec` each element
/// of `words` is one argument, for `Env` there are two: name and value; else there is exactly one.
struct Directive {
  std::string_view key;  // a row of directives.def
  std::vector<std::string> words;
  Span span;  // where the value was written, for errors
};

/// A comment line between directives; `# ` is put in front.
struct Comment {
  std::string text;
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

}  // namespace ovcc::backend
