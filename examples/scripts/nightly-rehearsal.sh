#!/usr/bin/env bash
# Rehearses an outage of every zone of a site, one after the other, and checks that one broker takes over, that every machine
# finds it, and that the zone is handed back. Ends with 1 and a message at the first zone of which that is not so.
#
#   nightly-rehearsal.sh site.yaml
#
# Everything happens in a store of its own, which is gone afterwards. Needs holdover on the PATH.
set -euo pipefail

if [ $# -ne 1 ]; then
  echo 'usage: nightly-rehearsal.sh SITE_FILE' >&2
  exit 64
fi

store=$(mktemp -d)
trap 'rm -rf "$store"' EXIT
export HOLDOVER_CONFIG_DIR="$store/config" HOLDOVER_CACHE_DIR="$store/cache"
unset HOLDOVER_SITE

fail() {
  echo "✗ FAIL  $*" >&2
  exit 1
}

rehearse() {
  local zone=$1
  local here="lhc.zones['$zone']"
  local taken_over="$here.brokering == 'secondary' && $here.acceptingBrokers == 1 && $here.machines.registeredWith.none == $here.machines.resetting"

  holdover lhc force-outage --zone "$zone" --wait --quiet || fail "$zone: nobody takes over (exit $?)"
  holdover clock advance 1h --expect "$taken_over" --quiet || fail "$zone: not all of it is with one broker (exit $?)"
  holdover lhc end-outage --zone "$zone" --expect "$taken_over" --wait --quiet || fail "$zone: not handed back (exit $?)"
  holdover status --exit-code --quiet || fail "$zone: the site is not as before (exit $?)"
  echo "✓ OK    $zone"
}

holdover site load "$1" --quiet
zones=$(holdover lhc elect --json | node -p 'JSON.parse(require("fs").readFileSync(0)).zones.map(({ zone }) => zone).join("\n")')
while IFS= read -r zone; do
  rehearse "$zone"
done <<<"$zones"
