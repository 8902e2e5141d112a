#!/bin/sh
# Install what a bare Debian 12 needs to build and test ovcc.
#
#   scripts/install-packages.sh [build|test|all]
#
# build: compiler and libraries. test (the default): build, and what the tests need. all: test, and the tools of
# CONTRIBUTING.md (clang 19 with its sanitizers, clang-tidy, clang-format; coverage; debootstrap; systemd).
# Installs nothing, and needs no rights, when everything is there already.
set -eu

what=${1:-test}
build="g++ cmake ninja-build libyaml-cpp-dev tao-pegtl-dev libfmt-dev libcli11-dev nlohmann-json3-dev libb2-dev libxxhash-dev libmimalloc-dev"
test="libgtest-dev libgmock-dev libbenchmark-dev llvm-14-tools python3 python3-jsonschema python3-yaml patch git ca-certificates podman"
all="clang-19 clang-tidy-19 clang-format-19 libclang-rt-19-dev llvm-19 gcovr debootstrap systemd"

case $what in
  build) packages=$build ;;
  test) packages="$build $test" ;;
  all) packages="$build $test $all" ;;
  *) sed -n '2,8s/^# \{0,1\}//p' "$0" >&2; exit 2 ;;
esac

missing=
for package in $packages; do
  state=$(dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null || true)
  [ "$state" = installed ] || missing="$missing $package"
done
[ -n "$missing" ] || exit 0

as_root=
if [ "$(id -u)" != 0 ]; then
  command -v sudo >/dev/null || { echo "install these packages as root:$missing" >&2; exit 1; }
  as_root=sudo
fi
echo "installing:$missing" >&2
$as_root apt-get update -qq >&2
# shellcheck disable=SC2086  # the list is meant to be split
$as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >&2
