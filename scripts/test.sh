#!/bin/sh
# Build ovcc with all its tests on a fresh machine, packages included, and run them.
#
#   scripts/test.sh [PRESET]
#
# PRESET  a preset of CMakePresets.json; default: dev. Ends with a line `N passed, N failed`.
set -eu
cd "$(dirname "$0")/.."

preset=${1:-dev}
case $preset in
  clang | asan | tsan | coverage) scripts/install-packages.sh all ;;
  *) scripts/install-packages.sh test ;;
esac
cmake --preset "$preset" >/dev/null
cmake --build --preset "$preset"
exec /usr/bin/python3 scripts/run_tests.py "build/$preset"
