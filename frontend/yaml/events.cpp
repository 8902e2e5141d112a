// The one file that knows yaml-cpp. Its events are handed on with byte offsets instead of marks, its exceptions become
// a value, and its messages are put into the words of the other diagnostics. yaml-cpp counts bytes, so offsets are
// exact.
#include "frontend/yaml/events.h"

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <array>
#include <exception>
#include <istream>
#include <streambuf>

namespace ovcc::yaml {
namespace {

/// Ends the parse from inside an event; never leaves this file.
struct Stopped {};

/// Lets a stream read memory without copying it.
class MemoryBuffer final : public std::streambuf {
 public:
  explicit MemoryBuffer(std::string_view text) {
    // The interface of std::streambuf wants mutable characters; nothing writes through them.
    char* begin = const_cast<char*>(text.data());  // NOLINT(cppcoreguidelines-pro-type-const-cast)
    setg(begin, begin, begin + text.size());
  }
};

Tag TagOf(const std::string& tag) {
  if (tag == "?") return Tag::None;
  return tag == "!" || tag == "tag:yaml.org,2002:str" ? Tag::Text : Tag::Other;
}

class Adapter final : public YAML::EventHandler {
 public:
  Adapter(EventReceiver& receiver, std::uint32_t begin) : receiver_(receiver), begin_(begin) {}

  void OnDocumentStart(const YAML::Mark& mark) override { Require(receiver_.OnDocumentStart(Offset(mark))); }
  void OnDocumentEnd() override { Require(receiver_.OnDocumentEnd()); }
  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    Require(receiver_.OnNull(Start(mark, anchor, Tag::None)));
  }
  void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    Require(receiver_.OnAlias(Offset(mark), static_cast<std::uint32_t>(anchor)));
  }
  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& value) override {
    Require(receiver_.OnScalar(Start(mark, anchor, TagOf(tag)), value));
  }
  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value) override {
    Require(receiver_.OnListStart(Start(mark, anchor, TagOf(tag))));
  }
  void OnSequenceEnd() override { Require(receiver_.OnCollectionEnd()); }
  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value) override {
    Require(receiver_.OnMapStart(Start(mark, anchor, TagOf(tag))));
  }
  void OnMapEnd() override { Require(receiver_.OnCollectionEnd()); }

 private:
  static void Require(bool go_on) {
    if (!go_on) throw Stopped{};
  }

  [[nodiscard]] std::uint32_t Offset(const YAML::Mark& mark) const {
    return begin_ + static_cast<std::uint32_t>(mark.pos);
  }

  [[nodiscard]] NodeStart Start(const YAML::Mark& mark, YAML::anchor_t anchor, Tag tag) const {
    return {Offset(mark), static_cast<std::uint32_t>(anchor), tag};
  }

  EventReceiver& receiver_;
  std::uint32_t begin_;
};

/// A message of yaml-cpp in our words. `back`: bytes that it has read beyond the place at fault.
struct Translation {
  std::string_view theirs;
  std::string_view ours;
  SyntaxError::Reason reason = SyntaxError::Reason::Other;
  std::uint32_t back = 0;
};

const auto kTranslations = std::to_array<Translation>({
    {YAML::ErrorMsg::END_OF_MAP, "this does not belong to the mapping around it; check indentation and quotes"},
    {YAML::ErrorMsg::END_OF_SEQ, "this does not belong to the list around it; check indentation and quotes"},
    {YAML::ErrorMsg::END_OF_MAP_FLOW, "expected `,` or `}`", SyntaxError::Reason::OpenBracket},
    {YAML::ErrorMsg::END_OF_SEQ_FLOW, "expected `,` or `]`", SyntaxError::Reason::OpenBracket},
    {YAML::ErrorMsg::MAP_VALUE, "`:` cannot stand here; quote the text, or correct the indentation"},
    {YAML::ErrorMsg::MAP_KEY, "`?` cannot stand here"},
    {YAML::ErrorMsg::BLOCK_ENTRY, "`-` cannot stand here"},
    {YAML::ErrorMsg::FLOW_END, "this bracket closes nothing", SyntaxError::Reason::OpenBracket},
    {YAML::ErrorMsg::UNKNOWN_TOKEN, "this character cannot stand here; quote the text"},
    {YAML::ErrorMsg::EOF_IN_SCALAR, "the closing quote is missing", SyntaxError::Reason::OpenQuote},
    {YAML::ErrorMsg::DOC_IN_SCALAR, "the closing quote is missing", SyntaxError::Reason::OpenQuote},
    {YAML::ErrorMsg::TAB_IN_INDENTATION, "a tab in the indentation"},
    {YAML::ErrorMsg::INVALID_ESCAPE, "unknown escape", SyntaxError::Reason::Other, 2},
    {YAML::ErrorMsg::INVALID_HEX, "expected hexadecimal digits", SyntaxError::Reason::Other, 1},
    {YAML::ErrorMsg::INVALID_UNICODE, "this escape is not a Unicode character", SyntaxError::Reason::Other, 1},
    {YAML::ErrorMsg::CHAR_IN_BLOCK, "text behind the `|` or `>` of a block"},
    {YAML::ErrorMsg::ZERO_INDENT_IN_BLOCK, "the indentation of a block cannot be 0", SyntaxError::Reason::Other, 1},
    {YAML::ErrorMsg::ALIAS_NOT_FOUND, "a name must follow `*`"},
    {YAML::ErrorMsg::ANCHOR_NOT_FOUND, "a name must follow `&`"},
    {YAML::ErrorMsg::CHAR_IN_ALIAS, "this character cannot stand in the name of an alias"},
    {YAML::ErrorMsg::CHAR_IN_ANCHOR, "this character cannot stand in the name of an anchor"},
    {YAML::ErrorMsg::UNKNOWN_ANCHOR, "unknown alias", SyntaxError::Reason::UnknownAlias},
});

SyntaxError Translate(const YAML::Exception& error, std::uint32_t begin, std::size_t size) {
  // Some errors carry no mark, and at the end of the file a mark may lie behind it.
  const std::size_t place = begin + static_cast<std::size_t>(std::max(error.mark.pos, 0));
  SyntaxError result{.offset = static_cast<std::uint32_t>(std::min(place, size)), .message = error.msg};
  for (const Translation& row : kTranslations) {
    // Some messages of yaml-cpp end in a byte of the file, which may be half of a character.
    if (!error.msg.starts_with(row.theirs)) continue;
    result.message = row.ours;
    result.reason = row.reason;
    result.offset -= std::min(row.back, result.offset - begin);
    break;
  }
  return result;
}

}  // namespace

std::optional<SyntaxError> ReadEvents(std::string_view text, std::uint32_t begin, EventReceiver& receiver) {
  MemoryBuffer buffer(text.substr(begin));
  std::istream stream(&buffer);
  Adapter adapter(receiver, begin);
  try {
    YAML::Parser parser(stream);
    while (parser.HandleNextDocument(adapter)) {
    }
  } catch (const Stopped&) {
    return std::nullopt;
  } catch (const YAML::Exception& error) {
    return Translate(error, begin, text.size());
  } catch (const std::exception& error) {
    return SyntaxError{.offset = begin, .message = error.what()};
  }
  return std::nullopt;
}

}  // namespace ovcc::yaml
