#!/bin/sh
# Stands in for podman below a real systemd: does to systemd what podman does, and runs nothing. A container whose name is a
# file in $STAND_IN_FAILS does not start. Where $STAND_IN_CALLS is a folder, it has argv and environment of every call, as the kernel
# has them; other names than podman (cloudflared, tailscale) only do that.
if [ -d "${STAND_IN_CALLS:-}" ]; then
  call=$STAND_IN_CALLS/$(date +%s%N)-$$
  cat /proc/$$/environ > "$call.environ"
  cat /proc/$$/cmdline > "$call.part"
  mv "$call.part" "$call.argv"
fi
case $0 in
  */cloudflared) exec sleep infinity ;;
  */podman) ;;
  *) exit ;;
esac
verb=$1
shift
value() { # NAME ARGUMENTS...: the value of an option
  wanted=$1
  shift
  while [ $# -gt 0 ]; do
    case $1 in
      "$wanted="*) printf %s "${1#*=}"; return ;;
      "$wanted") printf %s "$2"; return ;;
    esac
    shift
  done
}
case $verb in
  run)
    name=$(value --name "$@")
    if [ -e "$STAND_IN_FAILS/$name" ]; then
      echo "Error: $name: image not known" >&2
      exit 125
    fi
    echo $$ > "$(value --cidfile "$@")"
    systemd-notify --ready --pid=$$
    exec sleep infinity
    ;;
  rm)
    id_file=$(value --cidfile "$@")
    [ ! -e "$id_file" ] || kill "$(cat "$id_file")" 2>/dev/null
    rm -f "$id_file"
    ;;
  pod)
    action=$1
    id_file=$(value --pod-id-file "$@")
    case $action in
      create) value --infra-conmon-pidfile "$@" > "$id_file" ;;
      start)
        setsid sleep infinity &
        echo $! > "$(cat "$id_file")"
        ;;
      stop) kill "$(cat "$(cat "$id_file")")" 2>/dev/null || true ;;
      rm) rm -f "$id_file" ;;
    esac
    ;;
esac
