#!/bin/sh
# To be sourced: `debian_root SUITE DIR [PACKAGE,PACKAGE…]` debootstraps a minimal Debian with these packages into DIR, unless one is
# there. Needs root and debootstrap.

debian_root() {
  # debootstrap has a folder of its own there until it is done.
  if [ -x "$2/usr/bin/apt-get" ] && [ ! -d "$2/debootstrap" ]; then return; fi
  # The mirror that this machine uses, so that nothing else needs to be reachable.
  mirror=$(. /etc/os-release; [ "$ID" != debian ] || apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' "Codename: $VERSION_CODENAME" | head -n 1)
  debootstrap --variant=minbase ${3:+"--include=$3"} "$1" "$2" ${mirror:+"$mirror"}
}
