#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# How long pulling and pushing an image of about 1 GB takes over loopback, in one run, as root: tare, docker, podman when
# it runs, skopeo with umoci. registry.sh BUILD-FOLDER [IMAGE-FOLDER [ROUNDS]]; the image is made by make_image.sh unless
# it is there. dockerd and two registries (Debian's docker-registry) are our own, with folders of their own on the same
# file system, and end with this script. A pull is timed until the image can be run and the file system says it has it
# (sync -f), for all of them alike; every pull begins with an empty store and every push with an empty registry. The arms
# take turns (rounds.sh). Nothing is deleted before the end, since ext4 is slow to reuse what was deleted a moment ago,
# which would be weighed with whoever comes next: about 8 GB a round.
set -euo pipefail
here=$(dirname "$(realpath "$0")")
build=$(realpath "${1:?usage: registry.sh BUILD-FOLDER [IMAGE-FOLDER [ROUNDS]]}")
image=$(realpath -m "${2:-/tmp/tare-bench-image}")
rounds=${3:-3}
export TARE_LIBEXEC=$build/bin
[ -s "$image/image.tar" ] || "$here/make_image.sh" "$image"
work=$(mktemp -d "$image/run-XXXXXX")
chattr +T "$work" 2>/dev/null || true # every arm in a part of the disk of its own
dockerd_pid='' from_pid='' to_pid=''
cleanup() {
  for pid in $dockerd_pid $from_pid $to_pid; do kill "$pid" && wait "$pid" || true; done
  umount "$work"/p-*/overlay 2>/dev/null || true
  rm -rf "$work"
}
trap cleanup EXIT
. "$here/rounds.sh"
tare() { "$build/bin/tare" --root "$work/t-$round" --state "$work/s-$round" "$@"; }
docker() { command docker -H "unix://$work/docker.sock" "$@"; }
podman() {
  command podman --root "$work/p-$round" --runroot "$work/pr-$round" --tmpdir "$work/pt-$round" --runtime runc --events-backend none "$@"
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

from=127.0.0.1:$(free_port)
start_registry from "${from#*:}"
from_pid=$!
to=127.0.0.1:$(free_port)
start_docker() { # with an empty store
  if [ -n "$dockerd_pid" ]; then kill "$dockerd_pid" && wait "$dockerd_pid" || true; fi
  dockerd --data-root "$work/d-$round" --exec-root "$work/de" -H "unix://$work/docker.sock" --pidfile "$work/d.pid" \
    --bridge=none --iptables=false >>"$work/dockerd.log" 2>&1 &
  dockerd_pid=$!
  wait_for docker version
}
wait_for curl -sf "http://$from/v2/"
name=$from/tare/bench:1
tare load -q -i "$image/image.tar" >/dev/null
loaded=$(tare images -q | head -1)
tare tag "$loaded" "$name"
tare push -q "$name" >/dev/null

skopeo_umoci() {
  skopeo copy -q --insecure-policy --src-tls-verify=false "docker://$name" "oci:$work/oci-$round:1"
  umoci unpack --image "$work/oci-$round:1" "$work/bundle-$round"
}
# push_to_empty NAME COMMAND… : a registry of its own for each push
push_to_empty() {
  local label=$1
  shift
  start_registry "to-$round-${label// /-}" "${to#*:}"
  to_pid=$!
  wait_for curl -sf "http://$to/v2/"
  timed "$label" "$@"
  kill "$to_pid"
  wait "$to_pid" || true
  to_pid=''
}
tare_arm() {
  timed "tare pull" tare pull -q "$name"
  tare tag "$name" "$to/tare/bench:1"
  push_to_empty "tare push" tare push -q "$to/tare/bench:1"
  timed "tare save" tare save -o "$work/tare-$round.tar" "$name"
}
docker_arm() {
  start_docker
  timed "docker pull" docker pull -q "$name"
  docker tag "$name" "$to/tare/bench:1"
  push_to_empty "docker push" docker push -q "$to/tare/bench:1"
  timed "docker save" docker save -o "$work/docker-$round.tar" "$name"
}
podman_arm() { timed "podman pull" podman pull -q --tls-verify=false "$name" || true; }
skopeo_arm() { timed "skopeo copy + umoci unpack" skopeo_umoci; }
for round in $(seq "$rounds"); do in_turns tare_arm docker_arm podman_arm skopeo_arm; done

print_times
ratio "tare pull" "docker pull" 0.4
ratio "tare pull" "podman pull" 0.4
ratio "tare pull" "skopeo copy + umoci unpack" 0.2
ratio "tare push" "docker push" 0.5
ratio "tare save" "docker save" 0.5
printf 'image: %s MB; %s; %s, %s CPUs, load %s, n = %s\n' "$(du -m "$image/image.tar" | cut -f1)" \
  "$(command docker --version | cut -d, -f1)" "$(uname -sr)" "$(nproc)" "$(cut -d' ' -f1 /proc/loadavg)" "$rounds"
