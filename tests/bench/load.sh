#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# How long loading and saving an image of about 1 GB takes, in one run, as root: tare, docker, podman when it runs, and the
# bare tools. load.sh BUILD-FOLDER [IMAGE-FOLDER [ROUNDS]]; the image is made by make_image.sh unless it is there.
# dockerd is one of our own, with folders of its own, on the same file system; it ends with this script. Everything is
# timed until the file system says it has it (sync -f), for all of them alike. The arms take turns (rounds.sh). Nothing is
# deleted before the end, since ext4 is slow to reuse what was deleted a moment ago, which would be weighed with whoever
# comes next: about 6 GB a round.
set -euo pipefail
here=$(dirname "$(realpath "$0")")
build=$(realpath "${1:?usage: load.sh BUILD-FOLDER [IMAGE-FOLDER [ROUNDS]]}")
image=$(realpath -m "${2:-/tmp/tare-bench-image}")
rounds=${3:-3}
"$here/make_image.sh" "$image"
work=$(mktemp -d "$image/run-XXXXXX")
chattr +T "$work" 2>/dev/null || true # every arm in a part of the disk of its own
dockerd_pid=''
cleanup() {
  [ -z "$dockerd_pid" ] || { kill "$dockerd_pid"; wait "$dockerd_pid" || true; }
  umount "$work"/p-*/overlay 2>/dev/null || true
  rm -rf "$work"
}
trap cleanup EXIT
. "$here/rounds.sh"
export TARE_LIBEXEC=$build/bin
tare() { "$build/bin/tare" --root "$work/t-$round" --state "$work/s-$round" "$@"; }
docker() { command docker -H "unix://$work/docker.sock" "$@"; }
podman() {
  command podman --root "$work/p-$round" --runroot "$work/pr" --tmpdir "$work/pt" --runtime runc --events-backend none "$@"
}

bare() { # two at a time, as few cores as this machine may have
  mkdir "$work/bare-$round"
  find "$image/layers" -name '*.tar.gz' | sort | xargs -P 2 -I{} bash -c \
    'd="$0/$(basename "$1" .tar.gz)"; mkdir "$d"; igzip -dc "$1" | tar -C "$d" -xf -' "$work/bare-$round" {}
}

start_docker() { # with an empty store
  if [ -n "$dockerd_pid" ]; then kill "$dockerd_pid" && wait "$dockerd_pid" || true; fi
  dockerd --data-root "$work/d-$round" --exec-root "$work/de" -H "unix://$work/docker.sock" --pidfile "$work/d.pid" \
    --bridge=none --iptables=false >>"$work/dockerd.log" 2>&1 &
  dockerd_pid=$!
  for _ in $(seq 100); do docker version >/dev/null 2>&1 && break; sleep 0.2; done
}

bare_arm() { timed "igzip | tar, two at a time" bare; }
tare_arm() {
  timed "tare load" tare load -q -i "$image/image.tar"
  timed "tare save" tare save -o "$work/tare-$round.tar" tare/bench:1
}
docker_arm() {
  start_docker
  timed "docker load" docker load -q -i "$image/image.tar"
  timed "docker save" docker save -o "$work/docker-$round.tar" tare/bench:1
}
podman_arm() {
  if timed "podman load" podman load -q -i "$image/image.tar"; then
    timed "podman save" podman save -q -o "$work/podman-$round.tar" tare/bench:1
  fi
}
for round in $(seq "$rounds"); do in_turns bare_arm tare_arm docker_arm podman_arm; done

print_times
ratio "tare load" "docker load" 0.4
ratio "tare load" "igzip | tar, two at a time" 1.2
ratio "tare load" "podman load" 0.4
ratio "tare save" "docker save" 0.5
printf 'image: %s MB, layers: %s; %s; %s, %s CPUs, load %s, n = %s\n' "$(du -m "$image/image.tar" | cut -f1)" \
  "$(find "$image/layers" -name '*.gz' | wc -l)" "$(command docker --version | cut -d, -f1)" "$(uname -sr)" "$(nproc)" \
  "$(cut -d' ' -f1 /proc/loadavg)" "$rounds"
