# shellcheck shell=bash
# SPDX-License-Identifier: GPL-3.0-or-later
# For the scripts beside it: the arms of a round in turns, their times, and the ratios of one round's arms. A machine's
# disk and memory are quick in one minute and slow in the next (a virtual machine's most of all), so that whoever is
# always first is not weighed fairly, and two medians of different minutes even less: every round begins with another
# arm, and what is compared is always of the same round. `work` is the folder that everything is written below.
declare -A times  # "ARM/ROUND": milliseconds
declare -a arms=() # in the order of their first round
round=0

now() { date +%s%N; }
# timed ARM COMMAND…: until the file system says it has it (sync -f)
timed() {
  local arm_=$1 start_ ms_ # a shell function sees its caller's variables
  shift
  sync -f "$work"
  start_=$(now)
  "$@" >/dev/null 2>"$work/last.log" || { cat "$work/last.log" >&2; return 1; }
  sync -f "$work"
  ms_=$((($(now) - start_) / 1000000))
  echo "round $round, $arm_: $ms_ ms, load $(cut -d' ' -f1 /proc/loadavg)" >&2
  times[$arm_/$round]=$ms_
  [[ " ${arms[*]/%/,} " == *" $arm_, "* ]] || arms+=("$arm_")
}
# in_turns FUNCTION…: all of them, beginning with another one in every round
in_turns() {
  local i n=$#
  for ((i = 0; i < n; i++)); do
    local at=$(((i + round - 1) % n + 1))
    "${!at}"
  done
}
# of a column of numbers: n, median, least and most
spread() { sort -n | awk '{ v[NR] = $1 } END { if (NR) print NR, NR % 2 ? v[(NR + 1) / 2] : (v[NR / 2] + v[NR / 2 + 1]) / 2, v[1], v[NR] }'; }
print_times() {
  local arm i
  printf '%-28s %8s %8s %8s   %s\n' "what" "median" "least" "most" "ms"
  for arm in "${arms[@]}"; do
    for ((i = 1; i <= round; i++)); do [ -z "${times[$arm/$i]:-}" ] || echo "${times[$arm/$i]}"; done | spread |
      awk -v a="$arm" '{ printf "%-28s %8.0f %8d %8d\n", a, $2, $3, $4 }'
  done
}
# ratio ARM OTHER TARGET: the median of the rounds' ratios, with the least and the most
ratio() {
  local i
  for ((i = 1; i <= round; i++)); do
    [ -z "${times[$1/$i]:-}" ] || [ -z "${times[$2/$i]:-}" ] ||
      awk -v a="${times[$1/$i]}" -v b="${times[$2/$i]}" 'BEGIN { print a / b }'
  done | spread | awk -v n="$1 / $2" -v t="$3" '{ printf "%-44s %.2f  (%.2f to %.2f; at most %s)\n", n, $2, $3, $4, t }'
}
