"""planted_values.py OVCC WORK: plants values in every place ovcc reads them from, and searches for them where they must not be.

WORK holds the project. Searched: everything that ovcc and the script of `plan --format sh` print, every file below WORK besides the
planted ones and podman's store, and, while they run, the arguments of every process and the environment of every child. The podman
is slow enough to be looked at, and writes down what /proc shows of itself. Prints `clean`, or what was found where.
"""

import base64
import os
import shutil
import subprocess
import sys
import threading

OVCC, WORK = sys.argv[1], sys.argv[2]
HERE = os.path.dirname(os.path.abspath(__file__))
STORED = WORK + "/store/root/secrets/"

VALUES = {
    "environment": b"planted-in-the-environment",
    "unused": b"planted-and-not-used",
    "dotenv": b"planted-in-a-dotenv-file",
    "file": b"planted-in-a-file\0with two\nplanted-lines-of-text\n",
    "credential": b"planted-in-a-credential-store",
}
PLANTED = {
    "planted.env": b"DOTENV_TOKEN=%s\n" % VALUES["dotenv"],
    "planted.file": VALUES["file"],
    "credentials/ov/secret/STORED_TOKEN": VALUES["credential"] + b"\n",
}


def needles(value):
    """What would show a value: a line of it, cut at a NUL too, or its base64."""
    for line in filter(None, value.split(b"\n")):
        yield line
        yield line.split(b"\0")[0]
    yield base64.b64encode(value).rstrip(b"=")


def read(path):
    try:
        with open(path, "rb") as f:
            return f.read()
    except OSError:
        return b""  # a process that has ended


def parent_of(process):
    stat = read("/proc/%s/stat" % process)
    return stat.rpartition(b")")[2].split()[1].decode() if stat else "0"


class Search:
    """Collects where a value was seen, and what was looked at."""

    def __init__(self):
        self.needles = sorted({needle for value in VALUES.values() for needle in needles(value)})
        self.problems = set()
        self.children = set()
        self.saw_what_ovcc_was_given = False

    def shows(self, data):
        return any(needle in data for needle in self.needles)

    def check(self, what, data):
        if self.shows(data):
            self.problems.add("%s shows a value" % what)

    def look_at_processes(self, started, arguments):
        for process in filter(str.isdigit, os.listdir("/proc")):
            command = read("/proc/%s/cmdline" % process)
            self.check("the command line of a process", command)
            ancestor = process
            while ancestor not in ("0", "1", started):
                ancestor = parent_of(ancestor)
            if ancestor != started:
                continue
            environment = read("/proc/%s/environ" % process)
            # ovcc itself was given the values. A process that has its arguments has not become another program yet, or never will: a shell's functions.
            if process == started or command == arguments:
                self.saw_what_ovcc_was_given = self.saw_what_ovcc_was_given or self.shows(environment)
                continue
            self.children.add(process)
            self.check("the environment of %s" % command, environment)

    def run(self, arguments, status=0, podman="watched-podman.sh", **variables):
        """Runs a program and looks at it until it ends. Returns its standard output."""
        env = dict(os.environ, STORE=WORK + "/store", WATCH=WORK + "/watch", TMPDIR=WORK + "/tmp", PODMAN=HERE + "/" + podman,
                   CREDENTIAL_COMMAND=HERE + "/credential.sh", ENVIRONMENT_TOKEN=VALUES["environment"].decode(), **variables)
        if arguments[0] == OVCC:  # a script knows the variables of the plan; ovcc finds what else is or holds a secret
            env.update(URL="https://me:%s@example.org" % VALUES["environment"].decode(), UNUSED_TOKEN=VALUES["unused"].decode())
        if arguments[2:3] in (["provision"], ["check"]):
            arguments = arguments + ["--podman", env["PODMAN"]]
        started = subprocess.Popen(arguments, env=env, cwd=WORK, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        streams = []
        reader = threading.Thread(target=lambda: streams.extend(started.communicate()))
        reader.start()
        while reader.is_alive():
            self.look_at_processes(str(started.pid), b"".join(word.encode() + b"\0" for word in arguments))
            reader.join(0.01)
        for stream in streams:
            self.check("the output of %s" % arguments, stream)
        if started.returncode != status:
            self.problems.add("%s ended with %d" % (arguments, started.returncode))
        return streams[0]

    def check_files(self):
        for base, _, names in os.walk(WORK):
            for path in (os.path.join(base, name) for name in names):
                if os.path.relpath(path, WORK) not in PLANTED and not path.startswith(STORED):
                    self.check("the file " + path, read(path))

    def check_itself(self):
        """A search that saw nothing proves nothing."""
        if not self.saw_what_ovcc_was_given:
            self.problems.add("the environment of ovcc was never seen")
        if len(self.children) < 10 or len(os.listdir(WORK + "/watch")) < 10:
            self.problems.add("no children were seen")
        if base64.b64encode(VALUES["file"]) not in read(STORED + "filedriver/secretsdata.json"):
            self.problems.add("podman did not receive the values")


def write(name, data):
    path = os.path.join(WORK, name)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as f:
        f.write(data)


def empty_store():
    shutil.rmtree(WORK + "/store", ignore_errors=True)
    os.makedirs(WORK + "/store")
    os.symlink(WORK + "/credentials", WORK + "/store/credentials")


def main():
    for name, data in PLANTED.items():
        write(name, data)
    os.makedirs(WORK + "/watch")
    os.makedirs(WORK + "/tmp")
    search = Search()
    provision = [OVCC, "secrets", "provision", "--from-env-file", "planted.env", "--credential-command", HERE + "/credential.sh"]
    for form in ("text", "json", "sh"):
        write("plan." + form, search.run([OVCC, "secrets", "plan", "--format", form]))
    search.run([OVCC, "build", "--out", "units", "--print-ir-after", "all", "--time-passes"])
    search.run([OVCC, "build", "--emit", "json"])
    # Creating and rotating, by the script first; it does not read dotenv files.
    empty_store()
    search.run(["sh", "plan.sh"], status=1)
    search.run(["sh", "plan.sh"], status=1)
    empty_store()
    search.run(provision)
    search.run(provision)
    search.run([OVCC, "secrets", "check"])
    # A podman that prints what it was given, when it creates and when it removes.
    search.run(provision, status=3, podman="failing-podman.sh", FAIL="create ov-web-environment-token")
    search.run(provision)
    search.run(provision, status=3, podman="failing-podman.sh", FAIL="rm")
    search.check_files()
    search.check_itself()
    print("\n".join(sorted(search.problems)) or "clean")


main()
