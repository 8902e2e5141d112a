#!/usr/bin/env python3
"""Write a synthetic project of any size.

    generate_project.py FOLDER --deployments N [--split N] [--seed N]

The shapes are those of real layers: about 1.7 kB a layer, of which the compiler uses a part, a base image with layers that all share, one
in ten deployments a service with a layer that provides a value, the others ten deployments of each image: the image itself and nine
instances, which accept three values of services. A quarter has a Tailscale sidecar, each publishes one host port. Up to 1,000 deployments,
a tenth (at most 100) lives behind a proxy or serves and uses MCP: the lists of all names that these get outgrow an argument beyond that.
The same arguments give the same bytes.
"""

import argparse
import os
import random

SHARED_LAYERS = ("certificates", "shell-tools", "supervisor", "locale", "python", "nodejs", "fonts", "tracing", "backup", "health")
FIRST_PORT = 10000
WORDS = "storage index search mail feed photo music video map chat wiki task note board ledger queue cache proxy audit sensor".split()


def padding(rng, name):
    """What layers hold besides contracts: packages, tasks, checks."""
    lines = ["  packages:"]
    lines += ["    - %s-%s" % (rng.choice(WORDS), rng.choice(("utils", "libs", "common", "devel"))) for _ in range(8)]
    lines.append("  tasks:")
    for word in rng.sample(WORDS, 3):
        lines += ["    - mkdir: \"${HOME}/.local/share/%s/%s\"" % (name, word), "      user: \"${USER}\"",
                  "    - command: install -D -m 0644 %s.conf /etc/%s/%s.conf" % (word, name, word), "      user: root"]
    lines.append("  eval:")
    for word in rng.sample(WORDS, 3):
        lines += ["    - id: %s-%s" % (name, word), "      command: test -x /usr/bin/%s && %s --version" % (word, word), "      exit_status: 0"]
    return lines


def layer(rng, name, contract):
    lines = ["layer:", "  name: " + name, "  description: The %s of %s, with its defaults and checks" % (rng.choice(WORDS), name)]
    return "\n".join(lines + contract + padding(rng, name)) + "\n"


def accepts(names):
    lines = ["  env_accepts:"]
    for name in names:
        lines += ["    - name: " + name, "      description: \"Address of %s (provided by its layer)\"" % name.lower().replace("_", " ")]
    return lines


def service_layer(rng, number, special):
    contract = ["  ports:", "    - \"8080\"", "  env_provides:", "    SERVICE_%d_URL: \"http://{{.ContainerName}}:8080/%s\"" % (number, rng.choice(WORDS)),
                "  env:", "    SERVICE_LOG_LEVEL: info", "    SERVICE_HOME: /opt/service%d" % number]
    if special:
        contract += ["  mcp_provides:", "    - name: tools-%d" % number, "      url: \"http://{{.ContainerName}}:8080/mcp\"", "      transport: http"]
    return layer(rng, "service-%d" % number, contract)


def app_layer(rng, number, services, special):
    chosen = rng.sample(range(services), min(3, services))
    contract = ["  ports:", "    - \"8080\"", "  env:", "    APP_HOME: /opt/app%d" % number, "    APP_MODE: production",
                "  volumes:", "    - name: data", "      path: /opt/app%d/data" % number] + accepts(["SERVICE_%d_URL" % n for n in chosen])
    if special:
        contract += ["  mcp_accepts:", "    - name: tools-%d" % (number % services), "      description: The tools of a service"]
    return layer(rng, "app-%d" % number, contract)


def image(name, layers):
    return ["  %s:" % name, "    base: common", "    layers:"] + ["      - " + n for n in layers]


def entry(rng, number, key, special):
    lines = ["  %s:" % key, "    ports:", "      - \"%d:8080\"" % (FIRST_PORT + number), "    env:",
             "      - TZ=Europe/Berlin", "      - TITLE=%s %s of number %d" % (rng.choice(WORDS).title(), rng.choice(WORDS), number)]
    if special:
        lines.append("      - HTTP_PROXY=http://proxy.example.org:3128")
    if rng.randrange(2):
        lines += ["    security:", "      memory_max: %dm" % rng.choice((256, 512, 1024)), "      cpus: \"%d\"" % rng.choice((1, 2))]
    if rng.randrange(4) == 0:
        name = key.replace("/", "-")
        lines += ["    sidecars:", "      tailscale:", "        env:", "          TS_HOSTNAME: " + name,
                  "          TS_EXTRA_ARGS: \"--exit-node=100.80.254.4 --exit-node-allow-lan-access\""]
    return lines


def project(deployments, split, seed):
    """{path: text}"""
    rng = random.Random(seed)
    special = min(100, deployments // 10) if deployments <= 1000 else 0
    services = max(1, deployments // 10)
    apps = (deployments - services + 9) // 10
    files = {"layers/%s/layer.yml" % name: layer(rng, name, ["  env:", "    %s_HOME: /usr/lib/%s" % (name.upper().replace("-", "_"), name)])
             for name in SHARED_LAYERS}
    images = ["images:", "  common:", "    base: docker.io/library/debian:12", "    registry: registry.example.org", "    layers:"]
    images += ["      - " + name for name in SHARED_LAYERS]
    entries = []

    def add(key):
        number = len(entries)
        entries.append(entry(rng, number, key, number < special))

    for n in range(services):
        files["layers/service-%d/layer.yml" % n] = service_layer(rng, n, n < special)
        images += image("service-%d" % n, ["service-%d" % n])
        add("service-%d" % n)
    for n in range(apps):
        files["layers/app-%d/layer.yml" % n] = app_layer(rng, n, services, n * 10 < special)
        images += image("app-%d" % n, ["app-%d" % n])
        for instance in range(min(10, deployments - len(entries))):
            add("app-%d/site%d" % (n, instance) if instance else "app-%d" % n)
    files["image.yml"] = "\n".join(images) + "\n"
    if split == 1:
        files["deploy.yml"] = "\n".join(["deploy:"] + [line for e in entries for line in e]) + "\n"
        return files
    files["deploy.yml"] = "deploy: {}\n"
    names = ["deploy-%d.yml" % n for n in range(split)]
    files["overthink.yml"] = "\n".join(["include:", "  - image.yml"] + ["  - " + n for n in names]) + "\n"
    for n, name in enumerate(names):
        part = entries[len(entries) * n // split:len(entries) * (n + 1) // split]
        files[name] = "\n".join(["deploy:"] + [line for e in part for line in e]) + "\n"
    return files


def write(folder, files):
    for path, text in files.items():
        path = os.path.join(folder, path)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w", encoding="utf-8") as f:
            f.write(text)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folder")
    parser.add_argument("--deployments", type=int, required=True)
    parser.add_argument("--split", type=int, default=1)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    write(args.folder, project(args.deployments, args.split, args.seed))


if __name__ == "__main__":
    main()
