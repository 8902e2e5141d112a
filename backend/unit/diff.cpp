// Difference of two units by what they mean (quadlet-encoding.md 2). Each key of a section, and each variable, becomes
// a list of values that is compared with the list of the other unit.
#include "backend/unit/diff.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "backend/unit/decode.h"
#include "backend/unit/directives.h"
#include "support/text.h"

namespace ovcc::backend {
namespace {

/// One value. Equal meanings are equal values, however they are spelt.
struct Value {
  std::string meaning;
  std::string shown;
  std::uint32_t line = 0;
};

// Begins the meaning of what cannot be decoded: no decoded value is the same.
const std::string kAsWritten(1, '\0');

/// What one key of a section says, or one variable.
struct Fact {
  std::vector<Value> values;  // in file order
  Order order = Order::Kept;
};

struct Name {
  std::string section;
  std::string key;
  std::string variable;
  friend auto operator<=>(const Name&, const Name&) = default;
};

using Facts = std::map<Name, Fact>;

/// The names of both units: section by section in order of appearance, in each first those of the first unit.
struct Names {
  std::map<std::string, std::size_t> sections;  // positions in `by_section`
  std::vector<std::vector<Name>> by_section;
};

// One word after another, told apart from one word with blanks.
std::string Joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) {
    text += word;
    text += '\0';
  }
  return text;
}

/// Takes a unit apart.
class Reader {
 public:
  explicit Reader(Names& names) : names_(names) {}

  Facts Read(const ParsedUnit& unit) {
    for (const ParsedSection& section : unit.sections) {
      (void)FactOf({std::string(section.name), "", ""});  // it is there, even if nothing is in it
      for (const ParsedLine& line : section.lines) {
        if (const auto* directive = std::get_if<ParsedDirective>(&line)) Add(section.name, *directive);
      }
    }
    return std::move(facts_);
  }

 private:
  Fact& FactOf(const Name& name) {
    const auto [found, is_new] = facts_.try_emplace(name);
    if (is_new) {
      const auto [section, is_first] = names_.sections.emplace(name.section, names_.by_section.size());
      if (is_first) names_.by_section.emplace_back();
      names_.by_section[section->second].push_back(name);
    }
    return found->second;
  }

  void Add(std::string_view section, const ParsedDirective& directive) {
    const DirectiveInfo* info = LookUpDirective(section, directive.key);
    const Value as_written{kAsWritten + std::string(directive.value), std::string(directive.value), directive.line};
    Fact& fact = FactOf({std::string(section), std::string(directive.key), ""});
    if (info == nullptr) {
      fact.values.push_back(as_written);
      return;
    }
    fact.order = info->order;
    // An empty value forgets what stood before it, and so does a second one of a key that counts once.
    if (directive.value.empty() || info->repeat == Repeat::Once) fact.values.clear();
    if (directive.value.empty() && IsEnv(info->encoding)) ForgetVariables(section, directive.key);
    if (directive.value.empty()) return;
    const auto words = Decode(info->encoding, directive.value);
    if (!words) {
      fact.values.push_back(as_written);
    } else if (IsEnv(info->encoding)) {
      for (const std::string& assignment : *words) AddVariable(section, directive, assignment);
    } else if (info->order == Order::Free && info->repeat != Repeat::Once) {
      AddElements(*info, *words, as_written, fact);
    } else {
      fact.values.push_back({Joined(*words), as_written.shown, directive.line});
    }
  }

  void ForgetVariables(std::string_view section, std::string_view key) {
    for (auto at = facts_.lower_bound({std::string(section), std::string(key), ""});
         at != facts_.end() && at->first.section == section && at->first.key == key; ++at) {
      at->second.values.clear();
    }
  }

  void AddVariable(std::string_view section, const ParsedDirective& directive, std::string_view assignment) {
    const Halves halves = SplitFirst(assignment, '=');
    FactOf({std::string(section), std::string(directive.key), std::string(halves.first)}).values = {
        {std::string(halves.second), std::string(halves.second), directive.line}};
  }

  // A set in one line is the same as in several.
  static void AddElements(const DirectiveInfo& info, const std::vector<std::string>& words, const Value& line,
                          Fact& fact) {
    for (const std::string& word : words) {
      const bool is_split = info.repeat == Repeat::List && word.contains(',');
      if (words.size() == 1 && !is_split) {
        fact.values.push_back({word, line.shown, line.line});
      } else if (!is_split) {
        fact.values.push_back({word, word, line.line});
      } else {
        for (const std::string_view part : Split(word, ',')) {
          fact.values.push_back({std::string(part), std::string(part), line.line});
        }
      }
    }
  }

  Names& names_;
  Facts facts_;
};

using Pointers = std::vector<const Value*>;

bool MeansLess(const Value* a, const Value* b) { return a->meaning < b->meaning; }

// By meaning; what means the same stays in its order, which is that of the addresses.
Pointers Sorted(const std::vector<Value>& values) {
  Pointers sorted;
  sorted.reserve(values.size());
  for (const Value& value : values) sorted.push_back(&value);
  std::ranges::sort(sorted, {}, [](const Value* value) { return std::tuple(std::string_view(value->meaning), value); });
  return sorted;
}

// What only `a` has, in its own order; equal values count as often as they stand there.
Pointers OnlyIn(const Pointers& a, const Pointers& b) {
  Pointers only;
  std::set_difference(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(only), MeansLess);
  std::ranges::sort(only);  // all point into one vector
  return only;
}

// The meanings of `values` without those in `only`.
std::vector<std::string_view> Common(const std::vector<Value>& values, const Pointers& only) {
  std::vector<std::string_view> common;
  for (const Value& value : values) {
    if (!std::ranges::binary_search(only, &value)) common.push_back(value.meaning);
  }
  return common;
}

class Comparison {
 public:
  void Compare(const Name& name, const Fact* before, const Fact* after) {
    static const Fact kNothing;
    if (name.key.empty()) return;
    const std::vector<Value>& old_values = (before == nullptr ? kNothing : *before).values;
    const std::vector<Value>& new_values = (after == nullptr ? kNothing : *after).values;
    const Pointers old_sorted = Sorted(old_values);
    const Pointers new_sorted = Sorted(new_values);
    const Pointers removed = OnlyIn(old_sorted, new_sorted);
    const Pointers added = OnlyIn(new_sorted, old_sorted);
    if (removed.size() == 1 && added.size() == 1) {
      Report(name, ChangeKind::Changed, removed, added);
    } else {
      for (const Value* value : removed) Report(name, ChangeKind::Removed, {value}, {});
      for (const Value* value : added) Report(name, ChangeKind::Added, {}, {value});
    }
    const Order order = (before == nullptr ? after : before)->order;
    if (order == Order::Kept && Common(old_values, removed) != Common(new_values, added)) {
      Report(name, ChangeKind::Reordered, All(old_values), All(new_values));
    }
  }

  // A section counts if nothing else tells of it.
  void CompareSection(const Name& name, bool before, bool after) {
    if (before == after) return;
    if (!told_.insert(name.section).second) return;
    DirectiveChange& change = changes_.emplace_back();
    change.section = name.section;
    change.kind = before ? ChangeKind::Removed : ChangeKind::Added;
  }

  std::vector<DirectiveChange> Take() { return std::move(changes_); }

 private:
  static Pointers All(const std::vector<Value>& values) {
    Pointers all;
    all.reserve(values.size());
    for (const Value& value : values) all.push_back(&value);
    return all;
  }

  void Report(const Name& name, ChangeKind kind, const Pointers& before, const Pointers& after) {
    DirectiveChange change{
        .section = name.section, .key = name.key, .variable = name.variable, .kind = kind, .before = {}, .after = {}};
    for (const Value* value : before) change.before.push_back(value->shown);
    for (const Value* value : after) change.after.push_back(value->shown);
    if (!before.empty()) change.before_line = before.front()->line;
    if (!after.empty()) change.after_line = after.front()->line;
    changes_.push_back(std::move(change));
    told_.insert(name.section);
  }

  std::vector<DirectiveChange> changes_;
  std::set<std::string> told_;  // sections with a change
};

}  // namespace

std::vector<DirectiveChange> DiffUnits(const ParsedUnit& before, const ParsedUnit& after) {
  Names names;
  const Facts old_facts = Reader(names).Read(before);
  const Facts new_facts = Reader(names).Read(after);
  Comparison comparison;
  const auto find = [](const Facts& facts, const Name& name) {
    const auto found = facts.find(name);
    return found == facts.end() ? nullptr : &found->second;
  };
  for (const std::vector<Name>& section : names.by_section) {
    std::set<Name> seen;
    for (const Name& name : section) {
      if (seen.insert(name).second) comparison.Compare(name, find(old_facts, name), find(new_facts, name));
    }
    comparison.CompareSection(section.front(), find(old_facts, section.front()) != nullptr,
                              find(new_facts, section.front()) != nullptr);
  }
  return comparison.Take();
}

}  // namespace ovcc::backend
