// The form of provide templates: an address taken apart, with placeholders in the place of what is only known where it
// runs.
#include "driver/breaking/template_shape.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "ir/template_text.h"
#include "support/text.h"

namespace ovcc::breaking {
namespace {

struct Shape {
  std::string_view scheme;
  bool is_address = false;  // a scheme, or a host that is a placeholder
  bool host_is_placeholder = false;
  bool has_port = false;
  std::string_view path;
  std::vector<std::string_view> parameters;  // sorted
};

/// Everything that a placeholder stands for is one letter, so that no `/` or `:` of a placeholder counts.
std::string Flat(std::string_view text) {
  return ir::ExpandTemplate(text, [](ir::Placeholder placeholder) {
    return placeholder.kind == ir::Placeholder::Kind::ContainerName ? "\x01" : "\x02";
  });
}

Shape ShapeOf(std::string_view flat) {
  Shape shape;
  if (const std::size_t end = flat.find("://"); end != std::string_view::npos) {
    shape.scheme = flat.substr(0, end);
    flat.remove_prefix(end + 3);
    shape.is_address = true;
  }
  const Halves query = SplitFirst(flat, '?');
  const std::string_view authority = query.first.substr(0, query.first.find('/'));
  const std::string_view host = authority.substr(authority.rfind('@') + 1);  // npos + 1 is 0
  shape.path = query.first.substr(authority.size());
  shape.host_is_placeholder = host.starts_with('\x01');
  shape.is_address = shape.is_address || shape.host_is_placeholder;
  shape.has_port = host.contains(':');
  if (query.found) {
    for (const std::string_view parameter : Split(query.second, '&')) {
      shape.parameters.push_back(SplitFirst(parameter, '=').first);
    }
  }
  std::ranges::sort(shape.parameters);
  return shape;
}

std::string Becomes(std::string_view what, std::string_view before, std::string_view after) {
  const auto shown = [](std::string_view text) { return text.empty() ? "nothing" : fmt::format("`{}`", text); };
  return fmt::format("the {} {} becomes {}", what, shown(before), shown(after));
}

}  // namespace

std::string DescribeShapeChange(std::string_view before, std::string_view after) {
  const std::string flat_before = Flat(before);
  const std::string flat_after = Flat(after);
  const Shape old_shape = ShapeOf(flat_before);
  const Shape new_shape = ShapeOf(flat_after);
  if (!old_shape.is_address && !new_shape.is_address) return "";
  if (old_shape.is_address != new_shape.is_address) {
    return old_shape.is_address ? "it is no address any more" : "it is an address now";
  }
  if (old_shape.scheme != new_shape.scheme) return Becomes("scheme", old_shape.scheme, new_shape.scheme);
  if (old_shape.host_is_placeholder != new_shape.host_is_placeholder) {
    return old_shape.host_is_placeholder ? "the host is no container of this program any more"
                                         : "the host is a container of this program now";
  }
  if (old_shape.has_port != new_shape.has_port) {
    return old_shape.has_port ? "it has no port any more" : "it has a port now";
  }
  if (old_shape.path != new_shape.path) return Becomes("path", old_shape.path, new_shape.path);
  if (old_shape.parameters != new_shape.parameters) return "the query has other parameters";
  return "";
}

}  // namespace ovcc::breaking
