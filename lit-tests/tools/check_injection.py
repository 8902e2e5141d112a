#!/usr/bin/env python3
"""The known ways into a unit, by name: through the real generators of all releases each value arrives exactly, or is refused at its line.

    check_injection.py --ovcc PATH

`WAYS_IN` says of each what happens: `arrives`, or the code of the error. What arrives is judged as in check_encoding.py: nothing but the value
may differ from the services of a harmless one. `NAMES` are programs in which two services would have one name.
"""

import argparse
import os
import re
import sys
import tempfile

import quadlet_argv
from check_encoding import Batch, judge, with_key, write_text, written_services
from check_generators import SUITES, check_program, fetch, intended_program
from encoding_places import PLACES
from ovcc_testing import HOME, Counter, ovcc

# (way in, place, value, what happens)
WAYS_IN = [
    ("a raw CR", "env value", "x\r[Service]\rExecStartPre=/bin/touch /x\r", "arrives"),
    ("a raw CR", "info", "x\r[Service]\rExecStartPre=/bin/touch /x\r", "arrives"),
    ("a raw CR", "image env", "x\r[Service]\rExecStartPre=/bin/touch /x\r", "arrives"),
    ("a raw CR", "image info", "x\r[Service]\rExecStartPre=/bin/touch /x\r", "arrives"),
    ("a raw CR", "layer default", "x\r[Service]\rExecStartPre=/bin/touch /x\r", "arrives"),
    ("a raw CR", "layer provided value", "x\r[Service]\rExecStartPre=/bin/touch /x\r", "arrives"),
    ("a raw CR", "sidecar env", "x\r[Service]\rExecStartPre=/bin/touch /x\r", "arrives"),
    ("a raw CR", "command word", "x\r[Service]\rExecStartPre=/bin/touch /x\r", "arrives"),
    ("a raw CR", "sidecar command", "x\r[Service]\rExecStartPre=/bin/touch /x\r", "arrives"),
    ("a raw CR", "entrypoint word", "x\r[Service]\rExecStartPre=/bin/touch /x\r", "arrives"),
    ("a raw CR", "host path", "x\r[Service]\rExecStartPre=/bin/touch /x\r", "control-char"),
    ("a raw CR", "network", "x\r[Service]\rExecStartPre=/bin/touch /x\r", "control-char"),
    ("a raw CR", "security option", "x\r[Service]\rExecStartPre=/bin/touch /x\r", "control-char"),
    ("a raw CR", "tunnel host name", "x\r[Service]\rExecStartPre=/bin/touch /x\r", "control-char"),
    ("a raw CR", "working folder", "x\r[Service]\rExecStartPre=/bin/touch /x\r", "control-char"),
    ("a raw CR", "instance", "x\r[Service]\rExecStartPre=/bin/touch /x\r", "control-char"),
    ("a section behind a line break", "env value", "x\n[Service]\nExecStartPre=/bin/touch /x\n", "arrives"),
    ("a section behind a line break", "info", "x\n[Service]\nExecStartPre=/bin/touch /x\n", "arrives"),
    ("a section behind a line break", "command word", "x\n[Service]\nExecStartPre=/bin/touch /x\n", "arrives"),
    ("a section behind a line break", "host path", "x\n[Service]\nExecStartPre=/bin/touch /x\n", "control-char"),
    ("a section behind a line break", "network", "x\n[Service]\nExecStartPre=/bin/touch /x\n", "control-char"),
    ("a section behind a line break", "layer provided value", "x\n[Service]\nExecStartPre=/bin/touch /x\n", "arrives"),
    ("a section behind NEL", "env value", "x\u0085[Service]\u0085ExecStartPre=/bin/touch /x\u0085", "arrives"),
    ("a section behind NEL", "info", "x\u0085[Service]\u0085ExecStartPre=/bin/touch /x\u0085", "arrives"),
    ("a section behind NEL", "command word", "x\u0085[Service]\u0085ExecStartPre=/bin/touch /x\u0085", "arrives"),
    ("a section behind NEL", "host path", "x\u0085[Service]\u0085ExecStartPre=/bin/touch /x\u0085", "volume-host-relative"),
    ("a section behind a line separator", "env value", "x\u2028[Service]\u2028ExecStartPre=/bin/touch /x\u2028", "arrives"),
    ("a section behind a line separator", "info", "x\u2028[Service]\u2028ExecStartPre=/bin/touch /x\u2028", "arrives"),
    ("a section behind a line separator", "command word", "x\u2028[Service]\u2028ExecStartPre=/bin/touch /x\u2028", "arrives"),
    ("a section behind a line separator", "host path", "x\u2028[Service]\u2028ExecStartPre=/bin/touch /x\u2028", "volume-host-relative"),
    ("a section behind a paragraph separator", "env value", "x\u2029[Service]\u2029ExecStartPre=/bin/touch /x\u2029", "arrives"),
    ("a section behind a paragraph separator", "info", "x\u2029[Service]\u2029ExecStartPre=/bin/touch /x\u2029", "arrives"),
    ("a section behind a paragraph separator", "command word", "x\u2029[Service]\u2029ExecStartPre=/bin/touch /x\u2029", "arrives"),
    ("a section behind a paragraph separator", "host path", "x\u2029[Service]\u2029ExecStartPre=/bin/touch /x\u2029", "volume-host-relative"),
    ("a backslash at the end", "env value", "x\\", "arrives"),
    ("a backslash at the end", "command word", "x\\", "arrives"),
    ("a backslash at the end", "sidecar command", "x\\", "arrives"),
    ("a backslash at the end", "host path", "/x\\", "arrives"),
    ("a backslash at the end", "working folder", "/x\\", "arrives"),
    ("a backslash at the end", "info", "x\\", "arrives"),
    ("a backslash at the end", "image info", "x\\", "arrives"),
    ("a backslash at the end", "network", "x\\", "arrives"),
    ("a backslash at the end", "user", "x\\", "arrives"),
    ("a backslash at the end", "security option", "x\\", "arrives"),
    ("a backslash at the end", "group", "x\\", "arrives"),
    ("a backslash at the end", "environment file", "x\\", "arrives"),
    ("an empty word", "command word", "", "value-not-representable"),
    ("an empty word", "entrypoint word", "", "arrives"),
    ("an empty word", "sidecar command", "", "value-not-representable"),
    ("an empty word", "capability", "", "security-word"),
    ("an empty word", "device", "", "security-word"),
    ("an empty word", "security option", "", "security-word"),
    ("an empty word", "group", "", "security-word"),
    ("an empty word", "env value", "", "arrives"),
    ("an empty word", "mount", "", "security-word"),
    ("a lone semicolon", "command word", ";", "value-not-representable"),
    ("a lone semicolon", "entrypoint word", ";", "arrives"),
    ("a lone semicolon", "network", ";", "arrives"),
    ("a lone semicolon", "group", ";", "value-not-representable"),
    ("a lone semicolon", "security option", ";", "value-not-representable"),
    ("a lone semicolon", "env value", ";", "arrives"),
    ("a comma that podman splits", "capability", "NET_ADMIN,SYS_ADMIN", "value-not-representable"),
    ("a comma that podman splits", "group", "video,root", "value-not-representable"),
    ("a comma that podman splits", "secret name", "a,type=env", "secret-name-invalid"),
    ("a comma that podman splits", "secret target", "/run/x,mode=0777", "secret-target-invalid"),
    ("a comma that podman splits", "device", "/dev/a,/dev/b", "arrives"),
    ("a comma that podman splits", "mount", "/a:/b:ro,z", "arrives"),
    ("a comma that podman splits", "mount", "/a,b:/c", "arrives"),
    ("a comma that podman splits", "memory file system", "/run:size=1m,mode=755", "arrives"),
    ("a comma that podman splits", "port", "80:80,81:81", "port-mapping-invalid"),
    ("a comma that podman splits", "container path", "/a,b", "arrives"),
    ("a comma that podman splits", "network", "ov,host", "arrives"),
    ("a specifier", "env value", "https://h/a%20b", "arrives"),
    ("a specifier", "command word", "https://h/a%20b", "arrives"),
    ("a specifier", "host path", "/https://h/a%20b", "volume-path-colon"),
    ("a specifier", "info", "https://h/a%20b", "arrives"),
    ("a specifier", "env value", "%h", "arrives"),
    ("a specifier", "command word", "%h", "arrives"),
    ("a specifier", "host path", "/%h", "arrives"),
    ("a specifier", "info", "%h", "arrives"),
    ("a specifier", "env value", "%%", "arrives"),
    ("a specifier", "command word", "%%", "arrives"),
    ("a specifier", "host path", "/%%", "arrives"),
    ("a specifier", "info", "%%", "arrives"),
    ("a specifier", "env value", "%n", "arrives"),
    ("a specifier", "command word", "%n", "arrives"),
    ("a specifier", "host path", "/%n", "arrives"),
    ("a specifier", "info", "%n", "arrives"),
    ("a specifier", "env value", "50%", "arrives"),
    ("a specifier", "command word", "50%", "arrives"),
    ("a specifier", "host path", "/50%", "arrives"),
    ("a specifier", "info", "50%", "arrives"),
    ("a specifier", "env value", "%", "arrives"),
    ("a specifier", "command word", "%", "arrives"),
    ("a specifier", "host path", "/%", "arrives"),
    ("a specifier", "info", "%", "arrives"),
    ("a variable", "env value", "$VAR", "arrives"),
    ("a variable", "command word", "$VAR", "arrives"),
    ("a variable", "host path", "/$VAR", "arrives"),
    ("a variable", "working folder", "/$VAR", "arrives"),
    ("a variable", "env value", "${VAR}", "arrives"),
    ("a variable", "command word", "${VAR}", "arrives"),
    ("a variable", "host path", "/${VAR}", "arrives"),
    ("a variable", "working folder", "/${VAR}", "arrives"),
    ("a variable", "env value", "$$", "arrives"),
    ("a variable", "command word", "$$", "arrives"),
    ("a variable", "host path", "/$$", "arrives"),
    ("a variable", "working folder", "/$$", "arrives"),
    ("a variable", "env value", "a$", "arrives"),
    ("a variable", "command word", "a$", "arrives"),
    ("a variable", "host path", "/a$", "arrives"),
    ("a variable", "working folder", "/a$", "arrives"),
    ("a variable", "env value", "$", "arrives"),
    ("a variable", "command word", "$", "arrives"),
    ("a variable", "host path", "/$", "arrives"),
    ("a variable", "working folder", "/$", "arrives"),
    ("NUL", "env value", "x\0y", "nul-in-value"),
    ("NUL", "info", "x\0y", "arrives"),
    ("NUL", "command word", "x\0y", "control-char"),
    ("NUL", "host path", "x\0y", "control-char"),
    ("a quote that ends the word", "env value", "x\" --privileged \"", "arrives"),
    ("a quote that ends the word", "command word", "x\" --privileged \"", "arrives"),
    ("a quote that ends the word", "host path", "/x\" --privileged \"", "arrives"),
    ("a quote that ends the word", "working folder", "/x\" --privileged \"", "arrives"),
    ("a quote that ends the word", "info", "x\" --privileged \"", "arrives"),
    ("a prefix of the first word", "first word", "-x", "arrives"),
    ("a prefix of the first word", "tunnel name", "-x", "tunnel-name-invalid"),
    ("a prefix of the first word", "first word", "@x", "arrives"),
    ("a prefix of the first word", "tunnel name", "@x", "tunnel-name-invalid"),
    ("a prefix of the first word", "first word", "+x", "arrives"),
    ("a prefix of the first word", "tunnel name", "+x", "tunnel-name-invalid"),
    ("a prefix of the first word", "first word", "!x", "arrives"),
    ("a prefix of the first word", "tunnel name", "!x", "tunnel-name-invalid"),
    ("a prefix of the first word", "first word", ":x", "arrives"),
    ("a prefix of the first word", "tunnel name", ":x", "tunnel-name-invalid"),
    ("a prefix of the first word", "first word", "!!x", "arrives"),
    ("a prefix of the first word", "tunnel name", "!!x", "tunnel-name-invalid"),
    ("a prefix of the first word", "first word", "|x", "arrives"),
    ("a prefix of the first word", "tunnel name", "|x", "tunnel-name-invalid"),
    ("a prefix of the first word", "first word", "--privileged", "arrives"),
    ("a prefix of the first word", "tunnel name", "--privileged", "tunnel-name-invalid"),
    ("an option", "image", "--privileged", "unknown-image"),
    ("an option", "network", "--privileged", "arrives"),
    ("an option", "user", "--privileged", "arrives"),
    ("an option", "container path", "--privileged", "volume-path-relative"),
    ("an option", "host path", "--privileged", "volume-host-relative"),
]
ONE = "{image: docker.io/library/a:1}"
POD = "{image: docker.io/library/a:1, sidecars: {s: %s}}" % ONE
TUNNEL = "{image: docker.io/library/a:1, ports: [\"8080:80\"], tunnel: {provider: cloudflare, public: {8080: a.example.org}}%s}"
# (way in, entries of a deploy.yml, code of the error)
NAMES = [
    ("a sidecar called like the pod", ["web: {image: docker.io/library/a:1, sidecars: {pod: %s}}" % ONE], "name-collision"),
    ("a deployment called like a pod", ["web: " + POD, "web-pod: " + ONE], "name-collision"),
    ("an instance called like the pod", ["web: " + POD, "web/pod: " + ONE], "name-collision"),
    ("a deployment called like a sidecar", ["web: " + POD, "web-s: " + ONE], "name-collision"),
    ("an instance called like a sidecar", ["web: " + POD, "web/s: " + ONE], "name-collision"),
    ("an instance called like a deployment", ["web/s: " + ONE, "web-s: " + ONE], "name-collision"),
    ("a deployment called like a tunnel", ["web: " + TUNNEL % "", "web-tunnel: " + ONE], "name-collision"),
    ("a sidecar called like the tunnel", ["web: " + TUNNEL % (", sidecars: {tunnel: %s}" % ONE)], "name-collision"),
]
# (way in, bytes of app.env, what happens)
ENV_FILES = [
    ("a raw CR in an environment file", b"V=x\r[Service]\rExecStartPre=/bin/touch /x\r\n", "arrives"),
    ("a backslash at the end in an environment file", b"V=x\\\nW=y\n", "arrives"),
    ("NUL in an environment file", b"V=x\0y\n", "nul-in-value"),
    ("U+2028 in an environment file", "V=x\u2028[Service]\n".encode(), "arrives"),
    ("no UTF-8 in an environment file", b"V=\xff\n", "not-utf8"),
]


class Entries(Batch):
    """A batch of chosen values; those at odds with each other are no trouble, each is an entry of its own."""

    def __init__(self, rows):
        super().__init__(None, 0)
        index = {name: i for i, (name, _, _, _) in enumerate(PLACES)}
        for n, (_, place, value, _) in enumerate(rows):
            key = "e%d" % n
            self.entries[key] = (index[place], value, with_key(PLACES[index[place]][1](value), key))


def codes_by_entry(binary, project, lines):
    """{key: codes of the errors at its lines}"""
    found = {}
    _, _, err = ovcc(binary, "build", "--project", project, "--home", HOME, "--stdout", "--max-errors", "0", check=False, folder=project)
    for path, line, code in re.findall(r"^(.*?):(\d+):\d+: error: .*\[([a-z0-9-]+)\]$", err, re.M):
        name = os.path.relpath(path, project)
        found.setdefault(lines.get(name) or lines.get((name, int(line))), set()).add(code)
    return found


def refused_codes(binary, rows):
    """{key: codes}, of all stages: what the front end refuses is taken out, to see what the back end does."""
    codes = {}
    with tempfile.TemporaryDirectory() as work:
        project, batch, new = os.path.join(work, "project"), Entries(rows), True
        while new:
            new = codes_by_entry(binary, project, batch.write(project))
            codes.update(new)
            for key in new:
                batch.entries.pop(key, None)
    return codes


def check_refused(binary, rows, counter):
    codes = refused_codes(binary, rows)
    for n, (way, place, value, code) in enumerate(rows):
        got = codes.get("e%d" % n, set())
        counter.check("%s, %s: %r" % (way, place, value), [] if code in got else ["refused with %s, not with %s" % (sorted(got), code)])
    elsewhere = sorted(str(key) for key in codes if key is None or key.startswith("b"))
    counter.check("errors stand at their entries", ["an error at " + key for key in elsewhere])


def check_arrives(binary, rows, generators, counter):
    with tempfile.TemporaryDirectory() as work:
        project, batch = os.path.join(work, "project"), Entries(rows)
        batch.write(project)
        for suite, target in SUITES:
            out = os.path.join(work, suite)
            status, _, err = ovcc(binary, "build", "--project", project, "--home", HOME, "--out", out, "--target", target, check=False, folder=project)
            if status != 0 or suite not in generators:
                counter.check("what arrives compiles, " + suite, [err or "no generator"])
                continue
            _, _, texts = quadlet_argv.dry_run(out, generators[suite], True, "/usr/bin/podman")
            units = {name: quadlet_argv.decode_unit(name, text, {}, {}) for name, text in texts.items()}
            units.update(written_services(out))
            for n, (way, place, value, _) in enumerate(rows):
                index = batch.entries["e%d" % n][0]
                counter.check("%s, %s: %r, %s" % (way, place, value, suite), judge(units, "e%d" % n, index, value, "b%d" % index))


def write_program(project, entries):
    write_text(os.path.join(project, "image.yml"), "images:\n")
    write_text(os.path.join(project, "deploy.yml"), "deploy:\n" + "".join("  %s\n" % e for e in entries))


def refusal(binary, project):
    """Codes of the errors of a project that stand at a line of it; `arrives` if it has none."""
    status, _, err = ovcc(binary, "build", "--project", project, "--home", HOME, "--stdout", check=False, folder=project)
    return ["arrives"] if status == 0 else re.findall(r"^[^ ]*?:\d+:\d+: error: .*\[([a-z0-9-]+)\]$", err, re.M)


def check_programs(binary, generators, counter):
    for way, entries, code in NAMES:
        with tempfile.TemporaryDirectory() as project:
            write_program(project, entries)
            got = refusal(binary, project)
            counter.check(way, [] if code in got else ["refused with %s, not with %s" % (got, code)])
    for way, data, code in ENV_FILES:
        with tempfile.TemporaryDirectory() as project:
            write_program(project, ["web: {image: docker.io/library/a:1, env_file: app.env}"])
            with open(os.path.join(project, "app.env"), "wb") as f:
                f.write(data)
            got = refusal(binary, project)
            counter.check(way, [] if code in got else ["%s, not %s" % (got, code)])
            arguments = ["build", "--project", project, "--home", HOME]
            for suite in generators if code == "arrives" else []:
                counter.check("%s, %s" % (way, suite), check_program(binary, generators[suite], intended_program(binary, arguments, project), arguments, project))


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--ovcc", required=True, type=os.path.abspath)
    args = parser.parse_args()
    counter, generators = Counter(), fetch()
    check_refused(args.ovcc, [row for row in WAYS_IN if row[3] != "arrives"], counter)
    check_arrives(args.ovcc, [row for row in WAYS_IN if row[3] == "arrives"], generators, counter)
    check_programs(args.ovcc, generators, counter)
    return counter.finish()


if __name__ == "__main__":
    sys.exit(main())
