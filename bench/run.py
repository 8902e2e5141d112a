#!/usr/bin/env python3
"""Build ovcc and its benchmarks, time them, print the tables of docs/performance.md, or one of the benchmarks of parts.

    bench/run.py --parts
    bench/run.py [--sizes N,N,…] [--runs N] [--scratch DIR] [--corpus DIR] [--svg FILE] [--json FILE]

--parts runs the benchmarks that lie beside the code, which takes a minute: CPU time (of several threads wall time) for each of the fewest
and of the most items that were tried, and how far the times of all sizes are from a straight line. Without it whole processes are timed.

Every figure is the median of N runs (5), taken in turns with those that it is compared with. The floor is what the same work costs at least:
yaml-cpp's event parse of the same files with an empty handler, and the same files written by way of temporary names, in one thread.
--scratch is on the file system to be measured; each run writes into a new folder, and nothing is deleted before a size is done, since some
file systems are slow for a moment after they deleted much.
"""

import argparse
import json
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

from generate_project import project, write
from parts import print_parts
from plot import draw

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
sys.path.insert(0, os.path.join(ROOT, "lit-tests", "tools"))
import check_corpus  # noqa: E402

BUILD = os.path.join(ROOT, "build", "bench")
OVCC, FLOOR, STAGES = (os.path.join(BUILD, "bin", n) for n in ("ovcc", "ovcc_floor", "ovcc_stages"))


def build():
    subprocess.run([os.path.join(ROOT, "scripts", "install-packages.sh"), "all"], check=True)
    for command in (["cmake", "--preset", "bench"], ["cmake", "--build", "--preset", "bench"]):
        subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)


def timed(command):
    """(seconds of wall, seconds of CPU, peak memory in bytes) of a process that succeeds."""
    start = time.monotonic()
    process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env={"PATH": os.environ["PATH"], "HOME": "/nowhere"})
    with process.stdout:
        while process.stdout.read(1 << 20):
            pass
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.monotonic() - start
    if os.waitstatus_to_exitcode(status) != 0:
        raise RuntimeError("failed: " + " ".join(command))
    return wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024


def seconds(command):
    """What a program of the floor prints."""
    return float(subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=True).stdout)


def total(folder):
    return sum(os.path.getsize(os.path.join(base, name)) for base, _, names in os.walk(folder) for name in names)


class Bench:
    def __init__(self, scratch, runs):
        self.scratch, self.runs, self.number = scratch, runs, 0

    def fresh(self):
        self.number += 1
        return os.path.join(self.scratch, "out%d" % self.number)

    def command(self, folder, out, *flags):
        return [OVCC, "build", "--project", folder, "--home", "/home/me", "--out", out, *flags]

    def median(self, measure):
        return statistics.median(measure() for _ in range(self.runs))

    def size(self, count):
        """All figures of one size."""
        folder, split = (os.path.join(self.scratch, "%s%d" % (kind, count)) for kind in ("one-", "split-"))
        write(folder, project(count, 1, 1))
        write(split, project(count, 16, 1))
        inputs = [os.path.join(base, name) for base, _, names in os.walk(folder) for name in names]
        cold, floors, parses, two, two_split, one_split, memory, cpu = [], [], [], [], [], [], [], []
        for _ in range(self.runs):
            out = self.fresh()
            wall, used, peak = timed(self.command(folder, out, "--jobs", "1", "--cache", os.path.join(self.scratch, "cold%d" % self.number)))
            cold.append(wall)
            cpu.append(used)
            memory.append(peak)
            parses.append(self.parse(inputs))
            floors.append(parses[-1] + seconds([FLOOR, "write", out, self.fresh()]))
            two.append(self.cold(folder, "2"))
            one_split.append(self.cold(split, "1"))
            two_split.append(self.cold(split, "2"))
        row = {"deployments": count, "input": total(folder), "output": total(out), "floor": statistics.median(floors),
               "parse": statistics.median(parses), "cold": statistics.median(cold), "cpu": statistics.median(cpu),
               "memory": statistics.median(memory), "two": statistics.median(two), "one_split": statistics.median(one_split),
               "two_split": statistics.median(two_split)}
        return dict(row, **self.warm(folder, count), stages=self.stages(folder))

    def cold(self, folder, jobs):
        """Seconds of a build of which nothing is known."""
        return timed(self.command(folder, self.fresh(), "--jobs", jobs, "--cache", os.path.join(self.scratch, "cold%d" % self.number)))[0]

    @staticmethod
    def parse(paths):
        """The event parse of files, of which a command line holds some thousand."""
        step = 2000
        return sum(seconds([FLOOR, "parse", *paths[i:i + step]]) for i in range(0, len(paths), step))

    def warm(self, folder, count):
        out, cache = self.fresh(), os.path.join(self.scratch, "cache%d" % self.number)
        command = self.command(folder, out, "--jobs", "1", "--cache", cache)
        timed(command)
        time.sleep(0.1)  # the last files are not of this moment any more
        unchanged = self.median(lambda: timed(command)[0])
        layer = os.path.join(folder, "layers", "app-0", "layer.yml")
        with open(layer, encoding="utf-8") as f:
            text = f.read()
        changed = []
        for turn in range(self.runs):
            with open(layer, "w", encoding="utf-8") as f:
                f.write(text.replace("/opt/app0/data", "/opt/app0/data%d" % turn))
            time.sleep(0.1)
            changed.append(timed(command)[0])
        with open(layer, "w", encoding="utf-8") as f:
            f.write(text)
        return {"unchanged": unchanged, "one_changed": statistics.median(changed)}

    def stages(self, folder):
        """{stage: (milliseconds, allocations, bytes)}; the fastest of the runs."""
        best = {}
        for _ in range(self.runs):
            done = subprocess.run([STAGES, folder, self.fresh()], stdin=subprocess.DEVNULL, capture_output=True, text=True, check=True)
            for line in done.stdout.splitlines():
                name, time_ms, allocations, size = line.split("\t")
                if name not in best or float(time_ms) < best[name][0]:
                    best[name] = (float(time_ms), int(allocations), int(size))
        return best

    def corpus(self, folder):
        """(whole process, event parse of the same files) of a real project, everything deployed, nothing written."""
        deploy = os.path.join(self.scratch, "corpus.yml")
        found = check_corpus.images(os.path.join(folder, "image.yml"))
        environment = check_corpus.required_environment(OVCC, folder, found, deploy)
        with open(deploy, "w", encoding="utf-8") as f:
            f.write(check_corpus.deploy_text(found, environment))
        inputs = [os.path.join(base, n) for base, _, found in os.walk(folder) for n in found if n in ("layer.yml", "image.yml", "overthink.yml")] + [deploy]
        command = [OVCC, "build", "--project", folder, "--deploy", deploy, "--home", "/home/me", "--stdout", "--jobs", "1"]
        whole, parse = [], []
        for _ in range(max(self.runs, 11)):
            whole.append(timed(command)[0])
            parse.append(self.parse(inputs))
        return statistics.median(whole), statistics.median(parse)


def slope(rows, key):
    """time(50,000) / time(5,000), where both were measured."""
    by_size = {row["deployments"]: row[key] for row in rows}
    return by_size[50000] / by_size[5000] if 50000 in by_size and 5000 in by_size else None


def print_tables(rows):
    print("| deployments | input MB | output MB | floor s | cold / floor | CPU s | memory MB | 2 jobs / 1 | 2 jobs / 1, split | unchanged / cold | one layer / cold |")
    print("|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|")
    for r in rows:
        print("| %s | %.1f | %.1f | %.3f | %.2f | %.2f | %.0f | %.2f | %.2f | %.3f | %.2f |" % (
            format(r["deployments"], ","), r["input"] / 1e6, r["output"] / 1e6, r["floor"], r["cold"] / r["floor"], r["cpu"], r["memory"] / 1e6,
            r["two"] / r["cold"], r["two_split"] / r["one_split"], r["unchanged"] / r["cold"], r["one_changed"] / r["cold"]))
    largest = rows[-1]
    print("\n| stage at %s | ms | allocations | MB |\n|---|---:|---:|---:|" % format(largest["deployments"], ","))
    for name, (time_ms, allocations, size) in largest["stages"].items():
        print("| %s | %.1f | %s | %.1f |" % (name, time_ms, format(allocations, ","), size / 1e6))
    for key in ("cold", "memory"):
        ratio = slope(rows, key)
        if ratio:
            print("%s(50,000) / %s(5,000): %.2f" % (key, key, ratio))


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--parts", action="store_true")
    parser.add_argument("--sizes", default="10,100,1000,5000,10000,50000")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--scratch")
    parser.add_argument("--corpus")
    parser.add_argument("--svg")
    parser.add_argument("--json")
    args = parser.parse_args()
    build()
    if args.parts:
        print_parts(os.path.dirname(OVCC))
        return
    resource.setrlimit(resource.RLIMIT_NOFILE, (4096, resource.getrlimit(resource.RLIMIT_NOFILE)[1]))
    scratch = tempfile.mkdtemp(prefix="ovcc-bench-", dir=args.scratch)
    rows = []
    try:
        bench = Bench(scratch, args.runs)
        for size in (int(s) for s in args.sizes.split(",")):
            rows.append(bench.size(size))
            print("%d deployments done" % size, file=sys.stderr)
            for name in os.listdir(scratch):
                shutil.rmtree(os.path.join(scratch, name))
            time.sleep(8)
        print_tables(rows)
        if args.corpus:
            whole, parse = bench.corpus(os.path.abspath(args.corpus))
            print("real project: %.1f ms, event parse %.1f ms, ratio %.2f" % (whole * 1e3, parse * 1e3, whole / parse))
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    if args.svg:
        with open(args.svg, "w", encoding="utf-8") as f:
            f.write(draw(rows))
    if args.json:
        with open(args.json, "w", encoding="utf-8") as f:
            json.dump(rows, f, indent=2)


if __name__ == "__main__":
    main()
