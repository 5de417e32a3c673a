#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The layer explorer: making the indexes of an image's layers against only decompressing them, then the views and the
# memory, for that image and for a million files. As root.
#   tests/bench/explore.sh BUILD-FOLDER [LAYERS]
# The image is made of this machine's own /usr, cut into LAYERS parts of about 100 MB, gzip -6 as builders write it.
# Everything that is compared runs in this one run; files are in the page cache.
set -eu
build=$(realpath "${1:?usage: explore.sh BUILD-FOLDER [LAYERS]}")
layers=${2:-10}
PATH=$build/bin:$PATH
work=$(mktemp -d "${TARE_BENCH_DIR:-/tmp}/tare-explore-XXXXXX")
trap 'rm -rf "$work"' EXIT
export TARE_ROOT="$work/r" TARE_STATE="$work/s"

# The image, as an OCI archive would be made by anybody: parts of /usr, each a layer.
find /usr -xdev -type f -size -20M -printf '%s %p\n' | sort -k2 | awk -v n="$layers" -v d="$work" '
    { total += $1; if (total > (part + 1) * 100e6 && part < n - 1) part++; if (total < n * 100e6 + 50e6) { sub(/^[0-9]+ /, ""); print > (d "/list." part) } }'
mkdir -p "$work/save"
manifest='[{"Config":"config.json","RepoTags":["bench:explore"],"Layers":['
diffs=
comma=
for list in "$work"/list.*; do
    name=$(basename "$list").tar
    tar --format=pax -C / -cf "$work/$name" -T "$list" 2>/dev/null || true
    diffs="$diffs$comma\"sha256:$(sha256sum "$work/$name" | cut -d' ' -f1)\""
    gzip -6 -c "$work/$name" >"$work/save/$name"
    rm "$work/$name"
    manifest="$manifest$comma\"$name\""
    comma=,
done
printf '%s]}]' "$manifest" >"$work/save/manifest.json"
printf '{"architecture":"amd64","os":"linux","rootfs":{"type":"layers","diff_ids":[%s]},"config":{}}' "$diffs" >"$work/save/config.json"
tar -C "$work/save" -cf "$work/image.tar" .
rm -rf "$work/save"
tare load -q -i "$work/image.tar" >/dev/null
rm "$work/image.tar"

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
index=$(best 'tare-image index bench:explore' 'rm -rf "$work"/r/layer-index')
again=$(best 'tare explore bench:explore' :)
ratio() { awk -v a="$1" -v b="$2" 'BEGIN { printf "%.2f", a / b }'; }
echo "igzip -dc, one after another   $one ms"
echo "igzip -dc, two at a time       $two ms"
echo "indexes of all layers          $index ms   $(ratio "$index" "$one") of one after another (target: at most 1.2), $(ratio "$index" "$two") of two at a time"
echo "tare explore afterwards        $again ms, the whole program"
"$build/bench/bench_explore" "$work/r/layer-index"
"$build/bench/bench_explore" million
