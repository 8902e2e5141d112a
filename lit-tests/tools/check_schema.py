#!/usr/bin/env python3
"""Check the JSON Schemas that `ovcc schema` prints, with a validator of its own.

    check_schema.py --ovcc PATH [--corpus DIR] [FOLDER …]

* every schema is a schema of its draft, equal in every run, and the same from `--out`;
* a schema is never stricter than the compiler: every file of the projects in the folders, of the lit tests and of the corpus against which
  the compiler says nothing of its shape validates;
* and not much laxer: for each code in EXPRESSIBLE, a file in lit-tests/diagnostics of which the compiler says it does not;
* what `ovcc host` prints and the built-in sidecar.yml validate;
* what `ovcc build` prints and writes about the projects in the folders validates against docs/schemas/.

Files are read as editors read them, as YAML 1.2.
"""

import argparse
import glob
import json
import os
import re
import sys
import tempfile

import jsonschema
import yaml

from ovcc_testing import HOME, ROOT, Counter, ovcc

# What one file alone can have wrong, and a schema says.
EXPRESSIBLE = {
    "control-char", "dep-description-missing", "deploy-key-dot", "deploy-key-invalid", "engine-invalid",
    "env-key-broken", "env-name-empty", "env-name-invalid", "env-path", "image-and-base", "image-ref-invalid", "inspect-form",
    "layer-port-invalid", "layer-port-protocol", "mcp-name-empty", "mcp-transport-invalid", "mcp-url-empty", "mcp-url-template", "mount-invalid",
    "packaged-unit-invalid", "port-address-invalid", "port-mapping-invalid", "port-suffix-invalid", "provides-template", "root-not-map",
    "route-invalid", "secret-key-invalid", "secret-name-invalid", "secret-slug-invalid", "secret-source-invalid", "secret-target-invalid",
    "security-word", "sidecar-contract", "sidecar-name-invalid", "size-invalid", "status-unknown", "tunnel-name-invalid",
    "tunnel-private-hostnames", "tunnel-provider", "tunnel-scope-type", "two-roots", "two-spellings", "unknown-key", "unknown-target",
    "user-policy-invalid", "version-format", "volume-name-invalid", "volume-path-missing", "volume-type-unknown", "wrapper-mixed", "wrong-type",
}
# What a schema says in part, or only now and then.
SHAPE = EXPRESSIBLE | {"alias-invalid", "cpus-invalid", "json-syntax", "label-invalid", "multi-document", "not-utf8", "nul-in-value",
                       "port-relay-invalid", "rule-level-invalid"}
UNREADABLE = {"yaml-alias", "yaml-duplicate-key", "yaml-key", "yaml-limit", "yaml-merge-key", "yaml-syntax", "not-utf8", "json-syntax"}

KINDS = {"deploy.yml": "deploy", "image.yml": "image", "images.yml": "image", "overthink.yml": "overthink", "sidecar.yml": "sidecar",
         "host.yml": "host", ".ovcc.yml": "settings"}
SECTION = re.compile(r"^#--- (\S+)\n", re.M)


class Loader(yaml.SafeLoader):
    """YAML 1.2: fewer words are numbers or truth values; keys are texts."""

    def construct_mapping(self, node, deep=False):
        self.flatten_mapping(node)
        return {key.value: self.construct_object(value, deep=True) for key, value in node.value}


def construct_map(loader, node):
    return loader.construct_mapping(node)


Loader.yaml_implicit_resolvers = {}
Loader.add_constructor("tag:yaml.org,2002:map", construct_map)
for tag, pattern, first in (
        ("bool", r"^(?:true|True|TRUE|false|False|FALSE)$", "tTfF"),
        ("int", r"^[-+]?[0-9]+$", "-+0123456789"),
        ("float", r"^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$", "-+0123456789."),
        ("null", r"^(?:~|null|Null|NULL|)$", ["~", "n", "N", ""]),
        ("merge", r"^<<$", "<")):
    Loader.add_implicit_resolver("tag:yaml.org,2002:" + tag, re.compile(pattern), list(first))
# `010` is ten in YAML 1.2.
Loader.add_constructor("tag:yaml.org,2002:int", lambda loader, node: int(node.value, 10))


def documents(path):
    with open(path, encoding="utf-8") as f:
        if path.endswith(".json"):
            return [json.load(f)]
        return list(yaml.load_all(f, Loader)) or [None]


def kind_of(path):
    name = os.path.basename(path)
    if name == "layer.yml":
        return "layer"
    return "inspect" if name.endswith(".json") else KINDS.get(name)


def schema_of_output(name):
    with open(os.path.join(ROOT, "docs", "schemas", name + ".schema.json"), encoding="utf-8") as f:
        schema = json.load(f)
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


class Checker:
    def __init__(self, binary, counter):
        self.binary, self.counter = binary, counter
        self.validators = {}
        self.rejected = {}  # code -> paths that had it and did not validate

    def load_schemas(self):
        with tempfile.TemporaryDirectory() as out:
            ovcc(self.binary, "schema", "--out", out)
            names = sorted(os.listdir(out))
            self.counter.check("there are schemas", [] if len(names) >= 7 else names)
            for name in names:
                with open(os.path.join(out, name), encoding="utf-8") as f:
                    text = f.read()
                kind = name[:-len(".schema.json")]
                schema = json.loads(text)
                problems = [] if schema["$id"] == "urn:ovcc:schema:" + kind else [schema["$id"]]
                for _ in range(2):
                    if ovcc(self.binary, "schema", kind)[1] != text:
                        problems.append("`ovcc schema %s` prints something else" % kind)
                try:
                    jsonschema.Draft202012Validator.check_schema(schema)
                except jsonschema.SchemaError as error:
                    problems.append(error.message)
                self.counter.check(name, problems)
                self.validators[kind] = jsonschema.Draft202012Validator(schema)

    def errors(self, kind, path):
        found = []
        for document in documents(path):
            for error in self.validators[kind].iter_errors(document):
                while error.context:  # the branch that says most
                    error = max(error.context, key=lambda e: len(e.absolute_path))
                found.append("%s: %s" % ("/".join(map(str, error.absolute_path)), error.message[:200]))
        return found

    def findings(self, project, deploy, *options):
        """{absolute path: codes}"""
        where = ["--deploy", deploy] if deploy else []
        _, out, _ = ovcc(self.binary, "lint", "--project", project, "--home", HOME, "--format", "json", *where, *options, check=False)
        found = {}
        for finding in json.loads(out)["findings"]:
            if "location" in finding:
                found.setdefault(os.path.realpath(finding["location"]["file"]), set()).add(finding["code"])
        return found

    def check_file(self, label, path, codes):
        kind = kind_of(path)
        if kind is None or codes & UNREADABLE:
            return
        errors = self.errors(kind, path)
        if not codes & SHAPE:
            self.counter.check(label, errors)
            return
        for code in codes & SHAPE if errors else ():
            self.rejected.setdefault(code, []).append(label)

    def check_outputs(self, label, project, deploy):
        """What is printed about a project that compiles: the program, its secrets, the manifest of its units."""
        where = ["--project", project, "--home", HOME] + (["--deploy", deploy] if deploy else [])
        with tempfile.TemporaryDirectory() as out:
            status, _, _ = ovcc(self.binary, "build", *where, "--out", out, check=False)
            if status != 0:
                return
            texts = {form: ovcc(self.binary, "build", *where, "--emit", form)[1] for form in ("json", "secrets")}
            with open(os.path.join(out, ".ovcc-manifest.json"), encoding="utf-8") as f:
                texts["manifest"] = f.read()
        for form, name in (("json", "program"), ("secrets", "secrets"), ("manifest", "manifest")):
            errors = schema_of_output(name).iter_errors(json.loads(texts[form]))
            self.counter.check("%s: %s" % (label, name), ["%s: %s" % (e.json_path, e.message[:200]) for e in errors])

    def check_project(self, label, project, deploy=None):
        """Every file of a project whose name says what it is."""
        paths = [p for p in glob.glob(os.path.join(glob.escape(project), "*")) if kind_of(p)]
        paths += glob.glob(os.path.join(glob.escape(project), ".ovcc.yml"))
        paths += glob.glob(os.path.join(glob.escape(project), "layers", "*", "layer.yml"))
        host = os.path.join(project, "host.yml")
        options = ["--host", host] if host in paths else []
        found = self.findings(project, deploy, *options)
        for path in sorted(paths) + ([deploy] if deploy else []):
            codes = found.get(os.path.realpath(path), set())
            if path.endswith(".json"):
                if not ("Labels" in open(path, encoding="utf-8").read() or "inspect" in label):
                    continue  # of another command
                codes = self.findings(project, deploy, "--inspect", path).get(os.path.realpath(path), set())
            self.check_file("%s: %s" % (label, os.path.relpath(path, project)), path, codes)


def check_lit_tests(checker):
    for path in sorted(glob.glob(os.path.join(ROOT, "lit-tests", "**", "*.test"), recursive=True)):
        with open(path, encoding="utf-8", errors="surrogateescape") as f:
            pieces = SECTION.split(f.read())[1:]
        label = os.path.relpath(path, ROOT)
        with tempfile.TemporaryDirectory() as work:
            folders = set()
            for name, text in zip(pieces[::2], pieces[1::2]):
                target = os.path.join(work, name)
                if kind_of(name) is None or name.startswith("/"):
                    continue
                os.makedirs(os.path.dirname(target), exist_ok=True)
                with open(target, "w", encoding="utf-8", errors="surrogateescape") as f:
                    f.write(text)
                folders.add(os.path.dirname(target).split("/layers/")[0])
            for folder in sorted(folders):
                checker.check_project(label, folder)


def check_diagnostics(checker):
    for code in sorted(EXPRESSIBLE):
        here = "lit-tests/diagnostics/%s/" % code
        refused = [p for p in checker.rejected.get(code, []) if p.startswith(here)]
        checker.counter.check("a schema says " + code, [] if refused else ["every file of %s validates" % here])


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--ovcc", required=True)
    parser.add_argument("--corpus")
    parser.add_argument("folders", nargs="*")
    args = parser.parse_args()
    counter = Counter()
    checker = Checker(args.ovcc, counter)
    checker.load_schemas()
    for folder in args.folders:
        for name in sorted(os.listdir(folder)):
            base = os.path.join(folder, name)
            inner = os.path.join(base, "project")
            deploy = os.path.join(base, "deploy.yml")
            if os.path.isdir(inner):
                checker.check_project(name, inner, deploy)
                checker.check_outputs(name, inner, deploy)
            elif os.path.isfile(deploy):
                checker.check_project(name, base)
                checker.check_outputs(name, base, None)
    if args.corpus:
        with tempfile.NamedTemporaryFile("w", suffix=".yml") as empty:
            checker.check_project("corpus", args.corpus, empty.name)
    check_lit_tests(checker)
    check_diagnostics(checker)
    with tempfile.TemporaryDirectory() as work:
        path = os.path.join(work, "host.yml")
        with open(path, "w", encoding="utf-8") as f:
            f.write(ovcc(args.ovcc, "host")[1])
        counter.check("what `ovcc host` prints", checker.errors("host", path))
    counter.check("the built-in sidecars", checker.errors("sidecar", os.path.join(ROOT, "frontend", "sidecar.yml")))
    return counter.finish()


if __name__ == "__main__":
    sys.exit(main())
