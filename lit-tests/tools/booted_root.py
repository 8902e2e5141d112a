"""A Debian system that lies in a folder, booted in namespaces, with a user whose service manager runs."""

import os
import subprocess
import time

TOOLS = os.path.dirname(os.path.abspath(__file__))
USER, UID = "me", 1000
HOME, RUNTIME = "/home/" + USER, "/run/user/%d" % UID
PATH = "/usr/local/bin:/usr/bin:/bin:/usr/local/sbin:/usr/sbin:/sbin"


class BootedRoot:
    """Boots on entry, dies on exit. `run` and `user` run programs inside, `write` and `read` reach its files."""

    def __init__(self, root, log):
        self.root, self.log, self.init = root, log, None

    def __enter__(self):
        with open(self.log, "wb") as log:
            self.boot = subprocess.Popen(["setpriv", "--pdeathsig", "TERM", os.path.join(TOOLS, "boot_root.sh"), self.root],
                                         stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        try:
            self.wait("the system to boot", lambda: self.find_init() and self.state() in ("running", "degraded"))
            self.run("useradd", "--create-home", "--uid", str(UID), USER, check=True)
            # What a machine with a network has reached; services of users wait for it.
            self.run("systemctl", "start", "network-online.target", check=True)
            self.run("loginctl", "enable-linger", USER, check=True)
            self.wait("the manager of the user", lambda: self.systemctl("is-system-running").stdout == "running\n")
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_):
        self.boot.terminate()
        self.boot.wait()

    def wait(self, what, done, seconds=60):
        end = time.monotonic() + seconds
        while not done():
            if self.boot.poll() is not None or time.monotonic() > end:
                with open(self.log, encoding="utf-8", errors="replace") as f:
                    raise RuntimeError("waited in vain for %s:\n%s" % (what, f.read()[-3000:]))
            time.sleep(0.2)

    def find_init(self):
        """The process that is number 1 of the namespace: a descendant of what boots it."""
        processes = [self.boot.pid]
        while processes and not self.init:
            process = processes.pop()
            try:
                with open("/proc/%d/comm" % process, encoding="utf-8") as f:
                    name = f.read()
                with open("/proc/%d/task/%d/children" % (process, process), encoding="utf-8") as f:
                    children = [int(word) for word in f.read().split()]
            except FileNotFoundError:
                continue
            if name == "systemd\n":
                self.init = process
            processes += children
        return self.init

    def state(self):
        # What is none of our business may have failed: modules of the kernel, say.
        return self.run("systemctl", "is-system-running").stdout.strip()

    def run(self, *words, stdin=b"", check=False):
        """As root, inside. What is printed is text, each byte of it kept."""
        done = subprocess.run(["nsenter", "--target", str(self.init), "--all", "env", "-i", "PATH=" + PATH, *words], input=stdin,
                              capture_output=True, check=False)
        # Not the text mode of subprocess: it takes carriage returns for line breaks.
        done.stdout, done.stderr = (text.decode("utf-8", "surrogateescape") for text in (done.stdout, done.stderr))
        if check and done.returncode != 0:
            raise RuntimeError("%s: exit %d\n%s" % (" ".join(words), done.returncode, done.stderr))
        return done

    def user(self, *words, check=False):
        """As the user, inside, beside the manager."""
        return self.run("runuser", "-u", USER, "--", "env", "-C", HOME, "HOME=" + HOME, "XDG_RUNTIME_DIR=" + RUNTIME, *words, check=check)

    def systemctl(self, *words, check=False):
        return self.user("systemctl", "--user", *words, check=check)

    def path(self, name):
        """Where a file of the system is, seen from outside."""
        return "/proc/%d/root%s" % (self.init, name)

    def write(self, name, data, mode=0o600):
        """A file of the user."""
        if not os.path.isdir(self.path(os.path.dirname(name))):
            self.user("mkdir", "-p", os.path.dirname(name), check=True)
        with open(self.path(name), "wb") as f:
            f.write(data)
        os.chmod(self.path(name), mode)
        os.chown(self.path(name), UID, UID)
