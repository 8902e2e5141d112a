#!/usr/bin/env python3
"""`ovcc lint --fix` over every project that shows a diagnostic, and over the examples.

    check_fixes.py --ovcc PATH [--only REGEX]

The projects are the files of each lit-tests/diagnostics/<code>/fires.test and fix*.test, as they are and with the line ends of Windows. For
each of them:

* `--fix` settles all findings that have a safe fix, brings no error that was not there, and a second run changes nothing;
* files keep their line ends and every comment on a line of its own, but for allow comments that nothing needs;
* what compiled before compiles to the same units;
* `--unsafe-fixes` leaves files that can be read, and comes to an end.
"""

import argparse
import collections
import glob
import json
import os
import re
import shutil
import sys
import tempfile

from ovcc_testing import HOME, ROOT, Counter, ovcc

SECTION = re.compile(r"^#--- (\S+)\n", re.M)
# Flags of a test's command that say what is compiled.
INPUT_FLAG = re.compile(r"--(?:host|inspect|secrets-available|target) \S+")
ALLOW = re.compile(r"#\s*ovcc:\s*allow\s")


def write_files(test, folder, windows):
    """What split-file would write."""
    with open(test, encoding="utf-8", newline="") as f:
        parts = SECTION.split(f.read())
    for name, body in zip(parts[1::2], parts[2::2]):
        path = os.path.join(folder, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        text = body.replace("\r\n", "\n").replace("\n", "\r\n") if windows and name.endswith((".yml", ".yaml")) else body
        with open(path, "w", encoding="utf-8", newline="") as f:
            f.write(text)


def flags_of(test, folder):
    with open(test, encoding="utf-8") as f:
        run = re.search(r"RUN:.*%ovcc (?:build|lint).*", f.read())
    if run is None:
        return []
    flags = []
    for flag in INPUT_FLAG.findall(run.group(0)):
        name, value = flag.split(" ")
        value = value.replace("%t", folder)
        in_folder = name in ("--host", "--inspect") and not os.path.isabs(value)
        flags += [name, os.path.join(folder, value) if in_folder else value]
    return flags


def texts(folder):
    found = {}
    for base, _, names in os.walk(folder):
        for name in names:
            path = os.path.join(base, name)
            with open(path, "rb") as f:
                found[os.path.relpath(path, folder)] = f.read()
    return found


def own_comments(text):
    """Comments alone on their lines, without those that a fix may remove."""
    lines = [line.strip() for line in text.decode("utf-8", "replace").split("\n")]
    return collections.Counter(line for line in lines if line.startswith("#") and not ALLOW.match(line))


def settled(units):
    """Units with the variables of each section in one order: a lost value may have stood before others."""
    lines = units.split("\n")
    places = [i for i, line in enumerate(lines) if line.startswith("Environment=")]
    run = []
    for i in places + [-1]:
        if run and i != run[-1] + 1:
            lines[run[0]:run[-1] + 1] = sorted(lines[run[0]:run[-1] + 1])
            run = []
        run.append(i)
    return "\n".join(lines)


class Project:
    def __init__(self, binary, folder, flags):
        self.binary = binary
        self.folder = folder
        self.flags = ["--project", folder, "--home", HOME] + flags

    def lint(self, *more):
        """The findings, once with their fixes made."""
        _, out, _ = ovcc(self.binary, "lint", *self.flags, "--format", "json", *more, check=False)
        return json.loads(out)["findings"]

    def units(self):
        status, out, _ = ovcc(self.binary, "build", *self.flags, "--stdout", check=False)
        return settled(out) if status == 0 else None


def errors(findings):
    return collections.Counter((f["code"], f["message"]) for f in findings if f["severity"] == "error")


def with_safe_fix(findings):
    return sorted({f["code"] for f in findings if any(fix["safe"] for fix in f.get("fixes", []))})


def problems_of_safe(project):
    """Makes the safe fixes; what is wrong with the result."""
    before, findings, units = texts(project.folder), project.lint(), project.units()
    after_findings = project.lint("--fix")
    after = texts(project.folder)
    problems = ["a safe fix of `%s` is left" % code for code in with_safe_fix(after_findings)]
    problems += ["new error: %s [%s]" % (message, code) for code, message in errors(after_findings) - errors(findings)]
    for name, text in before.items():
        if after[name] == text:
            continue
        problems += ["%s: lost: %s" % (name, comment) for comment in own_comments(text) - own_comments(after[name])]
        if b"\r\n" in text and re.search(rb"[^\r]\n", after[name]):
            problems.append("%s: other line ends" % name)
    if with_safe_fix(findings) and after == before:
        problems.append("no file changed")
    if units is not None and project.units() != units:
        problems.append("other units")
    project.lint("--fix")
    if texts(project.folder) != after:
        problems.append("a second run changes something")
    return problems


def problems_of_unsafe(project):
    before = project.lint()
    after = project.lint("--fix", "--unsafe-fixes")
    unreadable = [key for key in errors(after) - errors(before) if key[0].startswith("yaml-")]
    problems = ["new error: %s [%s]" % (message, code) for code, message in unreadable]
    result = texts(project.folder)
    project.lint("--fix", "--unsafe-fixes")
    if texts(project.folder) != result:
        problems.append("a second run changes something")
    return problems


def check(name, make, binary, counter):
    """`make` fills a folder and returns the flags for it. Returns the codes with a safe fix."""
    with tempfile.TemporaryDirectory() as folder:
        project = Project(binary, folder, make(folder))
        findings = project.lint()
        fixable = with_safe_fix(findings)
        if not any(f.get("fixes") for f in findings):
            counter.check(name, [])
            return fixable
        counter.check(name, problems_of_safe(project))
    with tempfile.TemporaryDirectory() as folder:
        counter.check(name + ", unsafe", problems_of_unsafe(Project(binary, folder, make(folder))))
    return fixable


def cases():
    """(name, function that fills a folder)"""
    base = os.path.join(ROOT, "lit-tests", "diagnostics")
    tests = glob.glob(os.path.join(base, "*", "fires.test")) + glob.glob(os.path.join(base, "*", "fix*.test"))
    for test in sorted(tests):
        for windows in (False, True):
            def fill(folder, test=test, windows=windows):
                write_files(test, folder, windows)
                return flags_of(test, folder)

            yield os.path.relpath(test, base) + (", \\r\\n" if windows else ""), fill
    examples = os.path.join(ROOT, "examples")
    for name in sorted(os.listdir(examples)):
        def copy(folder, name=name):
            shutil.copytree(os.path.join(examples, name), folder, dirs_exist_ok=True)
            return []

        yield "examples/" + name, copy


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--ovcc", required=True)
    parser.add_argument("--only", default="", help="projects whose name matches")
    args = parser.parse_args()
    counter, fixable = Counter(), set()
    for name, make in cases():
        if re.search(args.only, name):
            fixable.update(check(name, make, args.ovcc, counter))
    print("safe fixes of: " + ", ".join(sorted(fixable)))
    if not args.only:
        counter.check("fixes were made at all", [] if len(fixable) > 5 else ["only of %s" % sorted(fixable)])
    return counter.finish()


if __name__ == "__main__":
    sys.exit(main())
