#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# What a network costs a container's start and end, and what its bridge carries, in one run. As root.
#   tests/bench/network.sh BUILD-FOLDER [ROUNDS]
# All of it happens in a network namespace of the script's own. The bare floor is bench_bare_start, which has no network.
# Throughput is iperf3's between two containers' namespaces on one bridge, against a veth pair made by hand, in turns.
set -eu
if [ "${TARE_BENCH_INSIDE:-}" != 1 ]; then
    TARE_BENCH_INSIDE=1 exec unshare -n "$0" "$@"
fi
build=$(realpath "${1:?usage: network.sh BUILD-FOLDER [ROUNDS]}")
rounds=${2:-30}
PATH=$build/bin:$PATH
work=$(mktemp -d /tmp/tare-bench-XXXXXX)
state=$(mktemp -d /dev/shm/tare-bench-XXXXXX) # a tmpfs, as /run is wherever systemd is
export TARE_ROOT="$work/r" TARE_STATE="$state"
server=
cleanup() {
    [ -z "$server" ] || kill "$server" 2>/dev/null || true
    tare rm -f bench-keep bench-a bench-b >/dev/null 2>&1 || true
    for space in bench-left bench-right; do ip netns del "$space-$$" 2>/dev/null || true; done
    rm -rf "$work" "$state"
}
trap cleanup EXIT
ip link set lo up
tare run --rm tare/starter true 2>/dev/null # makes the image and the default network
tare create --name bench-keep --network none tare/starter /bin/true >/dev/null
lower=$(tare inspect -f '{{.GraphDriver.Data.LowerDir}}' bench-keep)
mkdir -p "$work/bare"
line() { printf '%s' "$1"; shift; for word; do printf '\t%s' "$word"; done; printf '\n'; }
{
    line "bare floor" "$build/bench/bench_bare_start" "$lower" "$work/bare" /bin/true
    line "tare run --rm --network none" tare run --rm --network none tare/starter /bin/true
    line "tare run --rm" tare run --rm tare/starter /bin/true
    line "tare run --rm -p 8080:80" tare run --rm -p 8080:80 tare/starter /bin/true
} >"$work/commands"
echo "$(uname -sr), $(nproc) CPUs, load $(cut -d' ' -f1-3 /proc/loadavg), $rounds rounds"
"$build/bench/bench_start" "$rounds" 3 <"$work/commands"

command -v iperf3 >/dev/null || { echo "iperf3 is not here: no throughput"; exit 0; }
# Gigabits a second from $1 to $3 at address $2; all three name network namespaces' files or an address.
flow() {
    nsenter --net="$3" iperf3 -s -1 >/dev/null &
    server=$!
    until nsenter --net="$3" ss -ltn | grep -q :5201; do kill -0 $server; done
    nsenter --net="$1" iperf3 -c "$2" -t 2 -J | sed -n '/"sum_received"/,/}/s/.*"bits_per_second":[^0-9]*\([0-9.e+]*\).*/\1/p'
    wait $server || true
    server=
}
ip netns add "bench-left-$$"
ip netns add "bench-right-$$"
ip link add bl type veth peer name br0
ip link set bl netns "bench-left-$$"
ip link set br0 netns "bench-right-$$"
ip -n "bench-left-$$" addr add 10.250.0.1/24 dev bl
ip -n "bench-right-$$" addr add 10.250.0.2/24 dev br0
ip -n "bench-left-$$" link set bl up
ip -n "bench-right-$$" link set br0 up
a=$(tare run -d --name bench-a tare/starter sleep 600)
b=$(tare run -d --name bench-b tare/starter sleep 600)
address=$(tare inspect -f '{{.NetworkSettings.IPAddress}}' "$b")
short() { printf '%.12s' "$1"; }
for turn in 1 2 3 4 5; do
    hand=$(flow "/run/netns/bench-left-$$" 10.250.0.2 "/run/netns/bench-right-$$")
    ours=$(flow "$state/network/ns/$(short "$a")" "$address" "$state/network/ns/$(short "$b")")
    awk -v h="$hand" -v o="$ours" -v t=$turn 'BEGIN { printf "turn %d: by hand %.2f Gbit/s, on the bridge %.2f Gbit/s, ratio %.3f\n", t, h / 1e9, o / 1e9, o / h }'
done
