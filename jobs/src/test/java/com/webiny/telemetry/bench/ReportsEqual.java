package com.webiny.telemetry.bench;

import com.webiny.telemetry.opinion.SecondOpinion;
import com.webiny.telemetry.vectors.CsvCompare;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Whether two contestants published the same numbers: all seven reports, cell by cell. A ratio of
 * two programs that do not do the same says nothing.
 */
final class ReportsEqual {

  /**
   * What may differ: how often a row was rewritten and whether it can be again, which a program
   * without history does not know; and the number of dropped fields, which only the job counts.
   */
  static final Set<String> IGNORED = Set.of("final", "revision", "dropped_fields");

  private ReportsEqual() {}

  /**
   * What differs, one sentence each; empty if nothing does.
   *
   * @param expected a folder of reports
   * @param actual another one
   */
  static List<String> differences(Path expected, Path actual) {
    List<String> found = new ArrayList<>();
    for (String report : SecondOpinion.REPORTS) {
      Path want = expected.resolve(report + ".csv");
      Path got = actual.resolve(report + ".csv");
      if (!Files.exists(want) || !Files.exists(got)) {
        found.add(report + ": missing in " + (Files.exists(want) ? actual : expected));
        continue;
      }
      try {
        for (String difference :
            CsvCompare.differences(Files.readString(want), Files.readString(got), IGNORED)) {
          found.add(report + ": " + difference);
        }
      } catch (IllegalArgumentException notCsv) {
        found.add(report + ": " + notCsv.getMessage());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return found;
  }
}
