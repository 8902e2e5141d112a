"""What the test tools share: running ovcc, counting, comparing folders."""

import difflib
import os
import subprocess

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
HOME = "/home/me"


def ovcc(binary, *arguments, check=True, folder=None):
    """Runs ovcc in `folder` without any OV_* setting. Returns (status, stdout, stderr); `check` raises on a status other than 0."""
    env = {k: v for k, v in os.environ.items() if not k.startswith("OV_")}
    env["XDG_CACHE_HOME"] = "/dev/null"  # the user's cache is left alone
    done = subprocess.run([binary, *arguments], env=env, cwd=folder, stdin=subprocess.DEVNULL, capture_output=True, check=False)
    if check and done.returncode != 0:
        raise RuntimeError("ovcc %s: exit %d\n%s" % (" ".join(arguments), done.returncode, done.stderr.decode("utf-8", "replace")))
    return done.returncode, done.stdout.decode("utf-8", "replace"), done.stderr.decode("utf-8", "replace")


def read_folder(folder):
    """{relative name: bytes} of every file but the manifest."""
    found = {}
    for base, _, names in os.walk(folder):
        for name in names:
            path = os.path.join(base, name)
            if name == ".ovcc-manifest.json":
                continue
            with open(path, "rb") as f:
                found[os.path.relpath(path, folder)] = f.read()
    return found


def differences(want, got):
    """Lines that tell how two folders differ; empty if they do not."""
    lines = []
    for name in sorted(set(want) | set(got)):
        if name not in got:
            lines.append("missing: " + name)
        elif name not in want:
            lines.append("unexpected: " + name)
        elif want[name] != got[name]:
            a, b = (x.decode("utf-8", "replace").splitlines() for x in (want[name], got[name]))
            lines += difflib.unified_diff(a, b, "expected/" + name, "got/" + name, "", "", 1)
    return lines


class Counter:
    """Counts checks and prints the ones that fail."""

    def __init__(self):
        self.passed = 0
        self.failed = 0

    def check(self, name, problems):
        if problems:
            self.failed += 1
            print("FAIL " + name)
            for problem in problems[:40]:
                print("    " + str(problem))
        else:
            self.passed += 1

    def finish(self):
        print("%d passed, %d failed" % (self.passed, self.failed))
        return 1 if self.failed or not self.passed else 0
