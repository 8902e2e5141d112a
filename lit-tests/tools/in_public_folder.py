#!/usr/bin/env python3
"""Run a command in a copy of a folder that every user of the machine can enter, wherever the tests themselves are kept.

    in_public_folder.py FOLDER COMMAND…

The modes of the files are kept. The exit status is that of the command.
"""

import os
import shutil
import subprocess
import sys
import tempfile


def main():
    for name in ("TMPDIR", "TEMP", "TMP"):  # lit sets them to a private folder
        os.environ.pop(name, None)
    with tempfile.TemporaryDirectory() as base:
        os.chmod(base, 0o755)
        work = os.path.join(base, "project")
        shutil.copytree(sys.argv[1], work)
        return subprocess.run(sys.argv[2:], cwd=work, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
