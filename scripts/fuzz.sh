#!/bin/sh
# Fuzz ovcc under the address and undefined behaviour sanitizers.
#
#   scripts/fuzz.sh [SECONDS [TARGET...]]
#
# SECONDS of each target (default: 60). Without TARGET all of them, one after the other. Starts from the inputs in lit-tests/fuzz, keeps
# what it learns in build/fuzz/corpus, and leaves an input that fails in build/fuzz/found: it belongs into lit-tests/fuzz/<target>.
set -eu
cd "$(dirname "$0")/.."

seconds=${1:-60}
[ $# -eq 0 ] || shift
scripts/install-packages.sh all
cmake --preset fuzz >/dev/null
targets=${*:-$(ls lit-tests/fuzz)}
# shellcheck disable=SC2086  # the list is meant to be split
cmake --build --preset fuzz --target $targets
mkdir -p build/fuzz/found
failed=0
for target in $targets; do
  mkdir -p "build/fuzz/corpus/$target"
  log=build/fuzz/$target.log
  if build/fuzz/fuzz/"$target" -max_total_time="$seconds" -print_final_stats=1 -rss_limit_mb=4096 -artifact_prefix="build/fuzz/found/$target-" \
    "build/fuzz/corpus/$target" "lit-tests/fuzz/$target" >"$log" 2>&1; then
    echo "$target: $(sed -n 's/^stat::number_of_executed_units: *//p' "$log") executions"
  else
    echo "$target: failed"
    grep -E 'ERROR|internal error|SUMMARY' "$log" || true
    failed=$((failed + 1))
  fi
done
exit "$failed"
