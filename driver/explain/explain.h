#pragma once

#include <optional>
#include <string>

#include "driver/explain/context.h"

namespace ovcc::explain {

/// A deployment, or one of its containers, that people asked for.
struct Subject {
  const ir::Deployment* deployment = nullptr;
  std::optional<std::string> container;  // none: all
};

/// `name` is a deploy key, or the name of a container: `web/lab`, `ov-web-lab-tailscale`. Nothing if there is none.
[[nodiscard]] std::optional<Subject> FindSubject(const ir::Module& module, const std::string& name);

/// Everything that there is to say of a deployment.
[[nodiscard]] Explanation Explain(Context& context, const Subject& subject);

/// The same of what is called `name`: a variable, a port, a volume, a secret, a field of security, a setting. What no
/// container has is explained as a variable that the app has not.
[[nodiscard]] Explanation ExplainName(Context& context, const Subject& subject, Symbol name);

}  // namespace ovcc::explain
