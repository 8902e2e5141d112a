#!/bin/sh
# A podman that knows `secret create --replace`: the real one, and `rm` before `create` where that is old.
here=$(dirname "$0")
case "$*" in
  "secret create --help") echo "      --replace  If a secret with the same name exists, replace it" ;;
  "secret create --replace "*)
    echo "$*" >>"$STORE/calls"
    "$here/podman.sh" secret rm "$4" </dev/null >/dev/null && exec "$here/podman.sh" secret create "$4" - ;;
  *) exec "$here/podman.sh" "$@" ;;
esac
