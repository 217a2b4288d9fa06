#!/usr/bin/env bash
# Runs any command of the job on this machine:
#
#   scripts/telemetry.sh COMMAND [OPTIONS]      scripts/telemetry.sh --help lists them
#
# Needs a JDK 17 or newer, and Maven for the first run; no Spark installation. The exit code is the job's.
#
#   TELEMETRY_MASTER      Spark master, default local[*] (all cores of this machine)
#   TELEMETRY_HEAP        memory of the JVM, default 2g
#   TELEMETRY_JAVA_OPTS   more JVM options, split at blanks, e.g. "-Dspark.local.dir=/big/disk"
#                         (the collector is the parallel one unless these name another)
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

prepare
use_class_archive
master=${TELEMETRY_MASTER:-local[*]}
use_loopback_if_local "$master"
spark=("-Dspark.master=$master" -Dspark.ui.enabled=false)
# A bar for whoever watches, nothing in the mail of a schedule.
[ -t 2 ] && spark+=(-Dspark.ui.showConsoleProgress=true)
case $master in
  local | local\[*) ;;
  # Executors elsewhere fetch the job's jar from here.
  *) spark+=("-Dspark.jars=$JAR") ;;
esac

# exec: signals and the exit code are java's own.
exec "${JVM[@]}" "${spark[@]}" -cp "$JAR:$(cat "$CLASSPATH_FILE")" "$MAIN_CLASS" "$@"
