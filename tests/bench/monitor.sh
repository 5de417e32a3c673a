#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# What a running container costs beside its own processes: proportional set size (smaps_rollup) of tare-monitor, conmon
# and containerd-shim, each keeping `sleep` from the same root. As root.
#   tests/bench/monitor.sh BUILD-FOLDER
set -eu
build=$(realpath "${1:?usage: monitor.sh BUILD-FOLDER}")
PATH=$build/bin:$PATH
work=$(mktemp -d /tmp/tare-bench-XXXXXX)
dockerd_pid=
podman_() { podman --root "$work/podman" --runroot "$work/podman-run" --cgroup-manager=cgroupfs --storage-driver=vfs "$@"; }
cleanup() {
    for n in 1 2 3 4 5 6 7 8 9 10; do tare rm -f "bench$n" >/dev/null 2>&1 || true; done
    podman_ rm -f -t 0 bench >/dev/null 2>&1 || true
    if [ -n "$dockerd_pid" ]; then
        docker -H "unix://$work/docker.sock" rm -f bench >/dev/null 2>&1 || true
        kill "$dockerd_pid"
        wait "$dockerd_pid" || true
    fi
    rm -rf "$work"
}
trap cleanup EXIT
pss() { awk '/^Pss:/ { print $2 }' "/proc/$1/smaps_rollup"; }
show() { printf '%-44s %6s KiB\n' "$1" "$2"; }
export TARE_NETWORK=none # what is measured here is not the network
export TARE_ROOT="$work/r" TARE_STATE="$work/s"
monitor() { sed 's/.*"monitorPid":\([0-9]*\).*/\1/' "$TARE_ROOT/containers/$(tare inspect -f '{{.Id}}' "$1")/state.json"; }

tare run -d --name bench1 tare/starter sleep 600 >/dev/null 2>&1
sleep 1
show "tare-monitor, one container" "$(pss "$(monitor bench1)")"
for n in 2 3 4 5 6 7 8 9 10; do tare run -d --name "bench$n" tare/starter sleep 600 >/dev/null; done
sleep 1
total=0
for n in 1 2 3 4 5 6 7 8 9 10; do total=$((total + $(pss "$(monitor "bench$n")"))); done
show "tare-monitor, each of ten containers" $((total / 10))
tare exec bench1 sh -c 'true'
for n in 1 2 3 4 5 6 7 8 9 10; do tare rm -f "bench$n" >/dev/null; done

lower=$(tare create --name bench1 tare/starter true >/dev/null; tare inspect -f '{{.GraphDriver.Data.LowerDir}}' bench1)
tar -C "$lower" -cf "$work/rootfs.tar" .
if command -v podman >/dev/null && command -v conmon >/dev/null; then
    if podman_ import "$work/rootfs.tar" bench >/dev/null 2>&1 &&
        podman_ run -d --name bench --network none bench sleep 600 >/dev/null 2>"$work/podman.log"; then
        sleep 1
        show "conmon (podman)" "$(pss "$(podman_ inspect -f '{{.State.ConmonPid}}' bench)")"
    else
        tail -2 "$work/podman.log"
    fi
fi
if command -v dockerd >/dev/null; then
    dockerd --data-root "$work/docker" --exec-root "$work/docker-exec" -H "unix://$work/docker.sock" \
        --pidfile "$work/docker.pid" --bridge=none --iptables=false >"$work/dockerd.log" 2>&1 &
    dockerd_pid=$!
    tries=0
    until docker -H "unix://$work/docker.sock" version >/dev/null 2>&1; do
        tries=$((tries + 1))
        [ $tries -lt 200 ] || break
        sleep 0.1
    done
    docker -H "unix://$work/docker.sock" import "$work/rootfs.tar" bench >/dev/null
    id=$(docker -H "unix://$work/docker.sock" run -d --name bench --network none bench sleep 600)
    sleep 1
    for process in /proc/[0-9]*; do
        if tr '\0' ' ' <"$process/cmdline" 2>/dev/null | grep -q "containerd-shim.*$id"; then
            show "containerd-shim (docker)" "$(pss "${process#/proc/}")"
        fi
    done
fi
