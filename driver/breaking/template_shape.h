#pragma once

#include <string>
#include <string_view>

namespace ovcc::breaking {

/// How the form of two provide templates differs, in words ("`http` becomes `https`"); empty if it is the same. The
/// form is what a program that reads the value takes for granted: scheme, kind of the host, whether there is a port,
/// path, names of the query's parameters, and which placeholders there are. Port numbers, other host names and values
/// without any such form may change: who reads the variable reads the new one. Source: RFC 3986, parts of a URI.
[[nodiscard]] std::string DescribeShapeChange(std::string_view before, std::string_view after);

}  // namespace ovcc::breaking
