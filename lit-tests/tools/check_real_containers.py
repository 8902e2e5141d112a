"""Containers of compiled units that really run, below the user manager of a booted root: what they say they have received."""

import json
import os
import tempfile

import check_encoding
from booted_root import HOME
from ovcc_testing import ovcc

IMAGE = "localhost/ovcc-real:1"
# The variables that Podman sets by itself.
OWN = {"PATH", "HOME", "HOSTNAME", "container", "TERM"}
# Process 1 keeps its command line: `exec` would lose the words behind it.
SHELL = ["/bin/busybox", "sh", "-c", "trap 'exit 0' TERM; while :; do sleep 1 & wait; done"]
MOST = 1000  # longer values are few; they would pass what one process can be given
INHERITED = "from the manager: %h $HOME ${X} \"é\" \\"
SECRET = "of a secret: %h $HOME ${X} \"é\" \\"
FOLDER = HOME + "/data %h ${X} \"é\" \\ '"


def allow_missing_groups(system, not_run):
    """Podman limits processes unless it is told not to, and crun refuses that where the kernel has given the controller away."""
    with open(system.path("/sys/fs/cgroup/cgroup.controllers"), encoding="utf-8") as f:
        if "pids" not in f.read().split():
            not_run.append("Podman's own limit of processes: the control groups of this machine have no pids")
            system.write(HOME + "/.config/containers/containers.conf", b"[containers]\npids_limit = 0\n")


def make_image(system):
    """A problem if there is no image, or no container of it runs."""
    system.write(FOLDER + "/mark", b"marked\n")
    script = ("set -e; d=$(mktemp -d); mkdir $d/bin $d/tmp $d/data; cp /usr/bin/busybox $d/bin; ln -s busybox $d/bin/sleep; "
              "tar -C $d -c . | podman import -q - %s; rm -r $d; podman run --rm --network none %s /bin/busybox true" % (IMAGE, IMAGE))
    # Below the manager: there the control group is the user's own.
    done = system.user("systemd-run", "--user", "--quiet", "--wait", "--pipe", "sh", "-c", script)
    return None if done.returncode == 0 else " ".join((done.stdout + done.stderr).split())


def entries(values):
    """Deployments with the values in them."""
    of = lambda *places: [v for place, v in values if check_encoding.PLACES[place][0] in places and len(v) <= MOST]
    variables = {"V%d" % i: v for i, v in enumerate(of("env value", "env list", "provided value", "default of a variable"))}
    words, side_words = of("command word", "entrypoint word"), of("sidecar command")
    base = {"image": IMAGE, "network": "none", "entrypoint": SHELL}
    alone = dict(base, env=["%s=%s" % pair for pair in variables.items()] + ["INHERITED"], command=words, working_dir="/tmp",
                 secrets=[{"name": "token", "env": "TOKEN"}, {"name": "key", "target": "/run/key"}],
                 volumes=[{"name": "data", "type": "bind", "host": FOLDER, "path": "/data"}], security={"memory_max": "64m", "cpus": "0.5"})
    side = {"image": IMAGE, "command": SHELL + side_words, "env": {"V%d" % i: v for i, v in enumerate(of("sidecar env"))}}
    return {"alone": alone, "paired": dict(base, command=["beside"], sidecars={"side": side})}


class RealContainer:
    def __init__(self, system, meant):
        self.system, self.meant, self.name = system, meant, meant["name"]

    def inside(self, *words):
        return self.system.user("podman", "exec", self.name, "/bin/busybox", *words).stdout

    def problems(self):
        """Compares what process 1 has with what was meant."""
        words = self.inside("cat", "/proc/1/cmdline").split("\0")[:-1]
        want = self.meant.get("entrypoint", []) + self.meant.get("command", [])
        found = [] if words == want else ["argv of process 1 should be %r, is %r" % (want, words)]
        got = dict(word.split("=", 1) for word in self.inside("cat", "/proc/1/environ").split("\0")[:-1])
        want = {v["name"]: INHERITED if v.get("inherited") else v["value"] for v in self.meant.get("env", [])}
        want.update({s["env"]: SECRET for s in self.meant.get("secrets", []) if "env" in s})
        found += ["%s should be %r, is %r" % (n, v, got.get(n)) for n, v in want.items() if got.get(n) != v]
        return found + ["also has " + n for n in got if n not in want and n not in OWN]


def check_limits(system, service, counter, not_run):
    """The limits as the kernel has them."""
    group = system.systemctl("show", "--property=ControlGroup", "--value", service).stdout.strip()
    for file, want in (("memory.max", "%d" % (64 << 20)), ("cpu.max", "50000 100000")):
        path = os.path.join(system.path("/sys/fs/cgroup" + group), file)
        if not os.path.exists(path):
            not_run.append("%s of a real container: the control groups of this machine have no %s" % (file, file.split(".", maxsplit=1)[0]))
            continue
        with open(path, encoding="utf-8") as f:
            got = f.read().strip()
        counter.check("%s of a real container" % file, [] if got == want else ["is " + got])


def check_real(binary, system, values, counter, not_run):
    """Starts, compares and stops real containers; returns what is to be printed, `not_run` says what this machine does not allow."""
    allow_missing_groups(system, not_run)
    why = make_image(system)
    if why:
        not_run.append("real containers: " + why)
        return []
    with tempfile.TemporaryDirectory() as work:
        for name, text in (("image.yml", "images:\n"), ("deploy.yml", "deploy: %s\n" % check_encoding.yaml(entries(values)))):
            with open(os.path.join(work, name), "w", encoding="utf-8") as f:
                f.write(text)
        ovcc(binary, "build", "--project", work, "--home", HOME, "--out", os.path.join(work, "out"))
        program = json.loads(ovcc(binary, "build", "--project", work, "--home", HOME, "--emit", "json")[1])
        for name in os.listdir(os.path.join(work, "out")):
            with open(os.path.join(work, "out", name), "rb") as f:
                system.write("%s/.config/containers/systemd/%s" % (HOME, name), f.read())
    for name in {s["name"] for d in program["deployments"] for c in d["containers"] for s in c.get("secrets", [])}:
        system.user("sh", "-c", 'printf %s "$1" | podman secret create "$2" -', "sh", SECRET, name, check=True)
    system.systemctl("set-environment", "INHERITED=" + INHERITED, check=True)
    system.systemctl("daemon-reload", check=True)
    started = system.systemctl("start", "ov-alone.service", "ov-paired.service")
    journal = system.user("journalctl", "--user", "-n", "30", "--no-pager").stdout if started.returncode else ""
    counter.check("real containers start", [started.stderr, journal] if started.returncode else [])
    containers = {c["name"]: RealContainer(system, c) for d in program["deployments"] for c in d["containers"]}
    for name, container in containers.items():
        counter.check("what the real %s has received" % name, container.problems())
    alone, paired, side = (containers[n] for n in ("ov-alone", "ov-paired", "ov-paired-side"))
    counter.check("a bound folder is there", [] if alone.inside("cat", "/data/mark") == "marked\n" else ["it is not"])
    counter.check("a secret is a file there", [] if alone.inside("cat", "/run/key") == SECRET else ["it is not"])
    counter.check("the working folder", [] if alone.inside("readlink", "/proc/1/cwd") == "/tmp\n" else ["is another"])
    check_limits(system, "ov-alone.service", counter, not_run)
    networks = {c.inside("readlink", "/proc/1/ns/net") for c in (paired, side)}
    counter.check("a pod has one network", [] if len(networks) == 1 and "" not in networks else [str(networks)])
    system.systemctl("stop", "ov-alone.service", "ov-paired-pod.service", check=True)
    left = system.user("podman", "ps", "--all", "--quiet").stdout + system.user("podman", "pod", "ps", "--quiet").stdout
    counter.check("nothing real is left", [left] if left else [])
    count = lambda key: sum(len(container.meant.get(key, [])) for container in containers.values())
    return ["%d real containers, with %d variables and %d words of commands" % (len(containers), count("env"), count("command"))]
