#!/usr/bin/env python3
"""Deploy every enabled image of a real project at once and build it.

    check_corpus.py --ovcc PATH --corpus DIR

The deploy.yml is made from image.yml: one entry an image, host ports moved apart so that nothing collides. Errors that are the input's own
are listed in OWN_ERRORS with the reason; any other error fails, and so does a listed one that no longer occurs.
"""

import argparse
import os
import re
import sys
import tempfile

from ovcc_testing import HOME, Counter, ovcc, read_folder

# (code, text in the message): why the input, not the compiler, is at fault
OWN_ERRORS = {}


def images(path):
    """[(name, enabled, [container port])] by indentation: the file is machine-made."""
    found, inside = [], False
    with open(path, encoding="utf-8") as f:
        for line in f:
            top = re.match(r"(\S+):\s*$", line)
            name = re.match(r" {4}(\S+):\s*$", line)
            if top:
                inside = top.group(1) in ("image", "images")
            elif inside and name:
                found.append([name.group(1), True, [], None])
            elif inside and found:
                key = re.match(r" {8}(\w+):\s*(.*)$", line)
                item = re.match(r" {12}- [\"']?([^\"'\s]+)", line)
                if key:
                    found[-1][3] = key.group(1)
                    if key.group(1) == "enabled" and key.group(2) == "false":
                        found[-1][1] = False
                elif item and found[-1][3] == "ports":
                    found[-1][2].append(item.group(1).split(":")[-1])
    return [(name, enabled, ports) for name, enabled, ports, _ in found]


def deploy_text(found, environment):
    lines, port = ["deploy:"], 20000
    for name, enabled, ports in found:
        if not enabled:
            continue
        lines.append("  %s:" % name)
        if ports:
            lines.append("    ports:")
            for container in ports:
                lines.append('      - "%d:%s"' % (port, container))
                port += 1
        if name in environment:
            lines.append("    env: [%s]" % ", ".join('"%s"' % e for e in environment[name]))
    return "\n".join(lines) + "\n"


def required_environment(binary, corpus, found, deploy):
    """{image: [KEY=VALUE]} of what images require of whoever deploys them; the compiler itself tells. Writes `deploy`."""
    with open(deploy, "w", encoding="utf-8") as f:
        f.write(deploy_text(found, {}))
    _, _, err = ovcc(binary, "build", "--project", corpus, "--deploy", deploy, "--home", HOME, "--emit", "json", check=False)
    environment = {}
    for image, name in re.findall(r"error: `(\S+)` requires the environment variable `(\w+)`", err):
        environment.setdefault(image, []).append(name + "=value-of-the-test")
    return environment


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--ovcc", required=True)
    parser.add_argument("--corpus", required=True)
    args = parser.parse_args()
    counter = Counter()
    found = images(os.path.join(args.corpus, "image.yml"))
    enabled = [name for name, on, _ in found if on]
    with tempfile.TemporaryDirectory() as work:
        deploy, out = os.path.join(work, "deploy.yml"), os.path.join(work, "out")

        environment = required_environment(args.ovcc, args.corpus, found, deploy)
        counter.check("something is required", [] if environment else ["no unmet requirement reported"])
        with open(deploy, "w", encoding="utf-8") as f:
            f.write(deploy_text(found, environment))
        _, _, err = ovcc(args.ovcc, "build", "--project", args.corpus, "--deploy", deploy, "--home", HOME, "--out", out, "--verify-each",
                         check=False)
        errors = re.findall(r"error: (.*) \[([\w-]+)\]", err)
        unexpected = [e for e in errors if not any(e[1] == code and text in e[0] for code, text in OWN_ERRORS)]
        gone = [key for key in OWN_ERRORS if not any(e[1] == key[0] and key[1] in e[0] for e in errors)]
        counter.check("no error but the input's own", ["%s [%s]" % e for e in unexpected])
        counter.check("every listed error occurs", gone)
        if not errors:
            names = {n for n in read_folder(out) if n.endswith(".container")}
            counter.check("a unit for each enabled image",
                          ["%d images, units lack %s" % (len(enabled), n) for n in enabled if "ov-%s.container" % n not in names])
    return counter.finish()


if __name__ == "__main__":
    sys.exit(main())
