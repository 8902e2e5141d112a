// Images of others without a version. What the project builds itself has the tag that the build gives it, and the
// images of built-in templates are the business of ovcc.
#include <fmt/format.h>

#include <unordered_set>

#include "passes/lint/rule.h"
#include "support/text.h"

namespace ovcc::lint {
namespace {

/// No digest, and no tag or `latest`.
bool IsUnpinned(std::string_view reference) {
  if (reference.empty() || reference.contains('@')) return false;
  const std::size_t slash = reference.rfind('/');
  const Halves name = SplitFirst(reference.substr(slash == std::string_view::npos ? 0 : slash + 1), ':');
  return !name.found || name.second == "latest";
}

class Checker {
 public:
  explicit Checker(const Context& context) : context_(context) {}

  void Check(const ir::Deployment& deployment, const ir::Text& reference, const std::string& who) {
    if (!IsUnpinned(reference.text())) return;
    const Span at = reference.span.empty() ? deployment.span : reference.span;
    places_.Add(at, deployment, [&]() -> Diagnostic& {
      Diagnostic& found = context_.diags.Emit(at, diag::ImageUnpinned, reference.text(), who);
      if (!deployment.record_span.Contains(at)) found.Attach(deployment.span, "deployed here");
      return found;
    });
  }

 private:
  const Context& context_;
  SharedPlaces places_;
};

void CheckSidecars(const ir::Deployment& deployment, Checker& checker) {
  for (const ir::SidecarSpec& override : deployment.entry.sidecars) {
    checker.Check(deployment, override.image, SidecarOf(deployment, override.name));
  }
}

}  // namespace

void LintImageUnpinned(const Context& context) {
  Checker checker(context);
  std::unordered_set<std::uint32_t> deployed;  // offsets of references of records; never iterated
  for (const ir::Deployment& deployment : context.module.deployments) {
    const ir::Image* image = context.module.FindImage(deployment.image);
    if (image != nullptr && image->foreign) {
      deployed.insert(image->reference.span.begin);
      checker.Check(deployment, deployment.app.image, AppOf(deployment));
    }
    CheckSidecars(deployment, checker);
  }
  for (const ir::Image& image : context.module.images) {
    const bool waits = image.foreign && image.enabled && !deployed.contains(image.reference.span.begin);
    if (!waits || !IsUnpinned(image.reference.text())) continue;
    context.diags.Emit(image.reference.span, diag::ImageUnpinned, image.reference.text(),
                       fmt::format("every container of `{}`", image.name.text()));
  }
  for (const ir::SidecarSpec& sidecar : context.module.templates) {
    if (sidecar.builtin || !IsUnpinned(sidecar.image.text())) continue;
    context.diags.Emit(sidecar.image.span, diag::ImageUnpinned, sidecar.image.text(),
                       fmt::format("every sidecar `{}`", sidecar.name.text()));
  }
}

}  // namespace ovcc::lint
