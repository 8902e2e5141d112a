#!/bin/sh
# Format every C++ file, or check that all are formatted: scripts/format.sh [--check]
set -eu
cd "$(dirname "$0")/.."
command -v clang-format-19 >/dev/null || scripts/install-packages.sh all
if [ "${1:-}" = --check ]; then
  set -- --dry-run -Werror
else
  set -- -i
fi
git ls-files --cached --others --exclude-standard -- '*.cpp' '*.h' | xargs clang-format-19 "$@"
