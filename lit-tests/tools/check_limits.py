#!/usr/bin/env python3
"""Give ovcc inputs that are made to cost time and memory, and measure what they cost.

    check_limits.py --ovcc PATH [--only REGEX] [--table]

Each input must be done with, or refused with a message that names its place, within 512 MiB and 60 s of processor time. --table prints what
each group of inputs cost, for docs/reliability.md.
"""

import argparse
import collections
import concurrent.futures
import os
import re
import resource
import subprocess
import sys
import tempfile
import threading

import hostile_inputs
from hostile_inputs import MIB, MILLION, around, numbered, times
from ovcc_testing import Counter

MEMORY, SECONDS, SAID = 512 * MIB, 60, 256 * 1024
PLACED = re.compile(r"(^\S+:\d+:\d+: |: )(error|warning|note): .*\[[a-z0-9-]+\]$", re.M)
UNREADABLE = re.compile(r"holds more than 64 MiB|has \d+ bytes \(limit|printed more than 64 MiB")
WELL = {"image.yml": 'images:\n  s: { image: "docker.io/library/busybox:1" }\n', "deploy.yml": "images:\n  s:\n"}
HEADS = {"deploy.yml": "images:", "image.yml": "images:", "layers/l/layer.yml": "layer:", "sidecar.yml": "sidecars:", ".ovcc.yml": "lint:", "host.yml": "devices:"}
SHORT = ("brackets", "aliases, wide", "merge keys, deep", "a key of 1 MB", "a million items")  # for kinds that share the reader of deploy.yml
BIG = "9" * 23

Case = collections.namedtuple("Case", "group name prepare arguments statuses")


def put(path, pieces):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8") as f:
        f.writelines(pieces)


def build(*arguments):
    return lambda folder: ["build", "--project", folder, "--home", "/home/me", "--stdout", *[a.replace("{}", folder) for a in arguments]]


def command(*arguments):
    return lambda folder: [a.replace("{}", folder) for a in arguments]


def files(texts):
    """A preparation that writes {name: pieces}."""
    def prepare(folder):
        for name, pieces in texts.items():
            put(os.path.join(folder, name), pieces)
    return prepare


def one_file(name, pieces):
    return files({name: pieces})


def sparse(folder):
    with open(os.path.join(folder, "large"), "wb") as f:
        f.truncate(100 * MIB)


def endless(folder):
    """A pipe that gives lines until nobody reads them any more."""
    path = os.path.join(folder, "pipe")
    os.mkfifo(path)

    def feed():
        try:
            with open(path, "wb") as f:
                while True:
                    f.write(b"# x\n" * 16384)
        except BrokenPipeError:
            pass
    threading.Thread(target=feed, daemon=True).start()


def program(folder):
    path = os.path.join(folder, "podman")
    put(path, ["#!/bin/sh\ntest \"$1\" = image && exec cat /dev/zero\nexec cat /dev/zero >&2\n"])
    os.chmod(path, 0o755)


def yaml_cases():
    for name, head in HEADS.items():
        extra = ("--host", "{}/host.yml") if name == "host.yml" else ()
        for text, pieces in hostile_inputs.yaml_texts().items():
            if name == "deploy.yml" or text in SHORT:
                yield Case(name.split("/")[-1], text, one_file(name, around(head + " ", pieces)), build(*extra), (0, 1))


def endless_cases():
    for what, prepare, path in (("/dev/zero", one_file("x", []), "/dev/zero"), ("a pipe without end", endless, "{}/pipe"), ("a file of 100 MB without content", sparse, "{}/large")):
        yield Case("without end", what + " as deploy.yml", prepare, build("--deploy", path), (1,))
        yield Case("without end", what + " as host description", prepare, build("--host", path), (1,))
        yield Case("without end", what + " as labels", prepare, build("--inspect", path), (1,))
        yield Case("without end", what + " as list of secrets", prepare, build("--secrets-available", "@" + path), (1,))
        yield Case("without end", what + " as textual IR", prepare, command("opt", path), (1, 3) if "large" in path else (3,))
        yield Case("without end", what + " as baseline", prepare, command("lint", "--project", "{}", "--home", "/home/me", "--baseline", path), (1, 3))
    yield Case("without end", "what podman says", program, command("inspect", "--podman", "{}/podman", "--out", "-", "x"), (1, 3))
    yield Case("without end", "what podman complains", program, command("secrets", "check", "--project", "{}", "--home", "/home/me", "--podman", "{}/podman"), (0, 1, 3))


def other_readers():
    for text, pieces in hostile_inputs.json_texts().items():
        yield Case("labels in JSON", text, one_file("labels.json", pieces), build("--inspect", "{}/labels.json"), (0, 1))
    for text, pieces in hostile_inputs.json_texts().items():
        yield Case("baseline in JSON", text, one_file("b.json", pieces), command("lint", "--project", "{}", "--home", "/home/me", "--baseline", "{}/b.json"), (0, 1, 3))
    for text in ("brackets", "a million objects", "a million keys"):
        pieces = hostile_inputs.json_texts()[text]
        yield Case("manifest in JSON", text, one_file("out/.ovcc-manifest.json", pieces), command("build", "--project", "{}", "--home", "/home/me", "--out", "{}/out"), (0, 3))
    for text, pieces in hostile_inputs.ir_texts().items():
        yield Case("textual IR", text, one_file("x.ovir", pieces), command("opt", "{}/x.ovir"), (0, 1, 3))
    for text, pieces in {"a million lines": numbered("A%d=b\n", MILLION), "a million equal names": times("A=b\n", MILLION), "a million wrong lines": times("-=b\n", MILLION),
                         "a value of 15 MB": around("A=", times("x", 15 * MIB)), "an open quote": around('A="', times("x\n", MILLION)), "100 MB": times("#xxxxxxxxx\n", 10 * MIB)}.items():
        yield Case(".env", text, files({"deploy.yml": ["images:\n  s: { env_file: ./x.env }\n"], "x.env": pieces}), build(), (0, 1))


def project_cases():
    for field in ('ports: ["%s:80"]', 'ports: ["80:%s"]', "ports: [%s]", 'security: { memory_max: "%s" }', 'security: { memory_max: "%sg" }', 'security: { cpus: "%s" }', 'security: { shm_size: "%sk" }'):
        for kind in ("deploy.yml", "image.yml"):
            head = "images:\n  s:\n    " if kind == "deploy.yml" else 'images:\n  s:\n    image: "docker.io/library/busybox:1"\n    '
            yield Case("huge numbers", "%s in %s" % (field, kind), one_file(kind, [head, field % BIG, "\n"]), build(), (0, 1))
    yield Case("huge numbers", "uid", one_file("image.yml", ['images:\n  s: { image: "docker.io/library/busybox:1", uid: %s, gid: -%s }\n' % (BIG, BIG)]), build(), (1,))
    yield Case("huge numbers", "--max-errors", files({}), build("--max-errors", BIG), (0, 2))
    yield Case("huge numbers", "--jobs", files({}), build("--jobs", BIG), (2,))
    count = 10000
    layers = 'images:\n  s: { base: "docker.io/library/busybox:1", layers: [l0] }\n'

    def chain(last):
        def prepare(folder):
            put(os.path.join(folder, "image.yml"), [layers])
            for i in range(count):
                after = "l%d" % (i + 1) if i + 1 < count else last
                put(os.path.join(folder, "layers", "l%d" % i, "layer.yml"), ["layer:\n  requires: [%s]\n" % after])
        return prepare
    yield Case("large projects", "10,000 layers in a chain", chain(""), build(), (0, 1))
    yield Case("large projects", "10,000 layers in a circle", chain("l0"), build(), (1,))
    yield Case("large projects", "1,000 images in a chain", one_file("image.yml", around("images:\n", ("  i%d: { base: i%d }\n" % (i, i + 1) for i in range(1000)), '  i1000: { image: "docker.io/library/busybox:1" }\n')), build(), (0, 1))
    yield Case("large projects", "10,000 sidecars", files({"sidecar.yml": around("sidecars:\n", numbered('  c%d: { image: "docker.io/library/busybox:1" }\n', count)),
                                                           "deploy.yml": around("images:\n  s:\n    sidecars:\n", numbered("      c%d:\n", count))}), build(), (0, 1))
    yield Case("large projects", "20,000 deployments that are wrong", one_file("deploy.yml", around("images:\n", numbered("  d%d: { x: 1, y: 2, z: 3 }\n", 20000))), build(), (1,))
    yield Case("large projects", "60,000 findings of lint", one_file("deploy.yml", around("images:\n  s:\n    env:\n", numbered('      - "A%d"\n', 60000))),
               command("lint", "--project", "{}", "--home", "/home/me"), (0, 1))
    yield Case("templates", "of 1 MB", one_file("image.yml", around('images:\n  s:\n    image: "docker.io/library/busybox:1"\n    env_provides: { A: "', times("{{.ContainerName}}", MIB // 18), '" }\n')), build(), (0, 1))
    yield Case("templates", "open, of 1 MB", one_file("image.yml", around('images:\n  s:\n    image: "docker.io/library/busybox:1"\n    env_provides: { A: "', times("{{", MIB // 2), '" }\n')), build(), (0, 1))


def edit_cases():
    config = command("config", "s", "--project", "{}", "--home", "/home/me", "-e", "A=b", "--dry-run")
    fix = command("lint", "--project", "{}", "--home", "/home/me", "--fix", "--dry-run")
    for text, pieces in hostile_inputs.yaml_texts().items():
        if text in (*SHORT, "a million keys", "a line of 100 MB"):
            prepare = one_file("deploy.yml", around("images:\n  s:\n    env: ", (p.replace("\n ", "\n      ") for p in pieces)))
            yield Case("edits by config", text, prepare, config, (0, 1, 3))
    for text, pieces in hostile_inputs.yaml_texts().items():
        if text in SHORT:
            yield Case("fixes of lint", text, one_file("deploy.yml", around("images: ", pieces)), fix, (0, 1, 3))


def measure(ovcc, case):
    """(problems, seconds, bytes) of one run."""
    with tempfile.TemporaryDirectory() as folder:
        for name, text in WELL.items():
            put(os.path.join(folder, name), [text])
        case.prepare(folder)
        said = os.path.join(folder, "said")
        with open(said, "wb") as err:
            arguments = case.arguments(folder)
            findings = err if arguments[0] == "lint" else subprocess.DEVNULL  # there they are the output
            process = subprocess.Popen([ovcc, *arguments], stdin=subprocess.DEVNULL, stdout=findings, stderr=err, cwd=folder,
                                       env={"PATH": os.environ["PATH"], "HOME": folder})
        resource.prlimit(process.pid, resource.RLIMIT_CPU, (2 * SECONDS, 2 * SECONDS))
        resource.prlimit(process.pid, resource.RLIMIT_DATA, (4 * MEMORY, 4 * MEMORY))
        _, state, used = os.wait4(process.pid, 0)
        status = process.returncode = os.waitstatus_to_exitcode(state)
        with open(said, encoding="utf-8", errors="replace") as f:
            text = f.read(2 * SAID)
    seconds, memory = used.ru_utime + used.ru_stime, used.ru_maxrss * 1024
    problems = []
    if status not in case.statuses:
        problems.append("exit %d: %s" % (status, text[:300]))
    if status == 1 and not PLACED.search(text) or status == 3 and "error: " not in text:
        problems.append("no message: %s" % text[:300])
    if memory > MEMORY or seconds > SECONDS or len(text) > SAID:
        problems.append("%.1f s, %d MiB, %d bytes of messages" % (seconds, memory // MIB, len(text)))
    return problems, seconds, memory


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--ovcc", required=True)
    parser.add_argument("--only", default="", help="run the cases whose group and name match")
    parser.add_argument("--table", action="store_true")
    args = parser.parse_args()
    ovcc, counter, groups = os.path.abspath(args.ovcc), Counter(), {}
    cases = [c for make in (yaml_cases, endless_cases, other_readers, project_cases, edit_cases) for c in make() if re.search(args.only, "%s: %s" % (c.group, c.name))]
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        for case, (problems, seconds, memory) in zip(cases, pool.map(lambda case: measure(ovcc, case), cases)):
            counter.check("%s: %s" % (case.group, case.name), problems)
            groups.setdefault(case.group, []).append((seconds, memory, case.name))
            if os.environ.get("SHOW"):
                print("%s: %s: %.2f s %d MiB" % (case.group, case.name, seconds, memory // MIB), flush=True)
    if args.table:
        print("| input | tried | most memory | most processor time |\n|---|---|---|---|")
        for group, results in groups.items():
            print("| %s | %d | %d MiB | %.1f s |" % (group, len(results), max(r[1] for r in results) // MIB, max(r[0] for r in results)))
    return counter.finish()


if __name__ == "__main__":
    sys.exit(main())
