#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# make_image.sh FOLDER: an image of about 1 GB with ten layers out of Debian packages, as FOLDER/image.tar (docker-archive
# with gzip layers, as kaniko, bazel and buildkit write it) and
# FOLDER/layers/NN.tar.gz. Packages are fetched by apt-get download, which needs a mirror; what is there is kept.
set -euo pipefail
out=${1:?make_image.sh FOLDER}
groups=(
  "libc6 bash coreutils dpkg apt perl-base tar util-linux perl-modules-5.36 libpython3.11-stdlib"
  "gcc-12 cpp-12"
  "g++-12 libstdc++-12-dev libc6-dev"
  "libllvm14"
  "libclang-cpp14 libnode108"
  "openjdk-17-jre-headless"
  "libboost1.74-dev libicu-dev"
  "postgresql-15 mariadb-server-core"
  "qemu-system-x86 podman"
  "cmake cmake-data python3-scipy python3-numpy libruby3.1"
)
[ -s "$out/image.tar" ] && exit 0
mkdir -p "$out/debs" "$out/layers"
work=$(mktemp -d "$out/work-XXXXXX")
trap 'rm -rf "$work"' EXIT
n=0
layers='' ids=''
for group in "${groups[@]}"; do
  n=$((n + 1))
  name=$(printf '%02d' $n)
  tree=$work/$name
  mkdir -p "$tree"
  for package in $group; do
    ls "$out/debs/${package}"_*.deb >/dev/null 2>&1 || (cd "$out/debs" && apt-get -qq download "$package")
    for deb in "$out/debs/${package}"_*.deb; do dpkg-deb -x "$deb" "$tree"; done
  done
  tar --sort=name --format=posix --pax-option=delete=atime,delete=ctime --mtime=@1700000000 --owner=0 --group=0 \
    --numeric-owner -C "$tree" -cf "$work/$name.tar" .
  ids+="${ids:+,}\"sha256:$(sha256sum <"$work/$name.tar" | cut -d' ' -f1)\""
  gzip -n -6 <"$work/$name.tar" >"$out/layers/$name.tar.gz"
  mkdir "$work/a-$name"
  ln "$out/layers/$name.tar.gz" "$work/a-$name/layer.tar"
  layers+="${layers:+,}\"a-$name/layer.tar\""
  rm -rf "$tree" "$work/$name.tar"
done
printf '{"architecture":"amd64","os":"linux","created":"2023-11-14T22:13:20Z","config":{"Cmd":["bash"]},"rootfs":{"type":"layers","diff_ids":[%s]}}' \
  "$ids" >"$work/config.json"
id=$(sha256sum <"$work/config.json" | cut -d' ' -f1)
mv "$work/config.json" "$work/$id.json"
printf '[{"Config":"%s.json","RepoTags":["tare/bench:1"],"Layers":[%s]}]' "$id" "$layers" >"$work/manifest.json"
(cd "$work" && tar --format=ustar -cf "$out/image.tar.new" "$id.json" manifest.json a-*/layer.tar)
mv "$out/image.tar.new" "$out/image.tar"
