# SPDX-License-Identifier: GPL-3.0-or-later
# Debian 12 packages by purpose; sourced by bootstrap.sh.
# shellcheck shell=bash disable=SC2034

build_packages=(
  ca-certificates g++ cmake ninja-build ccache pkg-config git
  qt6-base-dev qt6-charts-dev libqt6opengl6-dev qt6-svg-dev qt6-tools-dev qt6-tools-dev-tools qt6-l10n-tools qtkeychain-qt6-dev
  libvterm-dev libarchive-dev libcurl4-openssl-dev libisal-dev zlib1g-dev libzstd-dev liblzma-dev libbz2-dev libssl-dev libxxhash-dev libsqlite3-dev
  nlohmann-json3-dev libfmt-dev libexpected-dev libcli11-dev libseccomp-dev libboost-math-dev
  libnl-3-dev libnl-route-3-dev libnftables-dev
)

# What a running Tare uses beside its own programs.
run_packages=(
  uidmap libnl-route-3-200 libnftables1 passt slirp4netns busybox-static qemu-system-x86 e2fsprogs fonts-dejavu-core fonts-noto-cjk qt6-qpa-plugins libsecret-1-0
)

# Peers and partners of the tests, and a screen for them.
test_packages=(
  docker.io podman buildah skopeo umoci docker-registry apache2-utils apache2-bin mariadb-server-core mariadb-client-core runc conmon crun zstd isal xz-utils cpio
  iproute2 nftables procps util-linux openssl xvfb xdotool openbox imagemagick dbus gnome-keyring
)
