package com.webiny.telemetry.job;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;

/**
 * A warehouse of fourteen days, 1 to 14 May 2026, published night by night with default options but
 * {@code --min-cell-size 1}. A day has six IDs with an admin app, three of which deploy.
 */
final class Fortnight {
  static final String[] OPTIONS = {"--min-cell-size", "1"};
  static final String NEWEST = may(14);

  private Fortnight() {}

  /** Makes logs and warehouse. */
  static Site publish(Path home) {
    Site site = Site.in(home);
    for (int day = 1; day <= 14; day++) {
      log(site, day);
      site.publish(may(day), OPTIONS);
    }
    return site;
  }

  /** Writes the usual log of a day. */
  static void log(Site site, int day) {
    site.write("dt=" + may(day) + "/edge.ndjson", lines(day), may(day) + "T23:59:59Z");
  }

  /** The usual lines of a day, one of them twice. */
  static String lines(int day) {
    StringBuilder lines = new StringBuilder();
    for (int id = 1; id <= 6; id++) {
      String admin = TestLines.admin(may(day) + "T10:00:00Z", id, "5.40." + id);
      lines.append(admin).append('\n');
      if (id <= 3) {
        lines
            .append(event(day, "11:00:00", id, "cli-project-deploy-start"))
            .append(event(day, "11:10:00", id, "cli-project-deploy-end"));
      } else if (id == 6) {
        lines.append(admin).append('\n');
      }
    }
    return lines.toString();
  }

  /** A line with its end. */
  static String event(int day, String time, int id, String event) {
    return TestLines.event(may(day) + "T" + time + "Z", id, event, "5.41.0") + "\n";
  }

  static String may(int day) {
    return LocalDate.of(2026, 5, 1).plusDays(day - 1L).toString();
  }

  /** A copy of a site, modification times and all. */
  static Site copy(Site of, Path home) {
    Path from = of.raw().getParent();
    try (Stream<Path> walk = Files.walk(from)) {
      for (Path path : List.copyOf(walk.toList())) {
        Path to = home.resolve(from.relativize(path).toString());
        if (Files.isDirectory(path)) {
          Files.createDirectories(to);
        } else {
          Files.copy(path, to, StandardCopyOption.COPY_ATTRIBUTES);
        }
      }
      return Site.in(home);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
