#!/usr/bin/env python3
"""Run what README.md and docs/ show, and compare with the output that stands there.

    check_docs.py --ovcc PATH [--update] [--only REGEX]

A document is a series of projects; `<!-- project -->` starts an empty one. In a project

* a fenced block with a file name after its language (```yaml deploy.yml) is that file; one with `run` (```sh run) is run by the shell;
* a fenced block `console` that starts with `$ ovcc` or `$ NAME=value ovcc` is run in the folder of the project, or in the root of the
  repository if the command names examples/. What follows the command must be what it prints, both streams; a line `…` stands for any lines.

Each project has an empty store of podman secrets. Other blocks are left alone. --update writes the real output into the documents (blocks with `…` stay).
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile

from ovcc_testing import ROOT, Counter

FENCE = re.compile(r"```(\w*)[ ]?([^\n`]*)\n(.*?)^```$", re.S | re.M)
COMMAND = re.compile(r"\$ (?:[A-Z_]+=\S* )*ovcc\b")
PROJECT = re.compile(r"<!-- project -->")


def matches(want, got):
    """Line by line; `…` stands for any number of lines."""
    if not want:
        return not got
    if want[0] == "…":
        return any(matches(want[1:], got[i:]) for i in range(len(got) + 1))
    return bool(got) and want[0] == got[0] and matches(want[1:], got[1:])


def write_podman(folder):
    """The real podman under its name, with all that it stores in the folder."""
    path = os.path.join(folder, "podman")
    with open(path, "w", encoding="utf-8") as f:
        f.write('#!/bin/sh\nexport HOME={0}\nexec {1} --root {0}/root --runroot {0}/run --tmpdir {0}/tmp --storage-driver vfs "$@"\n'.format(
            folder, shutil.which("podman") or "podman-is-not-installed"))
    os.chmod(path, 0o755)


def run(command, folder, binary, podman):
    env = {k: v for k, v in os.environ.items() if not k.startswith("OV_")}
    env.update(HOME="/home/me", NO_COLOR="1", PATH=os.pathsep.join([os.path.dirname(os.path.abspath(binary)), podman, env["PATH"]]))
    done = subprocess.run(["sh", "-c", command], cwd=folder, env=env, stdin=subprocess.DEVNULL,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
    return done.stdout.decode("utf-8", "replace").rstrip("\n").split("\n")


def check_document(path, args, counter):
    with open(path, encoding="utf-8") as f:
        text = f.read()
    pieces, out = PROJECT.split(text), []
    name = os.path.relpath(path, ROOT)
    for piece in pieces:
        with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryDirectory() as podman:
            write_podman(podman)

            def block(match, folder=folder, podman=podman):
                language, title, body = match.groups()
                if language == "sh" and title == "run":
                    subprocess.run(["sh", "-euc", body], cwd=folder, check=True)
                    return match.group(0)
                if title and language:
                    target = os.path.join(folder, title)
                    os.makedirs(os.path.dirname(target), exist_ok=True)
                    with open(target, "w", encoding="utf-8") as f:
                        f.write(body)
                    return match.group(0)
                if language != "console" or not COMMAND.match(body):
                    return match.group(0)
                command, want = body.split("\n", 1)
                where = ROOT if "examples/" in command else folder
                got = run(command[2:], where, args.ovcc, podman)
                if not args.update:
                    want_lines = want.rstrip("\n").split("\n")
                    problems = [] if matches(want_lines, got) else ["want:"] + want_lines + ["got:"] + got
                    counter.check("%s: %s" % (name, command), problems)
                    return match.group(0)
                counter.check(name, [])
                if "…" in want.split("\n"):
                    return match.group(0)
                return "```%s\n%s\n%s\n```" % (language, command, "\n".join(got))

            out.append(FENCE.sub(block, piece))
    if args.update:
        with open(path, "w", encoding="utf-8") as f:
            f.write("<!-- project -->".join(out))


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--ovcc", required=True)
    parser.add_argument("--update", action="store_true")
    parser.add_argument("--only", default="", help="documents whose path matches")
    args = parser.parse_args()
    counter = Counter()
    documents = [os.path.join(ROOT, "README.md")]
    for folder in ("docs", os.path.join("docs", "diagnostics")):
        documents += [os.path.join(ROOT, folder, n) for n in sorted(os.listdir(os.path.join(ROOT, folder))) if n.endswith(".md")]
    documents = [path for path in documents if re.search(args.only, os.path.relpath(path, ROOT))]
    for path in documents:
        check_document(path, args, counter)
    return counter.finish()


if __name__ == "__main__":
    sys.exit(main())
