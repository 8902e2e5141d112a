#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace ovcc::yaml {

/// What an explicit tag says about a node: `!!str` and `!` make text, all others are ignored.
enum class Tag : std::uint8_t { None, Text, Other };

/// What the parser knows of a node when it begins.
struct NodeStart {
  std::uint32_t offset =
      0;  // of the first property if there is one, else of the node; for an omitted node of what follows
  std::uint32_t anchor = 0;  // counted from 1 in each document; 0: none
  Tag tag = Tag::None;
};

/// Receives the events of a file in order. Offsets are bytes from the start of the file. Returning false ends the
/// parse.
class EventReceiver {
 public:
  EventReceiver() = default;
  EventReceiver(const EventReceiver&) = delete;
  EventReceiver& operator=(const EventReceiver&) = delete;
  EventReceiver(EventReceiver&&) = delete;
  EventReceiver& operator=(EventReceiver&&) = delete;
  virtual ~EventReceiver() = default;

  [[nodiscard]] virtual bool OnDocumentStart(std::uint32_t offset) = 0;
  [[nodiscard]] virtual bool OnDocumentEnd() = 0;
  /// A plain `null`, `Null`, `NULL` or `~`, or a node that was omitted.
  [[nodiscard]] virtual bool OnNull(const NodeStart& start) = 0;
  [[nodiscard]] virtual bool OnScalar(const NodeStart& start, std::string_view value) = 0;
  [[nodiscard]] virtual bool OnAlias(std::uint32_t offset, std::uint32_t anchor) = 0;
  [[nodiscard]] virtual bool OnListStart(const NodeStart& start) = 0;
  [[nodiscard]] virtual bool OnMapStart(const NodeStart& start) = 0;
  /// End of the innermost open list or mapping.
  [[nodiscard]] virtual bool OnCollectionEnd() = 0;
};

/// Why the parser stopped.
struct SyntaxError {
  enum class Reason : std::uint8_t { Other, UnknownAlias, OpenQuote, OpenBracket };

  std::uint32_t offset = 0;  // at most the size of the text
  Reason reason = Reason::Other;
  std::string message;  // lower case, no full stop
};

/// Sends the events of `text` from byte `begin` on. `text` is UTF-8 without control characters, smaller than 1 GiB.
/// Returns what made the parser give up; nothing if it reached the end or was stopped by the receiver.
[[nodiscard]] std::optional<SyntaxError> ReadEvents(std::string_view text, std::uint32_t begin,
                                                    EventReceiver& receiver);

}  // namespace ovcc::yaml
