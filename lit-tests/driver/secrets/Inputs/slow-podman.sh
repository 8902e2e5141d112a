#!/bin/sh
# The real podman, with a pause after it removed a secret.
"$(dirname "$0")/podman.sh" "$@" || exit
case "$*" in
  "secret rm "*)
    : >"$STORE/removed"
    sleep 1 ;;
esac
