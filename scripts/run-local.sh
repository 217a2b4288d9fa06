#!/usr/bin/env bash
set -euo pipefail

# The folder of this script, also when called through a link.
self=${BASH_SOURCE[0]}
while [ -L "$self" ]; do
  target=$(readlink "$self")
  case $target in
    /*) self=$target ;;
    *) self=$(dirname "$self")/$target ;;
  esac
done
ROOT=$(cd -P "$(dirname "$self")/.." && pwd)
# shellcheck source=scripts/common.sh
. "$ROOT/scripts/common.sh"

help() {
  cat <<'END'
Usage: scripts/run-local.sh [OPTIONS OF nightly]

Runs one night on this machine, on an embedded Spark. Without arguments it publishes all days of sample-data/raw into
./warehouse of the project. It builds the job if needed (JDK 17 and Maven), and makes a key for the anonymous IDs in
.local/id.key if there is none.

Options are those of "scripts/telemetry.sh nightly --help". Those not given are:
  --raw          sample-data/raw      of the project
  --warehouse    warehouse            of the project
  --id-key-file  .local/id.key        of the project, made on the first run; keep it: a warehouse opens with its own only
  --date         2026-11-22           the last day of the sample data

Environment: TELEMETRY_HEAP (2g), TELEMETRY_JAVA_OPTS, TELEMETRY_MASTER (local[*]); see scripts/telemetry.sh.
The exit code is the job's: 0 done or nothing to do.
END
}

raw=$ROOT/sample-data/raw
warehouse=$ROOT/warehouse
key=$ROOT/.local/id.key
date=2026-11-22
own_key=yes

# The sample is small: most of a run is starting up, which a quick compiler and a simple collector shorten by a third.
if [ $# -eq 0 ] && [ -z "${TELEMETRY_JAVA_OPTS:-}" ]; then
  export TELEMETRY_JAVA_OPTS='-XX:TieredStopAtLevel=1 -XX:+UseSerialGC'
fi

# What is given wins; the rest goes to the job as it is.
rest=()
while [ $# -gt 0 ]; do
  case $1 in
    --help | -h)
      help
      exit 0
      ;;
    --raw | --warehouse | --id-key-file | --date)
      [ $# -ge 2 ] || die "$1 needs a value. See scripts/run-local.sh --help."
      name=$1 value=$2
      shift 2
      ;;
    --raw=* | --warehouse=* | --id-key-file=* | --date=*)
      name=${1%%=*} value=${1#*=}
      shift
      ;;
    *)
      rest+=("$1")
      shift
      continue
      ;;
  esac
  case $name in
    --raw) raw=$value ;;
    --warehouse) warehouse=$value ;;
    --id-key-file) key=$value own_key=no ;;
    --date) date=$value ;;
  esac
done

# 32 random bytes, for this machine alone and never shown. Appears whole or not at all, and never replaces one that is
# there: a warehouse cannot be continued with another key.
make_key() {
  local folder new
  folder=$(dirname "$key")
  (
    umask 077
    mkdir -p "$folder"
    chmod 700 "$folder"
    new=$(mktemp "$folder/new.XXXXXX")
    trap 'rm -f "$new"' EXIT
    head -c 32 /dev/urandom >"$new"
    chmod 600 "$new"
    ln "$new" "$key" 2>/dev/null || [ -f "$key" ]
  ) || die "Could not make the ID key $key: check that the folder can be written."
  say "Made a key for the anonymous IDs: $key (keep it with the warehouse)."
}

prepare
if [ "$own_key" = yes ] && [ ! -e "$key" ]; then
  make_key
fi

# Not exec, as there is something to say afterwards; so signals are handed on.
"$ROOT/scripts/telemetry.sh" nightly --raw "$raw" --warehouse "$warehouse" --id-key-file "$key" --date "$date" \
  ${rest[@]+"${rest[@]}"} &
job=$!
trap 'kill -TERM "$job" 2>/dev/null || true' INT TERM
status=0
wait "$job" || status=$?
# A signal ends the wait, not the job: wait for the rest of it.
while kill -0 "$job" 2>/dev/null; do
  status=0
  wait "$job" || status=$?
done
trap - INT TERM
if [ "$status" -ne 0 ]; then
  exit "$status"
fi

reports=${warehouse#file:}/reports
if [ -d "$reports" ]; then
  if [ -f "$reports/index.html" ]; then
    echo
    echo "Open these with a browser: the charts, and what is kept and why:"
    printf '  %s\n' "$reports/index.html" "$reports/privacy.html"
  fi
  echo
  echo "Open these with a spreadsheet, pandas or DuckDB:"
  for file in "$reports"/*.csv; do
    if [ -f "$file" ]; then
      printf '  %s\n' "$file"
    fi
  done
fi
