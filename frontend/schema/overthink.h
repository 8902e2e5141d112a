#pragma once

#include <array>

#include "frontend/schema/deploy_fields.h"
#include "frontend/schema/image.h"

namespace ovcc::schema {

inline constexpr std::array kDiscoverPathFields = {
    Field{"path", "", Type::Text, false, "The folder."},
    Field{"recursive", "", Type::Bool, false, "Whether folders in folders count."},
};
inline constexpr Mapping kDiscoverPath = {"a discover path", kDiscoverPathFields, true};

inline constexpr std::array kDiscoverFields = {
    Field{"layers", "layer", Type::TextOrList, false, "Folders that hold layers: a path, or path and recursive.",
          OfTextOrRecord(kAnyText, kDiscoverPath)},
};
inline constexpr Mapping kDiscover = {"`discover`", kDiscoverFields, true};

/// Root of overthink.yml, of the files it includes, and of image.yml. Source: §1.5, §1.6, §1.10.
inline constexpr std::array kProjectFields = {
    Field{"includes", "include", Type::TextOrList, false, "Files beside this one that belong to the project."},
    Field{"discover", "", Type::Map, false, "Where the layers are.", OfRecord(kDiscover)},
    Field{"defaults", "", Type::Map, false, "An image record for what the images leave open.",
          OfForm("image-defaults")},
    Field{"images", "image box", Type::Map, false, "The images: name to record.", OfForm("images"), true},
    Field{"deploy", "deploys deployment deployments", Type::Map, false, "Baseline of deploy.yml.",
          OfForm("project-deploy-map"), true},
    Field{"provides", "", Type::Map, false, "Values that deploys outside of this program provide.",
          OfRecord(kRegistry)},
    Field{"sidecars", "sidecar", Type::Map, false, "Sidecar templates.", OfNamed(kName, kSidecar), true},
    Field{"distros", "distro", Type::Map, false, "Distributions: base_user and inherits count.",
          OfForm("distributions")},
    Field{"version", "", Type::Any, true, "Version of the file format."},
    Field{"builder", "builders", Type::Any, true, "Recipes of builders."},
    Field{"init", "inits", Type::Any, true, "Templates of init systems."},
    Field{"vm", "vms", Type::Any, true, "Virtual machines."},
    Field{"pod", "pods", Type::Any, true, "Pods of other tools."},
    Field{"k8s", "", Type::Any, true, "Kubernetes clusters."},
    Field{"local", "locals", Type::Any, true, "Local installations."},
    Field{"ai", "", Type::Any, true, "Settings of AI tools."},
    Field{"recipe", "recipes", Type::Any, true, "Recipes of AI tools."},
    Field{"score", "scores", Type::Any, true, "Scores of AI tools."},
    Field{"group", "groups", Type::Any, true, "Groups of deployments."},
    Field{"target", "targets", Type::Any, true, "Targets of other tools."},
    Field{"module", "modules", Type::Any, true, "Modules of other tools."},
    Field{"android", "", Type::Any, true, "Android devices."},
    Field{"repo", "repos", Type::Any, true, "Repositories of layers."},
    Field{"import", "imports", Type::Any, true, "Parts taken from other projects."},
    Field{"eval", "evals", Type::Any, true, "Tests of the project."},
    Field{"resource", "resources", Type::Any, true, "Resources that tests share."},
};
inline constexpr Mapping kProject = {"a project file", kProjectFields, true};

inline constexpr std::array kBaseUserFields = {
    Field{"name", "", Type::Text, false, "Account that the distribution brings."},
    Field{"uid", "", Type::Integer, false, "Its user id."},
    Field{"gid", "", Type::Integer, false, "Its group id."},
    Field{"home", "", Type::Text, false, "Its home folder."},
};
inline constexpr Mapping kBaseUser = {"`base_user`", kBaseUserFields, true};

}  // namespace ovcc::schema
