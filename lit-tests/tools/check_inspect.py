#!/usr/bin/env python3
"""Programs compile to the same units from the labels of built images as from their sources.

    check_inspect.py --ovcc PATH [--corpus DIR] PROGRAM_FOLDER…

For each program (as in check_roundtrip.py) the images that it deploys are turned into what `podman image inspect` prints: labels in the names and
the JSON of the reference, filled from the program after merge-security. Then it is compiled anew

* in a folder that holds deploy.yml and the inspect files only, and nothing of the project: every byte must be the same;
* in the project itself with the inspect files: the same, and no image may count as built from something else.

With --corpus every image of that project is deployed at once, too. Programs with errors of their own, and those whose images others built
(labels do not come into that), are left out; their number is printed.

What the labels cannot carry: which of several layers declares a name; that an image has systemd as its init (its container sleeps, as without any); a
tag that the sources leave open, for which the tag of the built image stands.
"""

import argparse
import json
import os
import re
import sys
import tempfile

from check_corpus import deploy_text, images, required_environment
from check_roundtrip import programs
from ovcc_testing import HOME, Counter, differences, ovcc, read_folder

TOKEN = re.compile(r'"((?:[^"\\]|\\.)*)"|([{}=])|([^\s"{}=]+)')
ESCAPE = re.compile(r"\\(?:x([0-9a-f]{2})|u\{([0-9a-f]+)\}|(.))", re.S)
SUPERVISORD = ["supervisord", "-n", "-c", "/etc/supervisord.conf"]


# ---------------------------------------------------------------- textual IR
def decode(text):
    """The value of a quoted text; bytes are UTF-8 here."""
    out = bytearray()
    at = 0
    for match in ESCAPE.finditer(text):
        out += text[at:match.start()].encode()
        byte, point, char = match.groups()
        if byte:
            out.append(int(byte, 16))
        else:
            out += (chr(int(point, 16)) if point else {"n": "\n", "t": "\t"}.get(char, char)).encode()
        at = match.end()
    return (out + text[at:].encode()).decode()


class Item:
    """`keyword value… name=value… { item… }`."""

    def __init__(self, keyword):
        self.keyword = keyword
        self.values = []
        self.attributes = {}
        self.items = []

    def all(self, keyword):
        return [item for item in self.items if item.keyword == keyword]

    def one(self, keyword):
        """The item of that name; an empty one if there is none."""
        return (self.all(keyword) or [Item(keyword)])[0]

    def text(self, keyword):
        return (self.one(keyword).values or [""])[0]


def parse_line(line):
    tokens = [decode(m.group(1)) if m.group(1) is not None else (m.group(2) or m.group(3)) for m in TOKEN.finditer(line)]
    quoted = [m.group(1) is not None for m in TOKEN.finditer(line)]
    item, at = Item(tokens[0]), 1
    while at < len(tokens):
        if tokens[at] == "{" and not quoted[at]:
            return item, True
        if at + 1 < len(tokens) and tokens[at + 1] == "=" and not quoted[at + 1]:
            item.attributes[tokens[at]] = tokens[at + 2]
            at += 3
        else:
            item.values.append(tokens[at])
            at += 1
    return item, False


def parse(text):
    """The module, from one item a line."""
    root = Item("")
    open_items = [root]
    for line in text.splitlines():
        if line.strip() == "}":
            open_items.pop()
        elif line.strip():
            item, has_block = parse_line(line.strip())
            open_items[-1].items.append(item)
            if has_block:
                open_items.append(item)
    return root.one("module")


# ---------------------------------------------------------------- labels
def go_json(value):
    """As the reference's encoder writes it."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for char in "<>&\u2028\u2029":
        text = text.replace(char, "\\u%04x" % ord(char))
    return text


def mapping(port):
    address, protocol = port.attributes.get("address", ""), port.attributes.get("protocol", "")
    return (address + ":" if address else "") + ":".join(port.values) + ("/" + protocol if protocol else "")


def container_path(path, home):
    if path.startswith("~/"):
        return home + path[1:]
    return (home if path == "~" else path).replace("$HOME", home)


def dependencies(contract, keyword):
    return [{"name": d.values[0], "description": d.attributes.get("description", ""),
             **{k: d.attributes[k] for k in ("default", "key") if k in d.attributes}} for d in contract.all(keyword)]


def security_label(security):
    """W56: the reference leaves the label out where only caps or `ipc_mode` are set; it is written here."""
    lists = {"cap_add": "cap-add", "devices": "device", "security_opt": "security-opt", "group_add": "group-add", "mounts": "mount"}
    texts = ("cgroupns", "ipc_mode", "shm_size", "memory_max", "memory_high", "memory_swap_max", "cpus")
    label = {"privileged": True} if security.attributes.get("privileged") == "true" else {}
    label.update({name: [i.values[0] for i in security.all(keyword)] for name, keyword in lists.items() if security.all(keyword)})
    label.update({name: security.text(name.replace("_", "-")) for name in texts if security.text(name.replace("_", "-"))})
    return label


def contract_labels(contract, home):
    labels = {
        "env_provides": {p.values[0]: p.values[1] for p in contract.all("env-provides")},
        "port_protos": {p.values[1]: p.values[0] for p in contract.all("port")},
        "volumes": [{"name": v.values[0], "path": container_path(v.values[1], home)} for v in contract.all("volume")],
        "secrets": [{"name": s.values[0], "target": s.attributes["target"], **({"env": s.attributes["env"]} if "env" in s.attributes else {})}
                    for s in contract.all("secret")],
        "mcp_provides": [{"name": m.values[0], "url": m.values[1],
                          **({"transport": m.attributes["transport"]} if m.attributes["transport"] != "http" else {})}
                         for m in contract.all("mcp-provides")],
    }
    for section in ("env_accepts", "env_requires", "secret_accepts", "secret_requires", "mcp_accepts", "mcp_requires"):
        labels[section] = dependencies(contract, section.replace("_", "-"))
    return labels


def inspect_record(image):
    """One element of what `podman image inspect` prints."""
    name, effective = image.values[0], image.one("effective")
    home, reference = effective.attributes.get("home", ""), effective.text("reference-name")
    texts = {
        "version": "1", "image": name, "registry": reference[:-len(name) - 1],
        "uid": effective.attributes.get("uid", "0"), "gid": effective.attributes.get("gid", "0"),
        "user": effective.attributes.get("user", ""), "home": home, "network": effective.text("network"),
        "status": effective.attributes["status"], "info": effective.text("info"),
        "init": "supervisord" if effective.one("exec").values == SUPERVISORD else "",
    }
    lists = contract_labels(effective.one("contract"), home)
    lists["ports"] = [mapping(port) for port in effective.all("port")]
    lists["env"] = [e.values[0] if e.attributes.get("bare") == "true" else "=".join(e.values) for e in effective.all("env")]
    lists["security"] = security_label(effective.one("security"))
    labels = {"org.overthinkos." + key: text for key, text in texts.items() if text}
    labels.update({"org.overthinkos." + key: go_json(value) for key, value in lists.items() if value})
    tag = "%s:%s" % (reference, effective.text("tag") or "latest")
    return {"Id": "id of " + name, "RepoTags": [tag], "Config": {"Labels": labels}, "Labels": labels}


# ---------------------------------------------------------------- comparing
class Checker:
    def __init__(self, binary):
        self.binary = binary
        self.counter = Counter()
        self.images = 0
        self.left_out = {"with errors of their own": 0, "of images that others built": 0}

    def build(self, project, deploy, out, *more):
        return ovcc(self.binary, "build", "--project", project, "--deploy", deploy, "--home", HOME, "--out", out, *more, check=False)

    def compare(self, name, project, deploy):
        with tempfile.TemporaryDirectory() as work:
            bare, built, sources = (os.path.join(work, n) for n in ("bare", "built", "sources"))
            status, _, err = self.build(project, deploy, sources, "--print-ir-after", "merge-security")
            if status != 0:
                self.left_out["with errors of their own"] += 1
                return
            text = err[err.index("// after merge-security\n"):]
            deployed = [i for i in parse(text[:text.index("\n}\n")]).all("image") if i.all("effective")]
            if any(i.attributes.get("foreign") == "true" for i in deployed):
                self.left_out["of images that others built"] += 1
                return
            os.mkdir(bare)
            with open(os.path.join(bare, "images.json"), "w", encoding="utf-8") as f:
                json.dump([inspect_record(image) for image in deployed], f, indent=5, ensure_ascii=False)
            inspect = ("--inspect", os.path.join(bare, "images.json"))
            want = read_folder(sources)
            self.images += len(deployed)

            status, _, err = self.build(bare, deploy, built, *inspect)
            self.counter.check(name + ", from the images alone", [err] if status else differences(want, read_folder(built)))
            status, _, err = self.build(project, deploy, os.path.join(work, "both"), *inspect)
            differ = re.findall(r"warning: (.*) \[inspected-differs\]", err)
            self.counter.check(name + ", beside its sources",
                               [err] if status else differ + differences(want, read_folder(os.path.join(work, "both"))))


def deploy_of_case(folder, deploy, work):
    """A copy of deploy.yml in which `@CASE@` stands for the folder of the program."""
    with open(deploy, encoding="utf-8") as f:
        text = f.read().replace("@CASE@", folder)
    path = os.path.join(work, "deploy.yml")
    with open(path, "w", encoding="utf-8") as f:
        f.write(text)
    return path


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--ovcc", required=True)
    parser.add_argument("--corpus")
    parser.add_argument("folders", nargs="*")
    args = parser.parse_args()
    checker = Checker(args.ovcc)
    with tempfile.TemporaryDirectory() as work:
        for name, project, deploy in programs(args.folders):
            if os.path.exists(deploy):
                checker.compare(name, project, deploy_of_case(os.path.dirname(deploy), deploy, work))
        if args.corpus:
            path = os.path.join(work, "deploy.yml")
            found = images(os.path.join(args.corpus, "image.yml"))
            environment = required_environment(args.ovcc, args.corpus, found, path)
            with open(path, "w", encoding="utf-8") as f:
                f.write(deploy_text(found, environment))
            checker.compare("the corpus", args.corpus, path)
    for reason, count in checker.left_out.items():
        print("%d programs %s are left out" % (count, reason))
    print("%d images" % checker.images)
    return checker.counter.finish()


if __name__ == "__main__":
    sys.exit(main())
