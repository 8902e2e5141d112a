"""The places where text of an input reaches a unit, for check_encoding.py.

The list was made by going through backend/quadlet/emit_*.cpp and the front end's field tables: every field whose text ends in a directive, in
a name of a unit or in the configuration of a tunnel, alone and in a pod, from deploy.yml, image.yml and layer.yml. Every row of
backend/unit/directives.def must hold the harmless value of some place, but for those in `WITHOUT_TEXT`; a new row without a place fails the test.

In fields, "@instance", "@image" and "@layer" stand beside those of the entry; "P_@", "@PORT" and "@LAYER" are made unique for each entry.
"""

IMAGE = "docker.io/library/busybox:1"


def entry(**fields):
    return dict({"image": IMAGE}, **fields)


def sidecar(**fields):
    return entry(sidecars={"side": dict({"image": IMAGE}, **fields)})


def of_image(**fields):
    """An entry of its own image in image.yml; "" takes out a field."""
    image = dict({"image": IMAGE}, **fields)
    return {"@image": {k: v for k, v in image.items() if v != ""}}


def of_layer(**fields):
    """An entry of its own image, which is built from a layer of its own."""
    return {"@image": {"registry": "quay.io/x", "tag": "1", "layers": ["@LAYER"]}, "@layer": fields}


def tunnel(**fields):
    """An entry behind a cloudflare tunnel."""
    return entry(ports=["@PORT:80"], tunnel=dict({"provider": "cloudflare", "public": {"@PORT": "h.example.org"}}, **fields))


# Place: its name, how an entry with the value looks, a harmless value, and whether the value is passed on as it is.
PLACES = [
    ("env value", lambda v: entry(env={"V": v}), "harmless", True),
    ("env list", lambda v: entry(env=["V=" + v]), "harmless", True),
    ("env name", lambda v: entry(env={v: "1"}), "harmless", True),
    ("network", lambda v: entry(network=v), "harmless", True),
    ("info", lambda v: entry(info=v), "harmless", False),
    ("command word", lambda v: entry(command=["first", v, "last"]), "harmless", True),
    ("entrypoint word", lambda v: entry(entrypoint=["/first", v]), "harmless", True),
    ("first word", lambda v: entry(entrypoint=[v]), "harmless", True),
    ("working folder", lambda v: entry(working_dir=v), "/harmless", True),
    ("image", lambda v: entry(image=v), "docker.io/library/harmless:1", False),
    ("host path", lambda v: entry(volumes=[{"name": "data", "type": "bind", "host": v, "path": "/data"}]), "/harmless", True),
    ("container path", lambda v: entry(volumes=[{"name": "data", "type": "volume", "path": v}]), "/harmless", True),
    ("volume name", lambda v: entry(volumes=[{"name": v, "type": "volume", "path": "/data"}]), "harmless", False),
    ("port", lambda v: entry(ports=[v]), "2000:80", False),
    ("secret name", lambda v: entry(secrets=[{"name": v, "target": "/run/x"}]), "harmless", False),
    ("secret target", lambda v: entry(secrets=[{"name": "s", "target": v}]), "/harmless", True),
    ("secret variable", lambda v: entry(secrets=[{"name": "s", "env": v}]), "harmless", True),
    ("capability", lambda v: entry(security={"cap_add": [v]}), "NET_ADMIN", False),
    ("device", lambda v: entry(security={"devices": [v]}), "/dev/harmless", True),
    ("security option", lambda v: entry(security={"security_opt": [v]}), "harmless", False),
    ("group", lambda v: entry(security={"group_add": [v]}), "harmless", True),
    ("mount", lambda v: entry(security={"mounts": [v]}), "/harmless:/mount", True),
    ("shared memory", lambda v: entry(security={"shm_size": v}), "64m", False),
    ("memory", lambda v: entry(security={"memory_max": v}), "512m", False),
    ("cpus", lambda v: entry(security={"cpus": v}), "2", False),
    ("cgroup namespace", lambda v: entry(security={"cgroupns": v}), "private", False),
    ("ipc", lambda v: entry(security={"ipc_mode": v}), "private", False),
    ("provided value", lambda v: entry(env_provides={"P_@": v}, env_accepts=[{"name": "P_@", "description": "x"}]), "harmless", True),
    ("default of a variable", lambda v: entry(env_accepts=[{"name": "V", "description": "x", "default": v}]), "harmless", True),
    ("sidecar env", lambda v: sidecar(env={"V": v}), "harmless", True),
    ("sidecar image", lambda v: sidecar(image=v), "docker.io/library/harmless:1", False),
    ("sidecar command", lambda v: sidecar(command=[v, "last"]), "harmless", True),
    ("sidecar host path", lambda v: sidecar(volumes=[{"name": "data", "path": "/data", "host": v}]), "/harmless", True),
    ("sidecar user", lambda v: sidecar(user=v), "harmless", True),
    ("sidecar port", lambda v: sidecar(ports=[v]), "2001:80", False),
    ("network of a pod", lambda v: dict(sidecar(), network=v), "harmless", True),
    ("user", lambda v: entry(user=v), "harmless", True),
    ("user id", lambda v: entry(uid=v), "1000", False),
    ("memory file system", lambda v: entry(security={"mounts": ["tmpfs:" + v]}), "/harmless", True),
    ("inherited variable", lambda v: entry(env=[v]), "HARMLESS", False),
    ("instance", lambda v: dict(entry(), **{"@instance": v}), "harmless", True),
    ("instance of a pod", lambda v: dict(sidecar(), **{"@instance": v}), "harmless", True),
    ("environment file", lambda v: entry(env_file=v), "harmless.env", True),
    ("tunnel name", lambda v: tunnel(tunnel=v), "harmless", True),
    ("tunnel host name", lambda v: tunnel(public={"@PORT": v}), "harmless.example.org", True),
    ("memory, soft", lambda v: entry(security={"memory_high": v}), "512m", False),
    ("swap", lambda v: entry(security={"memory_swap_max": v}), "512m", False),
    ("MCP address", lambda v: entry(mcp_provides=[{"name": "P_@", "url": v}], mcp_accepts=[{"name": "P_@", "description": "x"}]), "http://h", False),
    ("image env", lambda v: of_image(env={"V": v}), "harmless", True),
    ("image info", lambda v: of_image(info=v), "harmless", False),
    ("image network", lambda v: of_image(network=v), "harmless", True),
    ("image device", lambda v: of_image(security={"devices": [v]}), "/dev/harmless", True),
    ("image registry", lambda v: of_image(image="", registry=v), "quay.io/harmless", False),
    ("image tag", lambda v: of_image(image="", tag=v), "harmless", True),
    ("layer volume path", lambda v: of_layer(volumes=[{"name": "data", "path": v}]), "/harmless", True),
    ("layer volume name", lambda v: of_layer(volumes=[{"name": v, "path": "/data"}]), "harmless", True),
    ("layer secret target", lambda v: of_layer(secrets=[{"name": "s", "target": v}]), "/harmless", True),
    ("layer secret name", lambda v: of_layer(secrets=[{"name": v, "target": "/run/x"}]), "harmless", True),
    ("layer mount", lambda v: of_layer(security={"mounts": [v]}), "/harmless:/mount", True),
    ("layer default", lambda v: of_layer(env_accepts=[{"name": "V", "description": "x", "default": v}]), "harmless", True),
    ("layer provided value", lambda v: of_layer(env_provides={"P_@": v}, env_accepts=[{"name": "P_@", "description": "x"}]), "harmless", True),
    ("sidecar name", lambda v: entry(sidecars={v: {"image": IMAGE}}), "helper", True),
    ("sidecar container path", lambda v: sidecar(volumes=[{"name": "data", "path": v}]), "/harmless", True),
    ("sidecar volume name", lambda v: sidecar(volumes=[{"name": v, "path": "/data"}]), "harmless", True),
    ("sidecar secret target", lambda v: sidecar(secrets=[{"name": "s", "target": v}]), "/harmless", True),
    ("sidecar entrypoint word", lambda v: sidecar(entrypoint=["/first", v]), "harmless", True),
    ("sidecar working folder", lambda v: sidecar(working_dir=v), "/harmless", True),
    ("sidecar device", lambda v: sidecar(security={"devices": [v]}), "/dev/harmless", True),
    ("sidecar group", lambda v: sidecar(security={"group_add": [v]}), "harmless", True),
    ("sidecar security option", lambda v: sidecar(security={"security_opt": [v]}), "harmless", False),
    ("sidecar mount", lambda v: sidecar(security={"mounts": [v]}), "/harmless:/mount", True),
    ("sidecar memory", lambda v: sidecar(security={"memory_max": v}), "512m", False),
    ("shared memory of a pod", lambda v: dict(sidecar(), security={"shm_size": v}), "64m", False),
    ("port of a pod", lambda v: dict(sidecar(), ports=[v]), "2002:80", False),
]

# Rows of directives.def that no text of an input reaches, and what they hold instead.
SERVICE_NAMES = "names of services, made of those that `ContainerName=` and `PodName=` have"
WITHOUT_TEXT = {
    ("Container", "SecurityLabelDisable"): "true",
    ("Container", "UserNS"): "keep-id with the numbers of an account",
    ("Install", "WantedBy"): "default.target",
    ("Network", "NetworkName"): "the network of a container, for which `Network=` is tried; written with --with-networks",
    ("Pod", "DNS"): "addresses of Podman's and Tailscale's resolvers",
    ("Pod", "DNSSearch"): "dns.podman",
    ("Pod", "UserNS"): "keep-id with the numbers of an account",
    ("Service", "ExecStartPost"): "scheme and port of a tunnel, from fixed words and numbers",
    ("Service", "ExecStartPre"): "the tool of the host description, and the name of the deployment",
    ("Service", "ExecStopPost"): "scheme and port of a tunnel, from fixed words and numbers",
    ("Service", "Restart"): "always",
    ("Service", "TimeoutStartSec"): "a fixed number",
    ("Unit", "After"): SERVICE_NAMES,
    ("Unit", "BindsTo"): SERVICE_NAMES,
    ("Unit", "Wants"): SERVICE_NAMES,
}
