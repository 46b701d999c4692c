#!/usr/bin/env bash
# Watches a site until a condition holds, and stops: after a time at the latest, and at once when another condition holds. Everything that
# changes meanwhile is printed, and kept in a log.
#
#   watch-until.sh "lhc.zones.ams.state == 'working-normally'" 90m "verdict == 'failed'"
#
# Ends with 0 when the condition holds; with 1 when the other one does; with 124 when the time is over; with 130 after Ctrl-C.
# Needs holdover on the PATH. RATE says how many seconds of the site pass in one second, LOG where the log is.
set -euo pipefail

if [ $# -lt 1 ] || [ $# -gt 3 ]; then
  echo 'usage: watch-until.sh CONDITION [TIMEOUT [FAIL_ON]]' >&2
  exit 64
fi
until=$1 timeout=${2:-60m} rate=${RATE:-60} log=${LOG:-watch.log}
flags=(--until "$until" --timeout "$timeout" --rate "$rate")
if [ $# -eq 3 ]; then
  flags+=(--fail-on "$3")
fi

# `tee -i` outlives Ctrl-C, so that the last words of the watch are kept as well.
code=0
holdover watch "${flags[@]}" | tee -i -a "$log" || code=$?

case $code in
  0) echo "✓ OK    $until" ;;
  1) echo "✗ FAIL  ${3:-}" >&2 ;;
  124) echo "✗ LATE  not within $timeout: $until" >&2 ;;
  130) echo "- STOP  interrupted; what is in force: holdover status, holdover fault list" >&2 ;;
  *) echo "✗ ERROR exit $code" >&2 ;;
esac
exit "$code"
