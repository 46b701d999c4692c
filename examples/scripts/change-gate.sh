#!/usr/bin/env bash
# Lets a change to connectors of a zone go on only while nothing speaks against it: the site is healthy, every connector of the zone has
# imported the newest configuration, `check` finds nothing that fails, the connectors may be stopped, and an outage of the zone is survived
# (a drill in a copy of the site: the site itself stays as it is).
#
#   change-gate.sh ams cc-ams-02 && ./patch.sh cc-ams-02
#   HOLDOVER_SITE=contoso change-gate.sh ams
#
# Ends with 1, and says which gate is shut and why; and with holdover's own exit code where it could not be told.
# Needs holdover on the PATH.
set -euo pipefail

if [ $# -lt 1 ]; then
  echo 'usage: change-gate.sh ZONE [CONNECTOR...]' >&2
  exit 64
fi
zone=$1
shift

# Runs a command, and goes on only where it ends with 0: MESSAGE COMMAND... What it says is shown where it does not.
gate() {
  local message=$1 code=0 said
  shift
  said=$("$@" 2>&1) || code=$?
  if [ "$code" -eq 0 ]; then
    return
  fi
  printf '%s\n' "$said" >&2
  case $code in
    1 | 10) echo "✗ SHUT  $message: $*" >&2 && exit 1 ;;
    *) exit "$code" ;;
  esac
}

gate 'the site is not healthy' holdover status --exit-code
gate 'not every connector is current' holdover lhc sync --zone "$zone" --exit-code
gate 'users would be hurt by an outage' holdover check --zone "$zone"
if [ $# -gt 0 ]; then
  gate 'the connectors cannot be stopped' holdover lhc ok-to-stop "$@"
fi
gate 'an outage would not be survived' holdover drill run lhc-outage --param zone="$zone" --seed 1
echo "✓ OPEN  $zone"
