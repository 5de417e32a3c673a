#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Makes the image demo/server:1 in Tare's own store, of several hundred megabytes and with a history: Debian's minimal
# system, packages that are copied in and unpacked, and instructions that change, touch and remove files. As root.
# Needs debootstrap, and the package mirrors of this machine. Usage: demo_image.sh BIN-FOLDER
set -eu
tare=${1:?usage: demo_image.sh BIN-FOLDER}/tare
command -v debootstrap >/dev/null || { echo "debootstrap is missing: apt install debootstrap" >&2; exit 1; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT INT TERM
mirror=$(apt-get indextargets --format '$(SITE)' 'Created-By: Packages' 'Codename: bookworm' 'Component: main' | head -1)
debootstrap --variant=minbase bookworm "$work/root" "${mirror:-http://deb.debian.org/debian}" >"$work/log" 2>&1 ||
    { tail -5 "$work/log" >&2; exit 1; }
tar -C "$work/root" -c . | "$tare" import --change 'CMD ["bash"]' --change 'ENV LANG=C.UTF-8' --change 'WORKDIR /srv' \
    --change 'EXPOSE 80/tcp' --change 'LABEL org.opencontainers.image.title=Demo' --message "debootstrap bookworm" - demo/base:1
mkdir "$work/debs"
(cd "$work/debs" && apt-get download -qq vim vim-runtime vim-common git git-man python3.11 python3.11-minimal \
    libpython3.11-stdlib libpython3.11-minimal libpython3-stdlib gcc-12 cpp-12 >/dev/null)

# step FROM TO COMMAND: what the command changes becomes one more layer.
step() {
    "$tare" run --name demo-step --network none ${mount:-} "$1" sh -c "$3"
    "$tare" commit --change 'CMD ["bash"]' demo-step "$2" >/dev/null
    "$tare" rm demo-step >/dev/null
}
mount="-v $work/debs:/debs:ro"
step demo/base:1 demo/server:copied 'mkdir /var/cache/debs && cp /debs/*.deb /var/cache/debs/'
mount=
step demo/server:copied demo/server:unpacked 'for deb in /var/cache/debs/*.deb; do dpkg-deb --extract $deb /; done'
step demo/server:unpacked demo/server:cleaned 'rm -rf /var/cache/debs /usr/share/doc /usr/share/man'
step demo/server:cleaned demo/server:1 'echo "Welcome" >/etc/motd && chmod -R g+w /usr/share/vim && mkdir -p /srv/www && echo hello >/srv/www/index.html'
"$tare" tag demo/server:1 demo/server:latest
