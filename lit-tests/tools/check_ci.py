#!/usr/bin/env python3
"""Run the recipes of docs/ci.md as their services would, in a scratch repository.

    check_ci.py --ovcc PATH

The files of the document (fenced blocks with a file name) are put into a clone of a repository with the example private-browser and its golden units.
The YAML of each is parsed; the shell steps of GitHub Actions and the script of GitLab CI are run with the shell of the service, the hook by
`git commit`. Only what installs ovcc is not run: that needs the network. Each recipe must accept a repository that is in order, and refuse one whose deploy.yml has
changed without its golden units.
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile

import yaml

from ovcc_testing import HOME, ROOT, Counter

FENCE = re.compile(r"```(\w*) ([^\n`]+)\n(.*?)^```$", re.S | re.M)
SHELL = re.compile(r"```sh\n(.*?)^```$", re.S | re.M)
WORKFLOW, GITLAB, HOOK, FRAMEWORK = ".github/workflows/units.yml", ".gitlab-ci.yml", ".githooks/pre-commit", ".pre-commit-config.yaml"


class Repository:
    """A clone in which things are run: the origin has the branch main."""

    def __init__(self, folder, binary):
        self.origin, self.path = os.path.join(folder, "origin"), os.path.join(folder, "clone")
        self.env = {k: v for k, v in os.environ.items() if not k.startswith(("OV_", "GIT_"))}
        self.env.update(HOME=folder, NO_COLOR="1", GIT_CONFIG_NOSYSTEM="1",
                        PATH=os.pathsep.join([os.path.dirname(os.path.abspath(binary)), self.env["PATH"]]))
        for name in ("AUTHOR", "COMMITTER"):
            self.env.update({"GIT_%s_NAME" % name: "me", "GIT_%s_EMAIL" % name: "me@example.org"})

    def run(self, command, shell=("bash", "-e", "-c"), **variables):
        done = subprocess.run([*shell, command], cwd=self.path, env=dict(self.env, **variables), stdin=subprocess.DEVNULL,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
        return done.returncode, done.stdout.decode("utf-8", "replace")

    def must(self, command):
        status, output = self.run(command)
        if status != 0:
            raise RuntimeError("%s: exit %d\n%s" % (command, status, output))

    def make(self, files, setup):
        self.path = self.origin
        shutil.copytree(os.path.join(ROOT, "examples", "private-browser"), self.path, ignore=shutil.ignore_patterns("expected"))
        for name, text in files.items():
            os.makedirs(os.path.dirname(os.path.join(self.path, name)), exist_ok=True)
            with open(os.path.join(self.path, name), "w", encoding="utf-8") as f:
                f.write(text)
        self.must("git init --quiet --initial-branch=main")
        self.must(setup[0])  # the golden units
        self.must("git add --all && git commit --quiet --message start")
        self.path = os.path.join(os.path.dirname(self.origin), "clone")
        os.mkdir(self.path)
        self.must("git clone --quiet ../origin .")
        for command in setup[1:]:
            self.must(command)

    def change(self):
        """A deploy without its golden units."""
        self.must("sed -i s/watch.example.org/other.example.org/ deploy.yml && grep -q other deploy.yml")


def github_steps(text, path):
    """[(name, script, variables)] of the steps that can be run here."""
    job = yaml.safe_load(text)["jobs"]["units"]
    steps = []
    for step in job["steps"]:
        if "run" not in step or step["name"] == "Install ovcc":
            continue
        variables = {k: str(v) for k, v in {**job.get("env", {}), **step.get("env", {})}.items()}
        variables = {k: v.replace("${{ github.base_ref }}", "main") for k, v in variables.items()}
        unknown = [v for v in [*variables.values(), step["run"]] if "${{" in v]
        if unknown:
            raise RuntimeError("expressions that are not replaced: %s" % unknown)
        variables.update(GITHUB_WORKSPACE=path, GITHUB_STEP_SUMMARY=path + ".summary")
        steps.append((step["name"], step["run"], variables))
    return steps


def check_github(repository, text, counter, in_order):
    if os.path.exists(repository.path + ".summary"):
        os.remove(repository.path + ".summary")
    for name, script, variables in github_steps(text, repository.path):
        status, output = repository.run(script, **variables)
        refused = not in_order and name == "Compare with the golden units"
        problems = [] if status == (1 if refused else 0) else ["exit %d" % status, output]
        if refused and "::error file=units/ov-watch.container,line=" not in output:
            problems.append("no annotation: " + output)
        counter.check("GitHub Actions, %s, %s" % (name, "in order" if in_order else "changed"), problems)
    with open(repository.path + ".summary", encoding="utf-8") as f:
        summary = f.read()
    want = "are the same" if in_order else "1 service restarts"
    counter.check("GitHub Actions, summary", [] if want in summary else [summary])


def check_gitlab(repository, text, counter, in_order):
    job = yaml.safe_load(text)["units"]
    failed = []
    for line in job["script"]:
        status, output = repository.run(line, shell=("bash", "-eo", "pipefail", "-c"), CI_DEFAULT_BRANCH="main")
        if status != 0:
            failed.append((line, output))
    names = [line.split()[1] for line, _ in failed]
    counter.check("GitLab CI, " + ("in order" if in_order else "changed"), [] if names == ([] if in_order else ["check"]) else failed)
    made = [name for name in [*job["artifacts"]["paths"], job["artifacts"]["reports"]["junit"]]
            if not os.path.exists(os.path.join(repository.path, name))]
    counter.check("GitLab CI, artifacts", ["missing: " + name for name in made])
    repository.must("rm -f diff.txt lint.xml")


def check_hooks(repository, framework, counter):
    """The change is staged without its golden units, then with them; what is not staged does not count."""
    entry = yaml.safe_load(framework)["repos"][0]["hooks"][0]
    pattern = re.compile(entry["files"])
    counter.check("pre-commit, files", [name for name in ("deploy.yml", "layers/a/layer.yml", "units/ov-watch.container") if not pattern.search(name)])

    def commits(name, want):
        status, output = repository.run("git commit --quiet --message change")
        counter.check("hook, " + name, [] if (status == 0) == want else ["exit %d" % status, output])

    def entry_accepts(name, want):
        status, output = repository.run(entry["entry"])
        counter.check("pre-commit, " + name, [] if status == (0 if want else 1) else ["exit %d" % status, output])

    repository.must("git add deploy.yml")
    commits("changed", False)
    entry_accepts("changed", False)
    repository.must("ovcc check --golden units --home %s --update" % HOME)
    entry_accepts("updated", True)
    commits("updated, but not staged", False)
    repository.must("git add units")
    commits("updated", True)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--ovcc", required=True)
    args = parser.parse_args()
    counter = Counter()
    with open(os.path.join(ROOT, "docs", "ci.md"), encoding="utf-8") as f:
        text = f.read()
    files = {name: body for _, name, body in FENCE.findall(text)}
    counter.check("recipes", [] if set(files) == {WORKFLOW, GITLAB, HOOK, FRAMEWORK} else sorted(files))
    for name, body in files.items():
        if name.endswith((".yml", ".yaml")):
            counter.check(name + " is YAML", [] if isinstance(yaml.safe_load(body), dict) else [body])
        else:
            counter.check(name + " is a script", [] if body.startswith("#!/bin/sh\n") else [body])
    with tempfile.TemporaryDirectory() as folder:
        repository = Repository(os.path.realpath(folder), args.ovcc)
        repository.make(files, SHELL.findall(text))
        check_github(repository, files[WORKFLOW], counter, True)
        check_gitlab(repository, files[GITLAB], counter, True)
        repository.change()
        check_github(repository, files[WORKFLOW], counter, False)
        check_gitlab(repository, files[GITLAB], counter, False)
        check_hooks(repository, files[FRAMEWORK], counter)
    return counter.finish()


if __name__ == "__main__":
    sys.exit(main())
