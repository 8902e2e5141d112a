"""Twenty runs of `ovcc config` at once, then runs that are killed at random moments."""

import os
import random
import signal
import subprocess
import sys
import time

OVCC, FOLDER = sys.argv[1], sys.argv[2]
DEPLOY = os.path.join(FOLDER, "deploy.yml")
WRITERS, KILLS = 20, 40


def start(variable):
    return subprocess.Popen([OVCC, "config", "web", "-e", variable, "--project", FOLDER, "--out", os.path.join(FOLDER, "out"), "--quiet"],
                            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def text():
    with open(DEPLOY, encoding="utf-8") as f:
        return f.read()


runs = [start("V%d=%d" % (i, i)) for i in range(WRITERS)]
assert [run.wait() for run in runs] == [0] * WRITERS
for i in range(WRITERS):
    assert "V%d=%d" % (i, i) in text(), "the edit of writer %d is lost" % i
assert "# one for all" in text()

random.seed(1)
for i in range(KILLS):
    before = text()
    run = start("K=%d" % i)
    time.sleep(random.random() * 0.05)
    run.send_signal(signal.SIGKILL)
    run.wait()
    after = text()
    assert after == before or "K=%d" % i in after, "neither the old file nor the new one"
    assert after.count("\n") >= before.count("\n")
assert start("LAST=1").wait() == 0
assert sorted(name for name in os.listdir(FOLDER) if "tmp" in name) == [], "something was left behind"
