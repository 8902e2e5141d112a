#!/usr/bin/env python3
"""Build every example and compare with the golden files beside it.

    check_examples.py --ovcc PATH [--update]

--update writes the golden files instead.
"""

import argparse
import os
import shutil
import sys
import tempfile

from ovcc_testing import HOME, ROOT, Counter, differences, ovcc, read_folder


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--ovcc", required=True)
    parser.add_argument("--update", action="store_true")
    args = parser.parse_args()
    counter = Counter()
    examples = os.path.join(ROOT, "examples")
    for name in sorted(os.listdir(examples)):
        project = os.path.join(examples, name)
        golden = os.path.join(project, "expected")
        with tempfile.TemporaryDirectory() as out:
            status, _, err = ovcc(args.ovcc, "build", "--project", project, "--home", HOME, "--out", out, "--werror", check=False)
            if status != 0:
                counter.check(name, err.splitlines())
                continue
            got = read_folder(out)
        if args.update:
            shutil.rmtree(golden, ignore_errors=True)
            for file, data in got.items():
                os.makedirs(os.path.dirname(os.path.join(golden, file)), exist_ok=True)
                with open(os.path.join(golden, file), "wb") as f:
                    f.write(data)
        counter.check(name, differences(read_folder(golden), got))
        readme = os.path.join(project, "README.md")
        counter.check(name + " has a README", [] if os.path.exists(readme) else ["missing: " + readme])
    return counter.finish()


if __name__ == "__main__":
    sys.exit(main())
