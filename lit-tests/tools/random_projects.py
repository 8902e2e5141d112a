"""Projects of the fuzzer of the whole compiler, mended until they compile.

Nearly all of them have errors: what an error points at is taken out, until nothing is left to refuse. What stays is what ovcc accepted
among fields and values that nobody chose.
"""

import os
import random
import re
import subprocess

import yaml

from ovcc_testing import ROOT, ovcc

SEEDS = os.path.join(ROOT, "lit-tests", "fuzz", "compile_fuzz")
HOME = "/home/user"
ROUNDS = 40
ERROR = re.compile(r"^(/.*?):(\d+):(\d+): error: ", re.M)


def write_inputs(folder, count, seed):
    """What is kept for the fuzzer, and `count` inputs of seeded random bytes. Returns their paths."""
    rng = random.Random(seed)
    paths = [os.path.join(SEEDS, name) for name in sorted(os.listdir(SEEDS))]
    for n in range(count):
        path = os.path.join(folder, "random-%d" % n)
        with open(path, "wb") as f:
            # Texts are made of the same bytes as decisions: most inputs have such as can be texts.
            f.write(rng.randbytes(3000) if n % 8 == 0 else bytes(rng.randrange(0x20, 0x7F) for _ in range(rng.choice((1500, 3000, 6000)))))
        paths.append(path)
    return paths


def write_projects(program, folder, inputs):
    """[folder of a project], one for each input."""
    subprocess.run([program, folder, *inputs], check=True)
    return [os.path.join(folder, os.path.basename(path)) for path in inputs]


def innermost(node, line, column):
    """(collection, index) of the entry at a place, as deep as it goes; None outside of every entry."""
    entries = node.value if isinstance(node.value, list) else []
    for index, entry in enumerate(entries):
        first, last = entry if isinstance(entry, tuple) else (entry, entry)
        begin, end = first.start_mark, last.end_mark
        if (begin.line, begin.column) <= (line, column) <= (end.line, end.column):
            inner = innermost(last, line, column) if (line, column) >= (last.start_mark.line, last.start_mark.column) else None
            return inner or (node, index)
    return None


def read_yaml(path):
    """The nodes of a file; lines that are no YAML are left out."""
    with open(path, encoding="utf-8", errors="replace") as f:
        text = "".join(c for c in f.read() if c == "\n" or c.isprintable())
    while True:
        try:
            return yaml.compose(text, Loader=yaml.CSafeLoader)
        except yaml.YAMLError as error:
            lines = text.split("\n")
            mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
            del lines[min(mark.line, len(lines) - 1) if mark else 0]
            text = "\n".join(lines)


def write_yaml(path, node):
    with open(path, "w", encoding="ascii") as f:
        f.write(yaml.serialize(node, Dumper=yaml.CSafeDumper, allow_unicode=False) if node else "")


def take_out(path, places):
    """Takes the entries at the places out of a file; False if nothing is there."""
    root = read_yaml(path)
    found = [innermost(root, line, column) for line, column in places] if root else []
    gone = sorted({(id(entry[0]), -entry[1]): entry for entry in found if entry}.items())
    for _, (node, index) in gone:
        del node.value[index]
    write_yaml(path, root)
    return bool(gone)


def mend(binary, folder):
    """Takes out of a project what has errors. Returns the arguments that compile it; None if nothing is left."""
    project = os.path.join(folder, "p")
    arguments = ["build", "--project", project, "--home", HOME]
    files = [os.path.join(base, name) for base, _, names in os.walk(project) for name in names]
    for number in range(ROUNDS):
        status, out, err = ovcc(binary, *arguments, "--max-errors", "0", "--stdout", check=False, folder=os.path.join(folder, "w"))
        if status != 1:
            return arguments if status == 0 and out else None
        if number == 0:
            for path in files:  # from now on one place is one character, and one line an entry
                write_yaml(path, read_yaml(path))
            continue
        places = {}
        for path, line, column in ERROR.findall(err):
            places.setdefault(path, set()).add((int(line) - 1, int(column) - 1))
        if not any([take_out(path, places[path]) for path in sorted(places) if path in files]):
            return None
    return None
