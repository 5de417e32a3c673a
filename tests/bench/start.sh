#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# How long a container's start and end take, in one run: the bare floor, tare, runc, crun, Docker. As root.
#   tests/bench/start.sh BUILD-FOLDER [ROUNDS]
# runc and crun run the root of the starter image with the configuration that they write themselves, which has no seccomp
# filter; tare and Docker filter. Docker is a dockerd of our own, with folders of its own, which ends with this script.
set -eu
build=$(realpath "${1:?usage: start.sh BUILD-FOLDER [ROUNDS]}")
rounds=${2:-30}
PATH=$build/bin:$PATH
work=$(mktemp -d /tmp/tare-bench-XXXXXX)
dockerd_pid=
state=
cleanup() {
    [ -z "$dockerd_pid" ] || { kill "$dockerd_pid"; wait "$dockerd_pid" || true; }
    tare rm -f bench-keep >/dev/null 2>&1 || true
    rm -rf "$work" ${state:+"$state"}
}
trap cleanup EXIT
# The state is on a tmpfs, as /run is wherever systemd is.
state=$(mktemp -d /dev/shm/tare-bench-XXXXXX)
export TARE_NETWORK=none # what is measured here is not the network
export TARE_ROOT="$work/r" TARE_STATE="$state"
tare run --rm tare/starter true 2>/dev/null

# The starter's root as a folder and as a bundle.
tare create --name bench-keep --network none tare/starter /bin/true >/dev/null
lower=$(tare inspect -f '{{.GraphDriver.Data.LowerDir}}' bench-keep)
mkdir -p "$work/bare" "$work/bundle/rootfs"
cp -a "$lower/." "$work/bundle/rootfs/"
commands=$work/commands
line() { printf '%s' "$1"; shift; for word; do printf '\t%s' "$word"; done; printf '\n'; }
line "bare floor" "$build/bench/bench_bare_start" "$lower" "$work/bare" /bin/true >"$commands"
line "tare run --rm" tare run --rm --network none tare/starter /bin/true >>"$commands"
for runtime in runc crun; do
    command -v $runtime >/dev/null || { echo "$runtime is not here"; continue; }
    (cd "$work/bundle" && rm -f config.json && $runtime spec &&
        sed -i 's/"terminal": true/"terminal": false/; s#"sh"#"/bin/true"#' config.json)
    cp "$work/bundle/config.json" "$work/$runtime.json"
    mkdir -p "$work/$runtime"
    cp -al "$work/bundle/rootfs" "$work/$runtime/rootfs"
    cp "$work/$runtime.json" "$work/$runtime/config.json"
    line "$runtime run (no filter)" $runtime --root "$state/$runtime" run --bundle "$work/$runtime" "bench-$$" >>"$commands"
done
if command -v dockerd >/dev/null; then
    dockerd --data-root "$work/docker" --exec-root "$work/docker-exec" -H "unix://$work/docker.sock" \
        --pidfile "$work/docker.pid" --bridge=none --iptables=false >"$work/dockerd.log" 2>&1 &
    dockerd_pid=$!
    tries=0
    until docker -H "unix://$work/docker.sock" version >/dev/null 2>&1; do
        tries=$((tries + 1))
        [ $tries -lt 200 ] && kill -0 $dockerd_pid 2>/dev/null || { tail -5 "$work/dockerd.log"; break; }
        sleep 0.1
    done
    if tar -C "$work/bundle/rootfs" -c . | docker -H "unix://$work/docker.sock" import - bench >/dev/null; then
        line "docker run --rm" docker -H "unix://$work/docker.sock" run --rm --network none bench /bin/true >>"$commands"
    fi
else
    echo "dockerd is not here"
fi
echo "$(uname -sr), $(nproc) CPUs, load $(cut -d' ' -f1-3 /proc/loadavg), $rounds rounds"
"$build/bench/bench_start" "$rounds" 3 <"$commands"
