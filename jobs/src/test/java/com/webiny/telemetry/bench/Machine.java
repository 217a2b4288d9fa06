package com.webiny.telemetry.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.spark.package$;

/** What the numbers were measured on. */
final class Machine {

  private Machine() {}

  /** A line each. */
  static List<String> facts() {
    OperatingSystemMXBean system =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    return List.of(
        "Machine: %s, %d cores, %.1f GB memory, %s %s"
            .formatted(
                processor(),
                system.getAvailableProcessors(),
                system.getTotalMemorySize() / 1e9,
                System.getProperty("os.name"),
                System.getProperty("os.version")),
        "Versions: JDK %s (%s), Spark %s, DuckDB %s"
            .formatted(
                System.getProperty("java.runtime.version"),
                System.getProperty("java.vendor"),
                package$.MODULE$.SPARK_VERSION(),
                duckDb()));
  }

  /** How busy the machine is, so that a reader can tell a quiet one from a shared one. */
  static String load() {
    return String.format(
        Locale.ROOT, "%.2f", ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
  }

  private static String processor() {
    try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).trim())
          .findFirst()
          .orElse(System.getProperty("os.arch"));
    } catch (IOException e) {
      return System.getProperty("os.arch");
    }
  }

  private static String duckDb() {
    try (var duckdb = DriverManager.getConnection("jdbc:duckdb:")) {
      return duckdb.getMetaData().getDatabaseProductVersion();
    } catch (SQLException e) {
      return "unknown";
    }
  }
}
