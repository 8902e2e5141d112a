#!/usr/bin/env python3
"""The textual IR of real programs reads back to the same text after every pass.

    check_roundtrip.py --ovcc PATH PROJECT_FOLDER…

A folder counts as a program if it holds image.yml, images.yml or overthink.yml, or a folder `project` that does, or a case.yml whose key `project` names
one. Its deploy.yml stands beside that.
Programs with errors are printed too: the form is total.
"""

import argparse
import os
import re
import subprocess
import sys

from ovcc_testing import HOME, Counter, ovcc


def named_project(base):
    """The folder that case.yml names, else the folder itself."""
    path = os.path.join(base, "case.yml")
    if not os.path.exists(path):
        return base
    with open(path, encoding="utf-8") as f:
        named = re.search(r"^project: *(\S+)", f.read(), re.M)
    return os.path.join(base, named.group(1)) if named else base


def programs(folders):
    for folder in folders:
        for base in sorted(os.path.join(folder, n) for n in os.listdir(folder)):
            project = os.path.join(base, "project") if os.path.isdir(os.path.join(base, "project")) else named_project(base)
            if any(os.path.exists(os.path.join(project, n)) for n in ("image.yml", "images.yml", "overthink.yml")):
                deploy = os.path.join(base, "deploy.yml")
                yield os.path.basename(base), project, deploy


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--ovcc", required=True)
    parser.add_argument("folders", nargs="+")
    args = parser.parse_args()
    counter = Counter()
    for name, project, deploy in programs(args.folders):
        _, _, err = ovcc(args.ovcc, "build", "--project", project, "--deploy", deploy, "--home", HOME, "--emit", "json", "--print-ir-after", "all",
                         check=False)
        modules = re.split(r"^// after ([\w-]+)\n", err, flags=re.M)[1:]
        problems = [] if len(modules) >= 30 else ["only %d modules were printed" % (len(modules) // 2)]
        for passed, text in zip(modules[::2], modules[1::2]):
            text = text[:text.index("\n}\n") + 3]  # diagnostics follow the last module
            done = subprocess.run([args.ovcc, "opt", "--no-passes", "--no-verify", "-"], input=text.encode(), capture_output=True, check=False)
            if done.returncode != 0 or done.stdout.decode() != text:
                problems.append("after %s: %s" % (passed, done.stderr.decode()[:500] or "the text differs"))
        counter.check(name, problems)
    return counter.finish()


if __name__ == "__main__":
    sys.exit(main())
