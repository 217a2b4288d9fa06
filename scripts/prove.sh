#!/usr/bin/env bash
# Tries all that a build only samples: jobs/FAULTS.md says what that is. Takes hours; say which to run only some of them.
#
#   scripts/prove.sh                  all
#   scripts/prove.sh faults stores    these
#
# Stops at the first that fails. Needs a JDK 17 or newer and Maven.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

# A test, and the options that make it try all it can.
tests() {
  case $1 in
    faults) echo FaultsIT -Dfaults.step=1 ;;                      # every call that changes something, on each store
    processes) echo ProcessFaultsIT -Dfaults.count=30 ;;          # kill -9, SIGTERM, full disks
    races) echo RacesIT -Draces.count=10 ;;                       # fifty races of two runs, ten of each kind
    stores) echo StoresIT -Dstores.vectors=all ;;                 # every vector on HDFS and S3
    hostile) echo HostileInputIT -Dhostile.thousands=1000 ;;      # larger crowds of what a stranger may send
    year) echo YearIT -Dyear.days=366 ;;                          # a year night by night against one backfill
    lines) echo LineParserFuzzTest -Dfuzz.lines=2000000 ;;        # mutated lines against two references
    year) echo YearIT -Dyear.days=366 ;;                          # a year in one backfill against its nights
    *)
      echo "There is no $1; give some of: $all" >&2
      exit 2
      ;;
  esac
}

all='faults processes races stores hostile year lines'
# Split at blanks, on purpose.
# shellcheck disable=SC2086
[ $# -gt 0 ] || set -- $all
for name in "$@"; do
  tests "$name" >/dev/null
done
for name in "$@"; do
  read -r test option <<<"$(tests "$name")"
  printf '\n=== %s: %s %s\n' "$name" "$test" "$option"
  start=$SECONDS
  # A name of no test, where only the other kind is to run.
  case $test in
    *IT) which=(verify "-Dit.test=$test" -Dtest=NoSuch) ;;
    *) which=(test "-Dtest=$test") ;;
  esac
  mvn -q -B "${which[@]}" -Dsurefire.failIfNoSpecifiedTests=false "$option"
  printf '=== %s: ok, %s s\n' "$name" $((SECONDS - start))
done
