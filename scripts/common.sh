# shellcheck shell=bash
# Shared by the scripts beside it; sourced, not run. Expects ROOT, the project's folder.
# Works with bash 3.2 and without GNU tools, so that it also works on a Mac.

JAR="$ROOT/jobs/target/telemetry-jobs-1.0.0.jar"
CLASSPATH_FILE="$ROOT/jobs/target/runtime-classpath.txt"
FLAGS_FILE="$ROOT/jobs/target/java-flags.txt"
CLASS_ARCHIVE="$ROOT/jobs/target/classes.jsa"
# Used by the scripts, not here.
# shellcheck disable=SC2034
MAIN_CLASS=com.webiny.telemetry.job.TelemetryJobs

say() { printf '%s\n' "$*" >&2; }

# Exit code 2 is "bad arguments or configuration", as in the job itself.
die() {
  say "$@"
  exit 2
}

# True if $1 is a java of version 17 or newer. Sets FOUND_HOME.
is_java_17() {
  local settings version
  settings=$("$1" -XshowSettings:properties -version 2>&1) || return 1
  version=$(printf '%s\n' "$settings" | sed -n 's/^ *java\.specification\.version = //p')
  FOUND_HOME=$(printf '%s\n' "$settings" | sed -n 's/^ *java\.home = //p')
  case $version in
    '' | *[!0-9]*) return 1 ;; # 1.8 and other texts
  esac
  [ "$version" -ge 17 ]
}

# Sets JAVA, and JAVA_HOME for Maven and spark-submit.
find_java() {
  local candidate found
  if [ -n "${JAVA_HOME:-}" ] && is_java_17 "$JAVA_HOME/bin/java"; then
    candidate=$JAVA_HOME/bin/java
  elif found=$(command -v java) && is_java_17 "$found"; then
    candidate=$found
    if [ -n "${JAVA_HOME:-}" ]; then
      say "JAVA_HOME ($JAVA_HOME) is no Java 17 or newer; using the java on PATH."
    fi
  else
    die "No Java 17 or newer found, neither in JAVA_HOME (${JAVA_HOME:-not set}) nor on PATH. Install a JDK 17 (for" \
      "example https://adoptium.net) and set JAVA_HOME to its folder."
  fi
  JAVA=$candidate
  export JAVA_HOME=$FOUND_HOME
}

# Why a build is needed; nothing if it is not.
build_reason() {
  local first newer
  if [ ! -f "$JAR" ] || [ ! -f "$CLASSPATH_FILE" ] || [ ! -f "$FLAGS_FILE" ]; then
    echo "there is no build yet"
    return
  fi
  # Folders count too: a deleted file leaves no other trace.
  newer=$(find "$ROOT/pom.xml" "$ROOT/jobs/pom.xml" "$ROOT/jobs/src/main" -newer "$JAR" | head -n 1)
  if [ -n "$newer" ]; then
    echo "${newer#"$ROOT/"} is newer than the last build"
    return
  fi
  # The class path points into the local Maven repository, which may have been cleaned.
  IFS=: read -r first _ <"$CLASSPATH_FILE" || true
  if [ ! -f "$first" ]; then
    echo "Spark is no longer in the local Maven repository"
  fi
}

# Makes the jar if it is missing or old. No tests, no format check: `mvn -B verify` is for that. The compiler's own checks
# stay, since a later `mvn verify` does not compile again what is compiled already.
build_if_needed() {
  local reason log pid waited status
  reason=$(build_reason)
  if [ -z "$reason" ]; then
    return
  fi
  command -v mvn >/dev/null 2>&1 ||
    die "Maven is needed to build ($reason), and there is no mvn on PATH. Install Maven 3.8 or newer" \
      "(https://maven.apache.org)."
  [ -x "$JAVA_HOME/bin/javac" ] ||
    die "A JDK is needed to build ($reason), and $JAVA_HOME has no compiler. Install a JDK 17 and set JAVA_HOME to its" \
      "folder."
  say "Building ($reason; the first build downloads about 450 MB and can take minutes) ..."
  mkdir -p "$ROOT/jobs/target"
  log=$ROOT/jobs/target/build.log
  (cd "$ROOT" && exec mvn -q -B -Dmaven.test.skip=true -Dspotless.check.skip=true -Denforcer.skip=true package) \
    >"$log" 2>&1 </dev/null &
  pid=$!
  # In the background only to show that it lives; an interrupt must still stop it.
  trap 'kill "$pid" 2>/dev/null || true; exit 130' INT TERM
  waited=0
  while kill -0 "$pid" 2>/dev/null; do
    sleep 1
    waited=$((waited + 1))
    if [ $((waited % 30)) -eq 0 ]; then
      say "  still building after $waited s"
    fi
  done
  status=0
  wait "$pid" || status=$?
  trap - INT TERM
  if [ "$status" -ne 0 ]; then
    say "The build failed; the end of $log:"
    tail -n 40 "$log" >&2
    exit 2
  fi
  say "Built in about $waited s."
  archive_classes
}

# Runs the sample once and has Java write down the classes it loaded, in the form it wants them: later runs start more
# than a second sooner. Only a help: a failure leaves no archive and says nothing.
archive_classes() {
  local scratch
  rm -f "$CLASS_ARCHIVE"
  scratch=$(mktemp -d "$ROOT/jobs/target/first-run.XXXXXX") || return 0
  (
    use_loopback_if_local local
    (umask 077 && head -c 32 /dev/urandom >"$scratch/id.key")
    prepare_jvm
    "${JVM[@]}" -XX:TieredStopAtLevel=1 "-XX:ArchiveClassesAtExit=$scratch/classes.jsa" \
      '-Dspark.master=local[*]' -Dspark.ui.enabled=false -cp "$JAR:$(cat "$CLASSPATH_FILE")" "$MAIN_CLASS" \
      nightly --raw "$ROOT/sample-data/raw" --warehouse "$scratch/warehouse" --id-key-file "$scratch/id.key" \
      --date 2026-11-22 && mv -f "$scratch/classes.jsa" "$CLASS_ARCHIVE"
  ) >/dev/null 2>&1 </dev/null || true
  rm -rf "$scratch"
}

# Lets JVM use the archive of classes, if there is one of this build. Java checks that it fits, and does without it, in
# silence, if not. For the class path it was made with only: the jar, then Spark's.
use_class_archive() {
  if [ "$CLASS_ARCHIVE" -nt "$JAR" ]; then
    JVM+=("-XX:SharedArchiveFile=$CLASS_ARCHIVE" -Xlog:cds=off -Xlog:cds+dynamic=off)
  fi
}

# Names beyond ASCII in paths need a UTF-8 locale: Java 17 takes the encoding of file names from it.
use_utf8() {
  case ${LC_ALL:-${LC_CTYPE:-${LANG:-}}} in
    *[Uu][Tt][Ff]-8* | *[Uu][Tt][Ff]8*) ;;
    *) export LC_ALL=C.UTF-8 ;;
  esac
}

# Spark on one machine needs no network: without this, a laptop whose own name does not resolve cannot start it.
use_loopback_if_local() {
  case $1 in
    local | local\[*) export SPARK_LOCAL_IP="${SPARK_LOCAL_IP:-127.0.0.1}" ;;
  esac
}

# Sets JVM to the java command with the flags Spark asks for, as the build wrote them down, and the heap.
prepare_jvm() {
  local flags
  # Returns 1 at the end of the file, which is where it is to stop.
  read -r -d '' -a flags <"$FLAGS_FILE" || true
  JVM=("$JAVA" "${flags[@]}")
  JVM+=("-Xmx${TELEMETRY_HEAP:-2g}")
  # Memory holds lines as they were sent; should Java itself crash, its report may stay, but no copy of the memory.
  JVM+=(-XX:-CreateCoredumpOnCrash)
  # A night wants throughput and does not mind pauses. Java refuses two collectors, so a chosen one stands.
  case "${TELEMETRY_JAVA_OPTS:-} ${JAVA_TOOL_OPTIONS:-} ${JDK_JAVA_OPTIONS:-}" in
    *-XX:+Use*GC*) ;;
    *) JVM+=(-XX:+UseParallelGC) ;;
  esac
  # Split at blanks, on purpose.
  # shellcheck disable=SC2206
  JVM+=(${TELEMETRY_JAVA_OPTS:-})
}

# Everything a run needs before it starts.
prepare() {
  use_utf8
  find_java
  build_if_needed
  prepare_jvm
}
