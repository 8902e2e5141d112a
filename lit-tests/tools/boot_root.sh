#!/bin/sh
# Boot the Debian system that lies in a folder: its own systemd is process 1 of namespaces of its own, with a control group and a
# loopback device of its own. What it writes lies in memory, the folder stays as it is. Needs root, and a kernel with cgroup v2 and overlayfs.
#
#   boot_root.sh ROOT
#
# Returns when the system is shut down; dies, and all its processes with it, when the program dies that has started it.
set -eu

die() { echo "boot_root.sh: this machine does not allow it: $*" >&2; exit 1; }

# As process 1 of the new namespaces.
inside() {
  lower=$1 work=$2
  mount --make-rprivate /
  mount -t tmpfs -o mode=755 tmpfs "$work" || die "tmpfs"
  mkdir "$work/lower" "$work/upper" "$work/work" "$work/root"
  mount --bind "$lower" "$work/lower"
  cd "$work"
  mount -t overlay -o lowerdir=lower,upperdir=upper,workdir=work overlay root || die "overlayfs"
  cd root
  mount -t proc proc proc || die "/proc in a PID namespace"
  mount -t sysfs -o ro sysfs sys || die "/sys in a network namespace"
  mount -t cgroup2 cgroup2 sys/fs/cgroup || die "control groups in a namespace"
  mount -t tmpfs -o mode=755 tmpfs run
  # Podman puts layers on overlayfs, which does not lie on another one.
  for folder in home var/lib/containers; do
    mkdir -p "$folder"
    mount -t tmpfs -o mode=755 tmpfs "$folder"
  done
  mount -t tmpfs -o mode=755 tmpfs dev
  mkdir dev/pts dev/shm dev/net
  for device in null zero full random urandom tty fuse net/tun; do
    [ -e "/dev/$device" ] || continue
    touch "dev/$device"
    mount --bind "/dev/$device" "dev/$device"
  done
  ln -s /proc/self/fd dev/fd
  ln -s pts/ptmx dev/ptmx
  mount -t devpts -o newinstance,ptmxmode=666,mode=620,gid=5 devpts dev/pts
  mount -t tmpfs tmpfs dev/shm
  # Not chroot: who is in one may not make user namespaces.
  pivot_root . mnt
  umount -l /mnt
  mount --make-rshared /
  exec env -i container=other PATH=/usr/sbin:/usr/bin /usr/lib/systemd/systemd --log-target=console --show-status=no
}

if [ "${1:-}" = --inside ]; then
  inside "$2" "$3"
fi
root=$(cd "$1" && pwd)
[ -x "$root/usr/lib/systemd/systemd" ] || { echo "boot_root.sh: no systemd in $root" >&2; exit 1; }
[ "$(id -u)" = 0 ] || { echo "boot_root.sh: run this as root" >&2; exit 1; }
work=$(mktemp -d)
groups=$work/groups
mkdir "$groups" "$work/system"
group= child=
clean() {
  [ -z "$child" ] || { kill -KILL "$child" && wait "$child"; } 2>/dev/null || true
  if [ -n "$group" ]; then
    # The processes die after the one that was killed.
    for _ in $(seq 100); do
      ! grep -q 'populated 1' "$group/cgroup.events" || sleep 0.1
    done
    find "$group" -depth -type d -exec rmdir {} + || true
  fi
  umount "$groups" 2>/dev/null || true
  rm -rf --one-file-system "$work"
}
trap clean EXIT
trap 'exit 1' INT TERM
mount -t cgroup2 cgroup2 "$groups" || die "cgroup v2"
mkdir "$groups/ovcc-$$"
group=$groups/ovcc-$$
# shellcheck disable=SC2016  # the inner shell expands them
sh -c 'echo $$ > "$1/cgroup.procs"; shift; exec "$@"' sh "$group" setpriv --pdeathsig KILL unshare --mount --pid --fork \
  --kill-child --uts --ipc --net --cgroup "$0" --inside "$root" "$work/system" &
child=$!
status=0
wait "$child" || status=$?
child=
exit $status
