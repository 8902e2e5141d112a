#!/usr/bin/env python3
"""What Podman's own generators make of our units is what the program means.

    check_generators.py --ovcc PATH [--cases DIR] [--count N] [--seed N]

Builds every example (and every case below DIR that compiles), and the projects of the fuzzer of the whole compiler: those of its kept inputs
and N random ones, without what ovcc refuses of them. Runs the real Quadlet generators of several Podman releases over the units, decodes the
command lines as systemd does, and compares each argument with `ovcc build --emit=json`: nothing missing, nothing else. The fuzzer's projects
take turns among the generators. The generators are fetched from newer Debian suites; that a suite cannot be had is a failure.
`write_random_projects` lies beside ovcc.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile

import quadlet_argv
import random_projects
from intended_services import check_deployment
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


def check_program(binary, generator, extra, folder=None):
    """Problems of the units of one build; None if it has errors of the input."""
    with tempfile.TemporaryDirectory() as out:
        status, _, err = ovcc(binary, *extra, "--out", out, check=False, folder=folder)
        if status != 0:
            return None if status == 1 else ["exit %d" % status, err]
        program = json.loads(ovcc(binary, *extra, "--emit", "json", folder=folder)[1])
        status, messages, texts = quadlet_argv.dry_run(out, generator, True, "/usr/bin/podman")
        units = {name: quadlet_argv.decode_unit(name, text, {}, {}) for name, text in texts.items()}
    problems = [] if status == 0 else ["the generator exits with %d" % status]
    problems += [m for m in messages if not m.startswith("Loading source unit file") and "not a fully qualified image name" not in m]
    for deployment in program["deployments"]:
        problems += check_deployment(deployment, units)
    return problems


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
            for suite, target in SUITES:
                if suite not in generators:
                    continue
                for extra in ([], ["--target", target]):
                    problems = check_program(args.ovcc, generators[suite],
                                             ["build", "--project", project, "--deploy", copy, "--home", HOME] + extra)
                    if problems is not None:
                        compiled += 1
                        counter.check("%s, %s %s" % (name, suite, " ".join(extra)), problems)
    return compiled


def check_random_projects(args, generators, counter):
    """The fuzzer's projects: each with one generator, every other with its target. Returns (how many compiled, of how many)."""
    compiled = 0
    with tempfile.TemporaryDirectory() as work:
        writer = os.path.join(os.path.dirname(args.ovcc), "write_random_projects")
        folders = random_projects.write_projects(writer, os.path.join(work, "projects"), random_projects.write_inputs(work, args.count, args.seed))
        for number, folder in enumerate(folders):
            suite, target = SUITES[number // 2 % len(SUITES)]
            arguments = random_projects.mend(args.ovcc, folder)
            if arguments is None or suite not in generators:
                continue
            extra = ["--target", target] if number % 2 else []
            problems = check_program(args.ovcc, generators[suite], arguments + extra, os.path.join(folder, "w"))
            if problems is None:
                problems = ["does not compile any more"]
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
