#!/usr/bin/env bash
# Lets a change go on only while the site is healthy and every connector has imported the newest configuration. Ends with 1 and
# a message otherwise, and with holdover's own exit code where it could not be told. Flags are passed on.
#
#   change-gate.sh --site contoso && ./change.sh
#
# Needs holdover on the PATH.
set -euo pipefail

gate() {
  local message=$1 code=0
  shift
  "$@" --exit-code --quiet || code=$?
  case $code in
    0) ;;
    1) echo "✗ FAIL  $message: $*" >&2 && exit 1 ;;
    *) exit "$code" ;;
  esac
}

gate 'the site is not healthy' holdover status "$@"
gate 'not every connector is current' holdover lhc sync "$@"
