#!/usr/bin/env python3
"""What a real user manager runs, and what a real container receives, is what the program means.

    check_systemd.py --ovcc PATH --root DIR [--count N] [--seed N]

Boots the Debian system in DIR (scripts/systemd-for-real.sh makes it). Its own generator and its own systemd load and start the units of all
examples, and of projects with N random values (see check_encoding.py), with a `podman` that records argv and environment and runs nothing.
They are compared with `ovcc build --emit json`; so is what the manager says of dependencies, limits and restarts. Containers are killed,
and pods stopped. Then real containers run, and tell what they have received. What the machine does not allow is named, and counts as not run.
"""

import argparse
import json
import os
import random
import re
import shlex
import sys
import tempfile

import check_encoding
from booted_root import RUNTIME, BootedRoot
from check_generators import programs
from check_real_containers import check_real
from intended_sections import LIMITS
from intended_services import check_deployment
from ovcc_testing import ROOT, Counter
from user_manager import Manager, Program, by_service

# What the manager gives every service, besides its own environment and `Environment=` of the generator.
OF_SERVICE = {"HOME", "INVOCATION_ID", "JOURNAL_STREAM", "LOGNAME", "MANAGERPID", "MANAGERPIDFDID", "MEMORY_PRESSURE_WATCH", "MEMORY_PRESSURE_WRITE",
              "NOTIFY_SOCKET", "PIDFILE", "SHELL", "SYSTEMD_EXEC_PID", "USER", "PODMAN_SYSTEMD_UNIT", "EXIT_CODE", "EXIT_STATUS", "SERVICE_RESULT", "MAINPID"}
SECONDS = {"us": 1e-6, "ms": 1e-3, "s": 1, "min": 60, "h": 3600, "d": 86400, "w": 604800, "month": 2629800, "y": 31557600}


def seconds(text):
    return sum(float(number) * SECONDS[unit] for number, unit in re.findall(r"([\d.]+)(us|ms|s|min|h|d|w|month|y)\b", text))


def size(text):
    number, unit = re.fullmatch(r"([\d.]+)([KMGTPE]?)", text).groups()
    return int(float(number) * 1024 ** " KMGTPE".index(unit or " "))


def check_environment(calls, manager):
    problems = []
    for argv, environment in calls:
        of_manager = {name: value for name, value in environment.items() if name not in OF_SERVICE}
        if of_manager != {name: value for name, value in manager.items() if name not in OF_SERVICE}:
            problems.append("%r runs with %r" % (argv[:4], of_manager))
    return problems


def check_manager(program, shown):
    """What the manager says of the units."""
    problems = []
    for service, values in shown.items():
        generated = RUNTIME + "/systemd/generator/" + service
        if values["LoadState"] != "loaded" or (service not in program.tunnels() and values["FragmentPath"] != generated):
            problems.append("%s: %s, from %s" % (service, values["LoadState"], values["FragmentPath"]))
        if values["ActiveState"] != "active":
            problems.append("%s: %s" % (service, values["ActiveState"]))
    for deployment in program.deployments:
        for container in deployment["containers"]:
            service, file = container["name"] + ".service", container["name"] + ".container"
            values = shown[service]
            want = {"Restart": program.lines(file, "Restart"), "TimeoutStartUSec": [float(v) for v in program.lines(file, "TimeoutStartSec")]}
            got = {"Restart": [values["Restart"]], "TimeoutStartUSec": [seconds(values["TimeoutStartUSec"])]}
            limits = {LIMITS[key]: value for key, value in container.get("limits", {}).items()}
            for key in LIMITS.values():
                if key == "CPUQuota":
                    text = values["CPUQuotaPerSecUSec"]
                    want[key], got[key] = limits.get(key), None if text == "infinity" else "%g%%" % (100 * seconds(text))
                else:
                    want[key], got[key] = limits.get(key), None if values[key] == "infinity" else int(values[key])
                    want[key] = size(want[key]) if want[key] else None
            if want != got:
                problems.append("%s: should have %r, has %r" % (service, want, got))
    return problems


def check_order(program, shown):
    """Dependencies as the manager has them."""
    problems = []
    for deployment in program.deployments:
        app, *sidecars = (c["name"] + ".service" for c in deployment["containers"])
        want = [(app, key, word) for key, words in (("After", "after"), ("Wants", "wants"), ("BindsTo", "binds_to"))
                for word in deployment["order"].get(words, [])]
        if "pod" in deployment:
            pod = deployment["pod"]["name"] + "-pod.service"
            want += [(service, key, pod) for service in sidecars for key in ("After", "BindsTo")]
            want += [(pod, "Wants", service) for service in (app, *sidecars)]
        problems += ["%s lacks %s=%s" % (service, key, word) for service, key, word in want if word not in shown[service][key].split()]
    return problems


def check_argv(program, shown, calls):
    """The command lines against the meaning, by the rules that the generators are judged by."""
    recorded, others = by_service(calls)
    problems = ["%r ran for %s" % (argvs, service) for service, argvs in recorded.items() if service not in shown]
    units = {}
    for service in shown:
        argvs = recorded.get(service, [])
        count = 2 if service in program.pods() else 0 if service in program.tunnels() else 1
        if len(argvs) != count:
            problems.append("%s: podman ran %d times: %r" % (service, len(argvs), argvs))
            continue
        commands = {"ExecStart": argvs} if count == 1 else {"ExecStartPre": argvs[:1]}
        if count == 2 and argvs[1][1:] != ["pod", "start", "--pod-id-file=%s/%s.pod-id" % (RUNTIME, service[:-8])]:
            problems.append("%s: starts the pod with %r" % (service, argvs[1]))
        if count == 1 and "--cidfile=%s/%s.cid" % (RUNTIME, service[:-8]) not in argvs[0]:
            problems.append("%s: no file for its id: %r" % (service, argvs[0]))
        units[service] = {"exec": commands}
    for deployment in program.deployments:
        problems += check_deployment(deployment, units)
    tunnels = [d["tunnel"] for d in program.deployments if d.get("tunnel", {}).get("provider") == "cloudflare"]
    want = {"cloudflared": [["tunnel", "--config", tunnel["config"], "run", tunnel["name"]] for tunnel in tunnels],
            "tailscale": [shlex.split(line)[1:] for file in program.files if file.endswith(".container") for line in program.lines(file, "ExecStartPost")]}
    for name, argvs in want.items():
        if sorted(argvs) != sorted(others.get(name, [])):
            problems.append("%s should run with %r, ran with %r" % (name, argvs, others.get(name, [])))
    return problems


def check_killed(killed, back, manager):
    """Services of which the main process is killed come back, and take others along."""
    system, before = manager.system, manager.show(back)
    system.systemctl("kill", "--signal=KILL", "--kill-whom=main", *killed, check=True)
    again = lambda: {s for s, v in manager.show(back).items() if v["ActiveState"] == "active" and v["InvocationID"] != before[s]["InvocationID"]}
    try:
        system.wait("services to come back", lambda: again() == set(back))
    except RuntimeError:
        return ["%s does not come back" % s for s in back if s not in again()]
    return []


def check_restarts(program, manager, calls):
    """A container that dies comes back, with the same command line; a pod that dies comes back with its containers."""
    services, first = program.containers(), by_service(calls)[0]
    problems = check_killed(services, services, manager)
    runs = {s: [a for a in argvs if a[1] == "run"] for s, argvs in by_service(manager.calls())[0].items()}
    problems += ["%s: came back with %r, not %r" % (s, runs.get(s), first.get(s)) for s in services if runs.get(s) != first.get(s)]
    if program.pods():
        inside = [c["name"] + ".service" for d in program.deployments if "pod" in d for c in d["containers"]]
        problems += check_killed(program.pods(), program.pods() + inside, manager)
        manager.calls()
    return problems


def check_stop(program, manager):
    """The pod takes its containers along, the app its tunnel; podman is told to stop each."""
    system = manager.system
    heads = [d["pod"]["name"] + "-pod.service" if "pod" in d else d["containers"][0]["name"] + ".service" for d in program.deployments]
    system.systemctl("stop", *heads, check=True)
    problems = ["%s is %s" % (s, v["ActiveState"]) for s, v in manager.show(program.services()).items() if v["ActiveState"] != "inactive"]
    recorded, others = by_service(manager.calls())
    for service in program.containers() + program.pods():
        name = service[:-8]
        want = [["rm", "-v", "-f", "-i", "--cidfile=%s/%s.cid" % (RUNTIME, name)]] * 2
        if service in program.pods():
            file = "--pod-id-file=%s/%s.pod-id" % (RUNTIME, name)
            want = [["pod", "stop", file, "--ignore", "--time=10"], ["pod", "rm", file, "--ignore", "--force"]]
        got = [argv[1:] for argv in recorded.get(service, [])]
        if got != want:
            problems.append("%s: should be stopped with %r, is with %r" % (service, want, got))
    want = [shlex.split(line.lstrip("-"))[1:] for file in program.files if file.endswith(".container") for line in program.lines(file, "ExecStopPost")]
    if sorted(want) != sorted(others.get("tailscale", [])):
        problems.append("tailscale should run with %r, ran with %r" % (want, others))
    return problems


def words_of(recorded, key):
    """What stands in the command lines of an entry, with the words of an entrypoint apart."""
    words = [word for service, argvs in recorded.items() if re.match("ov-%s[-.]" % key, service) for argv in argvs for word in argv]
    lists = [word.removeprefix("--entrypoint=") for word in words]
    return words + [w for text in lists if text.startswith('["') for w in json.loads(text)]


def check_values(batch, recorded):
    """({key: problems}, places that reach no command line): each value stands as it was written in a command line of its entry."""
    found, absent = {}, set()
    for key, (place, value, _) in batch.entries.items():
        name, _, harmless, exact = check_encoding.PLACES[place]
        if not exact:
            continue
        words = words_of(recorded, key)
        # The name of a tunnel stands in a service of its own, its host name in a file.
        if not any(harmless in word for word in words_of(recorded, "b%d" % place)):
            absent.add(name)
        elif key.startswith("e"):
            found[key] = [] if any(value in word for word in words) else ["%s: %r is not in %r" % (name, value, words)]
    return found, absent


class Check:
    """Takes programs through their life, one after the other, and counts."""

    def __init__(self, manager, counter):
        self.manager, self.counter = manager, counter
        self.services = self.calls = self.values = self.killed = 0
        self.absent = set()

    def report(self):
        return ["%d services started, %d calls of programs compared with what was meant" % (self.services, self.calls),
                "%d random values found as they were written, %d services killed" % (self.values, self.killed),
                "in no command line of podman: " + ", ".join(sorted(self.absent))]

    def program(self, program, batch=None):
        manager, name = self.manager, program.name
        manager.install(program)
        manager.calls()
        apps = [d["containers"][0]["name"] + ".service" for d in program.deployments]
        started = manager.system.systemctl("start", *apps, *program.tunnels())
        journal = manager.system.user("journalctl", "--user", "--lines=40", "--no-pager").stdout if started.returncode else ""
        self.counter.check(name + ": starts", [started.stderr, journal] if started.returncode else [])
        calls, shown = manager.calls(len(program.services() + program.pods())), manager.show(program.services())
        self.counter.check(name + ": what the manager says", check_manager(program, shown))
        self.counter.check(name + ": dependencies", check_order(program, shown))
        self.counter.check(name + ": command lines", check_argv(program, shown, calls))
        self.counter.check(name + ": environment", check_environment(calls, manager.environment))
        wanted = manager.system.systemctl("show", "--property=Wants", "--value", "default.target").stdout.split()
        self.counter.check(name + ": starts at boot", ["%s does not" % s for s in apps + program.pods() if s not in wanted])
        if batch:
            found, absent = check_values(batch, by_service(calls)[0])
            self.absent |= absent
            for key, problems in found.items():
                self.counter.check("%s: %s" % (name, key), problems)
                self.values += 1
        self.counter.check(name + ": restarts", check_restarts(program, manager, calls))
        self.counter.check(name + ": stops", check_stop(program, manager))
        manager.remove()
        self.services += sum(values["ActiveState"] == "active" for values in shown.values())
        self.calls += len(calls)
        self.killed += len(program.containers() + program.pods())


def random_programs(args):
    """(program, batch) until the values are used up."""
    rng, done = random.Random(args.seed), 0
    while done < args.count:
        batch = check_encoding.Batch(rng, min(check_encoding.BATCH, args.count - done))
        done += check_encoding.BATCH
        with tempfile.TemporaryDirectory() as work:
            out, _, problems = check_encoding.compile_batch(args.ovcc, batch, work, [])
            if out is None:
                raise RuntimeError("\n".join(problems))
            project = os.path.join(work, "project")
            yield Program(args.ovcc, "random values %d" % done, os.path.join(work, "again"), "--project", project, where=project), batch


def check_all(args, counter):
    """What is to be printed before the count."""
    values, not_run = [], []
    with tempfile.TemporaryDirectory() as work, BootedRoot(args.root, os.path.join(work, "log")) as system:
        manager = Manager(system)
        check = Check(manager, counter)
        for name, _, project, deploy in programs([os.path.join(ROOT, "examples")]):
            check.program(Program(args.ovcc, name, os.path.join(work, name), "--project", project, "--deploy", deploy))
        for program, batch in random_programs(args):
            check.program(program, batch)
            values += [(place, value) for key, (place, value, _) in batch.entries.items() if key.startswith("e")]
        manager.close()
        real = check_real(args.ovcc, system, values, counter, not_run)
        versions = [system.run(*words).stdout.splitlines()[0] for words in (("systemctl", "--version"), ("podman", "--version"))]
    return versions + check.report() + real + ["not run: " + line for line in not_run]


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--ovcc", required=True)
    parser.add_argument("--root", required=True)
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    args.ovcc = os.path.abspath(args.ovcc)
    counter = Counter()
    try:
        lines = check_all(args, counter)
    except RuntimeError as error:
        print(error)
        return 1
    print("\n".join(lines))
    return counter.finish()


if __name__ == "__main__":
    sys.exit(main())
