#!/usr/bin/env python3
"""Check in a program that it was built as SECURITY.md says: position independent, read-only after relocation, all symbols bound at the
start, no executable stack, stack protector; an optimised one with the checked functions of the C library, too.

    check_hardening.py PROGRAM [--optimised]
"""

import re
import subprocess
import sys

from ovcc_testing import Counter


def readelf(option, program):
    return subprocess.run(["readelf", "-W", option, program], capture_output=True, check=True, text=True).stdout


def main():
    program, optimised = sys.argv[1], "--optimised" in sys.argv[2:]
    counter = Counter()
    headers, dynamic, symbols = readelf("-hl", program), readelf("-d", program), readelf("--dyn-syms", program)
    flags = " ".join(re.findall(r"\(FLAGS(?:_1)?\)\s+(?:Flags:)?(.*)", dynamic))
    counter.check("position independent", [] if "DYN" in headers and "PIE" in flags else [flags])
    counter.check("relocations are read-only", [] if "GNU_RELRO" in headers else ["no GNU_RELRO"])
    counter.check("symbols are bound at the start", [] if "NOW" in flags else [flags])
    stack = re.search(r"GNU_STACK(?:\s+0x\w+){5}\s+(\w+)", headers)
    counter.check("the stack is not executable", [] if stack and "E" not in stack.group(1) else [str(stack)])
    counter.check("stack protector", [] if "__stack_chk_fail" in symbols else ["no __stack_chk_fail"])
    if optimised:
        counter.check("checked C functions", [] if re.search(r"__\w+_chk\b", symbols.replace("__stack_chk_fail", "")) else ["none"])
    return counter.finish()


if __name__ == "__main__":
    sys.exit(main())
