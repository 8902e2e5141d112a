"""stored_value.py STORE NAME: prints the value of a podman secret, as Python writes bytes.

Podman before 4.7 cannot show one, so this reads the files of its `file` driver.
"""

import base64
import json
import sys


def stored_value(store, name):
    with open(store + "/root/secrets/secrets.json", encoding="utf-8") as f:
        number = json.load(f)["nameToID"].get(name)
    with open(store + "/root/secrets/filedriver/secretsdata.json", encoding="utf-8") as f:
        return base64.b64decode(json.load(f)[number]) if number else None


if __name__ == "__main__":
    print(stored_value(sys.argv[1], sys.argv[2]))
