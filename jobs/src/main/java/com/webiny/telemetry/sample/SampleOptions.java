package com.webiny.telemetry.sample;

import com.webiny.telemetry.sample.LogFile.Compression;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;

/**
 * The arguments of {@link SampleLogs}, checked. The defaults are those of the committed sample.
 *
 * @param idsPerDay 0 if not asked for; so are {@code events}, {@code bytes} and {@code ids}
 */
record SampleOptions(
    Path out,
    long seed,
    LocalDate from,
    int days,
    long idsPerDay,
    long events,
    long bytes,
    long ids,
    Variation variation) {

  static final String HELP =
      """
      Writes made-up raw telemetry logs: same arguments, same bytes.

      usage: SampleLogs --out DIR [options]
        --out DIR          folder to write; must not exist or be empty
        --seed N           seed of everything (default 20261122)
        --from YYYY-MM-DD  first day (default 2026-10-14)
        --days N           number of days, 1 to 3650 (default 40)
        --ids-per-day N    about N active anonymous IDs a day (default 480, if no size is given)
        --events N         about N lines in all
        --size N[k|m|g]    about N bytes in all, before compression (k, m, g: 10^3, 10^6, 10^9)
        --ids N            about N distinct anonymous IDs in all; alone or with --events or --size
        --plain            compress nothing
        --gzip, --zstd     compress every file so
        --clean            no junk: every line is an object in order, with its line end
        --file-size N[k|m|g]  begin a new file after about N bytes
        --busy-share P     one ID carries this share of all lines, such as 0.5
        --ids-per-machine N   deal the lines of each ID to N IDs, by the hour (1 to 24)
        --help             this text
      """;

  private static final long MOST = 1_000_000_000_000_000L;

  /** A mistake in the arguments; the message is one sentence for the person who typed them. */
  static final class Mistake extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Mistake(String message) {
      super(message);
    }
  }

  /**
   * @throws Mistake if an argument is unknown, incomplete, out of range or at odds with another
   */
  static SampleOptions parse(String... args) {
    Path out = null;
    long seed = 20261122;
    LocalDate from = LocalDate.of(2026, 10, 14);
    int days = 40;
    long idsPerDay = 0;
    long events = 0;
    long bytes = 0;
    long ids = 0;
    Optional<Compression> stored = Optional.empty();
    boolean clean = false;
    long fileBytes = 0;
    double busyShare = 0;
    int idsPerMachine = 1;
    for (int i = 0; i < args.length; i++) {
      String name = args[i];
      switch (name) {
        case "--plain" -> stored = Optional.of(Compression.PLAIN);
        case "--gzip" -> stored = Optional.of(Compression.GZIP);
        case "--zstd" -> stored = Optional.of(Compression.ZSTD);
        case "--clean" -> clean = true;
        case "--file-size" -> fileBytes = size(name, value(args, ++i));
        case "--busy-share" -> busyShare = share(name, value(args, ++i));
        case "--ids-per-machine" -> idsPerMachine = (int) number(name, value(args, ++i), 1, 24);
        case "--out" -> out = path(value(args, ++i));
        case "--seed" -> seed = number(name, value(args, ++i), Long.MIN_VALUE, Long.MAX_VALUE);
        case "--from" -> from = date(value(args, ++i));
        case "--days" -> days = (int) number(name, value(args, ++i), 1, 3650);
        case "--ids-per-day" -> idsPerDay = number(name, value(args, ++i), 1, MOST);
        case "--events" -> events = number(name, value(args, ++i), 1, MOST);
        case "--size" -> bytes = size(name, value(args, ++i));
        case "--ids" -> ids = number(name, value(args, ++i), 1, MOST);
        default -> throw new Mistake("Unknown argument " + name + "; --help lists the known ones.");
      }
    }
    if (out == null) {
      throw new Mistake("--out is missing: name the folder to write.");
    }
    int sizes = (idsPerDay > 0 ? 1 : 0) + (events > 0 ? 1 : 0) + (bytes > 0 ? 1 : 0);
    if (sizes > 1 || (idsPerDay > 0 && ids > 0)) {
      throw new Mistake(
          "Give only one of --ids-per-day, --events and --size, and --ids not with --ids-per-day.");
    }
    if (sizes == 0 && ids == 0) {
      idsPerDay = 480;
    }
    Variation variation = new Variation(stored, clean, fileBytes, busyShare, idsPerMachine);
    return new SampleOptions(out, seed, from, days, idsPerDay, events, bytes, ids, variation);
  }

  private static String value(String[] args, int at) {
    if (at == args.length) {
      throw new Mistake(args[at - 1] + " needs a value.");
    }
    return args[at];
  }

  private static Path path(String text) {
    Path path = Path.of(text);
    boolean taken = Files.exists(path);
    if (taken && (!Files.isDirectory(path) || path.toFile().list().length > 0)) {
      throw new Mistake("--out must name a new or empty folder, so that nothing is overwritten.");
    }
    return path;
  }

  private static LocalDate date(String text) {
    try {
      LocalDate date = LocalDate.parse(text);
      if (date.getYear() >= 1970 && date.getYear() <= 9000) {
        return date;
      }
    } catch (DateTimeException e) {
      // told below
    }
    throw new Mistake("--from must be a date like 2026-10-14, from 1970 on.");
  }

  private static long number(String name, String text, long least, long most) {
    try {
      long number = Long.parseLong(text);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // told below
    }
    throw new Mistake(name + " must be a whole number from " + least + " to " + most + ".");
  }

  private static double share(String name, String text) {
    if (!text.matches("0?\\.[0-9]{1,9}")) {
      throw new Mistake(name + " must be a fraction below 1, like 0.5.");
    }
    return Double.parseDouble(text);
  }

  private static long size(String name, String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    int unit = lower.isEmpty() ? -1 : "kmg".indexOf(lower.charAt(lower.length() - 1));
    String digits = unit < 0 ? lower : lower.substring(0, lower.length() - 1);
    if (!digits.matches("[1-9][0-9]{0,11}")) {
      throw new Mistake(name + " must be a whole number with k, m, g or nothing, like 6g.");
    }
    long size = Long.parseLong(digits);
    for (int i = 0; i <= unit; i++) {
      size *= 1000;
    }
    if (size > MOST) {
      throw new Mistake(name + " must be at most " + MOST / 1_000_000_000 + "g.");
    }
    return size;
  }

  /**
   * Settles the size of the population and of its work.
   *
   * @throws Mistake if so many IDs would send more than was asked for
   */
  Plan plan() {
    int fromDay = (int) from.toEpochDay();
    Calibration once = Calibration.of(seed, fromDay, days, 1);
    double target = bytes > 0 ? bytes : events;
    double aSeat = bytes > 0 ? once.bytes() : once.events();
    double seats = target / aSeat;
    double intensity = 1;
    if (idsPerDay > 0) {
      seats = idsPerDay / once.activeIds();
    } else if (ids > 0) {
      seats = ids / once.ids();
      if (target > 0) {
        Calibration twice = Calibration.of(seed, fromDay, days, 2);
        double more = (bytes > 0 ? twice.bytes() : twice.events()) - aSeat;
        intensity = 1 + (target / seats - aSeat) / more;
      }
    }
    if (intensity < 0.99) {
      throw new Mistake(
          "So many --ids need a larger --events or --size; without it their number sets the size.");
    }
    long whole = Math.max(1, Math.round(seats));
    double eventsADay = whole * once.events() * intensity / days;
    return new Plan(
        seed, fromDay, days, whole, Math.max(1, intensity), variation, eventsADay > HOURLY_FROM);
  }

  /** A day of more lines is written hour by hour, as one file a day would be too large to share. */
  private static final double HOURLY_FROM = 100_000;
}
