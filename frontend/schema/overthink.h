#pragma once

#include <array>

#include "frontend/schema/schema.h"

namespace ovcc::schema {

/// Root of overthink.yml, of the files it includes, and of image.yml. Source: §1.5, §1.6, §1.10.
inline constexpr std::array kProjectFields = {
    Field{"includes", "include", Type::TextOrList, false, "Files beside this one that belong to the project."},
    Field{"discover", "", Type::Map, false, "Where the layers are."},
    Field{"defaults", "", Type::Map, false, "An image record for what the images leave open."},
    Field{"images", "image box", Type::Map, false, "The images: name to record.", true},
    Field{"deploy", "deploys deployment deployments", Type::Map, false, "Baseline of deploy.yml.", true},
    Field{"provides", "", Type::Map, false, "Values that deploys outside of this program provide."},
    Field{"sidecars", "sidecar", Type::Map, false, "Sidecar templates.", true},
    Field{"distros", "distro", Type::Map, false, "Distributions: base_user and inherits count."},
    Field{"version", "", Type::Any, true, ""},
    Field{"builder", "builders", Type::Any, true, ""},
    Field{"init", "inits", Type::Any, true, ""},
    Field{"vm", "vms", Type::Any, true, ""},
    Field{"pod", "pods", Type::Any, true, ""},
    Field{"k8s", "", Type::Any, true, ""},
    Field{"local", "locals", Type::Any, true, ""},
    Field{"ai", "", Type::Any, true, ""},
    Field{"recipe", "recipes", Type::Any, true, ""},
    Field{"score", "scores", Type::Any, true, ""},
    Field{"group", "groups", Type::Any, true, ""},
    Field{"target", "targets", Type::Any, true, ""},
    Field{"module", "modules", Type::Any, true, ""},
    Field{"android", "", Type::Any, true, ""},
    Field{"repo", "repos", Type::Any, true, ""},
    Field{"import", "imports", Type::Any, true, ""},
    Field{"eval", "evals", Type::Any, true, ""},
    Field{"resource", "resources", Type::Any, true, ""},
};
inline constexpr Mapping kProject = {"a project file", kProjectFields, true};

inline constexpr std::array kDiscoverFields = {
    Field{"layers", "layer", Type::TextOrList, false, "Folders that hold layers: a path, or path and recursive."},
};
inline constexpr Mapping kDiscover = {"`discover`", kDiscoverFields, true};

inline constexpr std::array kDiscoverPathFields = {
    Field{"path", "", Type::Text, false, "The folder."},
    Field{"recursive", "", Type::Bool, false, "Whether folders in folders count."},
};
inline constexpr Mapping kDiscoverPath = {"a discover path", kDiscoverPathFields, true};

inline constexpr std::array kBaseUserFields = {
    Field{"name", "", Type::Text, false, "Account that the distribution brings."},
    Field{"uid", "", Type::Integer, false, "Its user id."},
    Field{"gid", "", Type::Integer, false, "Its group id."},
    Field{"home", "", Type::Text, false, "Its home folder."},
};
inline constexpr Mapping kBaseUser = {"`base_user`", kBaseUserFields, true};

}  // namespace ovcc::schema
