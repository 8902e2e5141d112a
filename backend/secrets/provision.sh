#!/bin/sh
# Creates the podman secrets that the units name. Written by `ovcc secrets plan --format sh`; it holds no value.
#
#   PODMAN              another podman program
#   CREDENTIAL_COMMAND  run as `CREDENTIAL_COMMAND SERVICE KEY`; its output, less one line break, is the value
#
# Other values come from variables of the environment and from files. A variable cannot hold a NUL byte.
# Exit status: 0 all secrets exist, 1 some are missing, 3 podman failed.
set -eu
set +x  # a trace would show values

ovcc_podman=${PODMAN:-podman}
ovcc_credential_command=${CREDENTIAL_COMMAND:-}
ovcc_replace=
ovcc_missing=0
ovcc_line_break='
'

# take VARIABLE: moves it out of the environment, so that no program started below receives it.
take() {
  eval "unset ovcc_value_$1; ovcc_value_$1=\${$1-}; unset $1"
}

fail() {
  echo "error: $1" >&2
  exit 3
}

begin() {
  # As a program of its own it would show values in the list of processes.
  [ "$(command -v printf)" = printf ] || fail "this shell has no \`printf\` of its own"
  "$ovcc_podman" secret ls >/dev/null || fail "\`$ovcc_podman secret ls\` does not work"
  case $("$ovcc_podman" secret create --help) in *--replace*) ovcc_replace=yes ;; esac
}

# secret NAME keep|rotate: the places that may hold its value follow, then `settle`.
secret() {
  ovcc_name=$1
  ovcc_places=
  ovcc_settled=
  ovcc_exists=
  if "$ovcc_podman" secret inspect "$1" >/dev/null 2>&1; then
    ovcc_exists=yes
    if [ "$2" = keep ]; then ovcc_settled=kept; fi
  fi
}

# Standard input, a pipe, becomes the value.
store() {
  if [ -z "$ovcc_exists" ]; then
    "$ovcc_podman" secret create "$ovcc_name" - >/dev/null || fail "podman did not create \`$ovcc_name\`"
  elif [ -n "$ovcc_replace" ]; then
    "$ovcc_podman" secret create --replace "$ovcc_name" - >/dev/null || fail "podman did not replace \`$ovcc_name\`"
  else
    trap '' HUP INT TERM  # both steps or none
    "$ovcc_podman" secret rm "$ovcc_name" </dev/null >/dev/null || fail "podman did not remove \`$ovcc_name\`"
    "$ovcc_podman" secret create "$ovcc_name" - >/dev/null ||
      fail "the old \`$ovcc_name\` is gone and the new one was not created: run this script again"
  fi
}

stored() {
  if [ -n "$ovcc_exists" ]; then ovcc_settled=rotated; else ovcc_settled=created; fi
}

store_value() {
  if [ -z "$1" ]; then return 0; fi
  printf '%s' "$1" | store || exit 3
  stored
}

variable() {
  ovcc_places="$ovcc_places, variable $1"
  if [ -n "$ovcc_settled" ]; then return 0; fi
  eval "store_value \"\$ovcc_value_$1\""
}

file() {
  ovcc_places="$ovcc_places, file $1"
  if [ -n "$ovcc_settled" ] || ! [ -s "$1" ]; then return 0; fi
  # shellcheck disable=SC2002  # an old podman insists on a pipe
  cat "$1" | store || exit 3
  stored
}

# credential SERVICE KEY
credential() {
  ovcc_places="$ovcc_places, credential $1/$2"
  if [ -n "$ovcc_settled" ] || [ -z "$ovcc_credential_command" ]; then return 0; fi
  # shellcheck disable=SC2086  # the command is meant to be split, without looking for files
  ovcc_output=$(set -f && $ovcc_credential_command "$1" "$2" </dev/null && printf x) || return 0
  ovcc_output=${ovcc_output%x}
  store_value "${ovcc_output%"$ovcc_line_break"}"
}

# elsewhere PLACE: one that a shell cannot read.
elsewhere() {
  ovcc_places="$ovcc_places, $1"
}

settle() {
  if [ -z "$ovcc_settled" ] && [ -n "$ovcc_exists" ]; then ovcc_settled=kept; fi
  if [ -n "$ovcc_settled" ]; then
    printf '%-8s %s\n' "$ovcc_settled" "$ovcc_name"
    return 0
  fi
  ovcc_missing=$((ovcc_missing + 1))
  printf '%-8s %s: no value in %s\n' missing "$ovcc_name" "${ovcc_places#, }"
}

finish() {
  if [ "$ovcc_missing" = 0 ]; then return 0; fi
  echo "$ovcc_missing missing: the units that name them will not start" >&2
  exit 1
}
