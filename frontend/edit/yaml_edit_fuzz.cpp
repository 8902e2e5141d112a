// The text editor: an edit that is made leaves a text that means what was intended, and its own removal undoes an
// addition.
#include <cstdint>
#include <string_view>

#include "frontend/edit/yaml_edit.h"
#include "support/check.h"
#include "support/fuzz_input.h"

using namespace ovcc;  // NOLINT(google-build-using-namespace): a target is a program of its own

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  FuzzInput input(data, size);
  edit::Path path;
  for (std::size_t steps = 1 + input.Below(4); steps > 0; --steps) {
    if (input.Chance(4)) {
      path.emplace_back(input.Below(4));
    } else {
      path.emplace_back(input.Text(8));
    }
  }
  std::optional<edit::Tree> value;
  switch (input.Below(4)) {
    case 0:
      break;
    case 1:
      value = edit::Tree::List({edit::Tree::Scalar(input.Text(40)), edit::Tree::Scalar(input.Text(40))});
      break;
    case 2:
      value = edit::Tree::Map({{input.Text(8), edit::Tree::Scalar(input.Text(40))}});
      break;
    default:
      value = edit::Tree::Scalar(input.Text(40));
  }
  const std::string before(input.Rest());
  static_cast<void>(text);
  const auto after = edit::ApplyEdit(before, {.path = path, .value = value});
  if (!after) {
    OVCC_CHECK(after.error().offset <= before.size(), "a refusal outside of the text");
    return 0;
  }
  const std::optional<edit::Tree> tree = edit::ReadTree(*after);
  OVCC_CHECK(tree.has_value(), "an edit that broke the text");
  const edit::Tree* held = edit::FindAt(*tree, path);
  if (value) {
    OVCC_CHECK(held != nullptr ? edit::SameMeaning(*held, *value) : value->IsEmpty(),
               "an edit that did something else");
  }
  const auto twice = edit::ApplyEdit(*after, {.path = path, .value = value});
  OVCC_CHECK(!value || (twice && *twice == *after), "an edit that changes something the second time");
  return 0;
}
