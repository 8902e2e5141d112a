#!/usr/bin/env python3
"""Run every suite of a build folder and add up what passed and failed.

    run_tests.py BUILD_DIR [--only REGEX]

Suites: the unit tests, the benchmarks of parts (once each, not to measure), the fuzz targets over what is kept for them, lit (once plain, once with the round trip of the textual IR), the tree
against its rules, the examples against their golden files, the documents, the recipes for CI, the cache, the pages of diagnostics, fixes, corrupted
projects, random values, the known ways into a unit, disks that are full or read-only, faults, inputs made to cost time and memory, what others can see, the program's hardening, determinism, the real Podman generators, files against their schemas, built images
against their sources, and, where the folder `shared` lies beside the checkout, its cases and its corpus. A suite that cannot run counts as failed. Ends with a line `N passed, N failed`.
"""

import argparse
import os
import re
import subprocess
import sys
import time

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
SHARED = os.path.join(os.path.dirname(ROOT), "shared")

GTEST = (re.compile(r"\[  PASSED  \] (\d+) test"), re.compile(r"\[  FAILED  \] (\d+) test"))
LIT = (re.compile(r"^\s+Passed\s*:\s*(\d+)", re.M),
       re.compile(r"^\s+(?:Failed|Unresolved|Timed Out|Unexpectedly Passed|Unsupported)\s*:\s*(\d+)", re.M))
BENCHMARK = (re.compile(r"^\S+ +[\d.]+ [mun]?s +[\d.]+ [mun]?s +\d+", re.M), re.compile(r"ERROR OCCURRED"))
PLAIN = (re.compile(r"^(\d+) passed, \d+ failed", re.M), re.compile(r"^\d+ passed, (\d+) failed", re.M))


def count(patterns, text):
    """What the first groups of all matches add up to; a pattern without a group counts its matches."""
    return tuple(sum(int(m[1]) if p.groups else 1 for m in p.finditer(text)) for p in patterns)


def optimised(build):
    """What check_hardening.py is told of the build."""
    with open(os.path.join(build, "CMakeCache.txt"), encoding="utf-8") as f:
        return ["--optimised"] if "CMAKE_BUILD_TYPE:STRING=Release" in f.read() else []


def suites(build):
    ovcc = os.path.join(build, "bin", "ovcc")
    tools = os.path.join(ROOT, "lit-tests", "tools")
    found = []
    for folder, _, names in sorted(os.walk(build)):
        for name in sorted(names):
            path = os.path.join(folder, name)
            if name.endswith("_test") and os.access(path, os.X_OK):
                found.append((name, [path, "--gtest_brief=1"], GTEST, {}))
            if name.endswith("_bench") and os.access(path, os.X_OK):
                found.append((name, [path, "--benchmark_min_time=0"], BENCHMARK, {}))  # each once, not to measure
    for target in sorted(os.listdir(os.path.join(build, "fuzz"))):
        found.append((target, [os.path.join(build, "fuzz", target), os.path.join(ROOT, "lit-tests", "fuzz", target)], PLAIN, {}))
    with open(os.path.join(build, "lit-tests", "lit-command"), encoding="utf-8") as f:
        lit = f.read().splitlines()
    suite = os.path.join(build, "lit-tests")
    found.append(("lit", lit + ["-v", suite], LIT, {}))
    found.append(("lit, round trip of the IR", lit + ["-v", "--filter", r"\.ovir", suite], LIT, {"OVCC_ROUNDTRIP": "1"}))
    python = [sys.executable]
    for script in ("check_tree.py", "check_pages.py"):
        found.append((script, python + [os.path.join(tools, script)], PLAIN, {}))
    for script in ("check_examples.py", "check_docs.py", "check_ci.py", "check_fixes.py", "check_determinism.py", "check_encoding.py", "check_injection.py", "check_disks.py", "check_faults.py", "check_limits.py", "check_private.py", "check_generators.py"):
        found.append((script, python + [os.path.join(tools, script), "--ovcc", ovcc], PLAIN, {}))
    if os.path.isdir(SHARED):
        found[-1][1].extend(["--cases", os.path.join(SHARED, "cases")])  # the generators see them too
    folders = [os.path.join(ROOT, "examples")]
    if os.path.isdir(SHARED):
        folders.append(os.path.join(SHARED, "cases"))
        found.append(("shared cases", python + [os.path.join(SHARED, "tools", "run_cases.py"), "--ovcc", ovcc, "--codes"], PLAIN, {}))
        found.append(("shared corpus", python + [os.path.join(tools, "check_corpus.py"), "--ovcc", ovcc,
                                                 "--corpus", os.path.join(SHARED, "corpus")], PLAIN, {}))
    else:
        print("shared/ does not lie beside the checkout: its cases and its corpus are not run")
    schema = [os.path.join(tools, "check_schema.py"), "--ovcc", ovcc]
    if os.path.isdir(SHARED):
        schema += ["--corpus", os.path.join(SHARED, "corpus")]
    found.append(("check_schema.py", python + schema + folders, PLAIN, {}))
    cache = [os.path.join(tools, "check_cache.py"), "--ovcc", ovcc]
    inspect = [os.path.join(tools, "check_inspect.py"), "--ovcc", ovcc]
    if os.path.isdir(SHARED):
        cache += ["--corpus", os.path.join(SHARED, "corpus")]
        inspect += ["--corpus", os.path.join(SHARED, "corpus")]
    found.append(("check_cache.py", python + cache + folders, PLAIN, {}))
    found.append(("check_hardening.py", python + [os.path.join(tools, "check_hardening.py"), ovcc] + optimised(build), PLAIN, {}))
    found.append(("check_mutations.py", python + [os.path.join(tools, "check_mutations.py"), "--ovcc", ovcc] + folders, PLAIN, {}))
    found.append(("check_inspect.py", python + inspect + folders, PLAIN, {}))
    found.append(("round trip after every pass", python + [os.path.join(tools, "check_roundtrip.py"), "--ovcc", ovcc] + folders, PLAIN, {}))
    return found


def run(name, command, patterns, variables):
    start = time.monotonic()
    try:
        done = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                              env=dict(os.environ, **variables), check=False)
        text, status = done.stdout.decode("utf-8", "replace"), done.returncode
    except OSError as error:
        text, status = str(error), 127
    passed, failed = count(patterns, text)
    if failed == 0 and (status != 0 or passed == 0):
        failed = 1  # crashed, or ran nothing
    print("%-34s %5d passed, %d failed  (%.1f s)" % (name + ":", passed, failed, time.monotonic() - start), flush=True)
    if failed:
        print(text)
    return passed, failed


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("build")
    parser.add_argument("--only", default="", help="run the suites whose names match")
    args = parser.parse_args()
    results = [run(*suite) for suite in suites(os.path.abspath(args.build)) if re.search(args.only, suite[0])]
    passed, failed = sum(r[0] for r in results), sum(r[1] for r in results)
    print("%d passed, %d failed" % (passed, failed))
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main())
