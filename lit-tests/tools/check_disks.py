#!/usr/bin/env python3
"""Put ovcc on disks that are full or read-only, and under a user without rights, and look at what is left.

    check_disks.py --ovcc PATH

Real ones: small memory disks and read-only mounts in a mount namespace of their own, folders that another user owns. Every command that writes
meets each of them. Afterwards each file must be that of before or that of after, nothing may be left beside them, the run must end with status 3
and say which file and why; and with room again the same command must succeed. Prints the table of docs/reliability.md.
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time

from ovcc_testing import Counter, read_folder

NOBODY = 65534
PAGE = 4096
PAD = "x" * 3000
FILES = {"image.yml": 'images:\n  s: { base: "docker.io/library/busybox:1", layers: [l], status: working }\n',
         "deploy.yml": "images:\n" + "".join("  s/%d: { env: [\"A=%s\"] }\n" % (i, PAD) for i in range(4)),
         "layers/l/layer.yml": "layer:\n  depends: [m]\n  status: working\n  # %s\n" % (PAD * 4),
         "layers/m/layer.yml": "layer:\n  status: working\n", "env/app.env": "B=c\n", ".ovcc.yml": "lint: {}\n"}
COMMANDS = {"build": ["build", "--out", "{}/out"], "edit": ["config", "s", "-i", "0", "-e", "A=%s" % ("y" * 5000), "--out", "{}/out"],
            "check --update": ["check", "--golden", "{}/out", "--update"], "lint --fix": ["lint", "--fix"]}


def run(ovcc, place, command, user=None, **options):
    arguments = [ovcc, command[0], "--project", place, "--home", "/home/me", *[a.replace("{}", place) for a in command[1:]]]
    who = {"user": user, "group": user, "extra_groups": []} if user is not None and os.geteuid() == 0 else {}
    return subprocess.run(arguments, env={"PATH": os.environ["PATH"], "HOME": "/home/me"}, stdin=subprocess.DEVNULL, capture_output=True, check=False,
                          timeout=120, **who, **options)


def fill_project(place):
    for name, text in FILES.items():
        path = os.path.join(place, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w", encoding="utf-8") as f:
            f.write(text)
    os.makedirs(os.path.join(place, "out"))


def fill_disk(path, free):
    """Takes all room of the disk but `free` bytes."""
    room = os.statvfs(os.path.dirname(path))
    with open(path, "wb") as f:
        f.write(b"\0" * (room.f_bavail * room.f_frsize - free))


def judge(before, after, got, done, reason):
    problems = ["%s is neither old nor new" % n for n, data in got.items() if data not in (before.get(n), after.get(n))]
    problems += ["%s is lost" % n for n in before if n not in got]
    if done.returncode == 0 and got != after:
        problems.append("says that all went well, and it did not")
    if done.returncode not in (0, 3):
        problems.append("exit %d" % done.returncode)
    if done.returncode == 3 and not re.search(rb"error: .*`/.*%s" % reason, done.stderr):
        problems.append("does not say which file and why")
    return problems + ([done.stderr[-300:].decode(errors="replace")] if problems else [])


def state(place):
    return {n: d for n, d in read_folder(place).items() if n != "filler"}


def check_full(ovcc, counter, scratch):
    """Inside the namespace."""
    refused = 0
    for name, command in COMMANDS.items():
        for pages in range(0, 10):
            place = os.path.join(scratch, "disk")
            os.makedirs(place)
            subprocess.run(["mount", "-t", "tmpfs", "-o", "size=512k", "tmpfs", place], check=True)
            fill_project(place)
            before = state(place)
            filler = os.path.join(place, "filler")
            fill_disk(filler, pages * PAGE)
            done = run(ovcc, place, command)
            got = state(place)
            os.remove(filler)
            healed = run(ovcc, place, command)
            after = state(place)
            problems = judge(before, after, got, done, b"No space left on device")
            problems += [] if healed.returncode == 0 else ["with room again: exit %d: %s" % (healed.returncode, healed.stderr[-300:])]
            problems += ["left: " + n for n in after if "ovcc-tmp" in n]
            refused += done.returncode == 3
            counter.check("%s, %d pages free" % (name, pages), problems)
            subprocess.run(["umount", place], check=True)
            os.rmdir(place)
    counter.check("full disks refuse something", [] if refused > len(COMMANDS) else ["only %d" % refused])
    print("| the disk is full | build, edit, `check --update`, `lint --fix` with 0 to 9 free pages: %d refused, every file old or new; exit 3, `cannot write …: No space left on device`; with room again they succeed |" % refused)


def check_read_only(ovcc, counter, scratch):
    """Inside the namespace."""
    for name, command in COMMANDS.items():
        place = os.path.join(scratch, "mounted")
        fill_project(place)
        before = state(place)
        subprocess.run(["mount", "--bind", place, place], check=True)
        subprocess.run(["mount", "-o", "remount,ro,bind", place], check=True)
        done = run(ovcc, place, command)
        problems = judge(before, before, state(place), done, b"Read-only file system")
        counter.check("%s on a read-only disk" % name, problems + ([] if done.returncode == 3 else ["exit %d" % done.returncode]))
        subprocess.run(["umount", place], check=True)
        shutil.rmtree(place)
    print("| the disk is read-only | build, edit, `check --update`, `lint --fix`: nothing changes; exit 3, `cannot write …: Read-only file system` |")


def open_to_all(place):
    for base, _, names in os.walk(place):
        os.chmod(base, 0o755)
        for name in names:
            os.chmod(os.path.join(base, name), 0o644)


def check_rights(ovcc, counter, scratch):
    """Folders in which the user may not write, files that he may not read."""
    for name, command in COMMANDS.items():
        place = os.path.join(scratch, "folder")
        fill_project(place)
        open_to_all(place)
        for base, _, _ in os.walk(place):
            os.chmod(base, 0o555)
        before = state(place)
        done = run(ovcc, place, command, NOBODY)
        problems = judge(before, before, state(place), done, b"Permission denied")
        counter.check("%s in a folder without rights" % name, problems + ([] if done.returncode == 3 else ["exit %d" % done.returncode]))
        for base, _, _ in os.walk(place):
            os.chmod(base, 0o755)
        shutil.rmtree(place)
    print("| no right to write into the folder (0555, not root) | build, edit, `check --update`, `lint --fix`: nothing changes; exit 3, `cannot write …: Permission denied` |")
    place = os.path.join(scratch, "unreadable")
    fill_project(place)
    with open(os.path.join(place, "deploy.yml"), "a", encoding="utf-8") as f:
        f.write("  s: { env_file: %s/env/app.env }\n" % place)
    open_to_all(place)
    for name in [*FILES, "layers", "layers/l"]:
        path = os.path.join(place, name)
        mode = os.stat(path).st_mode & 0o777
        os.chmod(path, 0)
        done = run(ovcc, place, ["build", "--stdout"], NOBODY)
        os.chmod(path, mode)
        said = done.stderr.decode(errors="replace")
        ok = done.returncode == 1 and name.split("/")[0] in said and "Permission denied" in said and not done.stdout
        counter.check("%s without the right to read it" % name, [] if ok else ["exit %d: %s" % (done.returncode, said[-300:])])
    print("| inputs without the right to read them (0000, not root): %s, a folder of them | nothing is written; exit 1, `cannot read …: Permission denied` |" % ", ".join(dict.fromkeys("`%s`" % os.path.basename(n) for n in FILES)))


def check_vanishing(ovcc, counter, scratch):
    """Layers come and go while they are read."""
    place = os.path.join(scratch, "vanishing")
    fill_project(place)
    out = os.path.join(place, "out")
    assert run(ovcc, place, COMMANDS["build"]).returncode == 0
    whole = read_folder(out)
    stop = threading.Event()

    def move():  # as a whole, so that a name is listed and gone when it is opened
        there, away = os.path.join(place, "layers", "l"), os.path.join(scratch, "away")
        while not stop.is_set():
            os.rename(there, away)
            os.rename(away, there)
            time.sleep(0.0002)

    mover = threading.Thread(target=move)
    mover.start()
    seen = {}
    try:
        for i in range(30):
            done = run(ovcc, place, COMMANDS["build"])
            seen[done.returncode] = seen.get(done.returncode, 0) + 1
            ok = done.returncode in (0, 1) and (done.returncode == 0 or b"error: " in done.stderr) and read_folder(out) == whole
            counter.check("an input that vanishes %d" % i, [] if ok else ["exit %d: %s" % (done.returncode, done.stderr[-300:])])
    finally:
        stop.set()
        mover.join()
    print("| an input vanishes while it is read | read before it went, or exit 1 with its name: the output stays whole |")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--ovcc", required=True)
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    args = parser.parse_args()
    counter = Counter()
    with tempfile.TemporaryDirectory() as scratch:
        os.chmod(scratch, 0o755)
        if args.inside:
            check_full(args.ovcc, counter, scratch)
            check_read_only(args.ovcc, counter, scratch)
            return counter.finish()
        ovcc = shutil.copy(args.ovcc, os.path.join(scratch, "ovcc"))  # where everybody may go
        check_rights(ovcc, counter, scratch)
        check_vanishing(ovcc, counter, scratch)
    namespace = ["unshare", "--mount"] + ([] if os.geteuid() == 0 else ["--user", "--map-root-user"])
    done = subprocess.run([*namespace, sys.executable, os.path.abspath(__file__), "--inside", "--ovcc", os.path.abspath(args.ovcc)],
                          stdin=subprocess.DEVNULL, capture_output=True, check=False, text=True)
    counts = re.search(r"^(\d+) passed, (\d+) failed\n\Z", done.stdout, re.M)
    print(done.stdout[:counts.start()] if counts else done.stdout, end="")
    counter.check("a mount namespace could be had", [] if counts else ["exit %d: %s" % (done.returncode, done.stderr[-500:])])
    if counts:
        counter.passed += int(counts.group(1))
        counter.failed += int(counts.group(2))
    return counter.finish()


if __name__ == "__main__":
    sys.exit(main())
