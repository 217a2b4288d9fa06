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
Usage: scripts/submit-nightly.sh --raw URI --warehouse URI --id-key-file FILE [OPTIONS OF nightly]

Runs one night through spark-submit. All arguments go to the command "nightly"; "scripts/telemetry.sh nightly --help"
lists them. Uses $SPARK_HOME/bin/spark-submit, or the spark-submit on PATH (Spark 4.2 with Scala 2.13), or, if there is
neither, the same program from the jars Maven has fetched.

Environment:
  SPARK_MASTER           where to run, default local[*]; e.g. spark://host:7077, yarn
  TELEMETRY_HEAP         memory of the driver, default 2g
  TELEMETRY_SUBMIT_OPTS  more options for spark-submit, split at blanks, e.g. "--conf spark.executor.memory=4g"
  TELEMETRY_JAVA_OPTS    more JVM options for the driver, split at blanks, without a spark-submit of one's own only

Exit codes, in local and client mode (in cluster mode a cluster manager may turn every failure into 1):
  0  done, or nothing to do
  1  a bug
  2  bad arguments, configuration or key; also no Java, no Maven or a failed build
  3  input missing, damaged or stale
  4  a check failed; nothing was published
  5  another run won; nothing to repair
  6  storage failed
Each but 0 prints one sentence on stderr: what, where, what to do.

The key is read from a file, never given as an argument; with a cluster, it must be where the driver runs.
END
}

case ${1:-} in
  --help | -h)
    help
    exit 0
    ;;
  '')
    help >&2
    exit 2
    ;;
esac

prepare
master=${SPARK_MASTER:-local[*]}
use_loopback_if_local "$master"
# Split at blanks, on purpose.
# shellcheck disable=SC2206
more=(${TELEMETRY_SUBMIT_OPTS:-})
submit=(--master "$master" --class "$MAIN_CLASS" --driver-memory "${TELEMETRY_HEAP:-2g}")
[ -t 2 ] && submit+=(--conf spark.ui.showConsoleProgress=true)
submit+=(${more[@]+"${more[@]}"})

if [ -n "${SPARK_HOME:-}" ]; then
  [ -x "$SPARK_HOME/bin/spark-submit" ] ||
    die "SPARK_HOME is $SPARK_HOME, which has no bin/spark-submit. Correct it, or unset it to use the jars from Maven."
  exec "$SPARK_HOME/bin/spark-submit" "${submit[@]}" "$JAR" nightly "$@"
elif command -v spark-submit >/dev/null 2>&1; then
  exec spark-submit "${submit[@]}" "$JAR" nightly "$@"
else
  # The log profile is named, for spark-submit reads no settings from the jar it is about to run.
  exec "${JVM[@]}" "-Dlog4j2.configurationFile=$ROOT/jobs/src/main/resources/log4j2.properties" \
    -cp "$(cat "$CLASSPATH_FILE")" org.apache.spark.deploy.SparkSubmit "${submit[@]}" "$JAR" nightly "$@"
fi
