#pragma once

#include <string>
#include <string_view>

#include "passes/collect_contract/chain.h"

namespace ovcc {

/// `[registry/]NAME`; `registry` may be empty. Source: §2.6.
[[nodiscard]] std::string JoinReference(std::string_view registry, std::string_view name);

/// `[registry/]NAME` without tag; a foreign image: the reference as written. Source: §1.5, §2.6.
[[nodiscard]] std::string ReferenceName(const ImageChain& chain);

/// The tag that the record or the defaults pin; empty where that is `auto` or nothing. Source: §16.1.
[[nodiscard]] Symbol PinnedTag(const ImageChain& chain);

}  // namespace ovcc
