package com.webiny.telemetry.job;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Runs the job in this JVM just as its main method does, but for ending the process. Each run opens
 * and stops a Spark session of its own, as a night does.
 */
final class JobRun {
  private static final Map<String, String> DEFAULTS =
      Map.of(
          "spark.master", "local[2]",
          "spark.ui.enabled", "false",
          "spark.driver.host", "localhost",
          "spark.driver.bindAddress", "127.0.0.1");

  private final Map<String, String> properties;
  private final Clock clock;

  private JobRun(Map<String, String> properties, Clock clock) {
    this.properties = Map.copyOf(properties);
    this.clock = clock;
  }

  /** How a run ended. */
  record Result(int code, String out, String err) {
    /** Whether it published. */
    boolean published() {
      return code == 0 && out.startsWith("Published ");
    }

    /** Whether it said that there was nothing to do. */
    boolean nothingToDo() {
      return code == 0 && out.startsWith("Nothing to do");
    }
  }

  /** On an embedded Spark of two threads, at a moment no promise depends on. */
  static JobRun embedded() {
    return new JobRun(DEFAULTS, Clock.fixed(Instant.parse("2030-01-02T03:04:05Z"), ZoneOffset.UTC));
  }

  /** The same with another value of a property. */
  JobRun with(String property, String value) {
    Map<String, String> all = new HashMap<>(properties);
    all.put(property, value);
    return new JobRun(all, clock);
  }

  /** The same at another moment. */
  JobRun at(Instant now) {
    return new JobRun(properties, Clock.fixed(now, ZoneOffset.UTC));
  }

  /** Runs the job with these arguments. */
  @SuppressWarnings("try") // The properties are there to be closed.
  Result run(String... arguments) {
    PrintStream realOut = System.out;
    PrintStream realErr = System.err;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    try (Properties unused = properties();
        PrintStream fakeOut = new PrintStream(out, true, StandardCharsets.UTF_8);
        PrintStream fakeErr = new PrintStream(err, true, StandardCharsets.UTF_8)) {
      System.setOut(fakeOut);
      System.setErr(fakeErr);
      int code = TelemetryJobs.run(clock, arguments);
      return new Result(
          code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    } finally {
      System.setOut(realOut);
      System.setErr(realErr);
    }
  }

  /** Sets the properties until they are given back: for work that is not run by its main method. */
  Properties properties() {
    Map<String, String> before = new TreeMap<>();
    properties.forEach(
        (property, value) -> {
          String old = System.getProperty(property);
          if (old != null) {
            before.put(property, old);
          }
          System.setProperty(property, value);
        });
    return () -> {
      properties.keySet().forEach(System::clearProperty);
      before.forEach(System::setProperty);
    };
  }

  /** Properties that are set. */
  interface Properties extends AutoCloseable {
    /** Puts back what was there before. */
    @Override
    void close();
  }
}
