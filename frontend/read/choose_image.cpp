// Which image each deployment runs (§16.1), and images that only a deploy entry describes (§17.1, §17.2). Nothing is
// looked up outside of the project.
#include "frontend/read/choose_image.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <optional>

#include "frontend/grammar/image_ref.h"
#include "frontend/read/mapping.h"
#include "support/suggest.h"
#include "support/text.h"

namespace ovcc {
namespace {

/// Elements of `over` replace those of `base` that have their name.
template <class Item>
void MergeByName(std::vector<Item>& base, const std::vector<Item>& over) {
  std::erase_if(base, [&](const Item& item) { return std::ranges::count(over, item.name, &Item::name) != 0; });
  base.insert(base.end(), over.begin(), over.end());
}

/// A name stands in one section only: what the entry says about it wins over any section of the record.
template <std::size_t N>
void MergeSections(std::array<std::vector<ir::Dependency>*, N> base,
                   std::array<const std::vector<ir::Dependency>*, N> over) {
  for (std::vector<ir::Dependency>* section : base) {
    for (const std::vector<ir::Dependency>* said : over) {
      std::erase_if(*section, [&](const ir::Dependency& dependency) {
        return std::ranges::count(*said, dependency.name, &ir::Dependency::name) != 0;
      });
    }
  }
  for (std::size_t i = 0; i < N; ++i) base[i]->insert(base[i]->end(), over[i]->begin(), over[i]->end());
}

void MergeContract(ir::Contract& base, const ir::Contract& over) {
  MergeSections<4>({&base.env_accepts, &base.env_requires, &base.secret_accepts, &base.secret_requires},
                   {&over.env_accepts, &over.env_requires, &over.secret_accepts, &over.secret_requires});
  MergeSections<2>({&base.mcp_accepts, &base.mcp_requires}, {&over.mcp_accepts, &over.mcp_requires});
  MergeByName(base.env_provides, over.env_provides);
  MergeByName(base.mcp_provides, over.mcp_provides);
}

void MergeEntryContract(ir::Image& image, const ir::EntryContract& entry) {
  MergeContract(image.contract, entry.contract);
  if (!entry.user.empty()) image.user = entry.user;
  if (entry.uid) image.uid = entry.uid;
  if (entry.gid) image.gid = entry.gid;
  if (!entry.home.empty()) image.home = entry.home;
  if (!entry.working_dir.empty()) image.working_dir = entry.working_dir;
  if (entry.command) image.command = entry.command;
  if (entry.entrypoint) image.entrypoint = entry.entrypoint;
}

bool HasDestination(const ir::SecretDeclaration& secret) { return !secret.env.empty() || !secret.target.empty(); }
bool HasPath(const ir::VolumeRecord& record) { return !record.path.empty(); }

/// Secrets with a destination and volumes with a path are declarations of the image (§17.2); what the entry keeps is
/// where the value comes from and how the volume is backed.
void MoveResources(ir::Image& image, ir::Entry& entry) {
  std::vector<ir::Volume> volumes;
  for (const ir::VolumeRecord& record : entry.volumes) {
    if (HasPath(record)) volumes.push_back({record.name, record.path, {}, record.span});
  }
  MergeByName(image.contract.volumes, volumes);
  if (!entry.secrets) return;
  std::vector<ir::SecretDeclaration> secrets;
  for (ir::SecretDeclaration& secret : *entry.secrets) {
    if (!HasDestination(secret)) continue;
    secrets.push_back(secret);
    secrets.back().source = {};
    secret.env = {};
    secret.target = {};
  }
  MergeByName(image.contract.secrets, secrets);
}

bool AddsToContract(const ir::Entry& entry) {
  return entry.contract || std::ranges::any_of(entry.volumes, HasPath) ||
         (entry.secrets && std::ranges::any_of(*entry.secrets, HasDestination));
}

bool IsPinned(std::string_view reference) { return reference.find_first_of("/:@") != std::string_view::npos; }

class ImageChooser {
 public:
  ImageChooser(ReadContext& context, const ir::Module& module) : context_(context), module_(module) {}

  void Choose(ir::Deployment& deployment) {
    deployment.image = Find(deployment);
    deployment.entry.contract.reset();
  }

  std::vector<ir::Image> TakeImages() { return std::move(images_); }

 private:
  Symbol Find(ir::Deployment& deployment) {
    const ir::Text& written = deployment.entry.image;
    if (FindControlCharacter(written.text())) return {};  // its reader has reported it
    const ir::Text selected = written.empty() ? ir::Text{deployment.base_name, deployment.span} : written;
    const bool pinned = !written.empty() && IsPinned(written.text());
    if (!pinned) {
      const ir::Image* image = module_.FindImage(selected.value);
      return image == nullptr ? Unknown(selected) : Use(deployment, *image, selected);
    }
    const auto parsed = ParseImageRef(written.text());
    if (!parsed) {
      context_.diags.Emit(written.span, diag::ImageRefInvalid, written.text(), parsed.error().expected);
      return {};
    }
    const ir::Image* image = module_.FindImage(context_.names.Intern(parsed->name));
    if (image != nullptr) return Use(deployment, *image, selected);
    ir::Image foreign;
    foreign.foreign = true;
    foreign.reference = written;
    return Own(deployment, std::move(foreign));
  }

  /// Of a deploy key only the part that names the image.
  [[nodiscard]] Span NameSpan(const ir::Text& selected) const {
    const std::size_t at = context_.sources.TextOf(selected.span).find(selected.text());
    if (at == std::string_view::npos) return selected.span;
    const auto begin = static_cast<std::uint32_t>(selected.span.begin + at);
    return {begin, static_cast<std::uint32_t>(begin + selected.text().size())};
  }

  Symbol Unknown(const ir::Text& selected) {
    if (!suggester_) {
      std::vector<std::string_view> known;
      for (const ir::Image& image : module_.images) known.push_back(image.name.text());
      suggester_.emplace(std::move(known));
    }
    context_.diags.Emit(NameSpan(selected), diag::UnknownImage, selected.text())
        .Suggest(suggester_->Nearest(selected.text()));
    return {};
  }

  /// The image of the project that was found, if it can be deployed.
  Symbol Use(ir::Deployment& deployment, const ir::Image& image, const ir::Text& selected) {
    if (!image.enabled) {
      context_.diags.Emit(selected.span, diag::ImageDisabled, image.name.text()).Attach(image.span, "disabled here");
      return {};
    }
    if (image.data_only) {
      context_.diags.Emit(selected.span, diag::ImageNotDeployable, image.name.text());
      return {};
    }
    if (image.foreign) return AddsToContract(deployment.entry) ? Own(deployment, image) : image.name;
    RefuseContract(deployment.entry, image);
    const bool short_reference = !IsPinned(deployment.entry.image.text());
    if (short_reference && !IsImageName(image.name.text())) {
      const Span at = image.span.empty() ? selected.span : image.span;
      Diagnostic& found = context_.diags.Emit(at, diag::ImageNameInvalid, image.name.text());
      if (at != selected.span) found.Attach(selected.span, "deployed here");
    }
    return image.name;
  }

  void RefuseContract(ir::Entry& entry, const ir::Image& image) {
    const auto refuse = [&](Span span, std::string_view field) {
      if (!span.empty()) context_.diags.Emit(span, diag::EntryContract, field, image.name.text());
    };
    if (entry.contract) {
      for (const ir::Text& field : entry.contract->fields) refuse(field.span, field.text());
    }
    if (!entry.secrets) return;
    for (ir::SecretDeclaration& secret : *entry.secrets) {
      refuse(secret.env.span, "env");
      refuse(secret.target.span, "target");
      secret.env = {};
      secret.target = {};
    }
  }

  /// An image of the deployment's own: `image` with what the entry adds.
  Symbol Own(ir::Deployment& deployment, ir::Image image) {
    image.name = deployment.key;
    if (module_.FindImage(image.name) != nullptr) {
      image.name = context_.names.Intern(fmt::format("{}@entry", deployment.key.text()));
    }
    image.from_entry = true;
    image.span = deployment.span;
    image.record_span = deployment.record_span;
    if (deployment.entry.contract) MergeEntryContract(image, *deployment.entry.contract);
    MoveResources(image, deployment.entry);
    images_.push_back(std::move(image));
    return images_.back().name;
  }

  ReadContext& context_;
  const ir::Module& module_;
  std::vector<ir::Image> images_;
  std::optional<Suggester> suggester_;  // made for the first unknown image
};

}  // namespace

void ChooseImages(ReadContext& context, ir::Module& module) {
  ImageChooser chooser(context, module);
  for (ir::Deployment& deployment : module.deployments) chooser.Choose(deployment);
  std::ranges::move(chooser.TakeImages(), std::back_inserter(module.images));
  std::ranges::sort(module.images, {}, &ir::Image::name);
}

}  // namespace ovcc
