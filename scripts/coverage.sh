#!/bin/sh
# Line coverage of the compiler's stages by all tests; fails under 90 %.
set -eu
cd "$(dirname "$0")/.."
scripts/test.sh coverage
exec gcovr --root . --object-directory build/coverage \
  --filter 'frontend/' --filter 'ir/' --filter 'passes/' --filter 'backend/' --exclude '.*_test\.cpp' \
  --exclude-unreachable-branches --fail-under-line 90 --sort-percentage build/coverage
