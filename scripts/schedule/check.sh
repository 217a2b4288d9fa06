#!/usr/bin/env bash
# Checks the schedules of this folder as far as this machine has the tools, and says what it could not check:
#
#   scripts/schedule/check.sh [crontab] [systemd] [airflow] [kubernetes]      all of them without arguments
#
# Exit code 1 if a check failed. SchedulesTest checks besides that every command line is one the job takes.
set -euo pipefail
here=$(cd -P "$(dirname "${BASH_SOURCE[0]}")" && pwd)
ROOT=$(cd -P "$here/../.." && pwd)
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

say() { printf '%s\n' "$*"; }

# Says what was not checked, so that nothing else is said of it.
unchecked() {
  skipped=yes
  say "$@"
}

has() { command -v "$1" >/dev/null 2>&1; }

# Each line runs in the bare environment that cron gives, with a stand-in for the project that says what it was asked.
check_crontab() {
  local line settings=() command said=$scratch/said
  mkdir -p "$scratch/project/scripts/schedule"
  cp "$here/guarded-run.sh" "$scratch/project/scripts/schedule"
  # shellcheck disable=SC2016
  printf '#!/bin/sh\nprintf "[%%s]" "${0##*/}" "$@"\n' >"$scratch/project/scripts/telemetry.sh"
  chmod +x "$scratch/project/scripts/telemetry.sh"
  cp "$scratch/project/scripts/telemetry.sh" "$scratch/project/scripts/submit-nightly.sh"
  while IFS= read -r line; do
    case $line in
      '' | '#'*) continue ;;
      [A-Z_]*=*) settings+=("$line") ;;
      *)
        command=$(printf '%s\n' "$line" | sed -E 's/^([^ ]+ +){5}//')
        has flock || case $command in *guarded-run*) say "crontab: one line not checked, no flock here"; continue ;; esac
        env -i HOME="$HOME" PATH=/usr/bin:/bin "${settings[@]}" "TELEMETRY=$scratch/project" "RAW=/two words/raw" \
          "TELEMETRY_LOCK=$scratch/lock" /bin/sh -c "${command%>/dev/null}" >"$said" </dev/null || return 1
        grep -q '^\[\(telemetry\|submit-nightly\)\.sh\]' "$said" || return 1
        case $command in *--raw*) grep -qF '[--raw][/two words/raw][--warehouse]' "$said" || return 1 ;; esac
        ;;
    esac
  done <"$here/crontab"
  bash -n "$here/guarded-run.sh" || return 1
  if has shellcheck; then
    shellcheck "$here/guarded-run.sh" "$here/check.sh" || return 1
  else
    say "crontab: guarded-run.sh not linted, no shellcheck here"
  fi
}

# systemd-analyze ends with 0 on some faults, but says them.
check_systemd() {
  has systemd-analyze || {
    unchecked "systemd: not checked, no systemd-analyze here"
    return
  }
  local unit said
  ln -s "$ROOT" "$scratch/root" # A path without the blanks that ROOT may have.
  for unit in "$here"/systemd/*.service "$here"/systemd/*.timer; do
    sed "s|/opt/webiny-telemetry|$scratch/root|" "$unit" >"$scratch/${unit##*/}"
  done
  said=$(systemd-analyze verify "$scratch"/*.service "$scratch"/*.timer 2>&1) || said="$said (failed)"
  if [ -n "$said" ]; then
    say "$said"
    return 1
  fi
}

check_airflow() {
  has python3 || {
    unchecked "airflow: not checked, no python3 here"
    return
  }
  PYTHONPYCACHEPREFIX=$scratch python3 -m py_compile "$here/airflow/telemetry_nightly.py" || return 1
  PYTHONPYCACHEPREFIX=$scratch python3 "$ROOT/jobs/src/test/python/airflow_dag.py"
}

# Kubernetes' own schema, from the npm package that has it.
check_kubernetes() {
  local packages=$ROOT/jobs/target/kubernetes-models
  if ! has node || ! has npm; then
    unchecked "kubernetes: not held against the schema, no Node.js here"
    return
  fi
  if [ ! -d "$packages/node_modules/kubernetes-models" ]; then
    mkdir -p "$packages"
    if ! npm install --silent --no-audit --no-fund --ignore-scripts --fetch-retries=1 --fetch-timeout=20000 \
      --prefix "$packages" \
      kubernetes-models@5.1.0 js-yaml@4.1.0 >/dev/null 2>&1; then
      rm -rf "$packages"
      unchecked "kubernetes: not held against the schema, the npm registry was not reached"
      return
    fi
  fi
  node "$ROOT/jobs/src/test/javascript/cronjob.js" "$packages" "$here/kubernetes/cronjob.yaml"
}

if [ $# -eq 0 ]; then
  set -- crontab systemd airflow kubernetes
fi
for what; do
  case $what in
    crontab | systemd | airflow | kubernetes) ;;
    *)
      say "$what is none of crontab, systemd, airflow, kubernetes." >&2
      exit 2
      ;;
  esac
  skipped=no
  if "check_$what"; then
    [ "$skipped" = yes ] || say "$what: no fault found"
  else
    say "$what: FAULTY" >&2
    exit 1
  fi
done
