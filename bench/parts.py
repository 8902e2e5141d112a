"""The benchmarks that lie beside the code: run them, print one table."""

import json
import os
import subprocess

NANOSECONDS = {"ns": 1, "us": 1e3, "ms": 1e6}


def run(program):
    """The rows of one program of Google Benchmark."""
    command = [program, "--benchmark_format=json", "--benchmark_min_time=0.2"]
    done = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=True)
    return json.loads(done.stdout)["benchmarks"]


def by_benchmark(rows):
    """{name: ({items: (nanoseconds an item, whether items are bytes)}, distance from a straight line)}, as they ran."""
    sizes, distance = {}, {}
    for row in rows:
        family = row["name"].removesuffix("_BigO").removesuffix("_RMS")
        wall = "/real_time" in row["name"]
        if row["run_type"] == "iteration":
            name, items = family.removesuffix("/real_time").rsplit("/", 1)
            time = row["real_time" if wall else "cpu_time"] * NANOSECONDS[row["time_unit"]]
            sizes.setdefault(name, {})[int(items)] = (time / int(items), "bytes_per_second" in row)
        elif row["aggregate_name"] == "RMS":
            distance[family.removesuffix("/real_time")] = row["rms"]
    return {name: (sizes[name], distance[name]) for name in sizes}


def figure(time):
    return format(time, ",.0f") if time >= 100 else "%.3g" % time


def print_parts(folder):
    print("| part | benchmark | items | ns an item, fewest | most | MB/s | off a straight line |")
    print("|---|---|---:|---:|---:|---:|---:|")
    for program in sorted(n for n in os.listdir(folder) if n.endswith("_bench")):
        for name, (sizes, distance) in by_benchmark(run(os.path.join(folder, program))).items():
            few, many = min(sizes), max(sizes)
            rate = figure(1e3 / sizes[many][0]) if sizes[many][1] else ""
            print("| %s | %s | %s to %s | %s | %s | %s | %.0f %% |" % (
                program.removesuffix("_bench"), name, format(few, ","), format(many, ","), figure(sizes[few][0]), figure(sizes[many][0]), rate, distance * 100), flush=True)
