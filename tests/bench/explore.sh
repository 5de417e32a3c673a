#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The layer explorer: making the indexes of an image's layers against only decompressing them, then the views and the
# memory, for that image and for a million files. As root.
#   tests/bench/explore.sh BUILD-FOLDER [IMAGE-FOLDER]
# The image of about 1 GB is made out of Debian packages by make_image.sh unless it is there. Everything that is compared
# runs in this one run; files are in the page cache.
set -eu
here=$(dirname "$(realpath "$0")")
build=$(realpath "${1:?usage: explore.sh BUILD-FOLDER [IMAGE-FOLDER]}")
image=$(realpath -m "${2:-/tmp/tare-bench-image}")
PATH=$build/bin:$PATH
export TARE_LIBEXEC="$build/bin"
"$here/make_image.sh" "$image"
work=$(mktemp -d "$image/explore-XXXXXX")
trap 'rm -rf "$work"' EXIT
export TARE_ROOT="$work/r" TARE_STATE="$work/s"
tare load -q -i "$image/image.tar" >/dev/null

now() { date +%s%N; }
best() { # of five: milliseconds of a command
    least=
    for _ in 1 2 3 4 5; do
        eval "$2"
        begin=$(now)
        eval "$1" >/dev/null
        took=$((($(now) - begin) / 1000000))
        [ -n "$least" ] && [ "$least" -le "$took" ] || least=$took
    done
    echo "$least"
}
blobs=$(find "$work/r/images/blobs/sha256" -type f -size +100k)
echo "$(uname -sr), $(nproc) CPUs, load $(cut -d' ' -f1-3 /proc/loadavg); $(echo "$blobs" | wc -l) layers, $(echo "$blobs" | xargs du -cb | tail -1 | cut -f1) bytes compressed"
one=$(best 'for b in $blobs; do igzip -dc <"$b"; done' :)
two=$(best 'echo "$blobs" | xargs -P 2 -I{} sh -c "igzip -dc <{} >/dev/null"' :)
index=$(best 'tare-image index tare/bench:1' 'rm -rf "$work"/r/layer-index')
again=$(best 'tare explore tare/bench:1' :)
ratio() { awk -v a="$1" -v b="$2" 'BEGIN { printf "%.2f", a / b }'; }
echo "igzip -dc, one after another   $one ms"
echo "igzip -dc, two at a time       $two ms"
echo "indexes of all layers          $index ms   $(ratio "$index" "$one") of one after another (target: at most 1.2), $(ratio "$index" "$two") of two at a time"
echo "tare explore afterwards        $again ms, the whole program"
"$build/bench/bench_explore" "$work/r/layer-index"
"$build/bench/bench_explore" million
