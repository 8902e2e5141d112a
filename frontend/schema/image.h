#pragma once

#include <array>

#include "frontend/schema/contract.h"
#include "frontend/schema/join.h"
#include "frontend/schema/security.h"

namespace ovcc::schema {

/// A record of image.yml, `defaults:` included. Source: §1.5, §1.10, §17.2.
inline constexpr std::array kOwnImageFields = {
    Field{"enabled", "", Type::Bool, false, "False: the image is not compiled."},
    Field{"image", "", Type::Text, false, "Reference of an image that others built.", OfText(kPinnedReference)},
    Field{"base", "", Type::Text, false, "Image of this project, or a reference, that this one is built on.",
          OfText(kOneLine)},
    Field{"layers", "layer candy", Type::List, false, "Layers, in any order."},
    Field{"ports", "port", Type::List, false, "Port mappings, as in a deploy entry.", OfText(kPortMapping)},
    Field{"env", "", Type::ListOrMap, false, "Variables of the container: KEY=VALUE.",
          OfPairs(kEnvKey, kEnvAssignment)},
    Field{"registry", "", Type::Text, false, "Registry and path before the image name.", OfText(kRegistryPath)},
    Field{"tag", "", Type::Text, false, "Tag of the image; auto: decided when it is built.", OfText(kImageTag)},
    Field{"user", "", Type::Text, false, "Account that runs the container.", OfText(kOneLine)},
    Field{"uid", "", Type::Integer, false, "Its user id."},
    Field{"gid", "", Type::Integer, false, "Its group id."},
    Field{"user_policy", "", Type::Text, false, "auto, adopt or create.", OfText(kUserPolicy)},
    Field{"distro", "distros", Type::TextOrList, false, "Distributions, the most special first."},
    Field{"network", "", Type::Text, false, "Podman network.", OfText(kOneLine)},
    Field{"security", "", Type::Map, false, "Rights and limits.", OfRecord(kSecurity)},
    Field{"init", "", Type::Text, false, "supervisord or systemd."},
    Field{"version", "", Type::Text, false, "Three numbers joined by dots.", OfText(kVersion)},
    Field{"data_image", "", Type::Bool, false, "An image that only holds data."},
    Field{"aliases", "alias", Type::Any, false, "Commands for the host.", OfForm("image-aliases")},
    Field{"tunnel", "", Type::Any, false, "No effect: belongs to deploy.yml."},
    Field{"dns", "", Type::Any, false, "No effect: belongs to deploy.yml."},
    Field{"acme_email", "", Type::Any, false, "No effect: belongs to deploy.yml."},
    Field{"engine", "", Type::Any, false, "No effect: belongs to deploy.yml."},
};

/// Fields of images that others built. Source: §17.2.
inline constexpr std::array kForeignFields = {
    Field{"home", "", Type::Text, false, "Home folder in the container.", OfText(kOneLine)},
    Field{"working_dir", "", Type::Text, false, "Working directory.", OfText(kOneLine)},
    Field{"command", "", Type::TextOrList, false, "Words of the command; text is one word."},
    Field{"entrypoint", "", Type::TextOrList, false, "Words of the entry point; text is one word."},
};

inline constexpr std::array kImageBuildFields = {
    Field{"env_file", "", Type::Any, true, "Environment file, which never reaches a unit."},
    Field{"platforms", "platform", Type::Any, true, "Platforms to build for."},
    Field{"build", "", Type::Any, true, "Package formats to build with."},
    Field{"builder", "builders", Type::Any, true, "Images that build parts of this one."},
    Field{"builds", "produce", Type::Any, true, "What this image builds for others."},
    Field{"merge", "", Type::Any, true, "Whether small layers are merged."},
    Field{"format_config", "", Type::Any, true, "Settings of package formats."},
    Field{"from", "", Type::Any, true, "Where the root file system comes from."},
    Field{"bootstrap_builder_image", "", Type::Any, true, "Image that makes the root file system."},
    Field{"bootc", "", Type::Any, true, "Whether it is a bootable image."},
    Field{"vm", "", Type::Any, true, "Settings for virtual machines."},
    Field{"libvirt", "", Type::Any, true, "Settings for libvirt."},
    Field{"eval", "evals", Type::Any, true, "Tests of the image."},
    Field{"tests", "test", Type::Any, true, "Tests of the image."},
    Field{"deploy_eval", "deploy_evals", Type::Any, true, "Tests of its deployments."},
    Field{"deploy_tests", "deploy_test", Type::Any, true, "Tests of its deployments."},
    Field{"shell", "", Type::Any, true, "Settings of interactive shells."},
    Field{"jobs", "job", Type::Any, true, "Number of builds at once."},
    Field{"podman_jobs", "podman_job", Type::Any, true, "Number of build stages at once."},
    Field{"podman_jobs_cap", "podman_job_cap", Type::Any, true, "Most build stages at once."},
    Field{"context_ignore", "", Type::Any, true, "Files left out of the build context."},
    Field{"cache", "", Type::Any, true, "Build caches."},
    Field{"keep_images", "keep_image", Type::Any, true, "Number of old images to keep."},
    Field{"keep_eval_runs", "keep_eval_run", Type::Any, true, "Number of old test runs to keep."},
};

inline constexpr auto kImageFields =
    Join(kOwnImageFields, kStatusFields, kForeignFields, kContractFields, kResourceFields, kImageBuildFields);
inline constexpr Mapping kImage = {"an image record", kImageFields};

}  // namespace ovcc::schema
