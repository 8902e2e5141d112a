"""Everything of a generated service but its `podman run`: what `ovcc build --emit=json` says, what Podman's generator adds, and nothing else.

Services are those of quadlet_argv.decode_unit. Lists of units and commands are compared complete, both ways.
"""

import quadlet_argv

NETWORK_ONLINE = "podman-user-wait-network-online.service"  # which a generator of a user waits for
UNIT_LISTS = ("After", "Before", "BindsTo", "Requires", "Wants")
LIMITS = {"memory_max": "MemoryMax", "memory_high": "MemoryHigh", "memory_swap_max": "MemorySwapMax", "cpu_quota": "CPUQuota"}
CONTAINER_OWN = {"Environment": ["PODMAN_SYSTEMD_UNIT=%n"], "KillMode": ["mixed"], "Delegate": ["yes"], "Type": ["notify"], "NotifyAccess": ["all"],
                 "SyslogIdentifier": ["%N"]}
POD_OWN = {"Environment": ["PODMAN_SYSTEMD_UNIT=%n"], "Type": ["forking"], "Restart": ["on-failure"], "PIDFile": ["%t/%N.pid"], "SyslogIdentifier": ["%N"]}
NETWORK_OWN = {"Type": ["oneshot"], "RemainAfterExit": ["yes"], "SyslogIdentifier": ["%N"]}
# A command of podman in place of its words: they are checked elsewhere, or are Podman's own.
PODMAN = "podman"


def podman_commands(slot):
    """Commands with those of podman as one word: what they do, and on what, is Podman's."""
    return [PODMAN if argv[:1] == ["/usr/bin/podman"] else argv for argv in slot]


def tunnel_steps(deployment):
    """(commands after the start, commands after the stop) of a tailscale tunnel."""
    tunnel = deployment.get("tunnel", {})
    start, stop = [], []
    for port in tunnel.get("ports", []) if tunnel.get("provider") == "tailscale" else []:
        scheme, number = port["scheme"], port["port"]
        if scheme == "udp":
            continue
        tcp = scheme in ("tcp", "tls-terminated-tcp")
        flag = "--%s=%d" % (scheme if tcp else "https", number)
        verb = "funnel" if port["public"] else "serve"
        start.append(["tailscale", verb, "--bg", flag, "%s://127.0.0.1:%d" % ("tcp" if tcp else scheme, number)])
        stop.append(["tailscale", verb, flag, "off"])
    return start, stop


def host_sources(container):
    sources = [m["source"] for m in container.get("mounts", [])]
    sources += [m.split(":")[0] for m in container.get("extra_mounts", []) if not m.startswith("tmpfs:")]
    return [s for s in sources if s.startswith("/")]


def wanted_app(deployment, networks):
    app, order = deployment["containers"][0], deployment["order"]
    name = app.get("network", "").split(":")[0]
    network = [name + "-network.service"] if "pod" not in deployment and name in networks else []
    start, stop = tunnel_steps(deployment)
    return {
        "unit": {"Description": [app["service"]["description"]], "Wants": [NETWORK_ONLINE] + order.get("wants", []),
                 "After": [NETWORK_ONLINE] + order["after"] + network, "Requires": network, "BindsTo": order.get("binds_to", [])},
        "source": app["name"] + ".container", "mounts": host_sources(app),
        "service": dict(CONTAINER_OWN, **wanted_service(app)),
        "install": {"WantedBy": order.get("wanted_by", [])},
        "exec": {"ExecStartPre": [deployment["unlock"]] if "unlock" in deployment else [], "ExecStart": [PODMAN], "ExecStartPost": start,
                 "ExecStop": [PODMAN], "ExecStopPost": stop + [PODMAN]},
        "prefixes": {"ExecStopPost": ["-"] * (len(stop) + 1)}}


def wanted_service(container):
    want = {LIMITS[k]: [v] for k, v in container.get("limits", {}).items()}
    want.update({"Restart": [container["service"]["restart"]], "TimeoutStartSec": [container["service"]["start_timeout"]]})
    return want


def wanted_sidecar(deployment, sidecar):
    pod = [deployment["pod"]["name"] + "-pod.service"]
    return {
        "unit": {"Description": [sidecar["service"]["description"]], "Wants": [NETWORK_ONLINE], "After": [NETWORK_ONLINE] + pod, "BindsTo": pod},
        "source": sidecar["name"] + ".container", "mounts": host_sources(sidecar),
        "service": dict(CONTAINER_OWN, **wanted_service(sidecar)), "install": {},
        "exec": {"ExecStart": [PODMAN], "ExecStop": [PODMAN], "ExecStopPost": [PODMAN]}, "prefixes": {"ExecStopPost": ["-"]}}


def wanted_pod(deployment, networks):
    pod, containers = deployment["pod"], [c["name"] + ".service" for c in deployment["containers"]]
    name = pod.get("network", "").split(":")[0]
    network = [name + "-network.service"] if name in networks else []
    return {
        "unit": {"Wants": [NETWORK_ONLINE] + containers, "Before": containers, "After": [NETWORK_ONLINE] + network, "Requires": network},
        "source": pod["name"] + ".pod", "mounts": [], "service": POD_OWN, "install": {"WantedBy": deployment["order"].get("wanted_by", [])},
        "exec": {"ExecStartPre": [PODMAN], "ExecStart": [PODMAN], "ExecStop": [PODMAN], "ExecStopPost": [PODMAN]}, "prefixes": {}}


def wanted_tunnel(deployment):
    """The companion service of a cloudflare tunnel, which no generator touches."""
    tunnel, app = deployment["tunnel"], deployment["containers"][0]["name"]
    return {
        "unit": {"Description": ["Cloudflare Tunnel for " + app], "BindsTo": [app + ".service"], "After": [app + ".service"]},
        "service": {"Restart": ["always"]}, "install": {"WantedBy": ["default.target"]},
        "exec": {"ExecStart": [["cloudflared", "tunnel", "--config", tunnel["config"], "run", tunnel["name"]]]}, "prefixes": {}}


def wanted_network(name):
    return {"unit": {"Wants": [NETWORK_ONLINE], "After": [NETWORK_ONLINE]}, "source": name + ".network", "mounts": [], "service": NETWORK_OWN,
            "install": {}, "exec": {"ExecStart": [["/usr/bin/podman", "network", "create", "--ignore", name]]}, "prefixes": {}}


def wanted_services(program, networks):
    """{name: what it should be} of all services of a program; `networks` are those with a file of their own."""
    want = {name + "-network.service": wanted_network(name) for name in networks}
    for deployment in program["deployments"]:
        app, *sidecars = deployment["containers"]
        want[app["name"] + ".service"] = wanted_app(deployment, networks)
        for sidecar in sidecars:
            want[sidecar["name"] + ".service"] = wanted_sidecar(deployment, sidecar)
        if "pod" in deployment:
            want[deployment["pod"]["name"] + "-pod.service"] = wanted_pod(deployment, networks)
        if deployment.get("tunnel", {}).get("provider") == "cloudflare":
            want[app["name"] + "-tunnel.service"] = wanted_tunnel(deployment)
    return want


def undone(text):
    return text.replace("%%", "%").replace("$$", "$")


def mount_problems(values, want):
    """Compares `RequiresMountsFor=`, which releases before 5.8 do not quote."""
    spelt = [{undone(v), undone(quadlet_argv.text(quadlet_argv.first_word(v.encode("utf-8", "surrogateescape"), 0, True)[0] or b""))} for v in values]
    want = ["%t/containers"] + want
    problems = ["no mount of %r" % source for source in want if not any(source in s for s in spelt)]
    return problems + ["mounts %s" % sorted(s) for s in spelt if not s & set(want)]


def section_problems(unit, want):
    """Compares one service with what it should be."""
    got = {key: list(values) for key, values in unit["unit"].items() if values}
    problems = []
    if "source" in want:
        source = got.pop("SourcePath", [""])
        if len(source) != 1 or not source[0].endswith("/" + want["source"]):
            problems.append("made of %s" % source)
        problems += mount_problems(got.pop("RequiresMountsFor", []), want["mounts"])
    for key in UNIT_LISTS:
        if key in got:
            got[key] = sorted(word for value in got[key] for word in value.split())
    if "Description" in got:
        got["Description"] = [value.replace("%%", "%") for value in got["Description"]]
    exec_ = {k: v for k, v in unit["exec"].items() if v}
    if "source" in want and not want["source"].endswith(".network"):
        exec_ = {k: podman_commands(v) for k, v in exec_.items()}
    have = {"unit": got, "service": unit["service"], "install": unit["install"], "exec": exec_, "prefixes": unit["prefixes"]}
    for part, values in have.items():
        expected = {k: sorted(v) if part == "unit" and k in UNIT_LISTS else v for k, v in want[part].items() if v}
        for key in sorted(set(values) | set(expected)):
            if values.get(key) != expected.get(key):
                problems.append("%s of [%s] should be %r, is %r" % (key, part, expected.get(key), values.get(key)))
    return problems
