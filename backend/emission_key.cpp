// Walks the tables of ir/schema_*.h, so that a new member takes part without a line here. Texts stand for themselves by
// the hash that their symbols carry.
#include "backend/emission_key.h"

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <type_traits>
#include <vector>

#include "ir/schema_module.h"

namespace ovcc::backend {
namespace {

class Walk {
 public:
  Walk() {
    constexpr std::size_t kOfMost = 256;
    numbers_.reserve(kOfMost);
  }

  template <class M>
  void Add(const M& value) {
    if constexpr (std::same_as<M, Symbol>) {
      numbers_.push_back(value.TextHash());
    } else if constexpr (std::same_as<M, ir::Text>) {
      numbers_.push_back(value.value.TextHash());
    } else if constexpr (ir::ScalarType<M>) {
      numbers_.push_back(static_cast<std::uint64_t>(value));
    } else if constexpr (ir::kIsOptional<M>) {
      numbers_.push_back(value.has_value() ? 1 : 0);
      if (value) Add(*value);
    } else if constexpr (ir::kIsList<M>) {
      numbers_.push_back(value.size());
      for (const auto& element : value) Add(element);
    } else {
      ir::ForEachField<M>([&](const auto& field) {
        using Member = std::remove_cvref_t<decltype(field)>::Member;
        if constexpr (!std::same_as<Member, Span>) Add(value.*field.member);
      });
    }
  }

  [[nodiscard]] QuickDigest Take() const {
    return QuickDigestOf({reinterpret_cast<const char*>(numbers_.data()), numbers_.size() * sizeof(numbers_[0])});
  }

 private:
  std::vector<std::uint64_t> numbers_;
};

template <class A, class B>
constexpr bool IsSameMember(A a, B b) {
  if constexpr (std::same_as<A, B>) {
    return a == b;
  } else {
    return false;
  }
}

// What led to the decisions: no emitter looks at it.
template <class Member>
constexpr bool IsHistory(Member member) {
  using ir::Deployment;
  return [member](auto... history) { return (IsSameMember(member, history) || ...); }(
             &Deployment::entry, &Deployment::env_file, &Deployment::workspace_env, &Deployment::written_env,
             &Deployment::replaced_env, &Deployment::security, &Deployment::security_steps, &Deployment::injected,
             &Deployment::mcp_servers);
}

}  // namespace

EmissionKeys::EmissionKeys(const EmitContext& context) : context_(context) {
  Walk walk;
  walk.Add(context.host);
  walk.Add(context.settings);
  walk.Add(context.options);
  shared_ = walk.Take();
}

QuickDigest EmissionKeys::Of(const ir::Deployment& deployment) const {
  Walk walk;
  walk.Add(shared_.low);
  walk.Add(shared_.high);
  walk.Add(context_.networks.contains(NetworkName(deployment.network)));
  ir::ForEachField<ir::Deployment>([&](const auto& field) {
    using Member = std::remove_cvref_t<decltype(field)>::Member;
    if constexpr (!std::same_as<Member, Span>) {
      if (!IsHistory(field.member)) walk.Add(deployment.*field.member);
    }
  });
  return walk.Take();
}

}  // namespace ovcc::backend
