#!/usr/bin/env python3
"""`ovcc build --user-units --apply` with a real service manager and Podman's real generator.

    check_live.py --ovcc PATH

Starts `systemd --user` for a home folder of its own, in namespaces of its own, with the Quadlet generator of Debian trixie; `podman` and
`cloudflared` are stand-ins that run nothing. Asks systemd, not ovcc, what was started, restarted and stopped. Needs root.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time

from ovcc_testing import Counter

TOOLS = os.path.dirname(os.path.abspath(__file__))
LOCAL = "/usr/local/sbin"  # hidden in the namespace; systemd looks for programs there
RUNTIME = "/run/user/0"

IMAGES = """images:
  db: { image: "docker.io/library/postgres:17", status: working }
  web: { image: "docker.io/library/caddy:2.9.1", status: working, ports: ["8080:80"] }
"""
TUNNEL = "tunnel: { provider: cloudflare, tunnel: site, public: { 8080: %s } }"
SIDECAR = "sidecars: { tailscale: { env: { TS_HOSTNAME: web } } }"
DB, WEB, POD, SIDE, TUN = ("ov-%s.service" % n for n in ("db", "web", "web-pod", "web-tailscale", "web-tunnel"))


class Machine:
    """One user with a service manager."""

    def __init__(self, binary, generator, root):
        self.binary, self.root = binary, root
        self.home, self.project, self.fails = (os.path.join(root, n) for n in ("home", "project", "fails"))
        for folder in (self.home, self.project, self.fails):
            os.makedirs(folder)
        self.environment = {"HOME": self.home, "XDG_RUNTIME_DIR": RUNTIME, "PATH": LOCAL + ":/usr/bin:/bin", "PODMAN": LOCAL + "/podman",
                            "STAND_IN_FAILS": self.fails}
        mount = lambda *words: subprocess.run(["mount", *words], check=True)
        mount("--make-rprivate", "/")
        mount("-t", "tmpfs", "tmpfs", "/run")
        mount("-t", "tmpfs", "tmpfs", LOCAL)
        os.makedirs("/run/systemd/system")  # systemd believes that it booted the machine
        os.makedirs(RUNTIME, mode=0o700)
        os.makedirs("/run/systemd/user-generators")
        shutil.copy(generator, "/run/systemd/user-generators/podman-user-generator")
        shutil.copy(os.path.join(TOOLS, "stand_in_podman.sh"), LOCAL + "/podman")
        with open(LOCAL + "/cloudflared", "w", encoding="utf-8") as f:
            f.write("#!/bin/sh\nexec sleep infinity\n")
        os.chmod(LOCAL + "/cloudflared", 0o755)
        self.write("image.yml", IMAGES)
        with open(os.path.join(root, "log"), "wb") as log:
            self.manager = subprocess.Popen(["/usr/lib/systemd/systemd", "--user", "--log-target=console"], env=self.environment,
                                            stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        for _ in range(100):
            if self.systemctl("show", "--property=Version").returncode == 0:
                return
            time.sleep(0.1)
        raise RuntimeError("the service manager did not start")

    def write(self, name, text):
        with open(os.path.join(self.project, name), "w", encoding="utf-8") as f:
            f.write(text)

    def systemctl(self, *words):
        return subprocess.run(["systemctl", "--user", *words], env=self.environment, stdin=subprocess.DEVNULL, capture_output=True,
                              text=True, check=False)

    def runs(self):
        """{service: invocation} of the units of ovcc that run: a restart changes the invocation."""
        found = {}
        for service in (DB, WEB, POD, SIDE, TUN):
            done = self.systemctl("show", "--property=ActiveState,InvocationID", service)
            values = dict(line.split("=", 1) for line in done.stdout.splitlines() if "=" in line)
            if values.get("ActiveState") == "active":
                found[service] = values["InvocationID"]
        return found

    def build(self, deployments, *flags):
        """(status, standard output, standard error) of a build for the mapping {key: flow mapping}."""
        self.write("deploy.yml", "images:\n" + "".join("  %s: { %s }\n" % pair for pair in deployments.items()) if deployments else "images: {}\n")
        done = subprocess.run([self.binary, "build", "--project", self.project, "--user-units", *flags], env=self.environment,
                              stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
        return done.returncode, done.stdout, done.stderr


class Scenario:
    """Steps one after the other; each says what must run afterwards and what must have been started anew."""

    def __init__(self, machine, counter):
        self.machine, self.counter = machine, counter

    def step(self, name, deployments, running, started, flags=("--apply", "--prune"), by_hand=False, status=0):
        before = self.machine.runs()
        time.sleep(1.1)  # times of systemd are seconds
        got, out, err = self.machine.build(deployments, *flags)
        problems = [] if got == status else ["exit %d" % got, out, err]
        if by_hand:
            time.sleep(1.1)
            done = subprocess.run(["sh", "-e"], input=out, env=self.machine.environment, capture_output=True, text=True, check=False)
            problems += [] if done.returncode == 0 else [out, done.stderr]
        after = self.machine.runs()
        if set(after) != set(running):
            problems.append("runs: %s" % sorted(after))
        anew = {service for service in after if after[service] != before.get(service)}
        if anew != set(started):
            problems.append("started: %s" % sorted(anew))
        self.counter.check(name, problems)
        return err


def scenario(machine, counter):
    s = Scenario(machine, counter)
    web, pod = TUNNEL % "a.example.org", SIDECAR + ", " + TUNNEL % "a.example.org"
    plain, whole = {DB, WEB, TUN}, {DB, WEB, POD, SIDE, TUN}
    s.step("all is new", {"db": "", "web": web}, plain, plain)
    s.step("nothing changed", {"db": "", "web": web}, plain, ())
    s.step("one changed", {"db": "env: [A=1]", "web": web}, plain, {DB})
    s.step("an app takes its tunnel along", {"db": "env: [A=1]", "web": "env: [A=1], " + web}, plain, {WEB, TUN})
    s.step("the ingress file changed", {"db": "env: [A=1]", "web": "env: [A=1], " + TUNNEL % "b.example.org"}, plain, {TUN})
    s.step("a sidecar is attached", {"db": "env: [A=1]", "web": pod}, whole, whole - {DB})
    s.step("a container of a pod changed", {"db": "env: [A=1]", "web": "env: [A=1], " + pod}, whole, {WEB, TUN})
    s.step("a pod changed", {"db": "env: [A=1]", "web": 'ports: ["9090:80"], env: [A=1], ' + SIDECAR}, whole - {TUN}, {WEB, POD, SIDE})
    s.step("the sidecar is taken away", {"db": "env: [A=1]", "web": "env: [A=1]"}, {DB, WEB}, {WEB})
    s.step("a deployment is taken away", {"db": "env: [A=1]"}, {DB}, ())
    s.step("by hand, as printed", {"db": "env: [A=2]", "web": pod}, whole, whole, ("--prune",), by_hand=True)
    s.step("what was applied by hand is not applied again", {"db": "env: [A=2]", "web": pod}, whole, ())
    s.step("taken away by hand, as printed", {"db": "env: [A=2]"}, {DB}, (), ("--prune",), by_hand=True)
    s.step("written only", {"db": "env: [A=3]", "web": ""}, {DB}, (), ("--prune",))
    s.step("written before, applied now", {"db": "env: [A=3]", "web": ""}, {DB, WEB}, {DB, WEB})
    failing = os.path.join(machine.fails, "ov-web")
    with open(failing, "w", encoding="utf-8"):
        pass
    err = s.step("a unit that fails", {"db": "env: [A=3]", "web": "env: [A=1]"}, {DB}, (), status=3)
    counter.check("its journal is named", [] if "journalctl --user -u ov-web.service" in err else [err])
    os.remove(failing)
    s.step("it is tried again, alone", {"db": "env: [A=3]", "web": "env: [A=1]"}, {DB, WEB}, {WEB})
    machine.systemctl("stop", DB)
    s.step("what the user stopped stays stopped", {"db": "env: [A=3]", "web": "env: [A=1]"}, {WEB}, ())
    s.step("everything is taken away", {}, (), ())


def inside(args):
    counter = Counter()
    with tempfile.TemporaryDirectory() as root:
        machine = Machine(args.ovcc, args.inside, root)
        scenario(machine, counter)
        machine.manager.terminate()
        machine.manager.wait()
    return counter.finish()


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--ovcc", required=True)
    parser.add_argument("--inside", help=argparse.SUPPRESS)  # the generator; we are in the namespace
    args = parser.parse_args()
    args.ovcc = os.path.abspath(args.ovcc)
    if args.inside:
        return inside(args)
    found = subprocess.run([os.path.join(TOOLS, "get-podman-generator.sh"), "trixie"], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                           text=True, check=True)
    return subprocess.run(["unshare", "--mount", "--pid", "--fork", "--mount-proc", "--kill-child", sys.executable, __file__, "--ovcc", args.ovcc,
                           "--inside", found.stdout.strip()], stdin=subprocess.DEVNULL, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
