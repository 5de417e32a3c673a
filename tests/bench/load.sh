#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# How long loading and saving an image of about 1 GB takes, in one run, as root: tare, docker, podman when it runs, and the
# bare tools. load.sh BUILD-FOLDER [IMAGE-FOLDER [ROUNDS]]; the image is made by make_image.sh unless it is there.
# dockerd is one of our own, with folders of its own, on the same file system; it ends with this script. Everything is
# timed until the file system says it has it (sync -f), for all of them alike. The arms take turns; times are medians, with
# the least and the most. Nothing is deleted before the end, since ext4 is slow to reuse what was deleted a moment ago,
# which would be weighed with whoever comes next: about 6 GB a round.
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
export TARE_LIBEXEC=$build/bin
round=0
tare() { "$build/bin/tare" --root "$work/t-$round" --state "$work/s-$round" "$@"; }
docker() { command docker -H "unix://$work/docker.sock" "$@"; }
podman() {
  command podman --root "$work/p-$round" --runroot "$work/pr" --tmpdir "$work/pt" --runtime runc --events-backend none "$@"
}

now() { date +%s%N; }
declare -A times
# timed NAME COMMAND…: milliseconds, one more under that name
timed() {
  local name=$1 start end ms
  shift
  sync -f "$work"
  start=$(now)
  "$@" >/dev/null || return 1
  sync -f "$work"
  end=$(now)
  ms=$(((end - start) / 1000000))
  echo "$name: $ms ms, load $(cut -d' ' -f1 /proc/loadavg)" >&2
  times[$name]+="$ms "
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

for round in $(seq "$rounds"); do
  start_docker
  timed "igzip | tar, two at a time" bare
  timed "tare load" tare load -q -i "$image/image.tar"
  timed "tare save" tare save -o "$work/tare-$round.tar" tare/bench:1
  timed "docker load" docker load -q -i "$image/image.tar"
  timed "docker save" docker save -o "$work/docker-$round.tar" tare/bench:1
  if timed "podman load" podman load -q -i "$image/image.tar" 2>"$work/podman.log"; then
    timed "podman save" podman save -q -o "$work/podman-$round.tar" tare/bench:1
  fi
done

sorted() { tr ' ' '\n' <<<"${times[$1]}" | sed '/^$/d' | sort -n; }
median() { sorted "$1" | awk '{ v[NR] = $1 } END { print NR % 2 ? v[(NR + 1) / 2] : (v[NR / 2] + v[NR / 2 + 1]) / 2 }'; }
printf '%-28s %8s %8s %8s   %s\n' "what" "median" "least" "most" "ms"
for what in "igzip | tar, two at a time" "tare load" "docker load" "podman load" "tare save" "docker save" "podman save"; do
  [ -z "${times[$what]:-}" ] ||
    printf '%-28s %8.0f %8d %8d\n' "$what" "$(median "$what")" "$(sorted "$what" | head -1)" "$(sorted "$what" | tail -1)"
done
ratio() { # NAME OTHER TARGET: of the medians
  [ -n "${times[$1]:-}" ] && [ -n "${times[$2]:-}" ] || return 0
  awk -v a="$(median "$1")" -v b="$(median "$2")" -v n="$1 / $2" -v t="$3" \
    'BEGIN { printf "%-44s %.2f  (at most %s)\n", n, a / b, t }'
}
ratio "tare load" "docker load" 0.4
ratio "tare load" "igzip | tar, two at a time" 1.2
ratio "tare load" "podman load" 0.4
ratio "tare save" "docker save" 0.5
printf 'image: %s MB, layers: %s; %s; %s, %s CPUs, load %s, n = %s\n' "$(du -m "$image/image.tar" | cut -f1)" \
  "$(find "$image/layers" -name '*.gz' | wc -l)" "$(command docker --version | cut -d, -f1)" "$(uname -sr)" "$(nproc)" \
  "$(cut -d' ' -f1 /proc/loadavg)" "$rounds"
