#!/usr/bin/env bash
# Measures this job against DuckDB and against an idiomatic Spark job, on this machine:
#
#   scripts/benchmark.sh [--scenario NAME] [--size 6g] [--repeat 3] ...     --help lists all
#   scripts/benchmark.sh --micro [JMH OPTIONS]                              the JMH benchmarks instead
#
# Inputs, warehouses, logs and tables of results go to .local/benchmark, or --work DIR: six gigabytes and as much again for
# a night of the default size. Neither the build nor the making of the input is timed.
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
classpath_file=$ROOT/jobs/target/test-classpath.txt
newer=
if [ -f "$classpath_file" ]; then
  newer=$(find "$ROOT/pom.xml" "$ROOT/jobs/pom.xml" "$ROOT/jobs/src" -newer "$classpath_file" | head -n 1)
fi
if [ ! -f "$classpath_file" ] || [ -n "$newer" ]; then
  say "Building the peers ..."
  (cd "$ROOT" && exec mvn -q -B -Dspotless.check.skip=true -Denforcer.skip=true -pl jobs test-compile \
    dependency:build-classpath -Dmdep.includeScope=test -Dmdep.outputFile=target/test-classpath.txt) >&2 </dev/null ||
    die "The peers could not be built."
  # Maven leaves the file as it is when nothing in it has changed.
  touch "$classpath_file"
fi
classpath=$ROOT/jobs/target/test-classes:$ROOT/jobs/target/classes:$(cat "$classpath_file")

if [ "${1:-}" = --micro ]; then
  shift
  case $classpath in
    *jmh-core*) ;;
    *) die "There is no JMH on the class path of the tests, so there are no micro benchmarks." ;;
  esac
  exec "${JVM[@]}" -cp "$classpath" org.openjdk.jmh.Main Bench "$@"
fi
exec "$JAVA" "-Dbench.root=$ROOT" -cp "$classpath" com.webiny.telemetry.bench.Benchmark "$@"
