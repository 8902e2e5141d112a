// An explanation for people. Everything that comes from the input is made printable on the way.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "driver/explain/printable.h"
#include "driver/explain/render.h"
#include "support/printable.h"

namespace ovcc::explain {
namespace {

constexpr std::size_t kWidth = 100;
constexpr std::size_t kNarrowest = 30;  // what is left for a source line, however long its place

struct Palette {
  std::string_view heading, name, place, reset;
};
constexpr Palette kPlain = {};
constexpr Palette kColours = {.heading = "\x1b[1m", .name = "\x1b[1;32m", .place = "\x1b[36m", .reset = "\x1b[0m"};

/// Headings of what a container has, in the order in which they are shown.
struct Group {
  ItemKind kind;
  std::string_view heading;
  std::string_view absent;  // of what it has not
};
constexpr std::array kGroups = {
    Group{ItemKind::Setting, "container", ""},
    Group{ItemKind::Variable, "environment", "not in the environment"},
    Group{ItemKind::Secret, "secrets", "secrets that it does not receive"},
    Group{ItemKind::McpServer, "MCP servers", "MCP servers that nothing provides"},
    Group{ItemKind::Port, "ports", "ports that it does not publish"},
    Group{ItemKind::Volume, "volumes", "volumes that it does not mount"},
    Group{ItemKind::Security, "security and limits", ""},
    Group{ItemKind::Tunnel, "tunnel", ""},
};

std::string_view KindText(ItemKind kind) {
  switch (kind) {
    case ItemKind::Setting:
      return "setting";
    case ItemKind::Variable:
      return "variable";
    case ItemKind::Port:
      return "port";
    case ItemKind::Volume:
      return "volume";
    case ItemKind::Security:
      return "security";
    case ItemKind::Secret:
      return "secret";
    case ItemKind::McpServer:
      return "MCP server";
    case ItemKind::Tunnel:
      return "tunnel";
  }
  return "";
}

class TextRenderer {
 public:
  explicit TextRenderer(bool colour) : palette_(colour ? kColours : kPlain) {}

  std::string List(const Explanation& explanation) {
    out_ += fmt::format("{}: image `{}`{}\n", Painted(palette_.heading, explanation.deploy),
                        PrintableText(explanation.image), InParentheses(explanation.place));
    for (const ContainerView& container : explanation.containers) ListContainer(container);
    return std::move(out_);
  }

  std::string Full(const Explanation& explanation) {
    for (const ContainerView& container : explanation.containers) {
      for (const Item& item : container.items) {
        if (!out_.empty()) out_ += '\n';
        FullItem(container.name, item);
      }
    }
    return std::move(out_);
  }

  std::string Unit(const UnitExplanation& explanation, Detail detail) {
    for (const std::string& note : explanation.notes) out_ += Wrap(PrintableText("note: " + note), "", kWidth);
    for (const UnitLine& line : explanation.lines) {
      if (detail == Detail::Full) {
        FullLine(explanation, line);
      } else {
        ListLine(line);
      }
    }
    return std::move(out_);
  }

 private:
  void ListLine(const UnitLine& line) {
    const std::string number = fmt::format("{:>4}  ", line.number);
    const std::string text = CutTo(PrintableText(line.text), kWidth - number.size());
    out_ += line.text.empty() ? fmt::format("{:>4}\n", line.number)
                              : fmt::format("{}{}\n", number, Painted(palette_.name, text));
    bool told = false;
    for (const Item& item : line.items) {
      if (item.set_by) {
        Line(item.set_by->words, item.set_by->place);
      } else if (!item.reasons.empty()) {
        Line(item.reasons.front().text, item.reasons.front().place);
      }
      told = told || item.set_by || !item.reasons.empty();
    }
    if (!told && !line.purpose.empty()) Line(line.purpose, {});
  }

  void FullLine(const UnitExplanation& explanation, const UnitLine& line) {
    out_ += fmt::format("{}:{}: {}\n", PrintableText(explanation.file), line.number, Painted(palette_.name, line.text));
    if (!line.purpose.empty()) Field("for", line.purpose);
    for (const Item& item : line.items) {
      out_ += '\n';
      FullItem(line.container, item);
    }
  }

  std::string Painted(std::string_view colour, std::string_view text) const {
    return fmt::format("{}{}{}", colour, PrintableText(text), palette_.reset);
  }

  static std::string PlaceText(const Place& place) {
    return fmt::format("{}:{}:{}", PrintableText(place.file), place.line, place.column);
  }

  std::string InParentheses(const Place& place) const {
    return place.empty() ? "" : fmt::format(" ({}{}{})", palette_.place, PlaceText(place), palette_.reset);
  }

  void ListContainer(const ContainerView& container) {
    for (const Group& group : kGroups) {
      ListGroup(container, group, true);
      ListGroup(container, group, false);
    }
  }

  void ListGroup(const ContainerView& container, const Group& group, bool present) {
    bool first = true;
    for (const Item& item : container.items) {
      if (item.kind != group.kind || item.present != present) continue;
      if (first) {
        const std::string heading = fmt::format("{} of {}", present ? group.heading : group.absent, container.name);
        out_ += fmt::format("\n{}\n", Painted(palette_.heading, heading));
      }
      first = false;
      ListItem(item);
    }
  }

  void ListItem(const Item& item) {
    const std::string_view separator = item.kind == ItemKind::Variable ? "=" : ": ";
    const std::string value = item.value ? fmt::format("{}{}", separator, PrintableText(*item.value)) : "";
    const std::string name = PrintableText(item.name);
    const std::size_t left = kWidth - std::min(kWidth - kNarrowest, 2 + Columns(name));
    out_ += fmt::format("  {}{}\n", Painted(palette_.name, item.name), CutTo(value, left));
    if (item.set_by)
      Line(item.inherited ? "passed on by systemd, " + item.set_by->words : item.set_by->words, item.set_by->place);
    for (const Step& lost : item.overridden) Line(LostText(lost), lost.place);
    if (item.present && item.set_by) return;
    for (const Reason& reason : item.reasons) Line(reason.text, reason.place);
  }

  static std::string LostText(const Step& lost) {
    if (!lost.value) return fmt::format("overrides {}", lost.words);
    constexpr std::size_t kShownValue = 40;
    return fmt::format("overrides `{}`, {}", CutTo(PrintableText(*lost.value), kShownValue), lost.words);
  }

  /// "words (file:line:column)", wrapped; the place stays in one piece.
  void Line(std::string_view words, const Place& place) {
    constexpr std::string_view kIndent = "      ";
    out_ += Wrap(PrintableText(words), kIndent, kWidth);
    if (place.empty()) return;
    out_.pop_back();
    const std::string where = fmt::format("({})", PlaceText(place));
    const std::size_t used = Columns(std::string_view(out_).substr(out_.rfind('\n') + 1));
    out_ += used + 1 + Columns(where) <= kWidth ? " " : fmt::format("\n{}", kIndent);
    out_ += where + "\n";
  }

  void FullItem(std::string_view container, const Item& item) {
    out_ += fmt::format("{} {} of {}\n", KindText(item.kind), Painted(palette_.name, item.name),
                        Painted(palette_.heading, container));
    Field("value", ValueText(item));
    if (item.set_by) Field("set by", item.set_by->words, item.set_by->place);
    for (const Step& lost : item.overridden) {
      Field("overrides", lost.value ? fmt::format("`{}`, {}", *lost.value, lost.words) : lost.words, lost.place);
    }
    for (const Reason& reason : item.reasons) Field(item.present ? "because" : "why", reason.text, reason.place);
    if (!item.help.empty()) Field("help", item.help);
  }

  static std::string ValueText(const Item& item) {
    if (!item.present) return "none: it is not there";
    if (item.inherited) return "that of systemd's user manager when the container starts";
    if (item.value) return item.value->empty() ? "(empty)" : *item.value;
    return "not shown";
  }

  /// A row "label  text", and below it the source line.
  void Field(std::string_view label, std::string_view text, const Place& place = {}) {
    constexpr std::size_t kLabel = 11;
    const std::string indent(kLabel + 2, ' ');
    std::string row = Wrap(PrintableText(text), indent, kWidth);
    row.replace(0, indent.size(), fmt::format("  {:<{}}", label, kLabel));
    out_ += row;
    if (place.empty()) return;
    const std::string where = PlaceText(place);
    const std::size_t used = indent.size() + Columns(where) + 2;
    const std::size_t left = std::max(kNarrowest, kWidth - std::min(kWidth, used));
    out_ += fmt::format("{}{}{}{}", indent, palette_.place, where, palette_.reset);
    if (!place.excerpt.empty()) out_ += fmt::format(": {}", CutTo(PrintableText(place.excerpt), left));
    out_ += '\n';
  }

  const Palette& palette_;
  std::string out_;
};

}  // namespace

std::string RenderText(const Explanation& explanation, Detail detail, bool colour) {
  TextRenderer renderer(colour);
  return detail == Detail::List ? renderer.List(explanation) : renderer.Full(explanation);
}

std::string RenderText(const UnitExplanation& explanation, Detail detail, bool colour) {
  return TextRenderer(colour).Unit(explanation, detail);
}

}  // namespace ovcc::explain
