#!/bin/sh
# Line coverage of the compiler's stages by all tests; fails under 90 %.
set -eu
cd "$(dirname "$0")/.."
scripts/test.sh coverage
# Some of gcov's counts overflow; only those lines are left out.
exec gcovr --root . --object-directory build/coverage --gcov-ignore-parse-errors \
  --filter 'frontend/' --filter 'ir/' --filter 'passes/' --filter 'backend/' --exclude '.*_test\.cpp' --exclude '.*_bench\.cpp' --exclude '.*_fixture\.h' --exclude '.*/expect_refused\.h' \
  --exclude-unreachable-branches --fail-under-line 90 --sort-percentage build/coverage
