"""Compiled units below the user manager of a booted root, with a podman that records its calls."""

import json
import os
import re
import time

from booted_root import HOME, TOOLS, USER
from ovcc_testing import ovcc

CALLS = "/run/calls"
UNITS = HOME + "/.config/containers/systemd"
STAND_INS = ("/usr/bin/podman", "/usr/local/bin/cloudflared", "/usr/local/bin/tailscale")
PROPERTIES = ("Id,LoadState,ActiveState,FragmentPath,InvocationID,Restart,TimeoutStartUSec,After,BindsTo,Wants,MemoryMax,MemoryHigh,"
              "MemorySwapMax,CPUQuotaPerSecUSec")


class Program:
    """Units that are compiled, and what they mean."""

    def __init__(self, binary, name, folder, *flags, where=None):
        self.name = name
        ovcc(binary, "build", *flags, "--home", HOME, "--out", folder, folder=where)
        self.deployments = json.loads(ovcc(binary, "build", *flags, "--home", HOME, "--emit", "json", folder=where)[1])["deployments"]
        self.files = {}
        for base, _, names in os.walk(folder):
            for file in names:
                if file != ".ovcc-manifest.json":
                    path = os.path.join(base, file)
                    with open(path, "rb") as f:
                        self.files[os.path.relpath(path, folder)] = f.read()

    def containers(self):
        return [c["name"] + ".service" for d in self.deployments for c in d["containers"]]

    def pods(self):
        return [d["pod"]["name"] + "-pod.service" for d in self.deployments if "pod" in d]

    def tunnels(self):
        return [name for name in self.files if name.endswith(".service")]

    def services(self):
        return self.containers() + self.pods() + self.tunnels()

    def lines(self, file, key):
        """The values of a directive that says simple words."""
        return re.findall("^%s=(.*)$" % key, self.files[file].decode(), re.M)


class Manager:
    """The manager of the user, with stand-ins that record."""

    def __init__(self, system):
        self.system = system
        system.run("install", "-d", "-o", USER, CALLS, check=True)
        with open(os.path.join(TOOLS, "stand_in_podman.sh"), "rb") as f:
            text = f.read()
        system.run("sh", "-c", "cat > /run/stand-in; chmod 755 /run/stand-in", stdin=text, check=True)
        for program in STAND_INS:
            system.run("touch", "-a", program, check=True)
            system.run("mount", "--bind", "/run/stand-in", program, check=True)
        system.systemctl("set-environment", "STAND_IN_CALLS=" + CALLS, check=True)
        shown = system.systemctl("show-environment", check=True).stdout
        self.environment = dict(line.split("=", 1) for line in shown.splitlines())

    def close(self):
        for program in STAND_INS:
            self.system.run("umount", program, check=True)

    def install(self, program):
        for name, data in program.files.items():
            folder = HOME + "/.config/systemd/user" if name.endswith(".service") else HOME + "/.config/ov" if "/" in name else UNITS
            self.system.write(os.path.join(folder, name), data)
        self.system.systemctl("daemon-reload", check=True)

    def remove(self):
        self.system.run("rm", "-rf", UNITS, HOME + "/.config/systemd/user", HOME + "/.config/ov", check=True)
        self.system.systemctl("daemon-reload", check=True)

    def show(self, services):
        """{service: {property: value}}"""
        text = self.system.systemctl("show", "--property=" + PROPERTIES, *services, check=True).stdout
        blocks = [dict(line.split("=", 1) for line in block.splitlines()) for block in text.split("\n\n") if block]
        return {block["Id"]: block for block in blocks}

    def calls(self, expected=0):
        """[(argv, environment)] since the last time, in order; argv begins with the path of the program. Waits for so many: that a service
        of a tunnel has started does not mean that its program has."""
        folder, found = self.system.path(CALLS), []
        count = lambda: sum(name.endswith(".argv") for name in os.listdir(folder))
        end = time.monotonic() + 10
        while count() < expected and time.monotonic() < end:
            time.sleep(0.1)
        for name in sorted(os.listdir(folder)):
            if not name.endswith(".argv"):
                continue
            words = []
            for part in (name, name[:-5] + ".environ"):
                with open(os.path.join(folder, part), "rb") as f:
                    words.append(f.read().decode("utf-8", "surrogateescape").split("\0")[:-1])
                os.remove(os.path.join(folder, part))
            found.append((words[0][1:], dict(word.split("=", 1) for word in words[1])))
        return found


def by_service(calls):
    """{service: [argv]} of podman's calls, {program: [argv]} of the others'."""
    found, others = {}, {}
    for argv, environment in calls:
        if argv[0] == STAND_INS[0]:
            found.setdefault(environment.get("PODMAN_SYSTEMD_UNIT"), []).append(argv)
        else:
            others.setdefault(os.path.basename(argv[0]), []).append(argv[1:])
    return found, others
