#!/usr/bin/env python3
"""Corrupt valid projects by one character or one line, and check what ovcc says of it.

    check_mutations.py --ovcc PATH [--count N] [--seed N] [--verbose] FOLDER…

Every project below the folders (a deploy.yml beside an image.yml or overthink.yml, or beside a folder `project` with one) that compiles without an error takes part. A corrupted
one either still compiles, or some error points at the corrupted line, or ties itself to it: a second place of it is on that line, or
it quotes a word of that line. Errors about the shape of YAML may also stand on the next line that has text. Never does ovcc crash, nor
say nothing. Prints the shares; each miss is a failure.
"""

import argparse
import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile

from ovcc_testing import Counter

INPUTS = ("deploy.yml", "image.yml", "images.yml", "layer.yml", "sidecar.yml", "overthink.yml")
CHARACTERS = list("abz09_-./:,'\"#&*!|>%@`{}[]?\\ \t\n=~$") + ["é", "\u2028", "漢", "\x01", "\x7f"]
QUOTED = re.compile(r"`([^`]+)`")


def projects(folders):
    found = []
    for folder in folders:
        for base, _, names in sorted(os.walk(folder)):
            inner = os.path.join(base, "project")
            roots = set(names) | set(os.listdir(inner) if os.path.isdir(inner) else [])
            if "deploy.yml" in names and {"image.yml", "overthink.yml"} & roots:
                found.append(base)
    return found


def lint(ovcc, project):
    env = {k: v for k, v in os.environ.items() if not k.startswith("OV_")}
    env.update(HOME="/home/me")
    root = "project" if os.path.isdir(os.path.join(project, "project")) else "."
    return subprocess.run([ovcc, "lint", "--project", root, "--deploy", "deploy.yml", "--home", "/home/me", "--format", "json"],
                          cwd=project, env=env, stdin=subprocess.DEVNULL, capture_output=True, check=False, timeout=60)


def inputs_of(project):
    return sorted(os.path.relpath(os.path.join(base, name), project)
                  for base, _, names in os.walk(project) for name in names if name in INPUTS and "expected" not in base)


def mutate_character(text, rng):
    at = rng.randrange(len(text))
    kind = rng.choice(("replace", "delete", "insert"))
    line = text.count("\n", 0, at) + 1
    if kind == "replace":
        return text[:at] + rng.choice(CHARACTERS) + text[at + 1:], line, "%s character" % kind
    if kind == "delete":
        return text[:at] + text[at + 1:], line, "%s character" % kind
    return text[:at] + rng.choice(CHARACTERS) + text[at:], line, "%s character" % kind


def mutate_line(text, rng):
    lines = text.split("\n")
    if len(lines) < 3:
        return mutate_character(text, rng)
    at = rng.randrange(len(lines) - 1)
    kind = rng.choice(("delete", "duplicate", "swap", "indent", "outdent", "garbage"))
    if kind == "delete":
        del lines[at]
    elif kind == "duplicate":
        lines.insert(at, lines[at])
    elif kind == "swap":
        lines[at], lines[at + 1] = lines[at + 1], lines[at]
    elif kind == "indent":
        lines[at] = "  " + lines[at]
    elif kind == "outdent":
        lines[at] = lines[at][2:] if lines[at].startswith("  ") else lines[at].lstrip()
    else:
        lines[at] = "".join(rng.choice(CHARACTERS[:-1]) for _ in range(12)).replace("\n", " ")
    return "\n".join(lines), at + 1, "%s line" % kind


def words_of(text, line):
    lines = text.split("\n")
    near = " ".join(lines[max(0, line - 1):line + 1])
    return near, set(re.findall(r"[\w./-]{2,}", near))


def places(finding):
    if "location" in finding:
        yield finding["location"]
    for related in finding.get("related", []):
        if "location" in related:
            yield related["location"]


def judge(done, path, line, before, after):
    """("compiles" | "line" | "tied" | a problem, first error)"""
    if done.returncode not in (0, 1):
        return "exit status %d: %s" % (done.returncode, done.stderr.decode("utf-8", "replace")[:300]), None
    findings = json.loads(done.stdout)["findings"]
    for finding in findings:
        if not finding["message"].strip():
            return "an empty message", finding
    errors = [f for f in findings if f["severity"] == "error"]
    if (done.returncode == 1) != bool(errors):
        return "exit status %d with %d errors" % (done.returncode, len(errors)), None
    if not errors:
        return "compiles", None
    following = line + 1
    while following <= after.count("\n") and not after.split("\n")[following - 1].strip():
        following += 1
    touched = {line, line + 1, following}
    for finding in errors:
        for place in places(finding):
            if place["file"] == path and (place["line"] in touched or place["line"] <= line <= place["end_line"]):
                return "line", finding
    near_before, words_before = words_of(before, line)
    near_after, words_after = words_of(after, line)
    for finding in errors:
        text = " ".join([finding["message"], finding.get("help", "")] + finding.get("notes", []) +
                        [r["message"] for r in finding.get("related", [])])
        for quoted in QUOTED.findall(text):
            if quoted in near_before or quoted in near_after or (words_before | words_after) & set(re.findall(r"[\w./-]{2,}", quoted)):
                return "tied", finding
    return "no error is tied to the corrupted line", errors[0]


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--ovcc", required=True)
    parser.add_argument("--count", type=int, default=500)
    parser.add_argument("--seed", type=int, default=5)
    parser.add_argument("--verbose", action="store_true")
    parser.add_argument("folders", nargs="+")
    args = parser.parse_args()
    ovcc = os.path.abspath(args.ovcc)
    rng = random.Random(args.seed)
    counter, shares = Counter(), {"compiles": 0, "line": 0, "tied": 0}
    with tempfile.TemporaryDirectory() as scratch:
        copies = []
        for i, project in enumerate(projects(args.folders)):
            copy = os.path.join(scratch, str(i))
            shutil.copytree(project, copy)
            if lint(ovcc, copy).returncode == 0:
                copies.append((project, copy))
        for _ in range(args.count if copies else 0):
            project, copy = rng.choice(copies)
            path = rng.choice(inputs_of(copy))
            whole = os.path.join(copy, path)
            with open(whole, encoding="utf-8", newline="") as f:
                before = f.read()
            if not before:
                continue
            after, line, kind = rng.choice((mutate_character, mutate_line))(before, rng)
            with open(whole, "w", encoding="utf-8", newline="") as f:
                f.write(after)
            verdict, finding = judge(lint(ovcc, copy), path, line, before, after)
            with open(whole, "w", encoding="utf-8", newline="") as f:
                f.write(before)
            if verdict in shares:
                shares[verdict] += 1
            name = "%s/%s:%d, %s" % (os.path.basename(project), path, line, kind)
            detail = [verdict, "was: " + before.split("\n")[line - 1], "now: " + " ⏎ ".join(after.split("\n")[line - 1:line + 1]), json.dumps(finding)]
            counter.check(name, [] if verdict in shares else detail)
            if args.verbose and verdict == "tied":
                print("TIED", name, detail[1:])
        print("of %d projects: %s" % (len(copies), ", ".join("%s %d" % item for item in shares.items())))
    return counter.finish()


if __name__ == "__main__":
    sys.exit(main())
