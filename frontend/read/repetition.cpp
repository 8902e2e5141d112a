// Elements that are written twice.
#include "frontend/read/repetition.h"

namespace ovcc {

void FixRepetition(const ReadContext& context, Diagnostic& found, Span first, Span second) {
  if (context.sources.TextOf(first) != context.sources.TextOf(second)) return;
  found.SafeFix("remove the repetition", {.kind = SourceEdit::Kind::RemoveElement, .span = second, .text = {}});
}

}  // namespace ovcc
