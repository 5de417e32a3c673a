#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Images that stand in for those of Docker Hub in exercises: made of this system's own Debian packages, with the
# configurations of the real ones (tests/data/stand_ins).
#   stand_ins.sh REGISTRY…  pushes library/ubuntu, mysql:5.7, centos:7 and httpd there, with skopeo
# What they run is what Debian has: bash, mariadbd for mysql, apache2 for httpd.
set -euo pipefail
data=$(dirname "$(realpath "$0")")/../data/stand_ins
work=$(mktemp -d "${TMPDIR:-/tmp}/tare-stand-ins-XXXXXX")
trap 'rm -rf "$work"' EXIT
base="base-files base-passwd bash dash coreutils grep sed findutils mawk hostname procps libc6 libc-bin libtinfo6 libselinux1
  libpcre2-8-0 libacl1 libattr1 libgmp10 libcap2 libsystemd0 libproc2-0 libgcrypt20
  libgpg-error0 liblz4-1 liblzma5 libzstd1 libcrypt1 zlib1g libssl3 libgcc-s1 libstdc++6"
mysql="mariadb-server-core mariadb-client-core mariadb-common libedit2 libbsd0 libmd0 libncurses6 libaio1 libnuma1 liburing2"
httpd="apache2-bin libapr1 libaprutil1 libuuid1 libexpat1"

# tree FOLDER PACKAGE…: their files, without documentation, below a folder
tree() {
  local to=$1
  shift
  mkdir -p "$to"
  # Some packages of another machine may be missing or named otherwise; what matters is looked for in the end.
  { dpkg -L "$@" 2>/dev/null || true; } | grep -Ev '^/usr/share/(doc|man|locale|info|lintian|bug|zoneinfo)|^/\.$|^package diverts|^diverted' |
    sed -E 's,^/(bin|sbin|lib|lib32|lib64|libx32)/,/usr/\1/,' | while IFS= read -r path; do
      if [ -e "$path" ] || [ -L "$path" ]; then echo ".$path"; fi
    done | sort -u | tar -C / --ignore-failed-read --no-recursion -T - -cf - 2>/dev/null | tar -C "$to" -xpf -
}
# layer FOLDER: its gzip tar as a file of the docker-archive; the digest of what is in it is printed
layer() {
  tar --sort=name --mtime=@1700000000 --numeric-owner --owner=0 --group=0 -C "$1" -cf "$1.tar" .
  sha256sum <"$1.tar" | cut -d' ' -f1
}
# image NAME TAG CONFIG LAYER DIGEST LAYER DIGEST
image() {
  local name=$1 config=$2 folder=$work/archive-${1//[\/:]/-} id
  mkdir "$folder"
  printf '{"architecture":"amd64","os":"linux","created":"2023-11-14T22:13:20Z","config":%s,"history":[%s,%s],"rootfs":{"type":"layers","diff_ids":["sha256:%s","sha256:%s"]}}' \
    "$(cat "$data/$config")" '{"created":"2023-11-14T22:13:19Z","created_by":"ADD of Debian packages"}' \
    '{"created":"2023-11-14T22:13:20Z","created_by":"COPY of its own"}' "$4" "$6" >"$folder/config.json"
  id=$(sha256sum <"$folder/config.json" | cut -d' ' -f1)
  mv "$folder/config.json" "$folder/$id.json"
  ln "$3" "$folder/1.tar"
  ln "$5" "$folder/2.tar"
  printf '[{"Config":"%s.json","RepoTags":["%s"],"Layers":["1.tar","2.tar"]}]' "$id" "$name" >"$folder/manifest.json"
  tar -C "$folder" -cf "$folder.tar" "$id.json" manifest.json 1.tar 2.tar
  rm -r "$folder"
  for registry in "${registries[@]}"; do
    skopeo copy --quiet --insecure-policy --dest-tls-verify=false "docker-archive:$folder.tar" "docker://$registry/library/$name"
  done
}

registries=("$@")
[ $# -gt 0 ] || { echo "usage: $0 REGISTRY…" >&2; exit 2; }
# shellcheck disable=SC2086
{ tree "$work/base" $base; tree "$work/mysql" $mysql; tree "$work/httpd" $httpd; }
for needed in base/usr/bin/bash base/usr/bin/ls mysql/usr/bin/my_print_defaults mysql/usr/sbin/mariadbd httpd/usr/sbin/apache2; do
  [ -x "$work/$needed" ] || { echo "$needed is missing: are bash, coreutils, mariadb-server-core, mariadb-client-core and apache2-bin installed?" >&2; exit 1; }
done
cp "$work/base/usr/share/base-passwd/passwd.master" "$work/base/etc/passwd"
cp "$work/base/usr/share/base-passwd/group.master" "$work/base/etc/group"
mkdir -p "$work"/base/{tmp,root,proc,sys,dev,run,var/log,var/lib} "$work"/{ubuntu,centos}/etc \
  "$work"/mysql/{etc,run/mysqld,usr/local/bin,var/lib/mysql} "$work"/httpd/{run,usr/local/apache2/{bin,conf,htdocs,logs}}
chmod 1777 "$work/base/tmp"
ln -sf bash "$work/base/usr/bin/sh"
about() { printf 'PRETTY_NAME="%s, played by packages of Debian"\nNAME="%s"\nVERSION_ID="%s"\nID=%s\n' "$1 $2" "$1" "$2" "$3"; }
about Ubuntu 24.04 ubuntu >"$work/ubuntu/etc/os-release"
about 'CentOS Linux' 7 centos >"$work/centos/etc/os-release"
{ cat "$work/base/etc/passwd"; echo 'mysql:x:999:999::/var/lib/mysql:/usr/sbin/nologin'; } >"$work/mysql/etc/passwd"
{ cat "$work/base/etc/group"; echo 'mysql:x:999:'; } >"$work/mysql/etc/group"
chmod 1777 "$work/mysql/run/mysqld"
cp "$data/docker-entrypoint.sh" "$work/mysql/usr/local/bin/"
cp "$data/httpd-foreground" "$work/httpd/usr/local/apache2/bin/"
cp "$data/httpd.conf" "$work/httpd/usr/local/apache2/conf/"
echo '<html><body><h1>It works!</h1></body></html>' >"$work/httpd/usr/local/apache2/htdocs/index.html"

base_id=$(layer "$work/base")
for name in ubuntu:latest centos:7 mysql:5.7 httpd:latest; do
  own=${name%%:*}
  own_id=$(layer "$work/$own")
  image "$name" "$own.json" "$work/base.tar" "$base_id" "$work/$own.tar" "$own_id"
done
