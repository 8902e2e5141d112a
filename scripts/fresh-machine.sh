#!/bin/sh
# Try the two commands of README.md on a bare Debian 12: debootstraps one into a folder, copies the committed tree
# into it and runs both commands there, packages included. Needs root and debootstrap; takes some minutes.
#
#   scripts/fresh-machine.sh [DIR]
#
# DIR  where to put the system; default: a new folder below $TMPDIR, removed at the end
set -eu
cd "$(dirname "$0")/.."
. scripts/debian-root.sh
[ "$(id -u)" = 0 ] || { echo "run this as root: debootstrap and chroot need it" >&2; exit 1; }
command -v debootstrap >/dev/null || scripts/install-packages.sh all

if [ $# -gt 0 ]; then
  root=$1
else
  root=$(mktemp -d)
fi
clean() {
  umount "$root/proc" "$root/sys" 2>/dev/null || true
  [ -n "${keep:-}" ] || rm -rf "$root"
}
[ $# -gt 0 ] && keep=1
trap clean EXIT INT TERM

debian_root bookworm "$root"
# Packages come from where this machine has them, fetched as this machine fetches them (a proxy, an older mirror).
rm -f "$root/etc/apt/sources.list"
cp /etc/apt/sources.list "$root/etc/apt/" 2>/dev/null || true
mkdir -p "$root/etc/apt/sources.list.d" "$root/etc/apt/apt.conf.d"
cp /etc/apt/sources.list.d/*.sources /etc/apt/sources.list.d/*.list "$root/etc/apt/sources.list.d/" 2>/dev/null || true
grep -l '^Acquire::' /etc/apt/apt.conf.d/* | xargs -r cp -t "$root/etc/apt/apt.conf.d"
cp /etc/resolv.conf "$root/etc/resolv.conf"
mountpoint -q "$root/proc" || mount -t proc proc "$root/proc"
mountpoint -q "$root/sys" || mount -t sysfs sysfs "$root/sys"  # podman looks for control groups

rm -rf "$root/home/me/ovcc"
mkdir -p "$root/home/me/ovcc"
git archive HEAD | tar -C "$root/home/me/ovcc" -xf -

for command in scripts/build.sh scripts/test.sh; do
  echo "== $command"
  chroot "$root" env -i HOME=/home/me PATH=/usr/sbin:/usr/bin:/sbin:/bin sh -c "cd /home/me/ovcc && $command"
done
