#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Makes docs/screenshots/*.png from a built Tare and real data: containers that run, a comparison that was done, an image
# of several hundred megabytes that is put together from Debian packages. As root.
# Needs xvfb, openbox, xdotool, imagemagick and debootstrap. Usage: tests/gui/screenshots/screenshots.sh [BUILD-FOLDER] [OUT-FOLDER]
set -eu
here=$(cd "$(dirname "$0")/../../.." && pwd)
bin=${1:-$here/build/release}/bin
out=${2:-$here/docs/screenshots}
for program in Xvfb openbox xdotool import; do
    command -v "$program" >/dev/null || { echo "$program is missing: apt install xvfb openbox xdotool imagemagick" >&2; exit 1; }
done
mkdir -p "$out"

home=$(mktemp -d)
started=
finish() {
    for name in web worker; do "$bin/tare" rm -f "$name" >/dev/null 2>&1 || true; done
    for pid in $started; do kill "$pid" 2>/dev/null || true; done
    wait 2>/dev/null || true
    rm -rf "$home"
}
trap finish EXIT INT TERM
export HOME="$home" XDG_CONFIG_HOME="$home/config" TARE_ROOT="$home/root" TARE_STATE="$home/state" TARE_LIBEXEC="$bin"
unset QT_QPA_PLATFORM DBUS_SESSION_BUS_ADDRESS WAYLAND_DISPLAY || true

# A display of its own: the server chooses a number that is free and writes it.
Xvfb -displayfd 3 -screen 0 1920x1080x24 -nolisten tcp 3>"$home/display" 2>/dev/null &
started="$!"
tries=100
until [ -s "$home/display" ]; do
    tries=$((tries - 1)); [ "$tries" -gt 0 ] || { echo "the X server did not start" >&2; exit 1; }
    sleep 0.1
done
DISPLAY=:$(cat "$home/display"); export DISPLAY
openbox 2>/dev/null &
started="$started $!"

"$bin/tare" run -d --name web --cpus 0.5 --memory 64m --network none tare/starter sh -c \
    'while :; do echo "request served"; for i in 1 2 3 4 5 6 7 8; do head -c 3000000 /dev/zero | md5sum >/dev/null; done; sleep 0.2; done' >/dev/null
"$bin/tare" run -d --name worker --memory 128m --network none tare/starter sh -c 'while :; do date; sleep 5; done' >/dev/null
"$bin/tare" vm kernel >/dev/null 2>&1 || "$bin/tare" vm kernel --fetch >/dev/null
"$bin/tare" compare --repeats "${REPEATS:-5}" tare/starter >/dev/null || echo "no comparison: the page shows none" >&2

"$here/tests/gui/screenshots/demo_image.sh" "$bin"

# shot NAME PAGE WIDTH HEIGHT APPEARANCE LANGUAGE
shot() {
    mkdir -p "$XDG_CONFIG_HOME/tare"
    printf '[General]\nappearance=%s\nlanguage=%s\n[welcome]\ndismissed=true\n' "$5" "$6" >"$XDG_CONFIG_HOME/tare/workbench.ini"
    "$bin/tare-workbench" --page "$2" &
    window_pid=$!
    started="$started $window_pid"
    window=$(xdotool search --sync --onlyvisible --pid "$window_pid" --class tare-workbench | tail -1)
    xdotool windowsize --sync "$window" "$3" "$4" windowmove "$window" 0 24
    sleep "${SETTLE:-6}" # the live charts have something to show
    import -window "$window" -strip "$out/$1.png"
    kill "$window_pid"
    wait "$window_pid" 2>/dev/null || true
}

for look in light dark; do
    for language in en ko; do
        shot "containers-$look-$language" containers/web 1280 800 "$look" "$language"
        shot "images-$look-$language" images 1280 800 "$look" "$language"
        shot "compare-$look-$language" compare 1280 800 "$look" "$language"
    done
done
shot compare-large compare 1920 1040 light en
# The views of what is inside an image.
for view in overview anatomy layers files map waste; do
    shot "inside-$view" "images/demo/server:1?view=$view" 1280 800 light en
done
shot inside-layers-dark-ko "images/demo/server:1?view=layers" 1280 800 dark ko
ls "$out"
