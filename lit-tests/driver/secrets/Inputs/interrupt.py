"""interrupt.py OVCC WORK: provisions, and sends SIGINT to the whole process group after podman removed the first secret, as a terminal does.

Prints what ovcc printed, how it ended and which value each secret has.
"""

import os
import signal
import subprocess
import sys
import time

from stored_value import stored_value

OVCC, WORK = sys.argv[1], sys.argv[2]
STORE = WORK + "/store"

env = dict(os.environ, STORE=STORE, FIRST_KEY="new-1", SECOND_KEY="new-2")
command = [OVCC, "secrets", "provision", "--project", WORK, "--podman", os.path.dirname(os.path.abspath(__file__)) + "/slow-podman.sh"]
# A test run in the background ignores SIGINT, and what it starts inherits that.
started = subprocess.Popen(command, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True,
                           preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL))
deadline = time.monotonic() + 60
while not os.path.exists(STORE + "/removed") and time.monotonic() < deadline:
    time.sleep(0.01)
os.killpg(started.pid, signal.SIGINT)
out, _ = started.communicate()
print(out.decode() + "ended by signal %d" % -started.returncode)
for name in ("ov-web-first-key", "ov-web-second-key"):
    print(name, stored_value(STORE, name))
