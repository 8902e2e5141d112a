// The whole compiler over random projects: nothing crashes, every finding has a place and words, every invariant holds
// after every pass, every unit reads back as what was meant, the printed program is the program, and files that were
// parsed before are the same as parsed ones.
#include <cstdint>

#include "backend/backend.h"
#include "backend/unit/parse.h"
#include "driver/fuzz/random_project.h"
#include "frontend/demote_unused.h"
#include "frontend/hide_secrets.h"
#include "frontend/memory_parsed_files.h"
#include "frontend/project.h"
#include "ir/parser.h"
#include "ir/printer.h"
#include "passes/lint/rule.h"
#include "passes/pass_manager.h"
#include "support/check.h"
#include "support/memory_file_system.h"
#include "support/render_text.h"

namespace ovcc {
namespace {

std::vector<const PassInfo*> AllOfThem() {
  std::vector<const PassInfo*> pipeline;
  for (const PassInfo& pass : AllPasses()) pipeline.push_back(&pass);
  return pipeline;
}

ProjectRequest Request(Interner& names) {
  ProjectRequest request;
  request.project = "/p";
  request.working_directory = "/w";
  request.host.home = names.Intern("/home/user");
  request.settings.bind_address = names.Intern("127.0.0.1");
  request.settings.volumes_path = names.Intern("/home/user/volumes");
  request.settings.encrypted_storage_path = names.Intern("/home/user/encrypted");
  request.variable = [](const std::string&) { return std::nullopt; };
  return request;
}

// The program of a project and its findings, with all places.
std::string Read(const FileSystem& files, ParsedFiles* parsed) {
  SourceManager sources;
  Interner names;
  DiagnosticSink diags(true);
  std::vector<std::string> routed;
  ProjectRequest request = Request(names);
  request.parsed = parsed;
  const ir::Module module = LoadProject(request, files, sources, names, diags, routed);
  std::string text = ir::Print(module, &sources);
  for (const Diagnostic& found : diags.all()) text += RenderText(found, sources, false);
  return text;
}

void CheckParsedFiles(const FileSystem& files) {
  const std::string plain = Read(files, nullptr);
  MemoryParsedFiles parsed;
  OVCC_CHECK(Read(files, &parsed) == plain, "files that are kept change the program");
  OVCC_CHECK(Read(files, &parsed) == plain, "files that were kept change the program");
}

void CheckFindings(const DiagnosticSink& diags, const SourceManager& sources) {
  for (const Diagnostic& found : diags.all()) {
    OVCC_CHECK(!found.message.empty(), "a finding that says nothing");
    OVCC_CHECK(found.span.empty() || sources.FileOf(found.span) != nullptr, "a finding in no file");
    OVCC_CHECK(!RenderText(found, sources, true).empty(), "a finding that cannot be shown");
  }
}

void CheckRoundTrip(const ir::Module& module, SourceManager& sources, Interner& names) {
  const std::string printed = ir::Print(module);
  DiagnosticSink diags;
  const auto file = sources.Add("printed.ovir", printed);
  if (!file) return;
  const auto again = ir::Parse(sources, *file, names, diags);
  OVCC_CHECK(again && !diags.has_errors() && ir::Print(*again) == printed, "a program that does not read back");
}

void CheckUnits(const std::vector<backend::OutputFile>& files) {
  for (const backend::OutputFile& file : files) {
    OVCC_CHECK(file.name.find("..") == std::string::npos && !file.name.starts_with('/'),
               "a file outside of the folder");
    if (file.name.ends_with(".yml")) continue;  // a configuration of cloudflared
    const backend::ParsedUnit parsed = backend::ParseUnit(file.bytes);
    OVCC_CHECK(parsed.errors.empty(), "a unit with an error");
    backend::ValueMemo memo;
    OVCC_CHECK(backend::ToUnitFile(parsed, file.name, memo).has_value(), "a unit that ovcc would not write");
  }
}

void CompileOnce(FuzzInput& input) {
  MemoryFileSystem files;
  for (auto& [path, bytes] : RandomProject(input)) files.Put("/" + path, bytes);
  CheckParsedFiles(files);
  SourceManager sources;
  Interner names;
  DiagnosticSink diags(true);
  std::vector<std::string> routed;
  ir::Module module = LoadProject(Request(names), files, sources, names, diags, routed);
  PassContext context{diags, names};
  const std::vector<const PassInfo*> pipeline = AllOfThem();
  PassRunOptions options;
  options.verify_each = true;
  RunPasses(module, pipeline, context, options);
  for (const Diagnostic& found : diags.all()) {
    OVCC_CHECK(found.info->code != diag::IrInvariant.info.code, "a broken invariant");
  }
  DemoteUnused(module, diags);
  lint::RunRules(module, diags);
  if (!diags.has_errors()) {
    const std::vector<backend::OutputFile> units = backend::EmitQuadlet(module, 1, diags);
    if (!diags.has_errors()) CheckUnits(units);
    OVCC_CHECK(!backend::EmitJson(module).empty(), "no JSON");
  }
  HideSecrets(module, sources, diags);
  diags.Sort(sources);
  CheckFindings(diags, sources);
  CheckRoundTrip(module, sources, names);
}

}  // namespace
}  // namespace ovcc

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  ovcc::FuzzInput input(data, size);
  ovcc::CompileOnce(input);
  return 0;
}
