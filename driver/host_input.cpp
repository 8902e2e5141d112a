// Host facts and settings of a run (§1.9, §16.7, §18.1): the only stage that knows the environment of the process.
#include "driver/host_input.h"

#include <fmt/format.h>

#include "driver/autodetect.h"
#include "frontend/read/host_description.h"
#include "support/text.h"

namespace ovcc {
namespace {

HostDescription ReadDescription(const std::string& path, const CommandContext& context, SourceManager& sources,
                                Interner& names, DiagnosticSink& diags) {
  auto bytes = context.files.Read(InputPath(context, path));
  if (!bytes) {
    diags.Emit({}, diag::FileUnreadable, path, bytes.error().reason);
    return {};
  }
  const auto file = sources.Add(path, std::move(*bytes));
  if (!file) {
    diags.Emit({}, diag::FileUnreadable, path, file.error());
    return {};
  }
  const yaml::ParsedFile parsed = yaml::ParseYaml(sources, *file, {}, diags);
  if (parsed.documents.empty()) return {};
  const yaml::Document& document = parsed.documents.front();
  ReadContext read{document, sources, names, diags};
  return ReadHostDescription(read, document.node(document.root()));
}

// A setting: variable, then description, then default (§1.9). The span stays with the description's value.
ir::Text Setting(const CommandContext& context, const std::string& variable, ir::Text described,
                 std::string_view fallback, Interner& names) {
  if (const auto value = context.environment.Get(variable); value && !value->empty()) {
    return {names.Intern(*value), {}};
  }
  if (!described.empty()) return described;
  return {names.Intern(fallback), {}};
}

}  // namespace

HostInput ReadHostInput(const HostFlags& flags, const CommandContext& context, SourceManager& sources, Interner& names,
                        DiagnosticSink& diags) {
  HostDescription described;
  if (flags.file) described = ReadDescription(*flags.file, context, sources, names, diags);
  HostInput input;
  input.host = described.host;
  std::string home(input.host.home.text());
  if (flags.home) home = *flags.home;
  if (home.empty()) home = context.environment.Get("HOME").value_or("/");
  home = CleanPath(JoinPath(context.working_directory, home));
  input.host.home = names.Intern(home);
  if (flags.autodetect) DetectHost(context.files, names, input.host);

  const auto path = [&](const std::string& variable, const ir::Text& value, std::string_view fallback) {
    const ir::Text setting = Setting(context, variable, value, fallback, names);
    return names.Intern(CleanPath(JoinPath(context.working_directory, ExpandHome(setting.text(), home))));
  };
  const ir::Text bind = Setting(context, "OV_BIND_ADDRESS", described.bind_address, "127.0.0.1", names);
  if (bind.text() != "127.0.0.1" && bind.text() != "0.0.0.0") {
    Diagnostic& found = diags.Emit(bind.span, diag::BindAddressInvalid, bind.text());
    if (bind.span.empty()) found.Note("it comes from the environment variable `OV_BIND_ADDRESS`");
  }
  input.settings.bind_address = bind.value;
  input.settings.volumes_path = path("OV_VOLUMES_PATH", described.volumes_path, "~/.local/share/ov/volumes");
  input.settings.encrypted_storage_path =
      path("OV_ENCRYPTED_STORAGE_PATH", described.encrypted_storage_path, "~/.local/share/ov/encrypted");
  input.settings.secret_backend = Setting(context, "OV_SECRET_BACKEND", described.secret_backend, "auto", names).value;
  return input;
}

}  // namespace ovcc
