// The rules, from their table.
#include "driver/breaking/rules.h"

namespace ovcc::breaking {

#define OVCC_BREAKING(Function, what) void Function(Revisions& revisions);
#include "driver/breaking/rules.def"

void Compare(Revisions& revisions) {
#define OVCC_BREAKING(Function, what) Function(revisions);
#include "driver/breaking/rules.def"
}

}  // namespace ovcc::breaking
