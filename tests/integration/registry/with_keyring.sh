#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Runs a program in a desktop session of its own: a bus, and a keyring (GNOME's) that is empty and open.
set -eu
for program in dbus-run-session gnome-keyring-daemon; do
    command -v "$program" >/dev/null || { echo "$program is missing: apt install dbus gnome-keyring" >&2; exit 1; }
done
home=$(mktemp -d)
trap 'rm -rf "$home"' EXIT
trap 'exit 143' INT TERM
mkdir -m 700 "$home/run"
export HOME="$home" XDG_DATA_HOME="$home/data" XDG_CONFIG_HOME="$home/config" XDG_RUNTIME_DIR="$home/run"
# The daemon ends with the session's bus.
dbus-run-session -- sh -c '
    printf test | gnome-keyring-daemon --unlock --components=secrets --control-directory="$XDG_RUNTIME_DIR" >/dev/null 2>&1
    "$@"' session "$@"
