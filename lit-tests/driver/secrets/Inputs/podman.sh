#!/bin/sh
# The real podman, with a store of its own below $STORE and nothing of the user's. Old ones refuse a long --runroot.
export HOME="$STORE"
cd "$STORE" || exit 1
exec podman --root "$STORE/root" --runroot run --tmpdir "$STORE/tmp" --storage-driver vfs "$@"
