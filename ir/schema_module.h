#pragma once

#include "ir/module.h"
#include "ir/schema_deployment.h"

/// Tables of the module, its registry and what a run knows of the machine. Includes all other tables.
namespace ovcc::ir {

template <>
struct Schema<Host> {
  static constexpr std::tuple kFields = {
      Attribute("home", &Host::home),       Attribute("tool", &Host::tool),
      Child("device", &Host::devices),      Attribute("nvidia", &Host::nvidia),
      Attribute("amd-gfx", &Host::amd_gfx), Attribute("render-node", &Host::render_node),
  };
};
OVCC_CHECK_SCHEMA(Host);

template <>
struct Schema<Settings> {
  static constexpr std::tuple kFields = {
      Attribute("bind-address", &Settings::bind_address),
      Attribute("volumes-path", &Settings::volumes_path),
      Attribute("encrypted-storage-path", &Settings::encrypted_storage_path),
      Attribute("secret-backend", &Settings::secret_backend),
  };
};
OVCC_CHECK_SCHEMA(Settings);

template <>
struct Schema<PodmanVersion> {
  static constexpr std::tuple kFields = {
      Key(&PodmanVersion::major),
      Key(&PodmanVersion::minor),
  };
};
OVCC_CHECK_SCHEMA(PodmanVersion);

template <>
struct Schema<Options> {
  static constexpr std::tuple kFields = {
      Attribute("tag", &Options::tag),
      Attribute("with-networks", &Options::with_networks),
      Child("target", &Options::target),
      Words("secrets-available", &Options::secrets_available),
  };
};
OVCC_CHECK_SCHEMA(Options);

template <>
struct Schema<EnvRecord> {
  static constexpr std::tuple kFields = {
      Key(&EnvRecord::name),
      Key(&EnvRecord::value),
      Attribute("own", &EnvRecord::own_value),
      Attribute("source", &EnvRecord::source),
      Attribute("external", &EnvRecord::external),
      Attribute("from-sidecar", &EnvRecord::from_sidecar),
      NameSpan(&EnvRecord::span),
  };
};
OVCC_CHECK_SCHEMA(EnvRecord);

template <>
struct Schema<McpRecord> {
  static constexpr std::tuple kFields = {
      Key(&McpRecord::name),
      Key(&McpRecord::url),
      Attribute("own", &McpRecord::own_url),
      Attribute("transport", &McpRecord::transport),
      Attribute("source", &McpRecord::source),
      Attribute("external", &McpRecord::external),
      NameSpan(&McpRecord::span),
  };
};
OVCC_CHECK_SCHEMA(McpRecord);

template <>
struct Schema<Module> {
  static constexpr std::tuple kFields = {
      Attribute("after", &Module::after),
      Child("host", &Module::host),
      Child("settings", &Module::settings),
      Child("options", &Module::options),
      Child("layer", &Module::layers),
      Child("defaults", &Module::defaults),
      Child("image", &Module::images),
      Child("distro", &Module::distros),
      Child("template", &Module::templates),
      Child("external-env", &Module::external_env),
      Child("external-mcp", &Module::external_mcp),
      Child("deployment", &Module::deployments),
      Child("provided-env", &Module::env_registry),
      Child("provided-mcp", &Module::mcp_registry),
      Child("network", &Module::networks),
  };
};
OVCC_CHECK_SCHEMA(Module);

}  // namespace ovcc::ir
