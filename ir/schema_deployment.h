#pragma once

#include "ir/schema_image.h"

/// Tables of deployments: entry, containers, pod, tunnel.
namespace ovcc::ir {

template <>
struct Schema<TunnelScope::Port> {
  static constexpr std::tuple kFields = {
      Key(&TunnelScope::Port::port),
      Attribute("hostname", &TunnelScope::Port::hostname),
      NameSpan(&TunnelScope::Port::span),
  };
};
OVCC_CHECK_SCHEMA(TunnelScope::Port);

template <>
struct Schema<TunnelScope> {
  static constexpr std::tuple kFields = {
      Key(&TunnelScope::kind),
      Attribute("incomplete", &TunnelScope::incomplete),
      Child("port", &TunnelScope::ports),
      NameSpan(&TunnelScope::span),
  };
};
OVCC_CHECK_SCHEMA(TunnelScope);

template <>
struct Schema<Tunnel> {
  static constexpr std::tuple kFields = {
      Key(&Tunnel::provider),
      Attribute("name", &Tunnel::name),
      Child("public", &Tunnel::public_ports),
      Child("private", &Tunnel::private_ports),
      NameSpan(&Tunnel::span),
  };
};
OVCC_CHECK_SCHEMA(Tunnel);

template <>
struct Schema<TunnelPort> {
  static constexpr std::tuple kFields = {
      Key(&TunnelPort::port),
      Key(&TunnelPort::scheme),
      Attribute("public", &TunnelPort::is_public),
      Attribute("hostname", &TunnelPort::hostname),
  };
};
OVCC_CHECK_SCHEMA(TunnelPort);

template <>
struct Schema<TunnelPlan> {
  static constexpr std::tuple kFields = {
      Key(&TunnelPlan::provider),
      Child("port", &TunnelPlan::ports),
      Attribute("name", &TunnelPlan::name),
      Attribute("unit", &TunnelPlan::unit),
      Attribute("config", &TunnelPlan::config),
  };
};
OVCC_CHECK_SCHEMA(TunnelPlan);

template <>
struct Schema<EntryContract> {
  static constexpr std::tuple kFields = {
      Inline(&EntryContract::contract),          Child("user", &EntryContract::user),
      Child("uid", &EntryContract::uid),         Child("gid", &EntryContract::gid),
      Child("home", &EntryContract::home),       Child("working-dir", &EntryContract::working_dir),
      Words("command", &EntryContract::command), Words("entrypoint", &EntryContract::entrypoint),
      Child("field", &EntryContract::fields),
  };
};
OVCC_CHECK_SCHEMA(EntryContract);

template <>
struct Schema<Entry> {
  static constexpr std::tuple kFields = {
      Child("image", &Entry::image),
      Attribute("status", &Entry::status),
      Child("info", &Entry::info),
      Child("tunnel", &Entry::tunnel),
      Child("dns", &Entry::dns),
      Child("volume", &Entry::volumes),
      Child("port", &Entry::ports),
      Child("resolved-port", &Entry::resolved_ports),
      Child("env", &Entry::env),
      Child("env-file", &Entry::env_file),
      Attribute("env-file-from-flag", &Entry::env_file_from_flag),
      Child("security", &Entry::security),
      Child("network", &Entry::network),
      Child("secret", &Entry::secrets),
      Child("sidecar", &Entry::sidecars),
      Child("port-override", &Entry::port_overrides),
      Child("contract", &Entry::contract),
  };
};
OVCC_CHECK_SCHEMA(Entry);

template <>
struct Schema<Container> {
  static constexpr std::tuple kFields = {
      Key(&Container::name),
      Child("image", &Container::image),
      Child("working-dir", &Container::working_dir),
      Words("entrypoint", &Container::entrypoint),
      Words("command", &Container::command),
      Child("user", &Container::user),
      Child("mount", &Container::mounts),
      Child("shadowed", &Container::shadowed),
      Child("user-namespace", &Container::user_namespace),
      Child("security", &Container::security),
      Child("cpu-quota", &Container::cpu_quota),
      Attribute("nvidia", &Container::nvidia),
      Child("env", &Container::env),
      Child("refused", &Container::refused),
      Child("env-file", &Container::env_file),
      Child("secret", &Container::secrets),
      Child("network", &Container::network),
      Child("port", &Container::ports),
  };
};
OVCC_CHECK_SCHEMA(Container);

template <>
struct Schema<Pod> {
  static constexpr std::tuple kFields = {
      Key(&Pod::name),
      Child("network", &Pod::network),
      Child("dns", &Pod::dns),
      Child("dns-search", &Pod::dns_search),
      Child("shm-size", &Pod::shm_size),
      Child("user-namespace", &Pod::user_namespace),
      Child("port", &Pod::ports),
  };
};
OVCC_CHECK_SCHEMA(Pod);

template <>
struct Schema<Deployment> {
  static constexpr std::tuple kFields = {
      Key(&Deployment::key),
      Attribute("base", &Deployment::base_name),
      Attribute("instance", &Deployment::instance),
      Child("entry", &Deployment::entry),
      Child("env-file", &Deployment::env_file),
      Child("workspace-env", &Deployment::workspace_env),
      NameSpan(&Deployment::span),
      WholeSpan(&Deployment::record_span),
      Attribute("image", &Deployment::image),
      Attribute("status", &Deployment::status),
      Child("info", &Deployment::info),
      Child("network", &Deployment::network),
      Child("port", &Deployment::ports),
      Child("written-env", &Deployment::written_env),
      Child("replaced-env", &Deployment::replaced_env),
      Child("security", &Deployment::security),
      Child("security-step", &Deployment::security_steps),
      Child("sidecar", &Deployment::sidecars),
      Child("injected", &Deployment::injected),
      Child("mcp-server", &Deployment::mcp_servers),
      Child("app", &Deployment::app),
      Child("sidecar-container", &Deployment::sidecar_containers),
      Child("tunnel", &Deployment::tunnel),
      Child("pod", &Deployment::pod),
  };
};
OVCC_CHECK_SCHEMA(Deployment);

}  // namespace ovcc::ir
