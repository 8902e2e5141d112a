#!/usr/bin/env python3
"""Check standard input against the documented syntax of GitHub's workflow commands for annotations.

    check_annotations.py COUNT

A line is `::error PROPERTIES::MESSAGE`, or warning, or notice. Properties are `key=value`, joined by commas, of file, line, endLine, col,
endColumn and title, each at most once; in values `%`, line breaks, `:` and `,` are escaped, in messages `%` and line breaks.
"""

import re
import sys

VALUE = r"(?:[^%\r\n:,]|%(?:25|0D|0A|3A|2C))+"
LINE = re.compile(r"^::(error|warning|notice) ((?:\w+=%s)(?:,\w+=%s)*)::((?:[^%%\r\n]|%%(?:25|0D|0A))+)$" % (VALUE, VALUE))
KNOWN = {"file", "line", "endLine", "col", "endColumn", "title"}


def main():
    lines = sys.stdin.read().split("\n")
    if lines.pop() != "":
        sys.exit("the last line has no end")
    for line in lines:
        match = LINE.match(line)
        if not match:
            sys.exit("not a workflow command: " + line)
        pairs = [p.split("=", 1) for p in match.group(2).split(",")]
        names = [name for name, _ in pairs]
        if len(set(names)) != len(names) or not set(names) <= KNOWN:
            sys.exit("wrong properties: " + line)
        numbers = {name: int(value) for name, value in pairs if name not in ("file", "title")}
        if any(n < 1 for n in numbers.values()) or numbers.get("endColumn", 9**9) < numbers.get("col", 1):
            sys.exit("wrong places: " + line)
    if len(lines) != int(sys.argv[1]):
        sys.exit("%d annotations, not %s" % (len(lines), sys.argv[1]))


if __name__ == "__main__":
    main()
