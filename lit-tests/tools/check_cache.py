#!/usr/bin/env python3
"""Builds with a cache, against builds without one: the same files, the same words, whatever happened in between.

    check_cache.py --ovcc PATH [--count N] [--seed N] [--corpus DIR] [PROGRAM_FOLDER…]

Changes inputs and outputs in every way, damages N entries at random, runs many builds at once, and looks for values in the cache. An entry
that was used again keeps its inode; one that was not is written anew. A build leaves two: what it did as a whole, and the files that it
parsed. The programs in the folders, and the whole corpus, are built with each of the two alone.
"""

import argparse
import os
import random
import re
import shutil
import stat
import subprocess
import sys
import tempfile
import time

from check_corpus import deploy_text, images, required_environment
from check_roundtrip import programs
from ovcc_testing import HOME, Counter, differences, read_folder

LAYER = "layer:\n  name: app\n  description: an app\n  env_provides:\n    APP_URL: \"http://{{.ContainerName}}:8080/%s\"\n"
IMAGES = "images:\n  app:\n    base: docker.io/library/debian:12\n    layers: [app]\n  web: { image: \"docker.io/library/caddy:2\", status: working }\n"
DEPLOY = ("images:\n  app:\n    env: [PASSWORD=planted-in-deploy, \"QUOTED=\\\"planted-in-quotes\\\"\", A=%s]\n    env_file: app.env\n  web:\n    env_accepts:\n"
          "      - { name: APP_URL, description: where the app is }\n    sidecars: { tailscale: { env: { TS_HOSTNAME: web } } }\n")


class Builder:
    """A project, an output folder, and a cache in a scratch folder. `flags` are those of each build."""

    def __init__(self, ovcc, scratch, project, flags):
        self.ovcc, self.scratch, self.project, self.flags = ovcc, scratch, project, flags
        self.out, self.cache = (os.path.join(scratch, n) for n in ("out", "cache"))

    def command(self, out, *flags):
        return [self.ovcc, "build", "--project", self.project, "--home", HOME, "--out", out, *self.flags, *flags]

    def run(self, out, *flags, binary=None, **more):
        command = self.command(out, *flags)
        if binary:
            command[0] = binary
        env = {"PATH": os.environ["PATH"], "HOME": "/nowhere"}
        return subprocess.run(command, env=env, stdin=subprocess.DEVNULL, capture_output=True, check=False, timeout=120, cwd=self.project, **more)

    def build(self, *flags, **more):
        return self.run(self.out, "--cache", self.cache, *flags, **more)

    def entries(self):
        """{name: inode} of the cache."""
        if not os.path.isdir(self.cache):
            return {}
        return {n: os.stat(os.path.join(self.cache, n)).st_ino for n in sorted(os.listdir(self.cache))}

    def problems(self, done, *flags):
        """How a build with the cache differs from one without it, in another folder that looked the same before."""
        plain = os.path.join(self.scratch, "plain")
        want = self.run(plain, "--no-cache", *flags)
        found = [] if done.returncode == want.returncode else ["exit %d, not %d" % (done.returncode, want.returncode)]
        normal = lambda text: re.sub(r"\d+ files? written, \d+ unchanged", "FILES", text.decode("utf-8", "replace")).replace(plain, self.out)
        if normal(done.stderr) != normal(want.stderr):
            found.append("says %r, not %r" % (done.stderr, want.stderr))
        return found + differences(read_folder(plain), read_folder(self.out))


class Project(Builder):
    """The project of these checks, which lies in the scratch folder itself."""

    def __init__(self, ovcc, scratch):
        super().__init__(ovcc, scratch, os.path.join(scratch, "project"), [])
        self.write("image.yml", IMAGES)
        self.write("layers/app/layer.yml", LAYER % "one")
        self.write("deploy.yml", DEPLOY % "1")
        self.write("app.env", "TOKEN=planted-in-env-file\n")

    def path(self, name):
        return os.path.join(self.project, name)

    def write(self, name, text):
        os.makedirs(os.path.dirname(self.path(name)), exist_ok=True)
        with open(self.path(name), "w", encoding="utf-8") as f:
            f.write(text)


def settle():
    """Waits until what was written is not of this moment any more."""
    time.sleep(0.05)


def check_repetition(p, counter):
    counter.check("the first build", p.problems(p.build()))
    first = p.entries()
    counter.check("is remembered", [] if len(first) == 2 else ["entries: %s" % first])
    settle()
    times = {n: os.stat(os.path.join(p.out, n)).st_mtime_ns for n in os.listdir(p.out)}
    done = p.build()
    counter.check("the second build", p.problems(done))
    counter.check("says that it wrote nothing", [] if b": 0 files written, 4 unchanged" in done.stderr else [done.stderr])
    counter.check("is the first one", [] if p.entries() == first else ["remembered again"])
    same = times == {n: os.stat(os.path.join(p.out, n)).st_mtime_ns for n in os.listdir(p.out)}
    counter.check("touches no file", [] if same else ["other times"])


def check_inputs(p, counter):
    """Each change of what a build reads."""
    def renamed():
        os.rename(p.path("layers/app"), p.path("layers/app2"))
        p.write("image.yml", IMAGES.replace("[app]", "[app2]"))

    changes = [
        ("a layer", lambda: p.write("layers/app/layer.yml", LAYER % "two")),
        ("deploy.yml", lambda: p.write("deploy.yml", DEPLOY % "2")),
        ("an environment file", lambda: p.write("app.env", "TOKEN=planted-in-env-file\nMORE=1\n")),
        ("an environment file that is gone", lambda: os.remove(p.path("app.env"))),
        ("an environment file that is back", lambda: p.write("app.env", "TOKEN=planted-in-env-file\n")),
        ("a new file that was looked for", lambda: p.write("sidecar.yml", "sidecar:\n  tailscale:\n    env: { TS_EXTRA_ARGS: \"--ssh\" }\n")),
        ("settings", lambda: p.write(".ovcc.yml", "rules: { image-unpinned: off }\n")),
        ("a new layer that nothing uses", lambda: p.write("layers/b/layer.yml", LAYER.replace("app", "b") % "b")),
        ("a layer that moved", renamed),
        ("an error", lambda: p.write("deploy.yml", "images: {app: {ports: [x]}}\n")),
        ("the error mended", lambda: p.write("deploy.yml", DEPLOY % "3")),
        ("the same bytes at another time", lambda: os.utime(p.path("deploy.yml"), (1, 1))),
    ]
    for name, change in changes:
        change()
        counter.check("changed: " + name, p.problems(p.build()))
        settle()
        counter.check("changed: %s, again" % name, p.problems(p.build()))


def check_outputs(p, counter):
    unit = os.path.join(p.out, "ov-web.container")

    def replace(path, data):
        with open(path, "wb") as f:
            f.write(data)

    def grow():
        with open(unit, "ab") as f:
            f.write(b"# mine\n")

    def same_size():
        with open(unit, "rb") as f:
            data = f.read()
        replace(unit, data.replace(b"caddy", b"nginx"))

    manifest = os.path.join(p.out, ".ovcc-manifest.json")
    changes = [("one grew", grow), ("one of the same size", same_size), ("one is gone", lambda: os.remove(unit)),
               ("one is empty", lambda: replace(unit, b"")), ("the manifest is gone", lambda: os.remove(manifest)),
               ("the manifest is damaged", lambda: replace(manifest, b"{")), ("a file of a killed run", lambda: replace(os.path.join(p.out, ".ovcc-tmp-x~"), b"x")),
               ("all are gone", lambda: shutil.rmtree(p.out))]
    for name, change in changes:
        p.build()
        before = read_folder(p.out)
        settle()
        change()
        done = p.build()
        counter.check("outputs: " + name, differences(before, read_folder(p.out)) + ([] if done.returncode == 0 else [done.stderr]))
    p.build()
    settle()
    before, info = read_folder(p.out), os.stat(unit)
    same_size()
    os.utime(unit, ns=(info.st_atime_ns, info.st_mtime_ns))
    done = p.build("--verify-outputs")
    counter.check("outputs: one with its time set back, verified", differences(before, read_folder(p.out)) + ([] if done.returncode == 0 else [done.stderr]))


def check_parsed_files(p, counter):
    """Files that did not change are not parsed again: their pack stays as it is, until it knows too little."""
    for number in range(40):
        p.write("layers/l%d/layer.yml" % number, LAYER.replace("app", "l%d" % number) % number)
    p.build()
    first = p.entries()
    settle()
    p.write("layers/l7/layer.yml", LAYER.replace("app", "l7") % "other")
    counter.check("parsed files: one changed", p.problems(p.build()))
    second = p.entries()
    kept = [n for n in first if second.get(n) == first[n]]
    counter.check("parsed files: the others are known", [] if len(kept) == 1 and set(first) == set(second) else [first, second])
    size = lambda: os.path.getsize(os.path.join(p.cache, kept[0]))
    before = size()
    for number in range(20):
        p.write("layers/l%d/layer.yml" % number, LAYER.replace("app", "l%d" % number) % "third")
    counter.check("parsed files: many changed", p.problems(p.build()))
    counter.check("parsed files: the pack is written anew", [] if p.entries()[kept[0]] != first[kept[0]] and size() < before * 1.2 else [before, size()])
    for number in range(1, 40):
        shutil.rmtree(p.path("layers/l%d" % number))
    p.write("deploy.yml", DEPLOY % "few")
    counter.check("parsed files: few are left", p.problems(p.build()))
    counter.check("parsed files: the pack holds no more than them", [] if size() < before / 2 else [before, size()])
    other = Project(p.ovcc, os.path.join(p.scratch, "other"))
    other.build()
    for name in other.entries():
        shutil.copy(os.path.join(other.cache, name), os.path.join(p.cache, kept[0]))
        p.write("deploy.yml", DEPLOY % name)
        counter.check("parsed files: the pack of another project", p.problems(p.build()))


def check_program_folder(p, name, counter):
    """A program whose files are all known, and one that is wholly known, give what a program gives of which nothing is known."""
    counter.check("%s: first" % name, p.problems(p.build()))
    for entry in p.entries():
        shutil.rmtree(p.out, ignore_errors=True)
        os.remove(os.path.join(p.cache, entry))
        counter.check("%s: with what is left" % name, p.problems(p.build()))


def check_programs(ovcc, folders, corpus, counter):
    for name, project, deploy in programs(folders):
        with tempfile.TemporaryDirectory() as scratch:
            check_program_folder(Builder(ovcc, scratch, project, ["--deploy", deploy]), name, counter)
    if corpus:
        with tempfile.TemporaryDirectory() as scratch:
            deploy, found = os.path.join(scratch, "deploy.yml"), images(os.path.join(corpus, "image.yml"))
            environment = required_environment(ovcc, corpus, found, deploy)
            with open(deploy, "w", encoding="utf-8") as f:
                f.write(deploy_text(found, environment))
            check_program_folder(Builder(ovcc, scratch, corpus, ["--deploy", deploy]), "corpus", counter)


def check_damage(p, counter, rng, count):
    """Damaged entries change nothing."""
    p.build()
    settle()
    for number in range(count):
        p.build()
        name = rng.choice(sorted(p.entries()))
        path = os.path.join(p.cache, name)
        with open(path, "rb") as f:
            data = bytearray(f.read())
        how = rng.randrange(5)
        if how == 0:
            for _ in range(rng.randrange(1, 4)):
                data[rng.randrange(len(data))] ^= 1 << rng.randrange(8)
        elif how == 1:
            del data[rng.randrange(len(data)):]
        elif how == 2:
            data += bytes(rng.randrange(256) for _ in range(rng.randrange(1, 50)))
        elif how == 3:
            at = rng.randrange(len(data))
            del data[at:at + rng.randrange(1, 30)]
        else:
            data = bytearray(rng.randrange(256) for _ in range(rng.randrange(300)))
        with open(path, "wb") as f:
            f.write(data)
        p.write("layers/app/layer.yml", LAYER % ("damage%d" % (number % 3)))
        counter.check("damage %d" % number, p.problems(p.build()))


def check_at_once(p, counter):
    for turn in range(5):
        p.write("deploy.yml", DEPLOY % ("at once %d" % turn))
        running = [subprocess.Popen(p.command(p.out, "--cache", p.cache), env={"PATH": os.environ["PATH"], "HOME": "/nowhere"},
                                    cwd=p.project, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                                    stderr=subprocess.PIPE) for _ in range(8)]
        ends = [(process.communicate(timeout=60)[1], process.returncode) for process in running]
        counter.check("eight at once, %d" % turn, [e for e, status in ends if status != 0] + p.problems(p.build()))
    left = [n for n in p.entries() if n.startswith(".")]
    counter.check("nothing temporary is left", left)


def check_privacy(p, counter):
    old = os.umask(0)
    try:
        shutil.rmtree(p.cache, ignore_errors=True)
        p.build()
    finally:
        os.umask(old)
    modes = {n: stat.S_IMODE(os.stat(os.path.join(p.cache, n)).st_mode) for n in [".", *os.listdir(p.cache)]}
    counter.check("modes", ["%s: %o" % pair for pair in modes.items() if pair[1] != (0o700 if pair[0] == "." else 0o600)])
    found = []
    for name in p.entries():
        with open(os.path.join(p.cache, name), "rb") as f:
            data = f.read()
        found += ["%s holds %r" % (name, value) for value in (b"planted-in-deploy", b"planted-in-quotes", b"planted-in-env-file") if value in data]
    counter.check("no value is in the cache", found)
    os.chmod(p.cache, 0o777)
    before = p.entries()
    p.write("deploy.yml", DEPLOY % "private")
    counter.check("a cache that others may write to", p.problems(p.build()) + ([] if p.entries() == before else ["is used"]))
    os.chmod(p.cache, 0o700)
    for name in before:
        os.chmod(os.path.join(p.cache, name), 0o666)
    settle()
    p.build()
    counter.check("an entry that others may write to", [] if p.entries() != before else ["is used"])
    blocked = os.path.join(p.scratch, "blocked")
    with open(blocked, "w", encoding="utf-8"):
        pass
    counter.check("a cache that cannot be had", p.problems(p.run(p.out, "--cache", os.path.join(blocked, "x"))))


def check_program(p, counter):
    """An entry counts for the program that made it."""
    p.build()
    settle()
    before = p.entries()
    other = os.path.join(p.scratch, "other")
    with open(p.ovcc, "rb") as f:
        data = bytearray(f.read())
    at = data.find(b"\x04\0\0\0\x14\0\0\0\x03\0\0\0GNU\0")
    counter.check("the program has a build id", [] if at > 0 else ["none"])
    data[at + 16] ^= 0xFF
    with open(other, "wb") as f:
        f.write(data)
    os.chmod(other, 0o700)
    done = p.build(binary=other)
    counter.check("another program", [] if done.returncode == 0 and set(before) < set(p.entries()) else [done.stderr, before, p.entries()])


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--ovcc", required=True)
    parser.add_argument("--count", type=int, default=40)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--corpus")
    parser.add_argument("folders", nargs="*")
    args = parser.parse_args()
    counter, rng = Counter(), random.Random(args.seed)
    for check in (check_repetition, check_inputs, check_outputs, check_parsed_files, lambda p, c: check_damage(p, c, rng, args.count), check_at_once, check_privacy,
                  check_program):
        with tempfile.TemporaryDirectory() as scratch:
            check(Project(os.path.abspath(args.ovcc), scratch), counter)
    check_programs(os.path.abspath(args.ovcc), args.folders, args.corpus and os.path.abspath(args.corpus), counter)
    return counter.finish()


if __name__ == "__main__":
    sys.exit(main())
