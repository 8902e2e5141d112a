#!/usr/bin/env python3
"""The same program gives the same bytes, whatever the order of its entries, keys, layers and files, and whatever --jobs.

    check_determinism.py --ovcc PATH [--seed N] [--rounds N]

A synthetic project of layers with contracts, instances and sidecars is written in shuffled orders: deploy entries, keys of every mapping, the
entries of image.yml, and layers spread over folders made in another order. Seeded: a failure can be repeated.
"""

import argparse
import os
import random
import sys
import tempfile

from ovcc_testing import HOME, Counter, differences, ovcc, read_folder


def mapping(rng, pairs, indent):
    pairs = list(pairs)
    rng.shuffle(pairs)
    return "".join("%s%s: %s\n" % (" " * indent, k, v) for k, v in pairs)


def project(rng, folder, count):
    """Writes a project; `rng` decides orders only, never contents."""
    layers = []
    for i in range(count):
        provides = [("URL_%d" % i, '"http://{{.ContainerName}}:%d"' % (8000 + i)), ("NAME_%d" % i, '"service %d"' % i)]
        accepts = ["URL_%d" % (i * 7 % count), "NAME_%d" % (i * 3 % count), "URL_%d" % ((i + 1) % count)]
        lines = "  requires: [base%d]\n" % (i % 3)
        fields = ["  name: s%d\n" % i, lines,
                  "  ports: [%d]\n" % (8000 + i),
                  "  volumes:\n    - { name: data, path: /data }\n    - { name: cache, path: ~/cache }\n",
                  "  env_provides:\n" + mapping(rng, provides, 4),
                  "  env_accepts:\n" + "".join("    - { name: %s, description: d }\n" % a for a in dict.fromkeys(accepts))]
        if i % 10 == 0:
            fields.append("  mcp_provides:\n    - { name: m%d, url: 'http://{{.ContainerName}}/mcp' }\n" % i)
        rng.shuffle(fields)
        layers.append(("s%d" % i, "layer:\n" + "".join(fields)))
    for i in range(3):
        layers.append(("base%d" % i, "layer:\n  packages: [p]\n  security: { shm_size: %dm, cap_add: [NET_RAW] }\n" % (64 * (i + 1))))
    rng.shuffle(layers)
    for name, text in layers:
        os.makedirs(os.path.join(folder, "layers", name))
        with open(os.path.join(folder, "layers", name, "layer.yml"), "w", encoding="utf-8") as f:
            f.write(text)
    images = [("s%d" % i, "{ layers: [s%d], ports: ['%d:%d'] }" % (i, 8000 + i, 8000 + i)) for i in range(count)]
    with open(os.path.join(folder, "image.yml"), "w", encoding="utf-8") as f:
        f.write("images:\n" + mapping(rng, images, 2))
    entries = []
    for i in range(count):
        fields = []
        if i % 4 == 0:
            fields.append(("sidecars", "{ tailscale: { env: { TS_HOSTNAME: s%d } } }" % i))
        if i % 5 == 0:
            fields.append(("env", "['HTTPS_PROXY=http://proxy:1', 'A=%d']" % i))
        if i % 3 == 0:
            fields.append(("volumes", "[{ name: cache, type: bind }]"))
        entries.append(("s%d" % i, fields))
        if i % 6 == 0:
            entries.append(("s%d/x" % i, [("ports", "[auto]")]))
    rng.shuffle(entries)
    with open(os.path.join(folder, "deploy.yml"), "w", encoding="utf-8") as f:
        f.write("images:\n")
        for key, fields in entries:
            f.write("  %s:\n" % key + mapping(rng, fields, 4))


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--ovcc", required=True)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--rounds", type=int, default=6)
    args = parser.parse_args()
    counter, reference = Counter(), None
    for n in range(args.rounds):
        with tempfile.TemporaryDirectory() as work:
            folder, out = os.path.join(work, "project"), os.path.join(work, "out")
            project(random.Random(args.seed * 1000 + n), folder, 60)

            def build(*more, folder=folder):
                return ovcc(args.ovcc, "build", "--project", folder, "--home", HOME, *more)[1]

            build("--out", out, "--jobs", "1" if n % 2 == 0 else "8")
            got = dict(read_folder(out), json=build("--emit", "json").encode())
            # The IR shows lists as they are written: it is the same for the same files.
            counter.check("round %d: IR for any --jobs" % n,
                          differences({"ir": build("--emit", "ir", "--jobs", "1").encode()}, {"ir": build("--emit", "ir", "--jobs", "8").encode()}))
        if reference is None:
            reference = got
            counter.check("there are units", [] if len(got) > 60 else ["only %d files" % len(got)])
        else:
            counter.check("round %d: units and JSON" % n, differences(reference, got))
    return counter.finish()


if __name__ == "__main__":
    sys.exit(main())
