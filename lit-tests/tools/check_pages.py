#!/usr/bin/env python3
"""Check that every diagnostic has its page, docs/diagnostics/<code>.md, and that every page shows what it speaks of.

    check_pages.py

A page begins with its code as the title and a line `Severity: …` that says what support/diagnostics.def says. Its first console block
shows the whole message of an example, as check_docs.py has seen it; its last one shows a project that is nearly the same, without it.
"""

import os
import re
import sys

from check_tree import diagnostic_rows, read
from ovcc_testing import ROOT, Counter

CONSOLE = re.compile(r"^```console\n(\$ (?:[A-Z_]+=\S* )*ovcc .*?)^```$", re.S | re.M)


def header(code, rows):
    severities = sorted({row[2] for row in rows if row[1] == code})
    sections = {row[3] for row in rows if row[1] == code}
    command = sections.pop() if len(sections) == 1 and sections <= {"lint", "breaking"} else ""
    words = " or ".join(s.lower() for s in severities)
    return "# `%s`\n\nSeverity: %s.%s\n\n" % (code, words, " Reported by `ovcc %s`." % command if command else "")


def problems_of(code, rows):
    path = os.path.join(ROOT, "docs", "diagnostics", code + ".md")
    if not os.path.exists(path):
        return ["there is no docs/diagnostics/%s.md" % code]
    page, problems = read("docs", "diagnostics", code + ".md"), []
    if not page.startswith(header(code, rows)):
        problems.append("it does not begin with\n" + header(code, rows))
    blocks = CONSOLE.findall(page)
    if not blocks or "[%s]" % code not in blocks[0]:
        problems.append("its first console block does not show the message")
    if len(blocks) < 2 or "[%s]" % code in blocks[-1]:
        problems.append("its last console block does not show a project without the message")
    if any("…" in block.split("\n") for block in blocks[:1]):
        problems.append("it shows a part of the message only")
    return problems


def main():
    counter = Counter()
    rows = diagnostic_rows()
    codes = sorted({row[1] for row in rows})
    for code in codes:
        counter.check(code, problems_of(code, rows))
    extra = sorted(set(os.listdir(os.path.join(ROOT, "docs", "diagnostics"))) - {c + ".md" for c in codes})
    counter.check("no page without a diagnostic", extra)
    return counter.finish()


if __name__ == "__main__":
    sys.exit(main())
