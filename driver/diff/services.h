#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "backend/backend.h"
#include "driver/compare_outputs.h"

namespace ovcc {

/// What a deploy does to a service.
enum class ServiceAction : std::uint8_t { Start, Restart, Stop };

struct ServiceChange {
  std::string service;  // `ov-web.service`
  ServiceAction action = ServiceAction::Restart;
  bool by_hand = false;              // nothing starts it by itself: it is restarted only where it runs
  std::vector<std::string> reasons;  // each a clause without a subject: `Environment LLM_URL changed`
};

/// Which services the step from one output to the other starts, restarts and stops, as `ovcc build --apply` does it:
/// with every file whose bytes change, and with what is bound to them. `after` is sorted by name and has owners;
/// `comparisons` are those of the two outputs. In the order in which services are best started: networks, pods,
/// containers, companion services.
[[nodiscard]] std::vector<ServiceChange> FindServiceChanges(std::span<const backend::OutputFile> after,
                                                            std::span<const FileComparison> comparisons);

/// `start`, `restart`, `stop`.
[[nodiscard]] std::string_view NameOf(ServiceAction action);

}  // namespace ovcc
