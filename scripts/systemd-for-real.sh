#!/bin/sh
# Let a real systemd and a real Podman have compiled units: debootstraps a Debian 13 with both into a folder, boots it in namespaces, and
# compares what its user manager runs, and what a container receives, with what was meant. Needs root and debootstrap; takes some minutes.
#
#   scripts/systemd-for-real.sh [--ovcc PATH] [--count N] [--seed N] [DIR]
#
# --ovcc   the compiler; default: build/dev/bin/ovcc
# --count  how many random values to send through the units; default: 1000
# --seed   of these values; default: 1
# DIR      where to put the system, or where an earlier run has put it; default: a new folder below $TMPDIR, removed at the end
set -eu
cd "$(dirname "$0")/.."
. scripts/debian-root.sh

usage() { sed -n '2,10s/^# \{0,1\}//p' "$0" >&2; exit 2; }
ovcc=build/dev/bin/ovcc count=1000 seed=1 root=
while [ $# -gt 0 ]; do
  case $1 in
    --ovcc | --count | --seed)
      [ $# -gt 1 ] || usage
      case $1 in --ovcc) ovcc=$2 ;; --count) count=$2 ;; --seed) seed=$2 ;; esac
      shift
      ;;
    -*) usage ;;
    *)
      [ -z "$root" ] || usage
      root=$1
      ;;
  esac
  shift
done
[ -x "$ovcc" ] || { echo "there is no $ovcc: build it first, or name it with --ovcc" >&2; exit 1; }
[ "$(id -u)" = 0 ] || { echo "run this as root: debootstrap and namespaces need it" >&2; exit 1; }
command -v debootstrap >/dev/null || scripts/install-packages.sh all

if [ -z "$root" ]; then
  root=$(mktemp -d)
  trap 'rm -rf --one-file-system "$root"' EXIT
  trap 'exit 1' INT TERM
fi
debian_root trixie "$root" systemd,systemd-sysv,dbus,dbus-user-session,libpam-systemd,podman,crun,conmon,catatonit,uidmap,netavark,aardvark-dns,passt,nftables,busybox-static
lit-tests/tools/check_systemd.py --ovcc "$ovcc" --root "$root" --count "$count" --seed "$seed"
