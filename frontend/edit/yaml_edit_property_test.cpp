// Random files in random styles, random changes: each is made, and leaves every line that it does not concern.
#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "frontend/edit/render.h"
#include "frontend/edit/yaml_edit.h"
#include "support/line_diff.h"
#include "support/text.h"

namespace ovcc::edit {
namespace {

class Author {
 public:
  explicit Author(std::uint32_t seed) : random_(seed), step_(2 + 2 * Pick(2)), list_step_(Pick(2) == 0 ? 0 : step_) {}

  std::size_t Pick(std::size_t n) { return random_() % n; }

  Tree Value(std::size_t depth) {
    const std::size_t kind = depth == 0 ? 0 : Pick(5);
    if (kind < 2) return Tree::Scalar(Text());
    if (kind == 2) return Tree();
    if (kind == 3) {
      std::vector<Tree> items;
      for (std::size_t n = 1 + Pick(3); n > 0; --n) items.push_back(Tree::Scalar(Text()));
      return Tree::List(std::move(items));
    }
    return Mapping(depth);
  }

  Tree Mapping(std::size_t depth) {
    std::vector<std::pair<std::string, Tree>> entries;
    const std::size_t count = 1 + Pick(4);
    for (std::size_t i = 0; i < count; ++i) entries.emplace_back("k" + std::to_string(i), Value(depth - 1));
    return Tree::Map(std::move(entries));
  }

  std::string Text() {
    constexpr std::string_view kTexts[] = {"a",  "A=1",  "x y",  "",    "null", "8080:80", "a: b", "#c",
                                           "é,", "[::]", "it's", "q\"", "l\nm", "-",       "~",    "*a"};
    return std::string(kTexts[Pick(std::size(kTexts))]);
  }

  /// The text of a block mapping whose keys stand at `column`.
  std::string Block(const Tree& map, std::size_t column) {
    std::string text;
    for (const auto& [key, value] : map.entries) {
      if (Pick(6) == 0) text += std::string(column, ' ') + "# above " + key + "\n";
      text += std::string(column, ' ') + key + ":" + Behind(value, column);
      if (Pick(8) == 0) text += "\n";
    }
    return text;
  }

 private:
  std::string Comment() { return Pick(5) == 0 ? "  # why\n" : "\n"; }

  std::string Scalar(std::string_view text, bool in_brackets) {
    constexpr yaml::Style kStyles[] = {yaml::Style::Plain, yaml::Style::SingleQuoted, yaml::Style::DoubleQuoted};
    return RenderScalar(text, kStyles[Pick(std::size(kStyles))], in_brackets);
  }

  std::string Behind(const Tree& value, std::size_t column) {
    Layout layout;
    layout.padded = Pick(2) == 0;
    if (value.kind == yaml::Kind::Null) return (Pick(2) == 0 ? "" : " ~") + Comment();
    if (value.kind == yaml::Kind::Scalar) return " " + Scalar(value.text, false) + Comment();
    if (Pick(3) == 0) return " " + RenderFlow(value, layout) + Comment();
    if (value.kind == yaml::Kind::Map) return Comment() + Block(value, column + step_);
    std::string text = Comment();
    for (const Tree& item : value.items) {
      text += std::string(column + list_step_, ' ') + "- " + Scalar(item.text, false) + Comment();
    }
    return text;
  }

  std::mt19937 random_;
  std::size_t step_;
  std::size_t list_step_;
};

/// A path to something that is there, or, with `grow`, to something new.
Path RandomPath(Author& author, const Tree& tree, bool grow) {
  Path path;
  const Tree* at = &tree;
  while (true) {
    const std::size_t count = at->kind == yaml::Kind::Map ? at->entries.size() : at->items.size();
    if (at->kind == yaml::Kind::Scalar || (path.size() > 0 && author.Pick(4) == 0) || count == 0) break;
    const std::size_t index = author.Pick(count);
    if (at->kind == yaml::Kind::Map) {
      path.emplace_back(at->entries[index].first);
      at = &at->entries[index].second;
    } else {
      path.emplace_back(index);
      at = &at->items[index];
    }
  }
  if (!grow || at->kind == yaml::Kind::Scalar) return path;
  if (at->kind == yaml::Kind::List) {
    path.emplace_back(at->items.size());
  } else {
    path.emplace_back("new");
  }
  return path;
}

/// Lines of `before` that are not among those of `after`, in order.
std::size_t LinesLost(std::string_view before, std::string_view after) {
  const std::string diff = UnifiedDiff("", before, "", after);
  const std::vector<std::string_view> lines = Split(diff, '\n');
  const auto lost = std::ranges::count_if(lines, [](std::string_view line) { return line.starts_with('-'); });
  return static_cast<std::size_t>(lost) - (diff.empty() ? 0 : 1);  // without the one that names the file
}

class YamlEditProperty : public testing::TestWithParam<bool> {};

TEST_P(YamlEditProperty, EveryChangeIsMadeAndOtherLinesStay) {
  const bool windows = GetParam();
  constexpr std::uint32_t kRuns = 4000;
  for (std::uint32_t seed = 0; seed < kRuns; ++seed) {
    Author author(seed);
    const Tree tree = author.Mapping(4);
    std::string text = author.Block(tree, 0);
    if (windows) text = ReplaceAll(text, "\n", "\r\n");
    if (author.Pick(10) == 0) text = std::string(Trim(text));
    const bool grow = author.Pick(2) == 0;
    const Path path = RandomPath(author, tree, grow);
    const Tree value = author.Pick(2) == 0 ? Tree::Scalar(author.Text()) : author.Mapping(2);
    const auto set = ApplyEdit(text, {path, value});
    ASSERT_TRUE(set.has_value()) << "seed " << seed << ", " << PathText(path) << "\n" << text;
    const bool has_breaks = text.find('\n') != std::string::npos;
    if (has_breaks) {
      EXPECT_EQ(ReplaceAll(*set, "\r\n", "").find(windows ? '\n' : '\r'), std::string::npos);
    }
    if (grow) {
      EXPECT_LE(LinesLost(text, *set), 1U) << "seed " << seed << ", " << PathText(path) << "\n" << text << *set;
    }

    const Path gone = RandomPath(author, tree, false);
    const auto removed = ApplyEdit(text, {gone, std::nullopt});
    if (std::holds_alternative<std::size_t>(gone.back()) && !removed) continue;  // the only element of a list
    ASSERT_TRUE(removed.has_value()) << "seed " << seed << ", " << PathText(gone) << "\n" << text;
    EXPECT_LE(LinesLost(*removed, text), 1U) << "seed " << seed << ", " << PathText(gone) << "\n" << text << *removed;
  }
}

/// The change that takes another one back.
Edit Undo(const Tree& tree, const Path& path) {
  const Tree* old = FindAt(tree, path);
  return {path, old == nullptr ? std::optional<Tree>() : std::optional(*old)};
}

/// True if what the edit replaces, or what it opens up, leaves a trace that no text can bring back: `~` and `{}`.
bool LeavesATrace(const Tree& tree, const Path& path, const std::string& text) {
  const Tree* old = FindAt(tree, path);
  if (old != nullptr) return old->kind != yaml::Kind::Scalar;
  const Tree* holder = FindAt(tree, Path(path.begin(), path.end() - 1));
  return holder == nullptr || holder->IsEmpty() || text.find(" ~") != std::string::npos;
}

TEST_P(YamlEditProperty, TwiceIsOnceAndTakingBackGivesTheOriginal) {
  constexpr std::uint32_t kRuns = 4000;
  std::size_t taken_back = 0;
  for (std::uint32_t seed = 0; seed < kRuns; ++seed) {
    Author author(seed);
    const Tree tree = author.Mapping(4);
    std::string text = author.Block(tree, 0);
    if (GetParam()) text = ReplaceAll(text, "\n", "\r\n");
    if (author.Pick(10) == 0) text = std::string(Trim(text));
    const Path path = RandomPath(author, tree, author.Pick(2) == 0);
    const Edit edit{path, Tree::Scalar("word")};
    const auto once = ApplyEdit(text, edit);
    ASSERT_TRUE(once.has_value()) << "seed " << seed;
    EXPECT_EQ(ApplyEdit(*once, edit).value_or("refused"), *once) << "seed " << seed;
    const Tree* old = FindAt(tree, path);
    // A text that needs quotes has them; "word" keeps them, and so does the text when it comes back.
    if (LeavesATrace(tree, path, text) || (old != nullptr && old->text == "word")) continue;
    EXPECT_EQ(ApplyEdit(*once, Undo(tree, path)).value_or("refused"), text)
        << "seed " << seed << ", " << PathText(path);
    ++taken_back;
  }
  EXPECT_GT(taken_back, 1000U);
}

INSTANTIATE_TEST_SUITE_P(LineEnds, YamlEditProperty, testing::Bool());

}  // namespace
}  // namespace ovcc::edit
