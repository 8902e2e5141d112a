#!/usr/bin/env python3
"""What Podman's own generators make of our units is what the program means.

    check_generators.py --ovcc PATH [--cases DIR] [--count N] [--seed N]

Builds every example (and every case below DIR that compiles), and the projects of the fuzzer of the whole compiler: those of its kept inputs
and N random ones, without what ovcc refuses of them. Runs the real Quadlet generators of several Podman releases over the units, decodes the
services as systemd does, and compares each argument, and each line of the other sections, with `ovcc build --emit=json` and with what the
generators are known to add: nothing missing, nothing else. The fuzzer's projects take turns among the generators. The generators are fetched from newer Debian suites; that a suite cannot be had is a failure.
`write_random_projects` lies beside ovcc.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile

import yaml

import quadlet_argv
import random_projects
from intended_services import check_services
from ovcc_testing import HOME, ROOT, Counter, ovcc

TOOLS = os.path.dirname(os.path.abspath(__file__))
# Suite, and the --target of a second build for it.
SUITES = (("trixie", "podman-5.4"), ("sid", "podman-5.8"), ("experimental", "podman-6.1"))


def fetch():
    """{suite: path of its generator}; a suite that cannot be had is left out."""
    found = {}
    for suite, _ in SUITES:
        done = subprocess.run([os.path.join(TOOLS, "get-podman-generator.sh"), suite], stdin=subprocess.DEVNULL,
                              capture_output=True, text=True, check=False)
        if done.returncode == 0:
            found[suite] = done.stdout.strip()
        else:
            print(done.stderr)
    return found


def intended_program(binary, arguments, folder=None):
    """What `--emit=json` says; None if the input has errors."""
    status, out, err = ovcc(binary, *arguments, "--emit", "json", check=False, folder=folder)
    if status not in (0, 1):
        raise RuntimeError("exit %d\n%s" % (status, err))
    return json.loads(out) if status == 0 else None


def ingress_problems(program, out):
    """Compares the configurations of cloudflare tunnels."""
    problems = []
    for tunnel in (d["tunnel"] for d in program["deployments"] if d.get("tunnel", {}).get("provider") == "cloudflare"):
        name = tunnel["name"]
        ports = [p for p in tunnel.get("ports", []) if p["scheme"] != "udp"]
        want = {"tunnel": name, "credentials-file": "%s/.cloudflared/%s.json" % (tunnel["config"].split("/.config/")[0], name),
                "ingress": [{"hostname": p["hostname"], "service": "%s://localhost:%d" % (p["scheme"], p["port"])} for p in ports] +
                           [{"service": "http_status:404"}]}
        with open(os.path.join(out, "tunnels", name + ".yml"), encoding="utf-8") as f:
            got = yaml.safe_load(f)
        problems += [] if got == want else ["tunnels/%s.yml should be %r, is %r" % (name, want, got)]
    return problems


def check_program(binary, generator, program, arguments, folder=None):
    """Problems of the units of one build."""
    with tempfile.TemporaryDirectory() as out:
        status, _, err = ovcc(binary, *arguments, "--out", out, check=False, folder=folder)
        if status != 0:
            return ["exit %d" % status, err]
        status, messages, texts = quadlet_argv.dry_run(out, generator, True, "/usr/bin/podman")
        for name in os.listdir(out):
            if name.endswith(".service"):
                with open(os.path.join(out, name), "rb") as f:
                    texts[name] = f.read()
        problems = ingress_problems(program, out)
    units = {name: quadlet_argv.decode_unit(name, text, {}, {}) for name, text in texts.items()}
    problems += [] if status == 0 else ["the generator exits with %d" % status]
    problems += [m for m in messages if not m.startswith("Loading source unit file") and "not a fully qualified image name" not in m]
    return problems + check_services(program, units, program["networks"] if "--with-networks" in arguments else [])


def check_leftovers(binary, generator):
    """Beside units may lie the manifest, and temporary files of a killed run: they are no units."""
    with tempfile.TemporaryDirectory() as out:
        ovcc(binary, "build", "--project", os.path.join(ROOT, "examples", "private-browser"), "--home", HOME, "--out", out)
        before = quadlet_argv.dry_run(out, generator, True, "/usr/bin/podman")
        for name in sorted(os.listdir(out)):
            if not name.startswith("."):
                shutil.copy(os.path.join(out, name), os.path.join(out, ".ovcc-tmp-%s~" % name))
        after = quadlet_argv.dry_run(out, generator, True, "/usr/bin/podman")
    problems = [] if before[2] else ["no unit at all"]
    return problems + ["also reads " + name for name in sorted(set(after[2]) - set(before[2]))]


def programs(folders):
    for folder in folders:
        for name in sorted(os.listdir(folder)):
            base = os.path.join(folder, name)
            project = os.path.join(base, "project")
            with_case = os.path.join(base, "case.yml")
            if os.path.exists(with_case):
                with open(with_case, encoding="utf-8") as f:
                    text = f.read()
                if "\nproject:" in text:
                    project = os.path.normpath(os.path.join(base, text.split("\nproject:")[1].split("\n")[0].strip()))
            if not os.path.isdir(project):
                project = base
            deploy = os.path.join(base, "deploy.yml")
            if os.path.exists(deploy):
                yield name, base, project, deploy


def check_programs(args, generators, counter):
    """The examples, and the cases: each with every generator. Returns how many compiled."""
    compiled = 0
    for name, base, project, deploy in programs([os.path.join(ROOT, "examples")] + ([args.cases] if args.cases else [])):
        with tempfile.TemporaryDirectory() as work:
            # A case may name its own folder.
            with open(deploy, encoding="utf-8") as f:
                text = f.read().replace("@CASE@", base)
            copy = os.path.join(work, "deploy.yml")
            with open(copy, "w", encoding="utf-8") as f:
                f.write(text)
            arguments = ["build", "--project", project, "--deploy", copy, "--home", HOME]
            program = intended_program(args.ovcc, arguments)
            if program is None:
                continue
            compiled += 1
            for suite, target in SUITES:
                if suite not in generators:
                    continue
                for extra in ([], ["--target", target, "--with-networks"]):
                    problems = check_program(args.ovcc, generators[suite], program, arguments + extra)
                    counter.check("%s, %s %s" % (name, suite, " ".join(extra)), problems)
    return compiled


def check_random_projects(args, generators, counter):
    """The fuzzer's projects: each with one generator. Returns (how many compiled, of how many)."""
    compiled = 0
    with tempfile.TemporaryDirectory() as work:
        writer = os.path.join(os.path.dirname(args.ovcc), "write_random_projects")
        folders = random_projects.write_projects(writer, os.path.join(work, "projects"), random_projects.write_inputs(work, args.count, args.seed))
        for number, folder in enumerate(folders):
            suite, target = SUITES[number // 4 % len(SUITES)]
            arguments = random_projects.mend(args.ovcc, folder)
            if arguments is None or suite not in generators:
                continue
            extra = [[], ["--target", target], ["--with-networks"], ["--target", target, "--with-networks"]][number % 4]
            inside = os.path.join(folder, "w")
            problems = check_program(args.ovcc, generators[suite], intended_program(args.ovcc, arguments, inside), arguments + extra, inside)
            compiled += 1
            counter.check("project of %s, %s %s" % (os.path.basename(folder), suite, " ".join(extra)), problems)
    return compiled, len(folders)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--ovcc", required=True, type=os.path.abspath)
    parser.add_argument("--cases", default="")
    parser.add_argument("--count", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    counter = Counter()
    generators = fetch()
    for suite, _ in SUITES:
        counter.check("the generator of " + suite, [] if suite in generators else ["cannot be had"])
    for suite, _ in SUITES:
        if suite in generators:
            counter.check("what lies beside units, " + suite, check_leftovers(args.ovcc, generators[suite]))
    compiled = check_programs(args, generators, counter)
    counter.check("programs were compared", [] if compiled else ["none compiled"])
    compiled, projects = check_random_projects(args, generators, counter)
    print("%d of %d random projects were compared" % (compiled, projects))
    counter.check("random projects were compared", [] if compiled * 2 > projects else ["fewer than half"])
    return counter.finish()


if __name__ == "__main__":
    sys.exit(main())
