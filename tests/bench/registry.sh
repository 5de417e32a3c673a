#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# How long pulling and pushing an image of about 1 GB takes over loopback, in one run, as root: tare, docker, podman when
# it runs, skopeo with umoci. registry.sh BUILD-FOLDER [IMAGE-FOLDER [ROUNDS]]; the image is made by make_image.sh unless
# it is there. dockerd and two registries (Debian's docker-registry) are our own, with folders of their own on the same
# file system, and end with this script. A pull is timed until the image can be run and the file system says it has it
# (sync -f), for all of them alike; every pull begins with an empty store and every push with an empty registry. Each time
# is the best of the rounds.
set -euo pipefail
here=$(dirname "$(realpath "$0")")
build=$(realpath "${1:?usage: registry.sh BUILD-FOLDER [IMAGE-FOLDER [ROUNDS]]}")
image=$(realpath -m "${2:-/tmp/tare-bench-image}")
rounds=${3:-3}
[ -s "$image/image.tar" ] || "$here/make_image.sh" "$image"
work=$(mktemp -d "$image/run-XXXXXX")
dockerd_pid= from_pid= to_pid=
cleanup() {
  for pid in $dockerd_pid $from_pid $to_pid; do kill "$pid" && wait "$pid" || true; done
  rm -rf "$work"
}
trap cleanup EXIT
tare() { "$build/bin/tare" --root "$work/t" --state "$work/s" "$@"; }
docker() { command docker -H "unix://$work/docker.sock" "$@"; }
podman() {
  command podman --root "$work/p" --runroot "$work/pr" --tmpdir "$work/pt" --runtime runc --events-backend none "$@"
}
free_port() { python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'; }
# start_registry NAME PORT: its pid in $!
start_registry() {
  mkdir -p "$work/$1"
  printf 'version: 0.1\nlog: {level: error, accesslog: {disabled: true}}\nstorage: {filesystem: {rootdirectory: %s}}\nhttp: {addr: "127.0.0.1:%s"}\n' \
    "$work/$1" "$2" >"$work/$1.yml"
  docker-registry serve "$work/$1.yml" >"$work/$1.log" 2>&1 &
}
wait_for() { for _ in $(seq 100); do "$@" >/dev/null 2>&1 && return; sleep 0.1; done; echo "not there: $*" >&2; exit 1; }

now() { date +%s%N; }
declare -A best
timed() { # NAME COMMAND…: milliseconds, the least so far under that name
  local what=$1 start ms
  shift
  sync -f "$work"
  start=$(now)
  "$@" >/dev/null 2>"$work/last.log" || { cat "$work/last.log" >&2; return 1; }
  sync -f "$work"
  ms=$((($(now) - start) / 1000000))
  [ -n "${best[$what]:-}" ] && [ "${best[$what]}" -le "$ms" ] || best[$what]=$ms
}

from=127.0.0.1:$(free_port)
start_registry from "${from#*:}"
from_pid=$!
to=127.0.0.1:$(free_port)
dockerd --data-root "$work/d" --exec-root "$work/de" -H "unix://$work/docker.sock" --pidfile "$work/d.pid" \
  --bridge=none --iptables=false >"$work/dockerd.log" 2>&1 &
dockerd_pid=$!
wait_for curl -sf "http://$from/v2/"
wait_for docker version
name=$from/tare/bench:1
tare load -q -i "$image/image.tar" >/dev/null
loaded=$(tare images -q | head -1)
tare tag "$loaded" "$name"
tare push -q "$name" >/dev/null

skopeo_umoci() {
  skopeo copy -q --insecure-policy --src-tls-verify=false "docker://$name" "oci:$work/oci:1"
  umoci unpack --image "$work/oci:1" "$work/bundle"
}
# push_to_empty COMMAND… : a registry of its own for each push
push_to_empty() {
  local label=$1
  shift
  start_registry to "${to#*:}"
  to_pid=$!
  wait_for curl -sf "http://$to/v2/"
  timed "$label" "$@"
  kill "$to_pid"
  wait "$to_pid" || true
  to_pid=
  rm -rf "$work/to"
}
podman_runs=yes
for _ in $(seq "$rounds"); do
  rm -rf "$work/t" "$work/s"
  timed "tare pull" tare pull -q "$name"
  tare tag "$name" "$to/tare/bench:1"
  push_to_empty "tare push" tare push -q "$to/tare/bench:1"
  timed "docker pull" docker pull -q "$name"
  docker tag "$name" "$to/tare/bench:1"
  push_to_empty "docker push" docker push -q "$to/tare/bench:1"
  docker rmi "$name" "$to/tare/bench:1" >/dev/null
  if [ $podman_runs = yes ] && timed "podman pull" podman pull -q --tls-verify=false "$name"; then
    podman rmi "$name" >/dev/null
  else
    podman_runs=no
  fi
  timed "skopeo copy + umoci unpack" skopeo_umoci
  rm -rf "$work/oci" "$work/bundle"
done

printf '%-28s %8s\n' "what" "ms"
for what in "tare pull" "docker pull" "podman pull" "skopeo copy + umoci unpack" "tare push" "docker push"; do
  [ -z "${best[$what]:-}" ] || printf '%-28s %8d\n' "$what" "${best[$what]}"
done
ratio() { # NAME OTHER TARGET
  [ -n "${best[$1]:-}" ] && [ -n "${best[$2]:-}" ] || return 0
  awk -v a="${best[$1]}" -v b="${best[$2]}" -v n="$1 / $2" -v t="$3" \
    'BEGIN { printf "%-44s %.2f  (at most %s)\n", n, a / b, t }'
}
ratio "tare pull" "docker pull" 0.4
ratio "tare pull" "podman pull" 0.4
ratio "tare pull" "skopeo copy + umoci unpack" 0.2
ratio "tare push" "docker push" 0.5
printf 'image: %s MB; %s; %s, %s CPUs, load %s, best of %s\n' "$(du -m "$image/image.tar" | cut -f1)" \
  "$(command docker --version | cut -d, -f1)" "$(uname -sr)" "$(nproc)" "$(cut -d' ' -f1 /proc/loadavg)" "$rounds"
