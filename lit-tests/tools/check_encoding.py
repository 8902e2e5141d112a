#!/usr/bin/env python3
"""Random values in every place where input reaches a unit: each arrives exactly, or is refused at its own line.

    check_encoding.py --ovcc PATH [--count N] [--seed N] [--suite SUITE…]

A batch is one program with a deploy entry for each value, on a line of its own, and one with a harmless value for each place. Errors of
ovcc must stand on lines of random values; the rest must compile. Then Podman's real generator reads the units, its services are decoded as
systemd does, and each must be that of the harmless value, with the value in its place: nothing else differs, so nothing was smuggled
in. Prints for each place how many arrived and how many were refused.
"""

import argparse
import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile

import yaml as pyyaml

import quadlet_argv
from check_generators import SUITES, fetch
from encoding_places import PLACES, WITHOUT_TEXT
from intended_services import split_options
from ovcc_testing import HOME, ROOT, Counter

BATCH = 300
EMPTY_SERVICE = {"exec": {}, "unit": {}, "service": {}, "problems": [], "expanded": [], "unresolved": []}
PIECES = ["%h", "%%", "%20", "%n", "$H", "${X}", "$$", "$", "%", "\\", "\\\\", "\"", "'", "`", " ", "  ", "\t", "\n", "\r", "\r\n", "\x0b", "\x7f", "\x01",
          "\n[Service]\nExecStartPre=/bin/touch /x\n", "\r[Service]\rExecStartPre=/bin/touch /x\r", "[Container]", "\\\n", ";", ";;", "#", "# c", ",", ",,",
          ":", "=", "==", "--privileged", "-v=/:/x", "\" --privileged \"", "' --privileged '", "{", "}", "[", "]", "{{", "}}", "<", ">", "|", "&", "~", "*",
          "?", "!", "@", "^", "(", ")", "a", "Z", "0", "é", "漢", "😀", "\u0080", "\u0085", "\u00a0", "\u00ad", "\u1680", "\u2028", "\u2029", "\u202e", "\u200b", "\u3000",
          "\ufeff", "\ufdd0", "\uffff", "\U0001fffe", "\\x41", "\\u0041", "\\s", "\\;", "%%h", "%i", "%t/x", "../../x", "-rf", "con", "\x1b[31m", "ReloadCmd="]


def quoted(text):
    """A double-quoted YAML scalar."""
    out = []
    for c in text:
        n = ord(c)
        if 0x20 <= n < 0x7F and c not in "\"\\":
            out.append(c)
        elif c in "\"\\":
            out.append("\\" + c)
        elif n <= 0xFF:
            out.append("\\x%02x" % n)
        elif n <= 0xFFFF:
            out.append("\\u%04x" % n)
        else:
            out.append("\\U%08x" % n)
    return '"%s"' % "".join(out)


def yaml(value):
    if isinstance(value, dict):
        return "{%s}" % ", ".join("%s: %s" % (quoted(k), yaml(v)) for k, v in value.items())
    if isinstance(value, list):
        return "[%s]" % ", ".join(yaml(v) for v in value)
    return quoted(value)


def random_value(rng, harmless):
    kind = rng.randrange(20)
    if kind < 8:
        value = "".join(rng.choice(PIECES) for _ in range(rng.randrange(1, 6)))
    elif kind < 12:
        value = "".join(chr(rng.choice((rng.randrange(0x20, 0x7F), rng.randrange(0xA0, 0x3000), rng.randrange(1, 0x20), rng.randrange(0xE000, 0x110000))))
                        for _ in range(rng.randrange(1, 12)))
    elif kind < 13 and rng.randrange(40) == 0:
        value = rng.choice("a\\\"% ") * rng.choice((1000, 60000, 131000, 131072))
    else:
        at = rng.randrange(len(harmless) + 1)
        value = harmless[:at] + rng.choice(PIECES) + harmless[at + (rng.randrange(2) if kind < 17 else 0):]
        return "x" + value if value.startswith("~") else value
    # The home folder is put in where a path names it: that is not a matter of encoding.
    value = value.replace("$HOME", "$H")
    if value.startswith("~"):
        value = "x" + value
    return ("/" + value) if harmless.startswith("/") and rng.randrange(8) else value


def port_of(key):
    """A port of the host for each entry."""
    return str((10000 if key.startswith("b") else 20000) + int(key[1:]))


def with_key(value, key):
    text = json.dumps(value)
    for mark, unique in (("P_@", "P_" + key), ("@PORT", port_of(key)), ("@LAYER", "l" + key)):
        text = text.replace(mark, unique)
    return json.loads(text)


class Batch:
    def __init__(self, rng, size):
        self.entries = {}  # key: (place index, value, fields)
        for i, (_, make, harmless, _) in enumerate(PLACES):
            key = "b%d" % i
            self.entries[key] = (i, harmless, with_key(make(harmless), key))
        for n in range(size):
            i = rng.randrange(len(PLACES))
            key = "e%d" % n
            value = random_value(rng, PLACES[i][2])
            self.entries[key] = (i, value, with_key(PLACES[i][1](value), key))

    def write(self, project):
        """Writes the project anew. Returns the key by (file, line), and by file where it is one entry's alone."""
        shutil.rmtree(project, ignore_errors=True)
        os.makedirs(project)
        deploy, images, lines = ["deploy:"], ["images:"], {}
        for key, (place, value, fields) in self.entries.items():
            instance = "/" + fields["@instance"] if "@instance" in fields else ""
            deploy.append("  %s: %s" % (quoted(key + instance), yaml({k: v for k, v in fields.items() if k[0] != "@"})))
            lines["deploy.yml", len(deploy)] = key
            if "@image" in fields:
                images.append("  %s: %s" % (key, yaml(fields["@image"])))
                lines["image.yml", len(images)] = key
            if "@layer" in fields:
                name = os.path.join("layers", "l" + key, "layer.yml")
                write_text(os.path.join(project, name), "layer: %s\n" % yaml(fields["@layer"]))
                lines[name] = key
            if PLACES[place][0] == "environment file" and "/" not in value and value not in ("", ".", "..") and len(value.encode()) < 200:
                write_text(os.path.join(project, value), "A=1\n")
        write_text(os.path.join(project, "deploy.yml"), "\n".join(deploy) + "\n")
        write_text(os.path.join(project, "image.yml"), "\n".join(images) + "\n")
        return lines


def write_text(path, text):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8", newline="") as f:
        f.write(text)


def compile_batch(ovcc, batch, work, target):
    """(folder of the units, refused entries by key, problems)"""
    project, out = os.path.join(work, "project"), os.path.join(work, "out")
    refused, problems = {}, []
    for _ in range(8):
        lines = batch.write(project)
        done = subprocess.run([ovcc, "build", "--project", project, "--home", HOME, "--out", out, "--max-errors", "0"] + target,
                              cwd=project, stdin=subprocess.DEVNULL, capture_output=True, check=False, env={"PATH": os.environ["PATH"], "HOME": HOME})
        if done.returncode == 0:
            return out, refused, problems
        if done.returncode != 1:
            return None, refused, ["exit %d: %s" % (done.returncode, done.stderr[-500:])]
        text = done.stderr.decode("utf-8", "replace")
        gone = set()
        for match in re.finditer(r"^(.*?):(\d+):\d+: (error|note): (.*)$", text, re.M):
            name = os.path.relpath(match.group(1), project)
            key = lines.get(name) or lines.get((name, int(match.group(2))))
            if key is not None and key.startswith("e"):
                gone.add(key)
            elif match.group(3) == "error" and "[deploy-unreadable]" not in match.group(4):
                problems.append("an error elsewhere: " + match.group(0))
        if not gone:
            return None, refused, problems + ["errors that name no line: " + text[-1500:]]
        for key in gone:
            refused[key] = batch.entries.pop(key)
        if problems:
            return None, refused, problems
    return None, refused, ["errors without end"]


def canonical(service):
    """What does not count taken out: the order of variables and of units, the spelling of JSON, mounts as dependencies."""
    service["problems"] = [p for p in service["problems"] if not p.startswith("unknown escape sequence")]
    for slot in service["exec"].values():
        for argv in slot:
            start = 2 if argv[1:2] == ["run"] else 3 if argv[1:3] == ["pod", "create"] else len(argv)
            try:
                options, rest = split_options(argv[start:])
            except IndexError:
                raise ValueError("no command of podman: %r" % argv)
            options = [(o, repr(json.loads(v)) if o == "--entrypoint" and v.startswith("[") else v) for o, v in options]
            argv[start:] = sorted("%s=%s" % option for option in options) + rest
    service["unit"].pop("RequiresMountsFor", None)
    for values in service["unit"].values():
        values[:] = sorted(word for value in values for word in value.split())
    return service


def difference(a, b, path=""):
    """The first place where two JSON values differ."""
    if isinstance(a, dict) and isinstance(b, dict):
        for key in sorted(set(a) | set(b)):
            if a.get(key) != b.get(key):
                return difference(a.get(key), b.get(key), path + "/" + key)
    if isinstance(a, list) and isinstance(b, list) and len(a) == len(b):
        for i, (x, y) in enumerate(zip(a, b)):
            if x != y:
                return difference(x, y, "%s/%d" % (path, i))
    if isinstance(a, list) and isinstance(b, list):
        return "%s: too much %r, missing %r" % (path, [x for x in a if x not in b], [x for x in b if x not in a])
    return "%s: %r, not %r" % (path, a, b)


def strip_ids(value, key, stem):
    """A decoded service with the names of its entry taken out."""
    text = json.dumps(value, sort_keys=True, ensure_ascii=True)
    text = re.sub(r"ov-%s\b" % re.escape(json.dumps(stem)[1:-1]), "ov-KEY", text)
    text = re.sub(r"\b%s\b" % port_of(key), "PORT", text)
    text = re.sub(r"\b%s:" % key, "KEY:", text)
    return re.sub(r"\b(Overthink|P_)( ?)%s\b" % key, r"\1\2KEY", text)


def services_of(units, stem, sidecar):
    """{what stands behind the name of the entry: service}; a sidecar with a name of its own is `-NAME`."""
    pattern = re.compile(r"^ov-%s(-side|-pod|-tunnel|-ingress|-%s)?\.service$" % (re.escape(stem), re.escape(sidecar)))
    found = {pattern.match(n).group(1): u for n, u in units.items() if pattern.match(n)}
    return {"-NAME" if part == "-" + sidecar else part: u for part, u in found.items()}


def judge(units, key, place, value, base):
    """Problems of one entry against the harmless one of its place."""
    name, _, harmless, exact = PLACES[place]
    stem, base_stem = (key + "-" + value, base + "-" + harmless) if name.startswith("instance") else (key, base)
    sidecar, base_sidecar = (value, harmless) if name == "sidecar name" else ("side", "side")
    got, want = services_of(units, stem, sidecar), services_of(units, base_stem, base_sidecar)
    if set(got) != set(want):
        return ["services %s, not %s" % (sorted(map(str, got)), sorted(map(str, want)))]
    problems = []
    for part in want:
        a, b = json.loads(strip_ids(got[part], key, stem)), json.loads(strip_ids(want[part], base, base_stem))
        if exact:
            b = json.loads(json.dumps(b, ensure_ascii=True).replace(json.dumps(harmless)[1:-1], json.dumps(json.dumps(value)[1:-1])[1:-1] if name == "first word" or "entrypoint" in name else json.dumps(value)[1:-1]))
            a, b = canonical(a), canonical(b)
            if a != b:
                problems.append(difference(a, b))
            continue
        a, b = canonical(a), canonical(b)
        shape = lambda s: {k: [len(argv) for argv in v] for k, v in s["exec"].items()}
        flags = lambda s: [[w.split("=")[0] for w in argv if w.startswith("--")] for argv in s["exec"].get("ExecStart", [])]
        if shape(a) != shape(b) or flags(a) != flags(b) or set(a["service"]) != set(b["service"]) or set(a["unit"]) != set(b["unit"]):
            problems.append("the shape differs: %r, not %r" % (a["exec"], b["exec"]))
        if a["problems"] or a.get("refused") or a["expanded"] != b["expanded"] or a["unresolved"] != b["unresolved"]:
            problems.append("systemd: %r" % (a["problems"] or a["unresolved"] or a["expanded"]))
    return problems


def written_services(out):
    """What no generator makes: plain services, and the configurations of tunnels that are named after a container as such."""
    found = {}
    for name in os.listdir(out):
        if name.endswith(".service"):
            with open(os.path.join(out, name), "rb") as f:
                found[name] = quadlet_argv.decode_unit(name, f.read(), {}, {})
    tunnels = os.path.join(out, "tunnels")
    for name in os.listdir(tunnels) if os.path.isdir(tunnels) else []:
        if re.match(r"ov-[be]\d+\.yml$", name):
            with open(os.path.join(tunnels, name), encoding="utf-8") as f:
                found[name[:-4] + "-ingress.service"] = dict(EMPTY_SERVICE, ingress=pyyaml.load(f, Loader=pyyaml.CSafeLoader))
    return found


def reached_directives(out):
    """{(section, key)} of the lines that hold the harmless value of their place."""
    reached = set()
    for name in os.listdir(out):
        match = re.match(r"ov-b(\d+)\b.*\.(container|pod|service)$", name)
        if match:
            harmless = PLACES[int(match.group(1))][2].lower()
            with open(os.path.join(out, name), "rb") as f:
                lines = quadlet_argv.parse_unit(f.read(), [])
            reached |= {(section.decode(), key.decode()) for section, key, value in lines if harmless in value.decode().lower()}
    return reached


def directive_problems(reached):
    with open(os.path.join(ROOT, "backend", "unit", "directives.def"), encoding="utf-8") as f:
        rows = set(re.findall(r'^OVCC_DIRECTIVE\("(\w+)", "(\w+)"', f.read(), re.M))
    return (["no place reaches [%s] %s=" % row for row in sorted(rows - reached - set(WITHOUT_TEXT))] +
            ["[%s] %s= holds text after all" % row for row in sorted(reached & set(WITHOUT_TEXT))] +
            ["[%s] %s= is no directive" % row for row in sorted(set(WITHOUT_TEXT) - rows)])


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--ovcc", required=True, type=os.path.abspath)
    parser.add_argument("--count", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--suite", action="append", help="Debian suites whose generators take turns; default: all")
    args = parser.parse_args()
    rng, counter = random.Random(args.seed), Counter()
    generators = fetch()
    suites = [(s, t) for s, t in SUITES if not args.suite or s in args.suite]
    for suite, _ in suites:
        counter.check("the generator of " + suite, [] if suite in generators else ["cannot be had"])
    suites = [s for s in suites if s[0] in generators]
    arrived, refused_of = [0] * len(PLACES), [0] * len(PLACES)
    done, number, reached = 0, 0, set()
    while suites and done < args.count:
        suite, target = suites[number % len(suites)]
        number += 1
        batch = Batch(rng, min(BATCH, args.count - done))
        done += min(BATCH, args.count - done)
        with tempfile.TemporaryDirectory() as scratch:
            work = os.path.join(scratch, "a", "b", "c", "d")  # `../../x` leads to nothing of this machine
            os.makedirs(work)
            out, refused, problems = compile_batch(args.ovcc, batch, work, ["--target", target] if number % 2 else [])
            for place, _, _ in refused.values():
                refused_of[place] += 1
            if out is None:
                counter.check("batch %d compiles" % number, problems)
                continue
            status, messages, texts = quadlet_argv.dry_run(out, generators[suite], True, "/usr/bin/podman")
            units = {name: quadlet_argv.decode_unit(name, text, {}, {}) for name, text in texts.items()}
            units.update(written_services(out))
            reached |= reached_directives(out)
            messages = [m for m in messages if not m.startswith("Loading source unit file") and "not a fully qualified image name" not in m]
            counter.check("batch %d, generator of %s" % (number, suite), messages + ([] if status == 0 else ["exit %d" % status]))
            for key, (place, value, _) in batch.entries.items():
                if key.startswith("b"):
                    continue
                arrived[place] += 1
                try:
                    problems = judge(units, key, place, value, "b%d" % place)
                except ValueError as error:
                    problems = [str(error)]
                counter.check("%s: %r" % (PLACES[place][0], value[:200]), problems)
    for i, (name, _, _, _) in enumerate(PLACES):
        print("%-24s %6d arrived %6d refused" % (name, arrived[i], refused_of[i]))
        counter.check("values arrive at: " + name, [] if arrived[i] or args.count < 20000 or not PLACES[i][3] else ["none"])
    counter.check("every directive is reached", directive_problems(reached))
    print("%d values" % done)
    return counter.finish()


if __name__ == "__main__":
    sys.exit(main())
