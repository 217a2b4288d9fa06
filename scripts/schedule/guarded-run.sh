#!/usr/bin/env bash
# Runs a command of the job for a schedule that cannot tell exit codes apart, such as cron: never two at once, again later
# if that may help, and an alert if it does not.
#
#   scripts/schedule/guarded-run.sh COMMAND [ARGUMENTS]
#
# By the exit code of COMMAND:
#   0               nothing more
#   5               nothing more, and exit 0: another run has published
#   3, 6            wait and try again, then alert: input that is missing or damaged, a store that failed
#   1, 2, 4         alert at once: it would end the same again; also 126 and 127, a COMMAND that cannot be run
#   any other       as 3 and 6: whatever died is finished by the next run
# Its exit code is that of the last try; 0 if another run holds the lock.
#
# Environment:
#   TELEMETRY_LOCK    the file that is locked, default /run/lock/webiny-telemetry
#   TELEMETRY_TRIES   how often to try, default 5
#   TELEMETRY_WAIT    seconds between two tries, default 1800
#   TELEMETRY_ALERT   a program that takes the alert as its only argument; default: standard error, which cron mails
set -euo pipefail

say() { printf '%s\n' "$*" >&2; }

alert() {
  if [ -n "${TELEMETRY_ALERT:-}" ]; then
    "$TELEMETRY_ALERT" "$1" && return
    say "TELEMETRY_ALERT failed; what it should have told:"
  fi
  say "$1"
}

if [ $# -eq 0 ]; then
  say "No command is given; see the head of scripts/schedule/guarded-run.sh."
  exit 2
fi
lock=${TELEMETRY_LOCK:-/run/lock/webiny-telemetry}
tries=${TELEMETRY_TRIES:-5}
wait=${TELEMETRY_WAIT:-1800}

# The command inherits the lock: if this script is killed, its run still keeps the next one away.
exec 9>>"$lock"
if ! flock --nonblock 9; then
  say "Another run holds $lock; nothing was started."
  exit 0
fi

for ((try = 1; ; try++)); do
  code=0
  "$@" || code=$?
  case $code in
    0 | 5) exit 0 ;;
    1 | 2 | 4 | 126 | 127)
      alert "Telemetry: $(basename "$1") ended with exit code $code on $(hostname); it needs a person, see its log."
      exit "$code"
      ;;
  esac
  if [ "$try" -ge "$tries" ]; then
    alert "Telemetry: $(basename "$1") ended with exit code $code on $(hostname), $tries times; it needs a person, see its log."
    exit "$code"
  fi
  say "Exit code $code; try $((try + 1)) of $tries in $wait s."
  sleep "$wait"
done
