#pragma once

#include "driver/breaking/revisions.h"

namespace ovcc::breaking {

/// Reports everything of the later revision that breaks somebody who relies on the earlier one: every rule of
/// rules.def.
void Compare(Revisions& revisions);

}  // namespace ovcc::breaking
