#pragma once

#include "ir/schema_contract.h"

/// Tables of layers, images and sidecars.
namespace ovcc::ir {

template <>
struct Schema<RelayedPort> {
  static constexpr std::tuple kFields = {
      Key(&RelayedPort::port),
      NameSpan(&RelayedPort::span),
  };
};
OVCC_CHECK_SCHEMA(RelayedPort);

template <>
struct Schema<Layer> {
  static constexpr std::tuple kFields = {
      Key(&Layer::name),
      Attribute("status", &Layer::status),
      Child("info", &Layer::info),
      Child("requires", &Layer::requires_layers),
      Child("member", &Layer::members),
      Child("engine", &Layer::engine),
      Child("security", &Layer::security),
      Inline(&Layer::contract),
      Child("port-relay", &Layer::port_relay),
      Child("env", &Layer::env),
      Attribute("has-content", &Layer::has_content),
      Attribute("runs-supervised", &Layer::runs_supervised),
      Attribute("runs-packaged", &Layer::runs_packaged),
      Attribute("preserves-user", &Layer::preserves_user),
      NameSpan(&Layer::span),
      WholeSpan(&Layer::file_span),
  };
};
OVCC_CHECK_SCHEMA(Layer);

template <>
struct Schema<Distro> {
  static constexpr std::tuple kFields = {
      Key(&Distro::name),
      Attribute("inherits", &Distro::inherits),
      Attribute("account", &Distro::account),
      Attribute("uid", &Distro::uid),
      Attribute("gid", &Distro::gid),
      Attribute("home", &Distro::home),
      NameSpan(&Distro::span),
  };
};
OVCC_CHECK_SCHEMA(Distro);

template <>
struct Schema<ImageLabels> {
  static constexpr std::tuple kFields = {
      Child("contract", &ImageLabels::contract),
      Child("security", &ImageLabels::security),
      Attribute("status", &ImageLabels::status),
      Child("info", &ImageLabels::info),
      Child("network", &ImageLabels::network),
      Child("port", &ImageLabels::ports),
      Child("env", &ImageLabels::env),
      Child("registry", &ImageLabels::registry),
      Child("tag", &ImageLabels::tag),
      Child("init", &ImageLabels::init),
      Attribute("user", &ImageLabels::user),
      Attribute("uid", &ImageLabels::uid),
      Attribute("gid", &ImageLabels::gid),
      Child("home", &ImageLabels::home),
      NameSpan(&ImageLabels::span),
      WholeSpan(&ImageLabels::record_span),
  };
};
OVCC_CHECK_SCHEMA(ImageLabels);

template <>
struct Schema<EffectiveImage> {
  static constexpr std::tuple kFields = {
      Child("contract", &EffectiveImage::contract),
      Child("security", &EffectiveImage::security),
      Child("security-step", &EffectiveImage::security_steps),
      Attribute("status", &EffectiveImage::status),
      Child("info", &EffectiveImage::info),
      Child("network", &EffectiveImage::network),
      Child("port", &EffectiveImage::ports),
      Child("env", &EffectiveImage::env),
      Child("reference-name", &EffectiveImage::reference_name),
      Child("tag", &EffectiveImage::tag),
      Words("exec", &EffectiveImage::exec),
      Attribute("user", &EffectiveImage::user),
      Attribute("uid", &EffectiveImage::uid),
      Attribute("gid", &EffectiveImage::gid),
      Attribute("has-uid", &EffectiveImage::has_uid),
      Attribute("home", &EffectiveImage::home),
  };
};
OVCC_CHECK_SCHEMA(EffectiveImage);

template <>
struct Schema<Image> {
  static constexpr std::tuple kFields = {
      Key(&Image::name),
      Attribute("enabled", &Image::enabled),
      Attribute("foreign", &Image::foreign),
      Attribute("from-entry", &Image::from_entry),
      Attribute("data-only", &Image::data_only),
      Attribute("unwritten", &Image::unwritten),
      Child("reference", &Image::reference),
      Child("base", &Image::base),
      Child("layer", &Image::layers),
      Child("port", &Image::ports),
      Child("env", &Image::env),
      Child("registry", &Image::registry),
      Child("tag", &Image::tag),
      Child("user", &Image::user),
      Child("uid", &Image::uid),
      Child("gid", &Image::gid),
      Attribute("user-policy", &Image::user_policy),
      Child("distro", &Image::distro),
      Child("network", &Image::network),
      Child("security", &Image::security),
      Child("init", &Image::init),
      Attribute("status", &Image::status),
      Child("info", &Image::info),
      Child("contract", &Image::contract),
      Child("home", &Image::home),
      Child("working-dir", &Image::working_dir),
      Words("command", &Image::command),
      Words("entrypoint", &Image::entrypoint),
      Child("labels", &Image::labels),
      NameSpan(&Image::span),
      WholeSpan(&Image::record_span),
      Words("chain", &Image::chain),
      Words("all-layers", &Image::all_layers),
      Words("new-layers", &Image::new_layers),
      Child("effective", &Image::effective),
  };
};
OVCC_CHECK_SCHEMA(Image);

template <>
struct Schema<SidecarSpec> {
  static constexpr std::tuple kFields = {
      Key(&SidecarSpec::name),
      Attribute("builtin", &SidecarSpec::builtin),
      Child("description", &SidecarSpec::description),
      Child("image", &SidecarSpec::image),
      Child("env", &SidecarSpec::env),
      Child("volume", &SidecarSpec::volumes),
      Child("secret", &SidecarSpec::secrets),
      Child("security", &SidecarSpec::security),
      Child("parameter", &SidecarSpec::parameters),
      Child("env-provides", &SidecarSpec::env_provides),
      Words("command", &SidecarSpec::command),
      Words("entrypoint", &SidecarSpec::entrypoint),
      Child("port", &SidecarSpec::ports),
      Child("user", &SidecarSpec::user),
      Child("working-dir", &SidecarSpec::working_dir),
      NameSpan(&SidecarSpec::span),
  };
};
OVCC_CHECK_SCHEMA(SidecarSpec);

}  // namespace ovcc::ir
