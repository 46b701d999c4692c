#!/usr/bin/env bash
# Rehearses an outage of every zone of a site, each under many seeds, and keeps the reports. For cron:
#
#   15 3 * * *  nightly-rehearsal.sh /etc/holdover/contoso.yaml /var/lib/holdover 50
#
# In FOLDER/YYYY-MM-DD there are then
#   check.txt, check.xml         what of the site would hurt users in an outage
#   ZONE.txt                     what the drill came to under all seeds
#   ZONE.html, ZONE.xml          the worst of these runs, as a page and as JUnit
#
# It prints a line for each, and ends with 0 when all is well; with 1 when something is not; and with holdover's own exit code where it
# could not be told, so that cron says so. It mails nothing. Everything happens in a store of its own, which is gone afterwards.
# Needs holdover on the PATH. HOLDOVER_DRILL names another drill, with a parameter zone.
set -euo pipefail

if [ $# -lt 2 ] || [ $# -gt 3 ]; then
  echo 'usage: nightly-rehearsal.sh SITE_FILE FOLDER [SEEDS]' >&2
  exit 64
fi
site=$1 folder=$2/$(date -u +%F) seeds=${3:-20} drill=${HOLDOVER_DRILL:-lhc-outage}

store=$(mktemp -d)
trap 'rm -rf "$store"' EXIT
export HOLDOVER_CONFIG_DIR="$store/config" HOLDOVER_CACHE_DIR="$store/cache"
unset HOLDOVER_SITE

verdict=0

# Tells what a command came to: NAME CODE. A code that is no verdict ends everything.
tell() {
  case $2 in
    0) echo "✓ OK    $1" ;;
    1 | 10) echo "✗ FAIL  $1" && verdict=1 ;;
    *) echo "✗ ERROR $1 (exit $2)" >&2 && exit "$2" ;;
  esac
}

check() {
  local code=0
  holdover check >"$folder/check.txt" || code=$?
  holdover check --format junit >"$folder/check.xml" || true
  tell "check: $folder/check.txt" "$code"
}

# The run that is kept is the worst of all seeds. A drill that the site is not fit for (10) has no run.
rehearse() {
  local zone=$1 code=0
  holdover drill run "$drill" --param zone="$zone" --seeds "$seeds" >"$folder/$zone.txt" 2>&1 || code=$?
  if [ "$code" -le 2 ]; then
    holdover drill report --format html >"$folder/$zone.html"
    holdover drill report --format junit >"$folder/$zone.xml"
  fi
  tell "$zone: $folder/$zone.txt" "$code"
}

holdover site load "$site" --quiet
mkdir -p "$folder"
check
zones=$(holdover lhc elect --json | node -p 'JSON.parse(require("fs").readFileSync(0)).zones.map(({ zone }) => zone).join("\n")')
while IFS= read -r zone; do
  rehearse "$zone"
done <<<"$zones"
exit "$verdict"
