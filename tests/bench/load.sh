#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# How long loading and saving an image of about 1 GB takes, in one run, as root: tare, docker, podman when it runs, and the
# bare tools. load.sh BUILD-FOLDER [IMAGE-FOLDER [ROUNDS]]; the image is made by make_image.sh unless it is there.
# dockerd is one of our own, with folders of its own, on the same file system; it ends with this script. Everything is
# timed until the file system says it has it (sync -f), for all of them alike; each time is the best of the rounds.
set -euo pipefail
here=$(dirname "$(realpath "$0")")
build=$(realpath "${1:?usage: load.sh BUILD-FOLDER [IMAGE-FOLDER [ROUNDS]]}")
image=$(realpath -m "${2:-/tmp/tare-bench-image}")
rounds=${3:-3}
"$here/make_image.sh" "$image"
work=$(mktemp -d "$image/run-XXXXXX")
dockerd_pid=
cleanup() {
  [ -z "$dockerd_pid" ] || { kill "$dockerd_pid"; wait "$dockerd_pid" || true; }
  umount "$work"/p/overlay 2>/dev/null || true
  rm -rf "$work"
}
trap cleanup EXIT
export TARE_LIBEXEC=$build/bin
tare() { "$build/bin/tare" --root "$work/t" --state "$work/s" "$@"; }
docker() { command docker -H "unix://$work/docker.sock" "$@"; }
podman() {
  command podman --root "$work/p" --runroot "$work/pr" --tmpdir "$work/pt" --runtime runc --events-backend none "$@"
}

now() { date +%s%N; }
declare -A best
# timed NAME COMMAND…: milliseconds, the least so far under that name
timed() {
  local name=$1 start end ms
  shift
  sync -f "$work"
  start=$(now)
  "$@" >/dev/null
  sync -f "$work"
  end=$(now)
  ms=$(((end - start) / 1000000))
  echo "$name: $ms ms" >&2
  [ -n "${best[$name]:-}" ] && [ "${best[$name]}" -le "$ms" ] || best[$name]=$ms
}
bare() { # two at a time, as few cores as this machine may have
  mkdir "$work/bare"
  find "$image/layers" -name '*.tar.gz' | sort | xargs -P 2 -I{} bash -c \
    'd="$0/$(basename "$1" .tar.gz)"; mkdir "$d"; igzip -dc "$1" | tar -C "$d" -xf -' "$work/bare" {}
}

dockerd --data-root "$work/d" --exec-root "$work/de" -H "unix://$work/docker.sock" --pidfile "$work/d.pid" \
  --bridge=none --iptables=false >"$work/dockerd.log" 2>&1 &
dockerd_pid=$!
for _ in $(seq 100); do docker version >/dev/null 2>&1 && break; sleep 0.2; done

for _ in $(seq "$rounds"); do
  timed "igzip | tar, two at a time" bare
  rm -rf "$work/bare"
  timed "tare load" tare load -q -i "$image/image.tar"
  timed "tare save" tare save -o "$work/saved.tar" tare/bench:1
  rm "$work/saved.tar"
  tare rmi tare/bench:1 >/dev/null
  timed "docker load" docker load -q -i "$image/image.tar"
  timed "docker save" docker save -o "$work/saved.tar" tare/bench:1
  rm "$work/saved.tar"
  docker rmi tare/bench:1 >/dev/null
done
if podman load -q -i "$image/image.tar" >/dev/null 2>&1; then
  podman rmi tare/bench:1 >/dev/null
  timed "podman load" podman load -q -i "$image/image.tar"
  timed "podman save" podman save -q -o "$work/saved.tar" tare/bench:1
  rm "$work/saved.tar"
fi

printf '%-28s %8s\n' "what" "ms"
for name in "igzip | tar, two at a time" "tare load" "docker load" "podman load" "tare save" "docker save" "podman save"; do
  [ -z "${best[$name]:-}" ] || printf '%-28s %8d\n' "$name" "${best[$name]}"
done
ratio() { # NAME OTHER TARGET
  [ -n "${best[$1]:-}" ] && [ -n "${best[$2]:-}" ] || return 0
  awk -v a="${best[$1]}" -v b="${best[$2]}" -v n="$1 / $2" -v t="$3" \
    'BEGIN { printf "%-44s %.2f  (at most %s)\n", n, a / b, t }'
}
ratio "tare load" "docker load" 0.4
ratio "tare load" "igzip | tar, two at a time" 1.2
ratio "tare load" "podman load" 0.4
ratio "tare save" "docker save" 0.5
printf 'image: %s MB, layers: %s; %s, %s cores\n' "$(du -m "$image/image.tar" | cut -f1)" \
  "$(find "$image/layers" -name '*.gz' | wc -l)" "$(docker --version | cut -d, -f1)" "$(nproc)"
