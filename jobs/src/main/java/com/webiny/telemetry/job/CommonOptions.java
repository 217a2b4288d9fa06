package com.webiny.telemetry.job;

import com.webiny.telemetry.exit.ExitCode;
import com.webiny.telemetry.exit.StopException;
import com.webiny.telemetry.privacy.IdKey;
import com.webiny.telemetry.privacy.IdKeyException;
import com.webiny.telemetry.privacy.IdKeyFile;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;

/**
 * The options that {@code nightly} and {@code backfill} share. Numbers are bounded here, before
 * anything is opened.
 */
final class CommonOptions {
  private static final int MAX_BUCKETS = 4_096;
  private static final int MAX_LOOKBACK_DAYS = 1_000;
  private static final Pattern ISO_DATE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");

  @Option(
      names = "--raw",
      required = true,
      paramLabel = "URI",
      description =
          "Folder of the raw logs, with its dt= folders: a path, or a URI of any Hadoop file system.")
  private String raw = "";

  @Option(
      names = "--warehouse",
      required = true,
      paramLabel = "URI",
      description =
          "Folder to publish to: a path, or a URI of HDFS or S3. Created if it does not exist.")
  private String warehouse = "";

  @Option(
      names = "--id-key-file",
      required = true,
      paramLabel = "FILE",
      description =
          "Local file whose bytes, at least 32, are the key of the pseudonyms; not accessible to others than owner and group.")
  private String idKeyFile = "";

  @Option(
      names = "--allow-empty",
      description = "Publish although the folder of the day holds no file. Default: exit 3.")
  private boolean allowEmpty;

  @Option(
      names = "--skip-damaged",
      description = "Publish without any line of damaged files, and list them. Default: exit 3.")
  private boolean skipDamaged;

  @Option(
      names = "--max-reject-ratio",
      paramLabel = "R",
      description =
          "Publish nothing (exit 4) if more than this share, 0 to 1, of the non-blank lines is neither accepted nor deferred."
              + " Default: off.")
  private Double maxRejectRatio;

  @Option(
      names = "--min-cell-size",
      paramLabel = "K",
      description =
          "Fewer users than this fold into (other) in the reports by version, at least 1; fixed when the warehouse is created."
              + " Default: 5.")
  private Integer minCellSize;

  @Option(
      names = "--lookback-days",
      paramLabel = "N",
      description =
          "How many days back a night reads late files, 0 to 1000; fixed when the warehouse is created. Default: 7.")
  private Integer lookbackDays;

  @Option(
      names = "--buckets",
      paramLabel = "N",
      description =
          "Into how many parts each day of a table is cut, 1 to 4096; fixed when the warehouse is created. Default: 4.")
  private Integer buckets;

  /**
   * Checks the options and reads the key.
   *
   * @throws StopException with {@link ExitCode#USAGE} at the first that is wrong
   */
  RunOptions check(RunOptions.Work work, Clock clock) throws StopException {
    requireBetween("--buckets", buckets, 1, MAX_BUCKETS);
    requireBetween("--lookback-days", lookbackDays, 0, MAX_LOOKBACK_DAYS);
    requireBetween("--min-cell-size", minCellSize, 1, Integer.MAX_VALUE);
    if (maxRejectRatio != null && !(maxRejectRatio >= 0 && maxRejectRatio <= 1)) {
      throw usage("--max-reject-ratio must be from 0 to 1; give a share such as 0.05.");
    }
    return new RunOptions(
        work,
        raw,
        warehouse,
        idKey(idKeyFile),
        allowEmpty,
        skipDamaged,
        maxRejectRatio == null ? OptionalDouble.empty() : OptionalDouble.of(maxRejectRatio),
        optional(buckets),
        optional(lookbackDays),
        optional(minCellSize),
        given(work),
        clock);
  }

  /**
   * The key that {@code --id-key-file} names.
   *
   * @throws StopException with {@link ExitCode#USAGE} if there is none
   */
  static IdKey idKey(String idKeyFile) throws StopException {
    if (idKeyFile.isBlank()) {
      throw usage("--id-key-file is empty; name the file with the key.");
    }
    try {
      return IdKey.of(IdKeyFile.read(Path.of(idKeyFile)));
    } catch (IdKeyException wrong) {
      throw new StopException(ExitCode.USAGE, wrong.getMessage());
    } catch (InvalidPathException wrong) {
      throw usage("--id-key-file is no path; give the path of a local file.");
    }
  }

  private Map<String, String> given(RunOptions.Work work) {
    Map<String, String> given = new TreeMap<>();
    if (work instanceof RunOptions.Work.Nightly nightly) {
      given.put("--date", LocalDate.ofEpochDay(nightly.date()).toString());
    } else if (work instanceof RunOptions.Work.Backfill backfill) {
      given.put("--from", LocalDate.ofEpochDay(backfill.from()).toString());
      given.put("--to", LocalDate.ofEpochDay(backfill.to()).toString());
      given.put("--rebuild", Boolean.toString(backfill.rebuild()));
      given.put("--accept-loss", Boolean.toString(backfill.acceptLoss()));
    }
    given.put("--allow-empty", Boolean.toString(allowEmpty));
    given.put("--skip-damaged", Boolean.toString(skipDamaged));
    if (maxRejectRatio != null) {
      given.put("--max-reject-ratio", maxRejectRatio.toString());
    }
    return given;
  }

  /**
   * A day given as an option.
   *
   * @return days since 1970
   * @throws StopException with {@link ExitCode#USAGE} if it is no day
   */
  static int day(String option, String text) throws StopException {
    try {
      if (ISO_DATE.matcher(text).matches() && !text.startsWith("0000")) {
        return (int) LocalDate.parse(text).toEpochDay();
      }
    } catch (DateTimeException noSuchDay) {
      // Told below.
    }
    throw usage(option + " is no date; give a day as YYYY-MM-DD, such as 2026-11-22.");
  }

  private static void requireBetween(String option, Integer value, int least, int most)
      throws StopException {
    if (value != null && (value < least || value > most)) {
      throw usage(
          option
              + " must be "
              + (most == Integer.MAX_VALUE ? "at least " + least : "from " + least + " to " + most)
              + "; give such a number or leave the option out.");
    }
  }

  private static OptionalInt optional(Integer value) {
    return value == null ? OptionalInt.empty() : OptionalInt.of(value);
  }

  private static StopException usage(String sentence) {
    return new StopException(ExitCode.USAGE, sentence);
  }
}
