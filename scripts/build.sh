#!/bin/sh
# Build ovcc on a fresh machine, packages included, and compile an example with it.
#
#   scripts/build.sh [EXAMPLE]
#
# EXAMPLE  a folder of examples/; default: private-browser
set -eu
cd "$(dirname "$0")/.."

example=${1:-private-browser}
scripts/install-packages.sh build
cmake --preset install >/dev/null
cmake --build --preset install
echo
echo "ovcc is built: build/install/bin/ovcc (cmake --install build/install puts it on the PATH)"
echo
echo "\$ ovcc build --project examples/$example --home /home/me --stdout"
build/install/bin/ovcc build --project "examples/$example" --home /home/me --stdout
