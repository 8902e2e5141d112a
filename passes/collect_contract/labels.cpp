// The ready contract of an inspected image (§2.2), and how it differs from the sources of the project.
#include "passes/collect_contract/labels.h"

#include <string>

#include "ir/same.h"
#include "passes/collect_contract/contract.h"
#include "passes/collect_contract/entrypoint.h"
#include "passes/collect_contract/reference.h"
#include "passes/collect_contract/status.h"
#include "support/text.h"

namespace ovcc {
namespace {

/// Takes out what no unit shows, and fills the home into paths.
void Normalise(ir::EffectiveImage& image, Interner& names) {
  ir::Contract& contract = image.contract;
  for (auto* dependencies : {&contract.env_accepts, &contract.env_requires, &contract.secret_accepts,
                             &contract.secret_requires, &contract.mcp_accepts, &contract.mcp_requires}) {
    for (ir::Dependency& dependency : *dependencies) {
      dependency.description = {};
      dependency.layer = {};
    }
  }
  for (ir::Provide& provide : contract.env_provides) provide.layer = {};
  for (ir::McpProvide& provide : contract.mcp_provides) provide.layer = {};
  for (ir::Volume& volume : contract.volumes) {
    volume.path.value = names.Intern(ExpandHome(volume.path.text(), image.home.text()));
  }
  for (ir::SecretDeclaration& secret : contract.secrets) {
    secret.description = {};
    secret.layer = {};
  }
}

}  // namespace

ir::EffectiveImage EffectiveFromLabels(const ir::Image& image, Interner& names, DiagnosticSink& diags) {
  const ir::ImageLabels& labels = *image.labels;
  ir::EffectiveImage effective;
  effective.contract = ReadyContract(image.name, labels.contract, names, diags);
  effective.status = KnownStatus(labels.status);
  effective.info = labels.info.value;
  effective.network = labels.network;
  effective.ports = labels.ports;
  effective.env = labels.env;
  effective.reference_name = names.Intern(JoinReference(labels.registry.text(), image.name.text()));
  effective.tag = labels.tag.value;
  for (const std::string_view word : ExecOf(labels.init)) effective.exec.push_back(names.Intern(word));
  effective.user = labels.user;
  effective.uid = labels.uid;
  effective.gid = labels.gid;
  effective.home = labels.home.value;
  return effective;
}

std::vector<std::string_view> DifferingFields(ir::EffectiveImage built, ir::EffectiveImage sources, Interner& names) {
  Normalise(built, names);
  Normalise(sources, names);
  std::vector<std::string_view> fields;
  const auto compare = [&](std::string_view field, auto member) {
    if (!ir::Same(built.*member, sources.*member)) fields.push_back(field);
  };
  const auto compare_contract = [&](std::string_view field, auto member) {
    if (!ir::Same(built.contract.*member, sources.contract.*member)) fields.push_back(field);
  };
  compare_contract("env_provides", &ir::Contract::env_provides);
  compare_contract("env_accepts", &ir::Contract::env_accepts);
  compare_contract("env_requires", &ir::Contract::env_requires);
  compare_contract("secret_accepts", &ir::Contract::secret_accepts);
  compare_contract("secret_requires", &ir::Contract::secret_requires);
  compare_contract("mcp_provides", &ir::Contract::mcp_provides);
  compare_contract("mcp_accepts", &ir::Contract::mcp_accepts);
  compare_contract("mcp_requires", &ir::Contract::mcp_requires);
  compare_contract("port_protos", &ir::Contract::ports);
  compare_contract("volumes", &ir::Contract::volumes);
  compare_contract("secrets", &ir::Contract::secrets);
  compare("status", &ir::EffectiveImage::status);
  compare("info", &ir::EffectiveImage::info);
  compare("network", &ir::EffectiveImage::network);
  compare("ports", &ir::EffectiveImage::ports);
  compare("env", &ir::EffectiveImage::env);
  compare("registry", &ir::EffectiveImage::reference_name);
  compare("init", &ir::EffectiveImage::exec);
  compare("user", &ir::EffectiveImage::user);
  compare("uid", &ir::EffectiveImage::uid);
  compare("gid", &ir::EffectiveImage::gid);
  compare("home", &ir::EffectiveImage::home);
  // A tag that the sources leave open is chosen by the build.
  if (!sources.tag.empty() && !built.tag.empty()) compare("tag", &ir::EffectiveImage::tag);
  return fields;
}

}  // namespace ovcc
