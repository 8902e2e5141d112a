#pragma once

#include <array>

#include "frontend/schema/contract.h"
#include "frontend/schema/join.h"

namespace ovcc::schema {

/// A record of image.yml, `defaults:` included. Source: §1.5, §1.10, §17.2.
inline constexpr std::array kOwnImageFields = {
    Field{"enabled", "", Type::Bool, false, "False: the image is not compiled."},
    Field{"image", "", Type::Text, false, "Reference of an image that others built."},
    Field{"base", "", Type::Text, false, "Image of this project, or a reference, that this one is built on."},
    Field{"layers", "layer candy", Type::List, false, "Layers, in any order."},
    Field{"ports", "port", Type::List, false, "Port mappings, as in a deploy entry."},
    Field{"env", "", Type::ListOrMap, false, "Variables of the container: KEY=VALUE."},
    Field{"registry", "", Type::Text, false, "Registry and path before the image name."},
    Field{"tag", "", Type::Text, false, "Tag of the image; auto: decided when it is built."},
    Field{"user", "", Type::Text, false, "Account that runs the container."},
    Field{"uid", "", Type::Integer, false, "Its user id."},
    Field{"gid", "", Type::Integer, false, "Its group id."},
    Field{"user_policy", "", Type::Text, false, "auto, adopt or create."},
    Field{"distro", "distros", Type::TextOrList, false, "Distributions, the most special first."},
    Field{"network", "", Type::Text, false, "Podman network."},
    Field{"security", "", Type::Map, false, "Rights and limits."},
    Field{"init", "", Type::Text, false, "supervisord or systemd."},
    Field{"version", "", Type::Text, false, "Three numbers joined by dots."},
    Field{"data_image", "", Type::Bool, false, "An image that only holds data."},
    Field{"aliases", "alias", Type::Any, false, "Commands for the host."},
    Field{"tunnel", "", Type::Any, false, "No effect: belongs to deploy.yml."},
    Field{"dns", "", Type::Any, false, "No effect: belongs to deploy.yml."},
    Field{"acme_email", "", Type::Any, false, "No effect: belongs to deploy.yml."},
    Field{"engine", "", Type::Any, false, "No effect: belongs to deploy.yml."},
};

/// Fields of images that others built. Source: §17.2.
inline constexpr std::array kForeignFields = {
    Field{"home", "", Type::Text, false, "Home folder in the container."},
    Field{"working_dir", "", Type::Text, false, "Working directory."},
    Field{"command", "", Type::TextOrList, false, "Words of the command; text is one word."},
    Field{"entrypoint", "", Type::TextOrList, false, "Words of the entry point; text is one word."},
};

inline constexpr std::array kImageBuildFields = {
    Field{"env_file", "", Type::Any, true, ""},
    Field{"platforms", "platform", Type::Any, true, ""},
    Field{"build", "", Type::Any, true, ""},
    Field{"builder", "builders", Type::Any, true, ""},
    Field{"builds", "produce", Type::Any, true, ""},
    Field{"merge", "", Type::Any, true, ""},
    Field{"format_config", "", Type::Any, true, ""},
    Field{"from", "", Type::Any, true, ""},
    Field{"bootstrap_builder_image", "", Type::Any, true, ""},
    Field{"bootc", "", Type::Any, true, ""},
    Field{"vm", "", Type::Any, true, ""},
    Field{"libvirt", "", Type::Any, true, ""},
    Field{"eval", "evals", Type::Any, true, ""},
    Field{"tests", "test", Type::Any, true, ""},
    Field{"deploy_eval", "deploy_evals", Type::Any, true, ""},
    Field{"deploy_tests", "deploy_test", Type::Any, true, ""},
    Field{"shell", "", Type::Any, true, ""},
    Field{"jobs", "job", Type::Any, true, ""},
    Field{"podman_jobs", "podman_job", Type::Any, true, ""},
    Field{"podman_jobs_cap", "podman_job_cap", Type::Any, true, ""},
    Field{"context_ignore", "", Type::Any, true, ""},
    Field{"cache", "", Type::Any, true, ""},
    Field{"keep_images", "keep_image", Type::Any, true, ""},
    Field{"keep_eval_runs", "keep_eval_run", Type::Any, true, ""},
};

inline constexpr auto kImageFields =
    Join(kOwnImageFields, kStatusFields, kForeignFields, kContractFields, kResourceFields, kImageBuildFields);
inline constexpr Mapping kImage = {"an image record", kImageFields};

}  // namespace ovcc::schema
