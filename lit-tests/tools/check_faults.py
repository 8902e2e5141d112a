#!/usr/bin/env python3
"""Let things go wrong while ovcc builds and edits, and look at what is left.

    check_faults.py --ovcc PATH [--count N] [--seed N] [--table]

Each fault is met again and again: N kills at random moments, every single system call failing in turn, and so on. Afterwards each file of
the output folder must be that of before or that of after, byte for byte; nothing may lie outside; the run must say what happened and end with
the status that docs/reliability.md promises; and the next run must heal everything. --table prints the table of that page.
"""

import argparse
import errno
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time

from ovcc_testing import Counter, read_folder

TOOLS = os.path.dirname(os.path.abspath(__file__))
IMAGES = "images:\n" + "".join("  s%d: { image: \"docker.io/library/busybox:1\" }\n" % i for i in range(12))
CALLS = {"open": errno.EACCES, "openat": errno.EMFILE, "create": errno.EROFS, "read": errno.EIO, "write": errno.ENOSPC, "fsync": errno.EIO,
         "fchmod": errno.EPERM, "renameat": errno.EIO, "unlinkat": errno.EPERM, "mkdirat": errno.ENOSPC, "close": errno.EIO}
LONG = "n" * 300
NAMES = ["../../x", "..", "-rf", "con", "", LONG, "s1/../../x", "s1/", "/etc/x", "s1/-rf", "ѕ1", "s1\u200b", "S1", "s1\\x", "s1\n", "~", "$HOME", "*", "a b", ".", ".hidden"]


def deploy(version):
    """A deploy.yml whose units all differ between the versions; version 2 has entries that version 1 lacks."""
    text = "deploy:\n"
    for i in range(12 if version == 2 else 9):
        text += "  s%d:\n    env: { VERSION: \"%d\", PAD: \"%s\" }\n" % (i, version, "x" * 400)
    return text


class Place:
    """A project in a scratch folder, with what its two versions compile to."""

    def __init__(self, ovcc, shim, scratch):
        self.ovcc, self.shim, self.scratch = ovcc, shim, scratch
        self.project = os.path.join(scratch, "project")
        self.out = os.path.join(scratch, "out")
        self.deploy = os.path.join(self.project, "deploy.yml")
        os.makedirs(self.project)
        with open(os.path.join(self.project, "image.yml"), "w", encoding="utf-8") as f:
            f.write(IMAGES)
        self.versions = {}
        for version in (1, 2):
            self.write_deploy(version)
            folder = os.path.join(scratch, "version%d" % version)
            assert self.run("build", "--out", folder, "--prune").returncode == 0
            self.versions[version] = read_folder(folder)

    def write_deploy(self, version):
        with open(self.deploy, "w", encoding="utf-8") as f:
            f.write(deploy(version))

    def command(self, *arguments):
        return [self.ovcc, arguments[0], "--project", self.project, "--home", "/home/me", *arguments[1:]]

    def environment(self, faults=None):
        env = {"PATH": os.environ["PATH"], "HOME": "/home/me"}
        if faults is not None:
            env.update(LD_PRELOAD=self.shim, **{k: str(v) for k, v in faults.items()})
        return env

    def run(self, *arguments, faults=None):
        return subprocess.run(self.command(*arguments), env=self.environment(faults), stdin=subprocess.DEVNULL, capture_output=True, check=False, timeout=120)

    def reset(self, version=1):
        shutil.rmtree(self.out, ignore_errors=True)
        self.write_deploy(version)
        assert self.run("build", "--out", self.out, "--prune").returncode == 0

    def is_whole(self, folder=None):
        """Problems of the output folder: a file that is of neither version."""
        problems = []
        for name, data in read_folder(folder or self.out).items():
            if name.startswith(".ovcc-tmp-"):
                continue  # of a run that was killed; the next one takes it away
            if data not in (self.versions[1].get(name), self.versions[2].get(name)):
                problems.append("%s is of neither version" % name)
        return problems

    def heals(self):
        """The next run makes the folder that of version 2, with nothing else in it."""
        self.write_deploy(2)
        done = self.run("build", "--out", self.out, "--prune")
        if done.returncode != 0:
            return ["the next run: exit %d: %s" % (done.returncode, done.stderr[-300:])]
        got = read_folder(self.out)
        return [] if got == self.versions[2] else ["the next run leaves %s" % sorted(set(got) ^ set(self.versions[2])) or "other bytes"]

    def outside(self):
        """What lies in the scratch folder besides what belongs there."""
        known = {"project", "out", "version1", "version2", "victim", "aside", "count"}
        return ["outside: " + name for name in sorted(os.listdir(self.scratch)) if name not in known]


def seconds_of(place, *arguments):
    start = time.monotonic()
    place.run(*arguments)
    return time.monotonic() - start


def check_kill_build(place, counter, rng, count):
    place.reset()
    place.write_deploy(2)
    whole = seconds_of(place, "build", "--out", place.out, "--prune")
    hit = 0
    for i in range(count):
        place.write_deploy(1 + i % 2)
        process = subprocess.Popen(place.command("build", "--out", place.out, "--prune"), env=place.environment(), stdin=subprocess.DEVNULL,
                                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(rng.random() * whole * 1.1)
        process.kill()
        hit += process.wait() == -signal.SIGKILL
        counter.check("kill %d of a build" % i, place.is_whole() + place.outside())
    counter.check("the folder heals after kills", place.heals() + ([] if hit or count < 20 else ["no build was killed while it ran"]))
    return "%d builds killed, %d of them at work: every file old or new; the next run heals the folder and says nothing of it" % (count, hit)


def check_kill_edit(place, counter, rng, count):
    place.write_deploy(1)
    place.run("config", "s1", "--unset", "EXTRA", "--out", place.out)
    with open(place.deploy, encoding="utf-8") as f:
        known = {f.read()}
    for value in ("a", "b"):
        assert place.run("config", "s1", "-e", "EXTRA=" + value, "--out", place.out).returncode == 0
        with open(place.deploy, encoding="utf-8") as f:
            known.add(f.read())
    whole = seconds_of(place, "config", "s1", "-e", "EXTRA=a", "--out", place.out)
    for i in range(count):
        process = subprocess.Popen(place.command("config", "s1", "-e", "EXTRA=" + "ab"[i % 2], "--out", place.out), env=place.environment(),
                                   stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(rng.random() * whole * 1.1)
        process.kill()
        process.wait()
        with open(place.deploy, encoding="utf-8") as f:
            counter.check("kill %d of an edit" % i, [] if f.read() in known else ["deploy.yml is neither the old nor a new one"])
    done = place.run("config", "s1", "-e", "EXTRA=a", "--out", place.out)
    left = [n for n in os.listdir(place.project) if n not in ("deploy.yml", "image.yml")]
    counter.check("edits heal", ([] if done.returncode == 0 else [done.stderr[-300:]]) + left)
    return "%d edits killed: deploy.yml old or new, nothing left beside it" % count


def calls_of(place, call, arguments):
    path = os.path.join(place.scratch, "count")
    place.run(*arguments, faults={"FAULT_CALL": call, "FAULT_COUNT": path})
    with open(path, encoding="utf-8") as f:
        return int(f.read() or "0")


def check_each_call(place, counter, rng, count):
    """Every call of every kind fails once, and once with all that follow."""
    met, statuses = 0, {}
    for call, error in CALLS.items():
        place.reset()
        place.write_deploy(2)
        total = calls_of(place, call, ("build", "--out", place.out, "--prune"))
        numbers = list(range(1, total + 1))
        if len(numbers) > count:
            numbers = sorted(rng.sample(numbers, count))
        for number in numbers:
            for sticky in ({}, {"FAULT_STICKY": 1}):
                place.reset()
                place.write_deploy(2)
                before = read_folder(place.out)
                done = place.run("build", "--out", place.out, "--prune", faults={"FAULT_CALL": call, "FAULT_AT": number, "FAULT_ERRNO": error, **sticky})
                after = read_folder(place.out)
                problems = place.is_whole() + place.outside()
                if done.returncode not in (0, 1, 3, 127):
                    problems.append("exit %d: %s" % (done.returncode, done.stderr[-300:]))
                if done.returncode in (1, 3) and not done.stderr.strip():
                    problems.append("exit %d without a word" % done.returncode)
                if done.returncode == 0 and after != place.versions[2]:
                    problems.append("says that all went well, and it did not")
                if done.returncode == 1 and after != before:
                    problems.append("an error of the input, and yet something was written")
                counter.check("%s %d of %d%s fails" % (call, number, total, " for good" if sticky else ""), problems + place.heals())
                met += 1
                statuses[done.returncode] = statuses.get(done.returncode, 0) + 1
    return "%d failing calls: every file old or new, never exit 0 without all of it; exit 1 `cannot read …` or 3 `cannot write …` with path and reason (exit statuses %s)" % (met, ", ".join("%d: %d" % s for s in sorted(statuses.items())))


def check_each_call_of_edit(place, counter, rng, count):
    """The same for an edit: deploy.yml is the old or the new one, and the units fit one of them."""
    arguments = ("config", "s1", "-e", "EXTRA=a", "--out", place.out)
    place.reset()
    before = [read_folder(place.project), read_folder(place.out)]
    assert place.run(*arguments).returncode == 0
    after = [read_folder(place.project), read_folder(place.out)]
    met, statuses = 0, {}
    for call, error in CALLS.items():
        place.reset()
        total = calls_of(place, call, arguments)
        numbers = range(1, total + 1)
        for number in numbers if total <= count else sorted(rng.sample(numbers, count)):
            place.reset()
            done = place.run(*arguments, faults={"FAULT_CALL": call, "FAULT_AT": number, "FAULT_ERRNO": error})
            project, out = read_folder(place.project), read_folder(place.out)
            problems = [] if project in (before[0], after[0]) else ["the project is neither the old nor the new one: %s" % sorted(project)]
            problems += ["%s is of neither version" % n for n, data in out.items() if data not in (before[1].get(n), after[1].get(n))]
            problems += ["says that all went well, and it did not"] if done.returncode == 0 and [project, out] != after else []
            problems += ["exit %d: %s" % (done.returncode, done.stderr[-300:])] if done.returncode not in (0, 1, 3, 127) or done.returncode in (1, 3) and not done.stderr else []
            counter.check("edit: %s %d of %d fails" % (call, number, total), problems)
            met += 1
            statuses[done.returncode] = statuses.get(done.returncode, 0) + 1
    return "%d failing calls: deploy.yml old or new, never lost; exit 1 or 3 with path and reason (exit statuses %s)" % (met, ", ".join("%d: %d" % s for s in sorted(statuses.items())))


def check_odd_calls(place, counter, rng, count, name, faults):
    place.reset()
    place.write_deploy(2)
    done = place.run("build", "--out", place.out, "--prune", faults=faults)
    counter.check(name, [] if done.returncode == 0 and read_folder(place.out) == place.versions[2] else ["exit %d: %s" % (done.returncode, done.stderr[-300:])])
    return "exit 0, the same bytes"


def check_short(*arguments):
    return check_odd_calls(*arguments, "short and interrupted calls", {"FAULT_SHORT": 1})


def check_clock(*arguments):
    return check_odd_calls(*arguments, "a clock that jumps", {"FAULT_CLOCK": 1})


def check_two_builds(place, counter, rng, count):
    for i in range(max(1, count // 10)):
        place.reset()
        other = os.path.join(place.scratch, "aside")
        shutil.rmtree(other, ignore_errors=True)
        shutil.copytree(place.project, other)
        with open(os.path.join(other, "deploy.yml"), "w", encoding="utf-8") as f:
            f.write(deploy(2))
        commands = [place.command("build", "--out", place.out, "--prune"), [place.ovcc, "build", "--project", other, "--home", "/home/me", "--out", place.out, "--prune"]]
        running = [subprocess.Popen(c, env=place.environment(), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) for c in commands]
        problems = []
        for process in running:
            _, err = process.communicate(timeout=60)
            if process.returncode != 0:
                problems.append("exit %d: %s" % (process.returncode, err[-300:]))
        got = read_folder(place.out)
        if got not in (place.versions[1], place.versions[2]):
            problems.append("a mixture")
        counter.check("two builds at once %d" % i, problems)
    return "exit 0, one after the other: the folder is that of the later one"


def check_changing_input(place, counter, rng, count):
    place.reset()
    texts, stop = [deploy(1), deploy(2)], threading.Event()
    saving = threading.Lock()
    slow = []  # when a save took longer than ovcc waits for a file to settle, since the machine was busy

    def save_in_place():
        turn = 0
        while not stop.is_set():
            turn += 1
            with saving:
                begin = time.monotonic()
                with open(place.deploy, "w", encoding="utf-8") as f:
                    f.write(texts[turn % 2])
                if time.monotonic() - begin > 0.005:
                    slow.append(time.monotonic())
            time.sleep(0.0005)

    writer = threading.Thread(target=save_in_place)
    writer.start()
    seen = {}
    try:
        for i in range(max(5, count // 4)):
            begin = time.monotonic()
            done = place.run("build", "--out", place.out, "--prune")
            got = read_folder(place.out)
            seen[done.returncode] = seen.get(done.returncode, 0) + 1
            whole = got in (place.versions[1], place.versions[2])
            with saving:  # a save that is still under way comes to its end
                delayed = any(when >= begin for when in slow)
            counter.check("an input that changes %d" % i,
                          [] if whole or done.returncode != 0 or delayed else ["the units of a torn deploy.yml: %s" % sorted(got)])
    finally:
        stop.set()
        writer.join()
    counter.check("the folder heals after torn inputs", place.heals())
    return "what was read while it changed is read again, or exit 1 with the reason (%s)" % ", ".join("exit %d: %d times" % s for s in sorted(seen.items()))


def check_names(place, counter, rng, count):
    for name in NAMES:
        place.reset()
        with open(place.deploy, "w", encoding="utf-8") as f:
            f.write("deploy:\n  ? \"%s\"\n  : { image: \"docker.io/library/busybox:1\" }\n" % name.replace("\\", "\\\\").replace("\n", "\\n"))
        before = read_folder(place.out)
        done = place.run("build", "--out", place.out)
        after = read_folder(place.out)
        problems = place.outside()
        if done.returncode == 1:
            problems += [] if after == before and b"error:" in done.stderr else ["refused, and yet something changed"]
        elif done.returncode == 0:
            new = set(after) - set(before)
            problems += [] if all(re.fullmatch(r"ov-[A-Za-z0-9_.-]+\.(container|pod)", n) for n in new) else ["made %s" % sorted(new)]
        else:
            problems.append("exit %d" % done.returncode)
        counter.check("the name %r" % name[:20], problems)
    return "%d names: a file of its own in the folder, or exit 1 with an error at its line" % len(NAMES)


def check_links(place, counter, rng, count):
    """The output folder, a file in it, or its parent become links to another place while ovcc runs."""
    victim, aside = os.path.join(place.scratch, "victim"), os.path.join(place.scratch, "aside")
    home = place.out
    for i in range(max(6, count // 10)):
        which = i % 3
        place.out = os.path.join(home, "below") if which == 1 else home
        shutil.rmtree(home, ignore_errors=True)
        place.reset()
        place.write_deploy(2)
        shutil.rmtree(victim, ignore_errors=True)
        for folder in (victim, os.path.join(victim, "below")):
            os.makedirs(folder)
            for name in place.versions[1]:
                with open(os.path.join(folder, name), "w", encoding="utf-8") as f:
                    f.write("precious")
        process = subprocess.Popen(place.command("build", "--out", place.out, "--prune"), env=place.environment(), stdin=subprocess.DEVNULL,
                                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(rng.random() * 0.02)
        shutil.rmtree(aside, ignore_errors=True)
        try:
            if which < 2:  # the folder, or the one that holds it
                os.rename(home, aside)
                os.symlink(victim, home)
            else:
                name = rng.choice(sorted(place.versions[1]))
                target = os.path.join(place.out, name)
                if os.path.exists(target):
                    os.remove(target)
                    os.symlink(os.path.join(victim, name), target)
        except OSError:
            pass
        process.wait(timeout=60)
        harmed = [n for n, data in read_folder(victim).items() if data != b"precious"]
        started_late = which < 2 and os.path.islink(home) and harmed  # the link was there before ovcc opened the folder: the user's own choice
        counter.check("a link in the way %d" % i, [] if not harmed or started_late else ["written through a link: %s" % harmed])
        if os.path.islink(home):
            os.remove(home)
    place.out = home
    shutil.rmtree(victim, ignore_errors=True)
    return "the folder, its parent or a file in it: nothing is written through a link that appears while ovcc runs"


def check_inputs_gone(place, counter, rng, count):
    place.reset()
    for name, path in {"no deploy.yml that was named": "none.yml", "a folder in place of deploy.yml": ""}.items():
        before = read_folder(place.out)
        done = place.run("build", "--out", place.out, "--deploy", os.path.join(place.project, path))
        ok = done.returncode == 1 and b"error:" in done.stderr and read_folder(place.out) == before
        counter.check(name, [] if ok else ["exit %d: %s" % (done.returncode, done.stderr[-300:])])
    done = subprocess.run(place.command("build", "--stdout"), env=place.environment(), stdin=subprocess.DEVNULL, stdout=open("/dev/full", "wb"),
                          stderr=subprocess.PIPE, check=False)
    counter.check("standard output is full", [] if done.returncode == 3 and b"cannot write to standard output" in done.stderr else ["exit %d: %s" % (done.returncode, done.stderr)])
    with open(os.path.join(place.scratch, "count"), "w", encoding="utf-8") as f:
        f.write("a file")
    done = place.run("build", "--out", os.path.join(place.scratch, "count", "x"))
    counter.check("a file in place of the folder", [] if done.returncode == 3 and done.stderr else ["exit %d" % done.returncode])
    return "exit 1 where an input cannot be had, 3 where the output cannot be written, each with its path"


FAULTS = [("killed while building", check_kill_build), ("killed while editing deploy.yml", check_kill_edit),
          ("any system call fails: no rights, no space, read-only, I/O error", check_each_call), ("the same while editing", check_each_call_of_edit),
          ("short and interrupted reads and writes", check_short),
          ("the clock jumps", check_clock), ("two builds into one folder", check_two_builds), ("an input is saved while it is read", check_changing_input),
          ("names that try to be paths, options or look-alikes", check_names), ("links appear in the way", check_links),
          ("inputs that are gone, outputs that cannot be", check_inputs_gone)]


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--ovcc", required=True)
    parser.add_argument("--count", type=int, default=15)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--table", action="store_true")
    args = parser.parse_args()
    counter, rng, rows = Counter(), random.Random(args.seed), []
    with tempfile.TemporaryDirectory() as tools:
        shim = os.path.join(tools, "faults.so")
        subprocess.run(["cc", "-shared", "-fPIC", "-O1", "-o", shim, os.path.join(TOOLS, "faults.c"), "-ldl"], check=True)
        for name, check in FAULTS:
            with tempfile.TemporaryDirectory() as scratch:
                rows.append((name, check(Place(os.path.abspath(args.ovcc), shim, scratch), counter, rng, args.count)))
    if args.table:
        print("| fault | observed |\n|---|---|")
        for row in rows:
            print("| %s | %s |" % row)
    return counter.finish()


if __name__ == "__main__":
    sys.exit(main())
