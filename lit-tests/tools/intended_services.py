"""Compares services that a Quadlet generator made with what `ovcc build --emit=json` says was meant."""

import json

from intended_sections import section_problems, wanted_services

# Options of `podman run` and `podman pod create` with a value; the long name of the short ones.
VALUED = {"--name", "--network", "--workdir", "--env", "--env-file", "-v", "--volume", "--tmpfs", "--publish", "-p", "--device", "--cap-add",
          "--security-opt", "--group-add", "--shm-size", "--userns", "--secret", "--cgroupns", "--ipc", "--entrypoint", "--user", "--pod",
          "--pod-id-file", "--cidfile", "--cgroups", "--sdnotify", "--infra-conmon-pidfile", "--exit-policy", "--infra-name", "--dns",
          "--dns-search"}
SHORT = {"-v": "--volume", "-p": "--publish"}
# What the generator adds by itself.
OWN_VALUED = {"--cidfile", "--cgroups", "--sdnotify", "--infra-conmon-pidfile", "--exit-policy", "--infra-name", "--pod-id-file"}
OWN_FLAGS = {"--replace", "--rm", "-d"}


def split_options(argv):
    """(sorted [(option, value)], words behind the options)."""
    options, i = [], 0
    while i < len(argv) and argv[i].startswith("-"):
        name, eq, value = argv[i].partition("=")
        if name in VALUED:
            if not eq:
                i += 1
                value = argv[i]
            options.append((SHORT.get(name, name), value))
        else:
            options.append((argv[i], None))
        i += 1
    return options, argv[i:]


def port_text(port):
    # The protocol is written where it is not tcp; `/tcp` and nothing are the same to Podman.
    text = "%s:%d:%d" % (port["address"], port["host"], port["container"])
    return text + "/udp" if port["protocol"] == "udp" else text


def want_container(container, pod):
    want = [("--name", container["name"])]

    def add(option, values):
        want.extend((option, value) for value in values)

    def add_text(option, key):
        if key in container:
            want.append((option, container[key]))

    for variable in container.get("env", []):
        if not variable.get("in_env_file"):
            value = variable["name"] if variable.get("inherited") else "%s=%s" % (variable["name"], variable["value"])
            want.append(("--env", value))
    add_text("--env-file", "env_file")
    add("--volume", ["%s:%s" % (m["source"], m["target"]) for m in container.get("mounts", [])])
    for mount in container.get("extra_mounts", []):
        want.append(("--tmpfs", mount[6:]) if mount.startswith("tmpfs:") else ("--volume", mount))
    for secret in container.get("secrets", []):
        where = "type=env,target=" + secret["env"] if "env" in secret else "target=" + secret["target"]
        want.append(("--secret", secret["name"] + "," + where))
    options = container.get("security_options", [])
    if container.get("privileged"):
        want.append(("--privileged", None))
        options = options + ["label=disable"]
    # The one that has a key of its own comes before the others.
    add("--security-opt", sorted(dict.fromkeys(options), key=lambda o: o != "label=disable") if "label=disable" in options else options)
    if not (container.get("privileged") and container["role"] == "app"):
        add("--cap-add", [c.lower() for c in container.get("capabilities", [])])
    add("--device", container.get("devices", []))
    add("--group-add", container.get("groups", []))
    add_text("--cgroupns", "cgroup_namespace")
    add_text("--ipc", "ipc")
    add_text("--workdir", "working_dir")
    add_text("--user", "user")
    if "entrypoint" in container:
        want.append(("--entrypoint", json.dumps(container["entrypoint"], separators=(",", ":"), ensure_ascii=False)))
    if pod is None:
        add_text("--network", "network")
        add_text("--userns", "user_namespace")
        if container.get("ipc") != "host":
            add_text("--shm-size", "shm_size")
        add("--publish", [port_text(p) for p in container.get("ports", [])])
    return want


def want_pod(pod):
    want = [("--name", pod["name"])]
    for option, key in (("--network", "network"), ("--shm-size", "shm_size"), ("--userns", "user_namespace")):
        if key in pod:
            want.append((option, pod[key]))
    want += [("--dns", d) for d in pod.get("dns", [])] + [("--dns-search", d) for d in pod.get("dns_search", [])]
    return want + [("--publish", port_text(p)) for p in pod.get("ports", [])]


def compare(name, want, argv, tail, pod=None):
    """`argv` is what stands behind `podman run` or `podman pod create`."""
    problems = []
    options, rest = split_options(argv)
    got = []
    for option, value in options:
        if option in ("--pod", "--pod-id-file") and pod is not None:
            if pod["name"] not in value:
                problems.append("%s joins %s" % (name, value))
        elif option == "--publish" and value.endswith("/tcp"):
            got.append((option, value[:-4]))
        elif option == "--entrypoint" and value.startswith("["):
            got.append((option, json.dumps(json.loads(value), separators=(",", ":"), ensure_ascii=False)))
        elif option not in OWN_VALUED and option not in OWN_FLAGS:
            got.append((option, value))
    key = lambda pair: (pair[0], pair[1] or "")
    # The generator sorts variables; everything else of one option stays in order.
    for option in {o for o, _ in want + got}:
        a, b = [v for o, v in want if o == option], [v for o, v in got if o == option]
        if option == "--env":
            a, b = sorted(a), sorted(b)
        if a != b:
            problems.append("%s: %s should be %r, is %r" % (name, option, a, b))
    if rest != tail:
        problems.append("%s: image and command should be %r, are %r" % (name, tail, rest))
    return problems + ([] if sorted(want, key=key) == sorted(got, key=key) or problems else [name + ": options differ"])


def check_unit(unit, service):
    problems = [p for p in unit["problems"] if not p.startswith("unknown escape sequence")]
    problems += ["expands $" + name for name in unit["expanded"]]
    problems += ["leaves " + name for name in unit["unresolved"] if name not in ("%t", "%N", "%n")]
    if unit.get("refused"):
        problems.append("systemd refuses it")
    return ["%s: %s" % (service, p) for p in problems]


def check_deployment(deployment, units):
    problems, pod = [], deployment.get("pod")
    for container in deployment["containers"]:
        service = container["name"] + ".service"
        if service in units:
            argv = units[service]["exec"]["ExecStart"][0]
            problems += compare(service, want_container(container, pod), argv[2:], [container["image"]] + container.get("command", []), pod)
    service = pod["name"] + "-pod.service" if pod else None
    if service in units:
        problems += compare(service, want_pod(pod), units[service]["exec"]["ExecStartPre"][0][3:], [])
    return problems


def check_services(program, units, networks):
    """Problems of all services of a program. `networks` are those that have a file of their own."""
    want = wanted_services(program, networks)
    problems = ["no " + name for name in sorted(set(want) - set(units))] + ["an unexpected " + name for name in sorted(set(units) - set(want))]
    for name in sorted(set(want) & set(units)):
        problems += ["%s: %s" % (name, p) for p in section_problems(units[name], want[name])] + check_unit(units[name], name)
    for deployment in program["deployments"]:
        problems += check_deployment(deployment, units)
    return problems
