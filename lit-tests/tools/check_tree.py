#!/usr/bin/env python3
"""Check the source tree against its own rules.

    check_tree.py [--update]

* a folder includes only what CONTRIBUTING.md allows it, and PEGTL, yaml-cpp, CLI11 and nlohmann-json only in .cpp files;
* every unit test, benchmark and fuzz target is built;
* every diagnostic has its folder in lit-tests/diagnostics with a case that fires and one that does not, every pass a folder in
  lit-tests/passes with at least three cases, every command one in lit-tests/driver, and no folder stands there for nothing;
* every built-in sidecar has its page in docs/ and a deployment in examples/sidecar-templates, which the real generators see;
* the table of docs/diagnostics.md says what support/diagnostics.def says (--update writes it).
"""

import argparse
import os
import re
import sys

from ovcc_testing import ROOT, Counter

ALLOWED = {
    "support": {"support"},
    "ir": {"ir", "support"},
    "frontend": {"frontend", "ir", "support"},
    "passes": {"passes", "ir", "support"},
    "backend": {"backend", "ir", "support"},
    "driver": {"driver", "backend", "passes", "frontend", "ir", "support"},
}
# What all grammars share is a header by nature; only they include it.
INTERNAL = "frontend/grammar/parse.h"
ONLY_IN_SOURCES = re.compile(r'#include <(tao/|yaml-cpp/|CLI/|nlohmann/)')
STRING = r'"((?:[^"\\]|\\.)*)"'
ROW = re.compile(r'OVCC_DIAG\((\w+), ' + STRING + r', (\w+), ' + STRING + r', \(([^)]*)\), ' + STRING + r', ' + STRING + r'\)')
COMMAND = re.compile(r'OVCC_COMMAND\(\w+, "([\w-]+)"')
PASS = re.compile(r'OVCC_PASS\(\w+, "([\w-]+)"')


def read(*parts):
    with open(os.path.join(ROOT, *parts), encoding="utf-8") as f:
        return f.read()


def diagnostic_rows():
    """The fields of each row of support/diagnostics.def."""
    table = re.sub(r"\s*\n\s+", " ", read("support", "diagnostics.def"))
    return [row for row in ROW.findall(table) if row[0] != "Id"]


def sources(folder):
    for base, _, names in sorted(os.walk(os.path.join(ROOT, folder))):
        for name in sorted(names):
            if name.endswith((".cpp", ".h")):
                yield os.path.relpath(os.path.join(base, name), ROOT)


def layering():
    problems = []
    for folder, allowed in ALLOWED.items():
        for path in sources(folder):
            text = read(path)
            for target in re.findall(r'#include "([^"/]+)/', text):
                if target not in allowed:
                    problems.append("%s includes %s/" % (path, target))
            if INTERNAL in text and not (path.startswith("frontend/grammar/") and path.endswith(".cpp")):
                problems.append("%s includes %s" % (path, INTERNAL))
            if path.endswith(".h") and path != INTERNAL and ONLY_IN_SOURCES.search(text):
                problems.append("%s includes a library that belongs in .cpp files" % path)
            if path.endswith(".h") and "#pragma once" not in text:
                problems.append("%s has no #pragma once" % path)
    return problems


def built():
    problems = []
    for folder in ALLOWED:
        lists = "\n".join(read(base, n) for base, _, names in os.walk(os.path.join(ROOT, folder)) for n in names if n == "CMakeLists.txt" or n.endswith(".cmake"))
        named = {os.path.basename(word) for word in re.split(r"[\s()]+", lists)}
        problems += ["no CMakeLists.txt names " + path for path in sources(folder)
                     if re.search(r"_(test|bench|fuzz)\.cpp$", path) and os.path.basename(path) not in named]
    return problems


def texts_below(folder):
    found = []
    for base, _, names in sorted(os.walk(folder)):
        for name in sorted(names):
            with open(os.path.join(base, name), encoding="utf-8", errors="replace") as f:
                found.append(f.read())
    return found


def diagnostics_tested(rows):
    problems, base = [], os.path.join(ROOT, "lit-tests", "diagnostics")
    codes = {row[1] for row in rows}
    for code in sorted(codes):
        texts = texts_below(os.path.join(base, code))
        # A case fires if it expects the code, or looks for it in what is printed.
        fires = [t for t in texts if re.search(r"(expected-(error|warning|note)\S* \{\{|# (?!\S*-NOT|RUN)[A-Z]+\S*: ).*\[%s\]" % re.escape(code), t)]
        if not fires:
            problems.append("no case provokes %s" % code)
        if len(texts) == len(fires):
            problems.append("no case nearly provokes %s" % code)
    for name in sorted(os.listdir(base)) if os.path.isdir(base) else []:
        if name not in codes:
            problems.append("lit-tests/diagnostics/%s: no such code" % name)
    return problems


def passes_tested():
    problems, base = [], os.path.join(ROOT, "lit-tests", "passes")
    names = [n for n in PASS.findall(read("passes", "passes.def")) if n != "name"]
    for name in names:
        cases = texts_below(os.path.join(base, name))
        if len(cases) < 3:
            problems.append("%d cases for the pass %s" % (len(cases), name))
    for name in sorted(os.listdir(base)) if os.path.isdir(base) else []:
        if name not in names:
            problems.append("lit-tests/passes/%s: no such pass" % name)
    return problems


def commands_tested():
    problems, base = [], os.path.join(ROOT, "lit-tests", "driver")
    names = [n for n in COMMAND.findall(read("driver", "commands.def")) if n != "name"]
    for name in names:
        folder = os.path.join(base, name)
        if not os.path.isdir(folder) or not any(n.endswith(".test") for n in os.listdir(folder)):
            problems.append("no case for the command %s" % name)
    for name in sorted(os.listdir(base)):
        if name not in names:
            problems.append("lit-tests/driver/%s: no such command" % name)
    return problems


def templates_shown():
    names = re.findall(r"^  ([\w-]+):$", read("frontend", "sidecar.yml"), re.M)
    attached = re.findall(r"^      ([\w-]+):$", read("examples", "sidecar-templates", "deploy.yml"), re.M)
    index = read("docs", "sidecars.md")
    problems = [] if names else ["no template is found"]
    for name in names:
        page = "sidecar-%s.md" % name
        if not os.path.exists(os.path.join(ROOT, "docs", page)) or "(%s)" % page not in index:
            problems.append("docs/%s is missing, or docs/sidecars.md does not name it" % page)
        if name not in attached:
            problems.append("examples/sidecar-templates attaches no " + name)
    return problems


def shown(text):
    """A format string as people read it: `…` for each placeholder."""
    text = text.replace('\\"', '"').replace("\\\\", "\\").replace("|", "\\|")
    return re.sub(r"\{\{|\}\}|\{\d*\}", lambda m: {"{{": "{", "}}": "}"}.get(m.group(), "…"), text)


TABLE = "<!-- the table is made by check_tree.py -->\n"


def page(rows):
    """docs/diagnostics.md with the table of today behind its mark; what stands before it is written by hand."""
    lines = ["| code | severity | says | what to do |", "|---|---|---|---|"]
    for _, code, severity, _, _, message, help_text in sorted(rows, key=lambda r: (r[1], r[2])):
        lines.append("| [`%s`](diagnostics/%s.md) | %s | %s | %s |" % (code, code, severity.lower(), shown(message), shown(help_text)))
    return read("docs", "diagnostics.md").split(TABLE)[0] + TABLE + "\n" + "\n".join(lines) + "\n"


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--update", action="store_true")
    args = parser.parse_args()
    counter = Counter()
    table, rows = read("support", "diagnostics.def"), diagnostic_rows()
    counter.check("the table can be read", [] if len(rows) == table.count("\nOVCC_DIAG(") else ["%d of %d rows" % (len(rows), table.count("\nOVCC_DIAG("))])
    counter.check("layering", layering())
    counter.check("tests, benchmarks and fuzz targets are built", built())
    counter.check("diagnostics are tested", diagnostics_tested(rows))
    counter.check("passes are tested", passes_tested())
    counter.check("commands are tested", commands_tested())
    counter.check("built-in sidecars are shown", templates_shown())
    wanted = page(rows)
    if args.update:
        with open(os.path.join(ROOT, "docs", "diagnostics.md"), "w", encoding="utf-8") as f:
            f.write(wanted)
    counter.check("docs/diagnostics.md is up to date", [] if read("docs", "diagnostics.md") == wanted
                  else ["run lit-tests/tools/check_tree.py --update"])
    return counter.finish()


if __name__ == "__main__":
    sys.exit(main())
