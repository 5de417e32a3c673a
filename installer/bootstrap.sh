#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# From a bare Debian 12 to a running Tare.
#
#   bootstrap.sh run     install what is missing, build, open the window (or the demo where there is no display)
#   bootstrap.sh test    install what the tests need, build, run all of them
#   bootstrap.sh deps    only install what building and running need
#   bootstrap.sh autostart   have systemd start containers by their restart policies: yours, or as root the machine's
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
# shellcheck source=installer/packages.sh
source "$here/installer/packages.sh"

say() { printf '\033[1m==> %s\033[0m\n' "$*"; }
die() { printf 'bootstrap: %s\n' "$*" >&2; exit 1; }

usage() {
  sed -n '3,8p' "${BASH_SOURCE[0]}" | sed 's/^# \{0,1\}//'
}

as_root() {
  if [ "$(id -u)" -eq 0 ]; then
    "$@"
  elif command -v sudo >/dev/null 2>&1; then
    sudo -- "$@"
  else
    die "packages are missing and there is no sudo here. As root, run: apt-get install ${missing[*]}"
  fi
}

# Fills `missing` with the packages that are not installed.
find_missing() {
  missing=()
  local installed
  installed=$(dpkg-query -W -f '${db:Status-Status} ${Package}\n' 2>/dev/null | sed -n 's/^installed //p')
  local name
  for name in "$@"; do
    grep -qxF -- "$name" <<<"$installed" || missing+=("$name")
  done
}

install_packages() {
  find_missing "$@"
  [ "${#missing[@]}" -eq 0 ] && return 0
  say "Installing ${#missing[@]} packages: ${missing[*]}"
  as_root apt-get update -qq
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >"$here/build/apt.log" 2>&1 ||
    { tail -n 20 "$here/build/apt.log" >&2; die "apt-get could not install everything (build/apt.log has it all)"; }
}

# A virtual machine needs a kernel to boot. One in /boot that this user can read serves; otherwise Debian's cloud
# kernel is unpacked for Tare alone: nothing is added to this machine's boot menu.
provide_kernel() {
  local tare=$1
  "$tare" vm kernel >/dev/null 2>&1 && return 0
  say "Fetching a kernel for the virtual machines"
  "$tare" vm kernel --fetch || say "No kernel for virtual machines: the comparison will leave the VM out and say so"
}

build() { # preset target
  export CCACHE_BASEDIR=$here CCACHE_NOHASHDIR=1
  local dir=$here/build/$1
  mkdir -p "$here/build"
  if [ ! -f "$dir/build.ninja" ]; then
    say "Configuring ($1)"
    (cd "$here" && cmake --preset "$1" >"$here/build/configure-$1.log" 2>&1) ||
      { tail -n 30 "$here/build/configure-$1.log" >&2; die "cmake failed (build/configure-$1.log has it all)"; }
  fi
  say "Building ($1)"
  NINJA_STATUS='[%f/%t] ' cmake --build "$dir" --target "$2"
}

# The unit of installer/data, for root or for this user, with the tare that is installed or else the one built here.
autostart() {
  command -v systemctl >/dev/null 2>&1 || die "there is no systemd here; have 'tare start --after-boot' run after each boot"
  local tare folder scope target after=
  tare=$(command -v tare || true)
  [ -n "$tare" ] || tare=$here/build/release/bin/tare
  [ -x "$tare" ] || die "there is no tare yet: installer/bootstrap.sh run"
  if [ "$(id -u)" -eq 0 ]; then
    folder=/etc/systemd/system scope=--system target=multi-user.target
    after='Wants=network-online.target\nAfter=network-online.target local-fs.target'
  else
    folder=${XDG_CONFIG_HOME:-$HOME/.config}/systemd/user scope=--user target=default.target
  fi
  mkdir -p "$folder"
  sed -e "s|@TARE_PROGRAM@|$tare|; s|@TARE_UNIT_TARGET@|$target|; s|@TARE_UNIT_AFTER@|$after|" \
    "$here/installer/data/tare-containers.service.in" >"$folder/tare-containers.service"
  say "Wrote $folder/tare-containers.service"
  systemctl "$scope" daemon-reload && systemctl "$scope" enable tare-containers.service ||
    die "systemd does not answer; enable it later: systemctl $scope enable tare-containers.service"
  [ "$scope" = --system ] || loginctl enable-linger 2>/dev/null ||
    say "They start when you log in. To have them start with the machine: loginctl enable-linger"
}

has_display() { [ -n "${DISPLAY:-}" ] || [ -n "${WAYLAND_DISPLAY:-}" ]; }

run() {
  install_packages "${build_packages[@]}" "${run_packages[@]}"
  build release programs
  provide_kernel "$here/build/release/bin/tare"
  if has_display; then
    say "Opening the window"
    exec "$here/build/release/bin/tare" gui "$@"
  fi
  say "There is no display here (neither DISPLAY nor WAYLAND_DISPLAY is set): running the demo in the terminal"
  exec "$here/build/release/bin/tare" demo "$@"
}

run_tests() {
  install_packages "${build_packages[@]}" "${run_packages[@]}" "${test_packages[@]}"
  build ci all
  provide_kernel "$here/build/ci/bin/tare"
  say "Running the tests"
  cd "$here"
  # Two at once: the integration tests spend much of their time waiting for servers and guests. A second attempt is for
  # a machine that is busy with something else; whoever needed one is named, since a test that fails now and then is a fault.
  local log=$here/build/test.log status=0
  ctest --test-dir "$here/build/ci" --output-on-failure --parallel "${TARE_TEST_JOBS:-2}" --no-tests=error --repeat until-pass:2 "$@" |
    tee "$log" || status=$?
  local again
  again=$(sed -nE 's/^.*Test +#[0-9]+: ([A-Za-z0-9_]+) \.*\*\*\*.*$/\1/p' "$log" | sort | uniq -c | awk '$1 == 1 { print $2 }' | tr '\n' ' ')
  [ -z "$again" ] || say "Passed at the second attempt only: $again"
  return "$status"
}

command=${1:-help}
[ $# -gt 0 ] && shift
[ -r /etc/debian_version ] || die "this script knows Debian 12; elsewhere install the packages in installer/packages.sh by hand and use CMake"
mkdir -p "$here/build"
case $command in
  run) run "$@" ;;
  test) run_tests "$@" ;;
  deps) install_packages "${build_packages[@]}" "${run_packages[@]}" ;;
  autostart) autostart ;;
  help | -h | --help) usage ;;
  *) usage >&2; exit 2 ;;
esac
