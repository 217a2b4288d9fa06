#!/usr/bin/env bash
# Tries all that a build only samples: jobs/FAULTS.md says what that is. Takes hours; say which to run only some of them.
#
#   scripts/prove.sh                  all
#   scripts/prove.sh faults stores    these
#   scripts/prove.sh additions        the additions of jobs/CONTRIBUTING.md, whole and half done
#
# Stops at the first that fails. Needs a JDK 17 or newer and Maven.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

# A test, and the options that make it try all it can.
tests() {
  case $1 in
    faults) echo FaultsIT -Dfaults.step=1 ;;                      # every call that changes something, on each store
    processes) echo ProcessFaultsIT -Dfaults.count=30 ;;          # kill -9, SIGTERM, full disks
    disks) echo DisksIT -Ddisks.sizes=20 ;;                       # real disks too small; needs Linux that lets one mount them
    races) echo RacesIT -Draces.count=10 ;;                       # fifty races of two runs, ten of each kind
    stores) echo StoresIT -Dstores.vectors=all ;;                 # every vector on HDFS and S3
    hostile) echo HostileInputIT -Dhostile.thousands=1000 ;;      # larger crowds of what a stranger may send
    year) echo YearIT -Dyear.days=366 ;;                          # a year night by night against one backfill
    lines) echo LineParserFuzzTest -Dfuzz.lines=2000000 ;;        # mutated lines against two references
    additions) echo additions ;;                                  # no test, see there
    *)
      echo "There is no $1; give some of: $all" >&2
      exit 2
      ;;
  esac
}

# Each addition of jobs/CONTRIBUTING.md, in a copy of the sources: the unit tests pass with it, and fail without its part in any one
# file, tests in Java aside. The patches no longer fit what they were put on, so their own test is left out.
additions() {
  local copy patch name file named forgotten=0
  # Asked first: they take seconds, all the tests minutes.
  named=$(grep -oE '`[A-Z][A-Za-z]+Test`' jobs/CONTRIBUTING.md | tr -d '`' | grep -v AdditionsTest | sort -u | paste -sd, -)
  copy=$(mktemp -d)
  # shellcheck disable=SC2064
  trap "rm -rf '$copy'" EXIT
  git ls-files -z | tar --null -T - -c | tar -x -C "$copy"
  git -C "$copy" init -q
  git -C "$copy" add -A
  for patch in "$PWD"/jobs/src/test/resources/additions/*.patch; do
    name=$(basename "$patch" .patch)
    with "$copy" "$patch"
    if ! passes "$copy" '*Test,!AdditionsTest'; then
      cat "$copy.log" >&2
      echo "The tests fail with $name, whole." >&2
      exit 1
    fi
    echo "$name: ok"
    while read -r file; do
      with "$copy" "$patch" --exclude="$file"
      if passes "$copy" "$named" && passes "$copy" '*Test,!AdditionsTest'; then
        forgotten=1
        echo "$name without $file: NOBODY NOTICES" >&2
      elif ! grep -qE "$NOTICED" "$copy.log"; then
        cat "$copy.log" >&2
        echo "$name without $file: the build broke, but no test and no compiler said why." >&2
        exit 1
      else
        echo "$name without $file: $(grep -m 1 -oE "$NOTICED" "$copy.log" | cut -c 1-150)"
      fi
    done < <(git apply --numstat "$patch" | cut -f 3 | grep -v '^jobs/src/test/java/')
  done
  rm -f "$copy.log"
  return $forgotten
}

# What a build says when the compiler or a test stopped it, not an accident.
NOTICED='\[ERROR\] /[^ ]+\.java:\[[0-9,]+\] .*|\[ERROR\] [^ ]+Test\.[^ ]+.* <<< (FAILURE|ERROR)!.*'

# Puts a patch, with options, on the copy as it was.
with() {
  git -C "$1" checkout -q -- .
  git -C "$1" clean -fdq
  rm -rf "$1/jobs/target/classes" "$1/jobs/target/test-classes"
  git -C "$1" apply "${@:3}" "$2"
}

# Whether the sources compile and these tests pass.
passes() {
  (cd "$1" && mvn -B test "-Dtest=$2" -Dspotless.check.skip=true -Dsurefire.failIfNoSpecifiedTests=false \
    -Dsurefire.skipAfterFailureCount=1) >"$1.log" 2>&1 </dev/null
}

all='faults processes disks races stores hostile year lines additions'
# Split at blanks, on purpose.
# shellcheck disable=SC2086
[ $# -gt 0 ] || set -- $all
for name in "$@"; do
  tests "$name" >/dev/null
done
for name in "$@"; do
  if [ "$name" = additions ]; then
    printf '\n=== additions\n'
    additions
    continue
  fi
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
