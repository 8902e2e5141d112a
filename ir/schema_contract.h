#pragma once

#include "ir/schema_enums.h"

/// Tables of what software declares: dependencies, provides, ports, volumes, secrets, security, environment.
namespace ovcc::ir {

template <>
struct Schema<KeyValue> {
  static constexpr std::tuple kFields = {
      Key(&KeyValue::name),
      Key(&KeyValue::value),
      NameSpan(&KeyValue::span),
      ValueSpan(&KeyValue::value_span),
  };
};
OVCC_CHECK_SCHEMA(KeyValue);

template <>
struct Schema<Dependency> {
  static constexpr std::tuple kFields = {
      Key(&Dependency::name),
      Attribute("description", &Dependency::description),
      Attribute("default", &Dependency::default_value),
      Attribute("key", &Dependency::key),
      Attribute("layer", &Dependency::layer),
      NameSpan(&Dependency::span),
  };
};
OVCC_CHECK_SCHEMA(Dependency);

template <>
struct Schema<Provide> {
  static constexpr std::tuple kFields = {
      Key(&Provide::name),
      Key(&Provide::value),
      Attribute("layer", &Provide::layer),
      NameSpan(&Provide::span),
  };
};
OVCC_CHECK_SCHEMA(Provide);

template <>
struct Schema<McpProvide> {
  static constexpr std::tuple kFields = {
      Key(&McpProvide::name),
      Key(&McpProvide::url),
      Attribute("transport", &McpProvide::transport),
      Attribute("layer", &McpProvide::layer),
      NameSpan(&McpProvide::span),
  };
};
OVCC_CHECK_SCHEMA(McpProvide);

template <>
struct Schema<LayerPort> {
  static constexpr std::tuple kFields = {
      Key(&LayerPort::scheme),
      Key(&LayerPort::port),
      NameSpan(&LayerPort::span),
  };
};
OVCC_CHECK_SCHEMA(LayerPort);

template <>
struct Schema<PortMapping> {
  static constexpr std::tuple kFields = {
      Attribute("address", &PortMapping::address),
      Key(&PortMapping::host),
      Key(&PortMapping::container),
      Attribute("protocol", &PortMapping::protocol),
      Attribute("automatic", &PortMapping::automatic),
      NameSpan(&PortMapping::span),
      Attribute("source", &PortMapping::source),
      Attribute("default-address", &PortMapping::default_address),
      Attribute("overridden", &PortMapping::overridden),
      Attribute("written-host", &PortMapping::written_host),
      ValueSpan(&PortMapping::written_span),
  };
};
OVCC_CHECK_SCHEMA(PortMapping);

template <>
struct Schema<Volume> {
  static constexpr std::tuple kFields = {
      Key(&Volume::name),
      Key(&Volume::path),
      Attribute("host", &Volume::host),
      NameSpan(&Volume::span),
  };
};
OVCC_CHECK_SCHEMA(Volume);

template <>
struct Schema<VolumeRecord> {
  static constexpr std::tuple kFields = {
      Key(&VolumeRecord::name),
      Attribute("type", &VolumeRecord::type),
      Attribute("host", &VolumeRecord::host),
      Attribute("path", &VolumeRecord::path),
      NameSpan(&VolumeRecord::span),
  };
};
OVCC_CHECK_SCHEMA(VolumeRecord);

template <>
struct Schema<Mount> {
  static constexpr std::tuple kFields = {
      Key(&Mount::name),   Attribute("type", &Mount::type), Key(&Mount::source),
      Key(&Mount::target), NameSpan(&Mount::span),
  };
};
OVCC_CHECK_SCHEMA(Mount);

template <>
struct Schema<SecretDeclaration> {
  static constexpr std::tuple kFields = {
      Key(&SecretDeclaration::name),
      Attribute("env", &SecretDeclaration::env),
      Attribute("target", &SecretDeclaration::target),
      Attribute("env-from", &SecretDeclaration::env_from),
      Attribute("source", &SecretDeclaration::source),
      Attribute("source-readable-by-all", &SecretDeclaration::source_readable_by_all),
      Attribute("description", &SecretDeclaration::description),
      Attribute("layer", &SecretDeclaration::layer),
      NameSpan(&SecretDeclaration::span),
  };
};
OVCC_CHECK_SCHEMA(SecretDeclaration);

template <>
struct Schema<SecretUse> {
  static constexpr std::tuple kFields = {
      Attribute("kind", &SecretUse::kind),
      Key(&SecretUse::name),
      Key(&SecretUse::podman_name),
      Attribute("env", &SecretUse::env),
      Attribute("target", &SecretUse::target),
      Attribute("host-variable", &SecretUse::host_variable),
      Attribute("credential", &SecretUse::credential),
      Attribute("source", &SecretUse::source),
      Attribute("required", &SecretUse::required),
      Attribute("rotate", &SecretUse::rotate),
      NameSpan(&SecretUse::span),
  };
};
OVCC_CHECK_SCHEMA(SecretUse);

template <>
struct Schema<Security> {
  static constexpr std::tuple kFields = {
      Attribute("privileged", &Security::privileged),
      Child("cap-add", &Security::cap_add),
      Child("device", &Security::devices),
      Child("security-opt", &Security::security_opt),
      Child("group-add", &Security::group_add),
      Child("mount", &Security::mounts),
      Child("cgroupns", &Security::cgroupns),
      Child("ipc-mode", &Security::ipc_mode),
      Child("shm-size", &Security::shm_size),
      Child("memory-max", &Security::memory_max),
      Child("memory-high", &Security::memory_high),
      Child("memory-swap-max", &Security::memory_swap_max),
      Child("cpus", &Security::cpus),
      NameSpan(&Security::span),
  };
};
OVCC_CHECK_SCHEMA(Security);

template <>
struct Schema<SecurityStep> {
  static constexpr std::tuple kFields = {
      Key(&SecurityStep::field),
      Key(&SecurityStep::value),
      Attribute("level", &SecurityStep::level),
      Attribute("effect", &SecurityStep::effect),
      Attribute("owner", &SecurityStep::owner),
  };
};
OVCC_CHECK_SCHEMA(SecurityStep);

template <>
struct Schema<Contract> {
  static constexpr std::tuple kFields = {
      Child("env-provides", &Contract::env_provides),
      Child("env-accepts", &Contract::env_accepts),
      Child("env-requires", &Contract::env_requires),
      Child("secret-accepts", &Contract::secret_accepts),
      Child("secret-requires", &Contract::secret_requires),
      Child("mcp-provides", &Contract::mcp_provides),
      Child("mcp-accepts", &Contract::mcp_accepts),
      Child("mcp-requires", &Contract::mcp_requires),
      Child("port", &Contract::ports),
      Child("volume", &Contract::volumes),
      Child("secret", &Contract::secrets),
  };
};
OVCC_CHECK_SCHEMA(Contract);

template <>
struct Schema<EnvEntry> {
  static constexpr std::tuple kFields = {
      Key(&EnvEntry::name),
      Key(&EnvEntry::value),
      Attribute("bare", &EnvEntry::bare),
      Attribute("from", &EnvEntry::origin),
      NameSpan(&EnvEntry::span),
  };
};
OVCC_CHECK_SCHEMA(EnvEntry);

template <>
struct Schema<OverriddenValue> {
  static constexpr std::tuple kFields = {
      Key(&OverriddenValue::value),
      Attribute("bare", &OverriddenValue::bare),
      Attribute("from", &OverriddenValue::origin),
      Attribute("source", &OverriddenValue::source),
      NameSpan(&OverriddenValue::span),
  };
};
OVCC_CHECK_SCHEMA(OverriddenValue);

template <>
struct Schema<EnvBinding> {
  static constexpr std::tuple kFields = {
      Key(&EnvBinding::name),
      Key(&EnvBinding::value),
      Attribute("bare", &EnvBinding::bare),
      Attribute("from", &EnvBinding::origin),
      Attribute("source", &EnvBinding::source),
      Attribute("in-env-file", &EnvBinding::in_env_file),
      NameSpan(&EnvBinding::span),
      Child("overridden", &EnvBinding::overridden),
  };
};
OVCC_CHECK_SCHEMA(EnvBinding);

template <>
struct Schema<RefusedValue> {
  static constexpr std::tuple kFields = {
      Key(&RefusedValue::name),
      Attribute("from", &RefusedValue::origin),
      Attribute("source", &RefusedValue::source),
      NameSpan(&RefusedValue::span),
  };
};
OVCC_CHECK_SCHEMA(RefusedValue);

template <>
struct Schema<EnvFile> {
  static constexpr std::tuple kFields = {
      Key(&EnvFile::path),
      Child("env", &EnvFile::entries),
      Child("inline", &EnvFile::inline_names),
      Attribute("readable-by-all", &EnvFile::readable_by_all),
      NameSpan(&EnvFile::span),
  };
};
OVCC_CHECK_SCHEMA(EnvFile);

}  // namespace ovcc::ir
