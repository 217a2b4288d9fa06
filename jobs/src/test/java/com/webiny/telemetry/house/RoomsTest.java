package com.webiny.telemetry.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.webiny.telemetry.job.TelemetryJobs;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The rooms of the house stand in the order the data flows, and imports go one way. Read from the
 * compiled classes, so that no spelling of an import escapes.
 */
class RoomsTest {
  private static final String HOUSE = "com.webiny.telemetry.";

  /** Each room and the rooms it may import: those it needs today, all of them before it. */
  private static final Map<String, Set<String>> ROOMS = new LinkedHashMap<>();

  static {
    ROOMS.put("exit", Set.of());
    ROOMS.put("storage", Set.of("exit"));
    ROOMS.put("bytes", Set.of());
    ROOMS.put("json", Set.of("bytes"));
    ROOMS.put("privacy", Set.of("bytes"));
    ROOMS.put("event", Set.of("bytes", "json", "privacy"));
    ROOMS.put("audit", Set.of("event"));
    ROOMS.put("landing", Set.of("exit", "bytes", "storage", "privacy", "event", "audit"));
    ROOMS.put("discover", Set.of("event", "json", "landing", "privacy", "storage"));
    ROOMS.put("exchange", Set.of("event", "audit", "landing"));
    ROOMS.put("table", Set.of("storage", "event"));
    ROOMS.put("night", Set.of("storage", "event", "audit", "landing", "exchange", "table"));
    ROOMS.put("report", Set.of("storage", "event", "audit", "landing", "table", "night"));
    ROOMS.put("page", Set.of("storage", "privacy", "event", "table", "report"));
    ROOMS.put("publish", Set.of("exit", "storage", "privacy", "audit", "landing"));
    ROOMS.put(
        "verify",
        Set.of("storage", "event", "audit", "landing", "table", "report", "page", "publish"));
    ROOMS.put(
        "job",
        Set.of(
            "exit",
            "storage",
            "privacy",
            "event",
            "audit",
            "landing",
            "discover",
            "table",
            "night",
            "report",
            "page",
            "publish",
            "verify"));
    ROOMS.put("sample", Set.of());
  }

  /** The classes that carry rules to Spark and back; all others do without it. */
  private static final Set<String> SPARK_CARRIERS =
      Set.of(
          "discover.Discovery",
          "night.Night",
          "night.Rewriting",
          "report.Recount",
          "report.Reports",
          "report.Tallies",
          "job.DiscoverCommand",
          "job.Explanation",
          "job.ForgetRun",
          "job.NightlyPipeline",
          "job.PruneRun",
          "job.SparkFailure",
          "job.SparkSessions");

  /** Spark's pairs are Scala's. */
  private static final Set<String> SCALA_CARRIERS =
      Set.of("report.Counting", "report.TallyMap", "report.Tallies");

  /** Where Hadoop's file systems and Parquet are known. */
  private static final Set<String> HADOOP_ROOMS = Set.of("storage", "table");

  private static final Set<String> HADOOP_CLASSES = Set.of("job.Run", "job.SparkSessions");

  private static final Set<String> JACKSON_CLASSES =
      Set.of("privacy.AllowlistFile", "publish.Json");

  /** Main's classes only: they lie apart from the tests'. */
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .importUrl(TelemetryJobs.class.getProtectionDomain().getCodeSource().getLocation());

  @Test
  void theClassesAreThere() {
    assertThat(CLASSES.stream().map(RoomsTest::room).collect(Collectors.toSet()))
        .isEqualTo(ROOMS.keySet());
    assertThat(CLASSES.size()).isGreaterThan(100);
  }

  @Test
  void aRoomImportsOnlyRoomsThatStandBeforeIt() {
    List<String> before = new ArrayList<>();
    ROOMS.forEach(
        (room, allowed) -> {
          assertThat(before).as("rooms before %s", room).containsAll(allowed);
          before.add(room);
        });
    assertThat(ROOMS.values()).noneMatch(allowed -> allowed.contains("job"));
    assertThat(ROOMS.values()).noneMatch(allowed -> allowed.contains("sample"));
  }

  @Test
  void aRoomImportsOnlyTheRoomsItIsAllowed() {
    assertThat(
            breaches(
                dependency ->
                    dependency.getTargetClass().getPackageName().startsWith(HOUSE)
                        && !room(dependency.getTargetClass())
                            .equals(room(dependency.getOriginClass()))
                        && !ROOMS
                            .get(room(dependency.getOriginClass()))
                            .contains(room(dependency.getTargetClass()))))
        .isEmpty();
  }

  @Test
  void noRoomIsAllowedMoreThanItNeeds() {
    Map<String, Set<String>> needed = new LinkedHashMap<>();
    ROOMS.keySet().forEach(room -> needed.put(room, new TreeSet<>()));
    dependencies()
        .filter(dependency -> dependency.getTargetClass().getPackageName().startsWith(HOUSE))
        .forEach(
            dependency ->
                needed
                    .get(room(dependency.getOriginClass()))
                    .add(room(dependency.getTargetClass())));
    needed.forEach((room, rooms) -> rooms.remove(room));
    assertThat(needed).isEqualTo(ROOMS);
  }

  /**
   * What a stranger named is for the eyes of whoever asks for it: no other command can come by it.
   */
  @Test
  void onlyItsOwnCommandDiscovers() {
    assertThat(
            breaches(
                dependency ->
                    isIn(dependency, HOUSE + "discover.")
                        && !room(dependency.getOriginClass()).equals("discover")
                        && !shortName(dependency.getOriginClass()).equals("job.DiscoverCommand")))
        .isEmpty();
    assertThat(
            breaches(
                dependency ->
                    dependency.getTargetClass().getName().startsWith(HOUSE + "job.DiscoverCommand")
                        && !shortName(dependency.getOriginClass())
                            .matches("job\\.(DiscoverCommand|TelemetryJobs)")))
        .isEmpty();
  }

  @Test
  void onlyCarriersKnowSpark() {
    assertThat(
            breaches(
                dependency ->
                    isIn(dependency, "org.apache.spark.")
                        && !SPARK_CARRIERS.contains(shortName(dependency.getOriginClass()))))
        .isEmpty();
  }

  @Test
  void onlyCarriersKnowScala() {
    assertThat(
            breaches(
                dependency ->
                    isIn(dependency, "scala.")
                        && !SCALA_CARRIERS.contains(shortName(dependency.getOriginClass()))
                        && !SPARK_CARRIERS.contains(shortName(dependency.getOriginClass()))))
        .isEmpty();
  }

  @Test
  void onlyStorageAndTableKnowHadoopAndParquet() {
    assertThat(
            breaches(
                dependency ->
                    (isIn(dependency, "org.apache.hadoop.")
                            || isIn(dependency, "org.apache.parquet."))
                        && !HADOOP_ROOMS.contains(room(dependency.getOriginClass()))
                        && !HADOOP_CLASSES.contains(shortName(dependency.getOriginClass()))))
        .isEmpty();
  }

  /** Lines are read by a reader of our own: Jackson would make objects of what must not be kept. */
  @Test
  void onlyTheAllowlistAndTheCommitsAreReadByJackson() {
    assertThat(
            breaches(
                dependency ->
                    isIn(dependency, "com.fasterxml.")
                        && !JACKSON_CLASSES.contains(shortName(dependency.getOriginClass()))))
        .isEmpty();
  }

  @Test
  void onlyConsoleSpeaksToTheOperator() {
    assertThat(
            breaches(
                dependency ->
                    isIn(dependency, "java.util.logging.")
                        || isIn(dependency, "java.lang.System$Logger")
                        || isIn(dependency, "org.slf4j.")
                        || isIn(dependency, "org.apache.logging.")))
        .isEmpty();
    List<String> streams =
        CLASSES.stream()
            .flatMap(from -> from.getFieldAccessesFromSelf().stream())
            .filter(
                access -> access.getTarget().getFullName().matches("java.lang.System.(out|err|in)"))
            .filter(access -> !shortName(access.getOriginOwner()).equals("job.Console"))
            // The sample generator is a program of its own.
            .filter(access -> !shortName(access.getOriginOwner()).equals("sample.SampleLogs"))
            .map(Object::toString)
            .toList();
    assertThat(streams).isEmpty();
  }

  @Test
  void noOnePrintsAStackTrace() {
    assertThat(callsOf("java\\.lang\\.\\w+\\.printStackTrace\\(.*")).isEmpty();
  }

  @Test
  void onlyTheFrontDoorLooksAtTheClock() {
    assertThat(
            CLASSES.stream()
                .filter(from -> !shortName(from).equals("job.TelemetryJobs"))
                .flatMap(RoomsTest::targets)
                .filter(Calls.WALL_CLOCK))
        .isEmpty();
  }

  @Test
  void noCallDependsOnTheMachinesLocaleCharsetOrTimeZone() {
    assertThat(CLASSES.stream().flatMap(RoomsTest::targets).filter(Calls.MACHINE_DEFAULT))
        .isEmpty();
  }

  /** What must not be called, as {@code owner.name(parameter types)}. */
  private static final class Calls {
    static final Predicate<String> WALL_CLOCK =
        any(
            "java\\.time\\.\\w+\\.now\\((java\\.time\\.ZoneId)?\\)",
            "java\\.time\\.chrono\\.\\w+\\.(now|dateNow)\\((java\\.time\\.ZoneId)?\\)",
            "java\\.time\\.Clock\\.(system|systemUTC|systemDefaultZone|tick|tickMillis|tickSeconds|tickMinutes)\\(.*",
            "java\\.lang\\.System\\.currentTimeMillis\\(\\)",
            "java\\.util\\.Date\\.<init>\\(\\)",
            "java\\.util\\.Calendar\\.getInstance\\(.*",
            "java\\.util\\.GregorianCalendar\\.<init>\\(.*");

    static final Predicate<String> MACHINE_DEFAULT =
        any(
            "java\\.lang\\.String\\.format\\(java\\.lang\\.String, .*",
            "java\\.lang\\.String\\.formatted\\(.*",
            "java\\.lang\\.String\\.(toLowerCase|toUpperCase|getBytes)\\(\\)",
            "java\\.lang\\.String\\.<init>\\(\\[B(, int, int)?\\)",
            "java\\.io\\.(InputStreamReader|OutputStreamWriter|PrintStream|PrintWriter)\\.<init>"
                + "\\(java\\.io\\.(InputStream|OutputStream)(, boolean)?\\)",
            "java\\.io\\.(PrintStream|PrintWriter)\\.<init>\\(java\\.(lang\\.String|io\\.File)\\)",
            "java\\.io\\.(FileReader|FileWriter)\\.<init>\\([^,]*(, boolean)?\\)",
            "java\\.io\\.(PrintStream|PrintWriter)\\.(printf|format)\\(java\\.lang\\.String, .*",
            "java\\.io\\.ByteArrayOutputStream\\.toString\\(\\)",
            "java\\.util\\.Scanner\\.<init>\\([^,]*\\)",
            "java\\.util\\.Formatter\\.<init>\\((java\\.lang\\.Appendable)?\\)",
            "java\\.nio\\.charset\\.Charset\\.defaultCharset\\(\\)",
            "java\\.util\\.Locale\\.getDefault\\(.*",
            "java\\.util\\.TimeZone\\.getDefault\\(\\)",
            "java\\.time\\.ZoneId\\.systemDefault\\(\\)",
            "java\\.time\\.Clock\\.systemDefaultZone\\(\\)",
            "java\\.time\\.format\\.DateTimeFormatter\\.ofPattern\\(java\\.lang\\.String\\)",
            "java\\.time\\.format\\.DateTimeFormatter\\.ofLocalized.*",
            "java\\.text\\.DecimalFormat\\.<init>\\((java\\.lang\\.String)?\\)",
            "java\\.text\\.SimpleDateFormat\\.<init>\\((java\\.lang\\.String)?\\)",
            "java\\.text\\.\\w+\\.get\\w*Instance\\(\\)",
            "java\\.text\\.(MessageFormat\\.format|Collator\\.getInstance)\\(.*");

    private static Predicate<String> any(String... patterns) {
      Predicate<String> all = Pattern.compile(String.join("|", patterns)).asMatchPredicate();
      return target -> all.test(target.substring(target.indexOf(' ') + 1));
    }
  }

  private static List<String> callsOf(String pattern) {
    return CLASSES.stream().flatMap(RoomsTest::targets).filter(Calls.any(pattern)).toList();
  }

  /** What a class calls or refers to, as {@code class owner.name(parameter types)}. */
  private static Stream<String> targets(JavaClass from) {
    return from.getCodeUnitAccessesFromSelf().stream()
        .map(
            access -> {
              AccessTarget.CodeUnitAccessTarget target = access.getTarget();
              return shortName(from)
                  + " "
                  + target.getOwner().getName()
                  + "."
                  + target.getName()
                  + target.getRawParameterTypes().stream()
                      .map(JavaClass::getName)
                      .collect(Collectors.joining(", ", "(", ")"));
            });
  }

  private static List<String> breaches(Predicate<Dependency> forbidden) {
    return dependencies()
        .filter(forbidden)
        .map(
            dependency ->
                shortName(dependency.getOriginClass())
                    + " -> "
                    + dependency.getTargetClass().getName())
        .distinct()
        .sorted()
        .toList();
  }

  private static Stream<Dependency> dependencies() {
    return CLASSES.stream().flatMap(from -> from.getDirectDependenciesFromSelf().stream());
  }

  private static boolean isIn(Dependency dependency, String start) {
    return dependency.getTargetClass().getBaseComponentType().getName().startsWith(start);
  }

  private static String room(JavaClass of) {
    return of.getPackageName().substring(HOUSE.length());
  }

  /** The room and outermost class: {@code night.Night} of what is nested in it too. */
  private static String shortName(JavaClass of) {
    String name = of.getName().substring(HOUSE.length());
    int nested = name.indexOf('$');
    return nested < 0 ? name : name.substring(0, nested);
  }
}
