#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Runs a program on an X server and under a window manager of its own, so that focus, dialogs and popups are what a person
# has. Usage: on_screen.sh PROGRAM [ARGUMENT…]
set -eu
for program in Xvfb openbox xdotool; do
    command -v "$program" >/dev/null || { echo "$program is missing: apt install xvfb openbox xdotool" >&2; exit 1; }
done

home=$(mktemp -d)
started=
finish() {
    for pid in $started; do kill "$pid" 2>/dev/null || true; done
    wait 2>/dev/null || true
    rm -rf "$home"
}
trap finish EXIT
trap 'exit 143' INT TERM
unset DBUS_SESSION_BUS_ADDRESS WAYLAND_DISPLAY || true

# until_it_works WHAT COMMAND…: it has ten seconds
until_it_works() {
    what=$1; shift
    tries=100
    until "$@" >/dev/null 2>&1; do
        tries=$((tries - 1)); [ "$tries" -gt 0 ] || { echo "$what did not start" >&2; exit 1; }
        sleep 0.1
    done
}

# The server chooses a display that is free and writes its number.
Xvfb -displayfd 3 -screen 0 1600x1000x24 -nolisten tcp 3>"$home/display" 2>/dev/null &
started="$!"
until_it_works "the X server" [ -s "$home/display" ]
DISPLAY=:$(cat "$home/display"); export DISPLAY
HOME="$home" XDG_CONFIG_HOME="$home" XDG_CACHE_HOME="$home" openbox 2>/dev/null &
started="$started $!"
until_it_works "the window manager" xdotool get_desktop

QT_QPA_PLATFORM=xcb "$@" &
program=$!
started="$program $started"
wait "$program" && status=0 || status=$?
exit "$status"
