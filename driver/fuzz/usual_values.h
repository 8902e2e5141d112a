#pragma once

#include <string_view>

namespace ovcc {

/// What people write in a field, by its canonical name, in no mapping in particular.
struct UsualValue {
  std::string_view field;
  std::string_view text;
};

/// Sorted by field; a field that can hold anything has none.
inline constexpr UsualValue kUsualValues[] = {
    {"base", "docker.io/library/debian:12"},
    {"cap_add", "NET_ADMIN"},
    {"cap_add", "CAP_SYS_PTRACE"},
    {"cgroupns", "host"},
    {"cgroupns", "private"},
    {"cpus", "1.5"},
    {"devices", "/dev/fuse"},
    {"devices", "/dev/dri/card0:/dev/card:rw"},
    {"distro", "debian"},
    {"dns", "web.example.org"},
    {"env", "A=1"},
    {"env", "DB_URL=x y"},
    {"env_file", "app.env"},
    {"group_add", "keep-groups"},
    {"group_add", "video"},
    {"home", "/home/op"},
    {"host", "/home/user/shared"},
    {"host", "~/notes"},
    {"image", "docker.io/library/nginx:1.27"},
    {"image", "quay.io/org/tool@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"},
    {"init", "supervisord"},
    {"ipc_mode", "host"},
    {"ipc_mode", "shareable"},
    {"key", "ov/llm/token"},
    {"memory_high", "75%"},
    {"memory_max", "512m"},
    {"memory_swap_max", "0"},
    {"mounts", "/etc/localtime:/etc/localtime:ro"},
    {"mounts", "tmpfs:/run:size=1m,mode=755"},
    {"network", "host"},
    {"network", "lan:ip=10.89.0.9"},
    {"network", "ov"},
    {"path", "/srv/data"},
    {"path", "/var/lib/x y"},
    {"path", "~/.cache"},
    {"ports", "127.0.0.1:8443:443"},
    {"ports", "5353:53/udp"},
    {"ports", "8080"},
    {"ports", "auto:80"},
    {"private", "all"},
    {"provider", "cloudflare"},
    {"provider", "tailscale"},
    {"public", "all"},
    {"registry", "quay.io/org"},
    {"security_opt", "label=disable"},
    {"security_opt", "seccomp=unconfined"},
    {"shm_size", "64m"},
    {"source", "env:HOST_TOKEN"},
    {"source", "keyring"},
    {"status", "broken"},
    {"status", "working"},
    {"tag", "1.27"},
    {"target", "/run/secrets/x"},
    {"transport", "http"},
    {"transport", "sse"},
    {"tunnel", "tailscale"},
    {"type", "bind"},
    {"type", "encrypted"},
    {"type", "volume"},
    {"url", "http://{{.ContainerName}}:{{.ContainerPort 80}}/mcp"},
    {"user", "1000"},
    {"user", "op"},
    {"version", "1.2.3"},
    {"working_dir", "/srv/a b"},
};

}  // namespace ovcc
