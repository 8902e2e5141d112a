#!/usr/bin/env python3
"""Print the argv that systemd would run for each unit that a Quadlet generator makes.

    quadlet_argv.py DIR GENERATOR [options]          run GENERATOR in dry-run mode over DIR
    quadlet_argv.py --units FILE.service... [options] decode unit files that exist already

Tests use it to compare meaning instead of text: two generators (or two versions of one) may quote the same
argument differently, and the decoded argv is what a container engine sees.

The output is one JSON object:

    {"generator": PATH, "status": EXIT, "messages": [LINE...],
     "units": {NAME: {"exec": {"ExecStart": [[ARG...]...], ...},
                      "expanded": [VARIABLE...], "unresolved": ["%x"...], "problems": [TEXT...],
                      "unit": {KEY: [VALUE...]}, "service": {KEY: [VALUE...]}, "install": {KEY: [VALUE...]}}}}

* "exec" holds every Exec*= of [Service], one argv per command, after unquoting, unescaping, specifier
  expansion ("%%" and the specifiers listed under --spec) and variable expansion ("$$", "${NAME}", "$NAME"
  with the unit's own Environment= and --env). Prefix characters of the first word are in "prefixes".
* "expanded" names variables that were replaced. For the output of a compiler this list must be empty.
* "unresolved" lists specifiers this program has no value for; they stay in the argv as they are.
* "problems" has what systemd would warn about or refuse. A unit that systemd refuses has "refused": true.
* Bytes that are not UTF-8 appear as lone surrogates U+DC80..U+DCFF (Python's surrogateescape).

Only the standard library is used. The rules were checked against real managers, see
docs/encoding.md.
"""

import argparse
import json
import os
import re
import subprocess
import sys

WHITESPACE = b" \t\n\r"
COMMENTS = b"#;"
LONG_LINE_MAX = 1024 * 1024
SIMPLE_ESCAPES = {
    ord("a"): 7, ord("b"): 8, ord("f"): 12, ord("n"): 10, ord("r"): 13, ord("t"): 9, ord("v"): 11,
    ord("\\"): 0x5C, ord('"'): 0x22, ord("'"): 0x27, ord("s"): 0x20,
}
EXEC_KEYS = ("ExecCondition", "ExecStartPre", "ExecStart", "ExecStartPost", "ExecReload", "ExecStop",
             "ExecStopPost")
MULTI_OK = {"ExecCondition", "ExecStartPre", "ExecStartPost", "ExecReload", "ExecStop", "ExecStopPost"}


class Refused(Exception):
    """systemd would not load the unit at all."""


class Bad(Exception):
    """systemd would ignore this assignment."""


# ---------------------------------------------------------------------------------------------- lines

def physical_lines(data):
    """Split the way systemd reads lines: LF, CR and NUL end a line, and so do pairs of different ones."""
    out, cur, i, n = [], bytearray(), 0, len(data)
    while i < n:
        c = data[i]
        if c in (0, 10, 13):
            seen = {c}
            i += 1
            # NUL always ends the marker; otherwise take following markers not seen yet.
            while 0 not in seen and i < n and data[i] in (0, 10, 13) and data[i] not in seen:
                seen.add(data[i])
                i += 1
            out.append(bytes(cur))
            cur.clear()
        else:
            cur.append(c)
            i += 1
    if cur:
        out.append(bytes(cur))
    return out


def logical_lines(data):
    """Join continuation lines. Comments inside a continuation are skipped, empty lines end it."""
    continuation = None
    bom_seen = False
    for raw in physical_lines(data):
        if len(raw) >= LONG_LINE_MAX:
            raise Refused("line too long (%d bytes)" % len(raw))
        if raw.lstrip(WHITESPACE)[:1] in (b"#", b";"):
            continue
        if not bom_seen and raw.startswith(b"\xef\xbb\xbf"):
            raw, bom_seen = raw[3:], True
        if continuation is not None:
            if len(continuation) + len(raw) > LONG_LINE_MAX:
                raise Refused("continuation line too long")
            line = continuation + raw
        else:
            line = raw
        escaped = False
        for c in line:
            escaped = not escaped if c == 0x5C else False
        if escaped:
            continuation = line[:-1] + b" "
            continue
        continuation = None
        yield line
    if continuation is not None:
        yield continuation


def valid_utf8(line):
    """systemd's idea of UTF-8: surrogates and the 66 noncharacters are not allowed."""
    try:
        return not any(0xFDD0 <= ord(c) <= 0xFDEF or ord(c) & 0xFFFE == 0xFFFE for c in line.decode("utf-8"))
    except UnicodeDecodeError:
        return False


def parse_unit(data, problems):
    """Return [(section, key, value)] as bytes, in order."""
    section, out = None, []
    for line in logical_lines(data):
        line = line.strip(WHITESPACE)
        if not line:
            continue
        if not valid_utf8(line):
            raise Refused("a line is not valid UTF-8")
        if line[:1] == b"[":
            if line[-1:] != b"]":
                raise Refused("invalid section header")
            section = line[1:-1]
            continue
        if section is None:
            problems.append("assignment outside of a section, ignored")
            continue
        key, eq, value = line.partition(b"=")
        if not eq:
            if not section.startswith(b"X-"):
                problems.append("missing '=', ignored")
            continue
        out.append((section, key.strip(WHITESPACE), value.strip(WHITESPACE)))
    return out


# ---------------------------------------------------------------------------------------------- words

def unescape_one(data, i):
    """data[i] follows a backslash. Return (bytes, consumed) or None for an unknown escape."""
    c = data[i]
    if c in SIMPLE_ESCAPES:
        return bytes([SIMPLE_ESCAPES[c]]), 1
    if c in b"xuU":
        width = {ord("x"): 2, ord("u"): 4, ord("U"): 8}[c]
        digits = data[i + 1:i + 1 + width]
        if len(digits) < width or not re.fullmatch(rb"[0-9a-fA-F]+", digits):
            return None
        value = int(digits, 16)
        if value == 0 or value > 0x10FFFF:
            return None
        if width == 2:
            return bytes([value]), 3
        return chr(value).encode("utf-8", "surrogatepass"), 1 + width
    if c in b"01234567":
        digits = data[i:i + 3]
        if not re.fullmatch(rb"[0-7]{3}", digits):
            return None
        value = int(digits, 8)
        if value == 0 or value > 255:
            return None
        return bytes([value]), 3
    return None


def first_word(data, i, relax_escapes):
    """Return (word, next index) or (None, len) at the end; raises Bad."""
    n = len(data)
    while i < n and data[i] in WHITESPACE:
        i += 1
    if i >= n:
        return None, n
    out, quote = bytearray(), 0
    while True:
        if i >= n:
            if quote:
                raise Bad("unbalanced quoting")
            return bytes(out), n
        c = data[i]
        if c == 0x5C:
            i += 1
            if i >= n:
                if relax_escapes and not quote:
                    out.append(0x5C)
                    return bytes(out), n
                raise Bad("trailing backslash")
            got = unescape_one(data, i)
            if got is None:
                if not relax_escapes:
                    raise Bad("unknown escape")
                out += bytes([0x5C, data[i]])
                i += 1
            else:
                out += got[0]
                i += got[1]
        elif quote:
            if c == quote:
                quote = 0
            else:
                out.append(c)
            i += 1
        elif c in b"'\"":
            quote = c
            i += 1
        elif c in WHITESPACE:
            while i < n and data[i] in WHITESPACE:
                i += 1
            return bytes(out), i
        else:
            out.append(c)
            i += 1


def next_word(data, i, problems):
    try:
        return first_word(data, i, False)
    except Bad:
        word = first_word(data, i, True)
        problems.append("unknown escape sequence kept")
        return word


# ------------------------------------------------------------------------------- specifiers, variables

SPECIFIERS = frozenset("aAbBcCdDEfgGhHiIjJlLmMnNopPqrRsStTuUvVwWyY")


def expand_specifiers(word, table, unresolved):
    out, i = bytearray(), 0
    while i < len(word):
        c = word[i]
        if c != 0x25:
            out.append(c)
            i += 1
            continue
        if i + 1 >= len(word):
            out.append(c)
            break
        s = word[i + 1]
        if s == 0x25:
            out.append(s)
        elif chr(s) in table:
            out += os.fsencode(table[chr(s)])
        elif chr(s) in SPECIFIERS:
            unresolved.add("%" + chr(s))
            out += word[i:i + 2]
        elif s < 128 and chr(s).isalnum():
            raise Bad("unknown specifier %%%c" % s)
        else:
            out += word[i:i + 2]
        i += 2
    return bytes(out)


NAME = re.compile(rb"[A-Za-z_][A-Za-z0-9_]*\Z")


def expand_inside(word, env, expanded):
    """${NAME} and $$ inside a word."""
    out, i, n = bytearray(), 0, len(word)
    while i < n:
        if word[i] != 0x24 or i + 1 >= n:
            out.append(word[i])
            i += 1
        elif word[i + 1] == 0x24:
            out.append(0x24)
            i += 2
        elif word[i + 1] == 0x7B:
            j = i + 2
            while j < n and word[j] not in b"}:":
                j += 1
            if j >= n:
                out += word[i:]
                break
            if word[j] == 0x3A:  # "${x:" is no variable; the text up to the colon stays
                out += word[i:j + 1]
            else:
                name = word[i + 2:j]
                expanded.add(name.decode("utf-8", "surrogateescape"))
                out += env.get(name, b"") if NAME.match(name) else b""
            i = j + 1
        else:  # the character after a lone "$" is looked at no more
            out += word[i:i + 2]
            i += 2
    return bytes(out)


def split_relaxed(value):
    """Splitting of the value of a bare $NAME word: quotes are honoured, escapes are not special."""
    out, cur, quote, have = [], bytearray(), 0, False
    i = 0
    while i < len(value):
        c = value[i]
        if c == 0x5C and i + 1 < len(value):
            cur.append(value[i + 1])
            have = True
            i += 2
            continue
        if quote:
            if c == quote:
                quote = 0
            else:
                cur.append(c)
        elif c in b"'\"":
            quote, have = c, True
        elif c in WHITESPACE:
            if have:
                out.append(bytes(cur))
            cur, have = bytearray(), False
        else:
            cur.append(c)
            have = True
        i += 1
    if have:
        out.append(bytes(cur))
    return out


def expand_argv(argv, env, expanded):
    out = []
    for word in argv:
        if word[:1] == b"$" and word[1:2] not in (b"{", b"$"):
            name = word[1:]
            expanded.add(name.decode("utf-8", "surrogateescape"))
            if NAME.match(name) and name in env:
                out += split_relaxed(env[name])
        else:
            out.append(expand_inside(word, env, expanded))
    return out


# ------------------------------------------------------------------------------------------- Exec lines

def parse_exec(value, ctx):
    """One Exec*= value -> [(prefixes, argv before variable expansion)]."""
    commands, i, n = [], 0, len(value)
    while True:
        word, i = next_word(value, i, ctx["problems"])
        if word is None:
            return commands
        if word == b";":
            continue
        prefix = re.match(rb"[-@:+!|]*", word).group()
        path = expand_specifiers(word[len(prefix):], ctx["spec"], ctx["unresolved"])
        if not path:
            raise Bad("empty path")
        argv, again = [path], False
        if b"@" in prefix:
            argv = []
        while i < n:
            if value[i:i + 1] == b";" and (i + 1 >= n or value[i + 1] in WHITESPACE):
                i += 1
                again = True
                break
            if value[i:i + 2] == b"\\;" and (i + 2 >= n or value[i + 2] in WHITESPACE):
                i += 2
                while i < n and value[i] in WHITESPACE:
                    i += 1
                argv.append(b";")
                continue
            word, i = next_word(value, i, ctx["problems"])
            if word is None:
                break
            argv.append(expand_specifiers(word, ctx["spec"], ctx["unresolved"]))
        commands.append((prefix, argv))
        if not again:
            return commands


def environment(assignments, ctx):
    env = {}
    for section, key, value in assignments:
        if section == b"Service" and key == b"Environment":
            if not value:
                env.clear()
            i, line = 0, value
            while True:
                try:
                    word, i = next_word(line, i, ctx["problems"])
                except Bad:
                    break
                if word is None:
                    break
                try:
                    name, eq, value = expand_specifiers(word, ctx["spec"], ctx["unresolved"]).partition(b"=")
                except Bad:
                    ctx["problems"].append("Environment: unknown specifier, word ignored")
                    continue
                if eq and NAME.match(name):
                    env[name] = value
    return env


def text(data):
    return data.decode("utf-8", "surrogateescape")


def decode_unit(name, data, spec, extra_env):
    problems, unresolved, expanded = [], set(), set()
    stem = name.rsplit(".", 1)[0]
    prefix, _, instance = stem.partition("@")
    table = {"n": name, "N": stem, "p": prefix, "i": instance, "I": instance.replace("-", "/"),
             "P": prefix.replace("-", "/"), "j": prefix.rsplit("-", 1)[-1]}
    table.update(spec)
    ctx = {"problems": problems, "unresolved": unresolved, "spec": table}
    result = {"exec": {}, "prefixes": {}, "unit": {}, "service": {}, "install": {}}
    try:
        assignments = parse_unit(data, problems)
        env = environment(assignments, ctx)
        env.update(extra_env)
        service_type = b""
        for section, key, value in assignments:
            where = {b"Unit": "unit", b"Service": "service", b"Install": "install"}.get(section)
            if where is None:
                continue
            if section == b"Service" and text(key) in EXEC_KEYS:
                slot = result["exec"].setdefault(text(key), [])
                pre = result["prefixes"].setdefault(text(key), [])
                if not value:
                    slot.clear()
                    pre.clear()
                    continue
                try:
                    for p, argv in parse_exec(value, ctx):
                        slot.append([text(a) for a in
                                     (argv if b":" in p else expand_argv(argv, env, expanded))])
                        pre.append(text(p))
                except Bad as e:
                    problems.append("%s: %s" % (text(key), e))
                    if not value.startswith(b"-"):
                        result["refused"] = True
                continue
            if (section, key) == (b"Service", b"Type"):
                service_type = value
            store = result[where].setdefault(text(key), [])
            if value:
                store.append(text(value))
            else:
                store.clear()
        if len(result["exec"].get("ExecStart", [])) > 1 and service_type != b"oneshot":
            problems.append("more than one ExecStart")
            result["refused"] = True
    except Refused as e:
        problems.append(str(e))
        result["refused"] = True
    result["prefixes"] = {k: v for k, v in result["prefixes"].items() if any(v)}
    result["expanded"] = sorted(expanded)
    result["unresolved"] = sorted(unresolved)
    result["problems"] = problems
    return result


# -------------------------------------------------------------------------------------------- generator

HEADER = re.compile(rb"---([^=\n]+)---\Z")


def dry_run(directory, generator, user, podman):
    env = dict(os.environ, QUADLET_UNIT_DIRS=os.path.abspath(directory))
    env.pop("PODMAN", None)
    if podman:
        env["PODMAN"] = podman
    done = subprocess.run([generator, "-dryrun"] + (["-user"] if user else []), env=env,
                          stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                          check=False)
    units, current = {}, None
    for line in done.stdout.split(b"\n"):
        m = HEADER.match(line)
        if m:
            current = units.setdefault(text(m.group(1)), [])
        elif current is not None:
            current.append(line)
    messages = [re.sub(r"^quadlet-generator\[\d+\]: ", "", m)
                for m in text(done.stderr).splitlines()]
    return done.returncode, messages, {k: b"\n".join(v) for k, v in units.items()}


def main(argv=None):
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("directory", nargs="?", help="folder with .container, .pod, ... files")
    parser.add_argument("generator", nargs="?", help="path of the quadlet generator")
    parser.add_argument("--units", nargs="+", metavar="FILE", help="decode these unit files instead")
    parser.add_argument("--system", action="store_true", help="run the generator for the system manager")
    parser.add_argument("--podman", help="path that the generator writes for podman")
    parser.add_argument("--spec", action="append", default=[], metavar="X=VALUE",
                        help="value of specifier %%X, e.g. t=/run/user/1000")
    parser.add_argument("--env", action="append", default=[], metavar="NAME=VALUE",
                        help="variable of the manager's environment")
    parser.add_argument("--text", action="store_true", help="add the generated text as \"text\"")
    args = parser.parse_args(argv)
    spec = dict(s.split("=", 1) for s in args.spec)
    env = {os.fsencode(k): os.fsencode(v) for k, v in (e.split("=", 1) for e in args.env)}
    if args.units:
        status, messages, texts = 0, [], {}
        for path in args.units:
            with open(path, "rb") as f:
                texts[os.path.basename(path)] = f.read()
    elif args.directory and args.generator:
        status, messages, texts = dry_run(args.directory, args.generator, not args.system, args.podman)
    else:
        parser.error("give DIR and GENERATOR, or --units")
    out = {"generator": args.generator, "status": status, "messages": messages, "units": {}}
    for name in sorted(texts):
        out["units"][name] = decode_unit(name, texts[name], spec, env)
        if args.text:
            out["units"][name]["text"] = text(texts[name])
    json.dump(out, sys.stdout, indent=1, ensure_ascii=True)
    print()
    return 0


if __name__ == "__main__":
    sys.exit(main())
