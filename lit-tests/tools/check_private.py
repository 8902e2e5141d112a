#!/usr/bin/env python3
"""Check what ovcc shows to other users and hands to other programs.

    check_private.py --ovcc PATH

Stand-ins for podman, systemctl and git write down how they were started: their arguments, open files and environment. Everything that ovcc
writes must be for the user alone whatever the umask; a file, link or pipe that waits under the name of a temporary file is not followed.
"""

import argparse
import os
import re
import stat
import subprocess
import sys
import tempfile

from ovcc_testing import ROOT, Counter

SECRET = "geheimes-wort-7"
HOSTILE = ["; touch broken", "$(touch broken)", "`touch broken`", "a b", "*", "'", "\"", "x\ny"]
STAND_IN = r"""#!%s
import os, sys
me = os.path.basename(sys.argv[0])
folder = os.environ["STAND_IN"]
with open(os.path.join(folder, "calls"), "a") as calls:
    fds = {n: os.readlink("/proc/self/fd/" + n) for n in os.listdir("/proc/self/fd") if os.path.exists("/proc/self/fd/" + n)}
    fds = {n: p for n, p in fds.items() if not p.endswith((sys.argv[0], "/calls")) and not p.endswith("/fd")}
    parent = open("/proc/%%d/comm" %% os.getppid()).read().strip()
    calls.write(repr((me, sys.argv[1:], fds, dict(os.environ), parent)) + "\n")
if me == "podman" and sys.argv[1:3] == ["secret", "create"] and "-" in sys.argv:
    with open(os.path.join(folder, "stdin"), "ab") as f:
        f.write(sys.stdin.buffer.read())
elif me == "podman" and sys.argv[1] == "image":
    print('[{"Id":"sha256:0","RepoTags":["x:1"],"Labels":{}}]')
elif me != "podman":
    sys.exit(1)
"""
PROJECT = {"image.yml": 'images:\n  s:\n    image: "docker.io/library/busybox:1"\n    secret_requires: [{ name: TOKEN, description: x }]\n',
           "deploy.yml": "images:\n  s:\n    env: [\"A=b\"]\n"}


class Place:
    def __init__(self, ovcc, scratch):
        self.ovcc, self.scratch = ovcc, scratch
        self.project, self.bin, self.home = (os.path.join(scratch, n) for n in ("project", "bin", "home"))
        for folder in (self.project, self.bin, self.home):
            os.makedirs(folder)
        for name, text in PROJECT.items():
            self.write(name, text)
        for name in ("podman", "systemctl", "git"):
            path = os.path.join(self.bin, name)
            with open(path, "w", encoding="utf-8") as f:
                f.write(STAND_IN % sys.executable)
            os.chmod(path, 0o755)

    def write(self, name, text):
        with open(os.path.join(self.project, name), "w", encoding="utf-8") as f:
            f.write(text)

    def run(self, *arguments, umask=0o022, variables=None, **options):
        env = {"PATH": self.bin + ":/usr/bin:/bin", "HOME": self.home, "STAND_IN": self.scratch, **(variables or {})}
        return subprocess.run([self.ovcc, *arguments], cwd=self.project, env=env, stdin=subprocess.DEVNULL, capture_output=True, check=False, timeout=60, umask=umask, **options)

    def calls(self):
        path = os.path.join(self.scratch, "calls")
        if not os.path.exists(path):
            return []
        with open(path, encoding="utf-8") as f:
            found = [eval(line) for line in f]  # pylint: disable=eval-used
        os.remove(path)
        return found


def check_children(place, counter):
    """Open files, arguments and environment of the programs that ovcc starts."""
    open_files = [os.open("/dev/null", os.O_RDONLY) for _ in range(3)]
    commands = {"podman": [("inspect", "x:1"), ("secrets", "provision")], "systemctl": [("build", "--apply")], "git": [("diff", "--rev", "HEAD"), ("breaking", "--against", "HEAD")]}
    for program, runs in commands.items():
        for arguments in runs:
            for number in open_files:
                os.set_inheritable(number, True)
            done = place.run(*arguments, pass_fds=open_files, variables={"TOKEN": SECRET})
            calls = place.calls()
            problems = [] if any(c[0] == program for c in calls) else ["`%s` was not started: %s" % (program, done.stderr[-300:])]
            for name, given, files, variables, parent in calls:
                more = {n: p for n, p in files.items() if int(n) > 2}
                problems += ["%s has open files %s" % (name, more)] if more else []
                problems += ["%s %s was started by %s" % (name, given, parent)] if parent != "ovcc" else []
                problems += ["a secret in the arguments of %s" % name] if any(SECRET in a for a in given) else []
                problems += ["a secret in the environment of %s" % name] if SECRET in str(variables) and name == "podman" and given[0] == "secret" else []
            counter.check("what `%s` gets from `ovcc %s`" % (program, " ".join(arguments)), problems)
    for number in open_files:
        os.close(number)


def check_hostile_names(place, counter):
    """What an input names arrives as one argument, or not at all; nothing is run."""
    for name in HOSTILE + ["-rf", "--help"]:
        for arguments in (("inspect", "--", name), ("diff", "--rev=" + name), ("breaking", "--against=" + name)):
            place.run(*arguments)
            problems = ["`%s` was run" % name] if any("broken" in names for _, _, names in os.walk(place.scratch)) else []
            for program, given, _, _, parent in place.calls():
                whole = [a for a in given if name in a]
                option = [a for a in given if a == name and name.startswith("-") and not ({"--", "--end-of-options"} & set(given[:given.index(a)]))]
                problems += [] if whole or program == "git" else ["%s got %s" % (program, given)]
                problems += ["%s takes it for an option: %s" % (program, given)] if option else []
                problems += ["started by %s" % parent] if parent != "ovcc" else []
            counter.check("the name %r in `ovcc %s`" % (name, arguments[0]), problems)


def check_modes(place, counter):
    """All that ovcc writes, under a umask that takes nothing away."""
    for umask in (0, 0o022, 0o077):
        home = os.path.join(place.scratch, "home%o" % umask)
        os.makedirs(home)
        variables = {"HOME": home, "TOKEN": SECRET}
        runs = [place.run("inspect", "x:1", umask=umask, variables=variables), place.run("build", "--user-units", umask=umask, variables=variables),
                place.run("build", "--out", home + "/new/out", umask=umask, variables=variables), place.run("check", "--golden", home + "/golden", "--update", umask=umask, variables=variables),
                place.run("config", "s", "-e", "A=c", "--deploy", home + "/far/away/deploy.yml", "--out", home + "/out2", umask=umask, variables=variables)]
        problems = ["run %d: exit %d: %s" % (i, r.returncode, r.stderr[-300:]) for i, r in enumerate(runs) if r.returncode != 0]
        seen = 0
        for base, folders, names in os.walk(home):
            for name in folders + names:
                path = os.path.join(base, name)
                mode = stat.S_IMODE(os.lstat(path).st_mode)
                seen += 1
                problems += ["%s has mode %o" % (path, mode)] if mode & 0o077 else []
        counter.check("modes under umask %03o" % umask, problems + ([] if seen > 10 else ["only %d entries" % seen]))
    place.calls()


def check_planted(place, counter):
    """Under the name of a temporary file waits something of somebody else."""
    out, victim = os.path.join(place.scratch, "planted"), os.path.join(place.scratch, "victim")
    plants = {"a link": lambda path: os.symlink(victim, path), "a hard link": lambda path: os.link(victim, path), "a pipe": os.mkfifo,
              "a dangling link": lambda path: os.symlink(os.path.join(place.scratch, "created"), path)}
    for what, plant in plants.items():
        with open(victim, "w", encoding="utf-8") as f:
            f.write("precious")
        assert place.run("build", "--out", out).returncode == 0
        place.write("deploy.yml", "images:\n  s:\n    env: [\"A=%s\"]\n" % what)
        for name in ("ov-s.container", ".ovcc-manifest.json"):
            plant(os.path.join(out, ".ovcc-tmp-%s~" % name))
        plant(os.path.join(place.project, ".deploy.yml.ovcc-tmp"))
        runs = [place.run("build", "--out", out), place.run("config", "s", "-e", "B=c", "--out", out)]
        problems = ["exit %d: %s" % (r.returncode, r.stderr[-300:]) for r in runs if r.returncode != 0]
        with open(victim, encoding="utf-8") as f:
            problems += [] if f.read() == "precious" else ["written through it"]
        problems += ["made its target"] if os.path.exists(os.path.join(place.scratch, "created")) else []
        problems += ["left: " + n for n in os.listdir(out) + os.listdir(place.project) if "ovcc-tmp" in n]
        counter.check("%s under the name of a temporary file" % what, problems)


def check_sources(counter):
    """No function that starts a shell or searches for a temporary name."""
    wrong = re.compile(r"\b(system|popen|execl|execlp|execle|execv|execvp|execvpe|wordexp|tmpnam|tempnam|mktemp)\s*\(|\"(?:/bin/)?(?:sh|bash)\"\s*,\s*\"-c\"")
    problems = []
    for folder in ("support", "ir", "frontend", "passes", "backend", "driver"):
        for base, _, names in os.walk(os.path.join(ROOT, folder)):
            for name in names:
                if not name.endswith((".cpp", ".h")) or name.endswith("_test.cpp"):
                    continue
                with open(os.path.join(base, name), encoding="utf-8") as f:
                    problems += ["%s:%d: %s" % (name, i, line.strip()) for i, line in enumerate(f, 1) if wrong.search(line.split("//")[0])]
    counter.check("no shell in the sources", problems)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--ovcc", required=True)
    args = parser.parse_args()
    counter = Counter()
    for check in (check_children, check_hostile_names, check_modes, check_planted):
        with tempfile.TemporaryDirectory() as scratch:
            check(Place(os.path.abspath(args.ovcc), scratch), counter)
    check_sources(counter)
    return counter.finish()


if __name__ == "__main__":
    sys.exit(main())
