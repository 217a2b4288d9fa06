package com.webiny.telemetry.sample;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;

/**
 * The made-up release calendar, and which release a seat uses on a day. A seat starts on the newest
 * release of its project's first day and follows later ones with its own delay, or never. A few go
 * back to the release before for nine days; testers always run the newest pre-release; a few build
 * the product from source and report {@code 0.0.0-unstable.<hash>}.
 */
final class Releases {
  /**
   * One release: its text, its day, its minor number, and whether it is a patch or a pre-release.
   */
  record Release(String text, int day, int minor, boolean patch, boolean pre) {
    byte[] bytes() {
      return text.getBytes(StandardCharsets.US_ASCII);
    }
  }

  /** The version as a client sends it, and what the shape of its lines hangs on. */
  record Version(byte[] text, int minor) {}

  private static final int ROLL_BACK_AFTER_DAYS = 3;
  private static final int ROLL_BACK_FOR_DAYS = 9;

  private static final List<Release> ALL =
      List.of(
          release("5.38.0", "2025-11-04"),
          release("5.38.2", "2026-01-13"),
          release("5.38.6", "2026-03-03"),
          release("5.39.0", "2026-04-07"),
          release("5.39.4", "2026-05-12"),
          release("5.39.7", "2026-06-16"),
          release("5.40.0", "2026-07-07"),
          release("5.40.3", "2026-07-28"),
          release("5.40.6", "2026-08-18"),
          release("5.41.0", "2026-09-08"),
          release("5.41.1", "2026-09-22"),
          release("5.42.0-beta.0", "2026-10-06"),
          release("5.41.2", "2026-10-13"),
          release("5.42.0-beta.1", "2026-10-19"),
          release("5.42.0-rc.0", "2026-10-23"),
          release("5.42.0", "2026-10-26"),
          release("5.43.0-alpha.0", "2026-11-10"),
          release("5.42.1", "2026-11-18"));

  private static final Version[] VERSIONS =
      ALL.stream().map(r -> new Version(r.bytes(), r.minor())).toArray(Version[]::new);

  private Releases() {}

  /** What the machine of this seat runs on {@code day}. */
  static Version of(Machine machine, int day) {
    if (machine.fromSource) {
      return unstable(machine, day);
    }
    if (machine.tester) {
      return VERSIONS[newest(day, true)];
    }
    int first = newest(machine.origin, false);
    int at = Math.max(first, followed(machine, day));
    int since = day - adoptedOn(machine, ALL.get(at));
    boolean back = machine.rollsBack && at > first && since >= ROLL_BACK_AFTER_DAYS;
    return VERSIONS[back && since < ROLL_BACK_AFTER_DAYS + ROLL_BACK_FOR_DAYS ? before(at) : at];
  }

  private static int adoptedOn(Machine machine, Release release) {
    int delay = release.patch() ? machine.delayDays / 2 + 1 : machine.delayDays;
    return release.day() + delay;
  }

  private static int followed(Machine machine, int day) {
    if (machine.delayDays == Machine.NEVER) {
      return 0;
    }
    for (int i = ALL.size() - 1; i > 0; i--) {
      Release release = ALL.get(i);
      if (!release.pre() && adoptedOn(machine, release) <= day) {
        return i;
      }
    }
    return 0;
  }

  private static int newest(int day, boolean pre) {
    for (int i = ALL.size() - 1; i > 0; i--) {
      Release release = ALL.get(i);
      if (release.day() <= day && (pre || !release.pre())) {
        return i;
      }
    }
    return 0;
  }

  private static int before(int at) {
    int i = at - 1;
    while (i > 0 && ALL.get(i).pre()) {
      i--;
    }
    return i;
  }

  private static Version unstable(Machine machine, int day) {
    long hash = Rng.hash(machine.number, day / 3, 0, 0) & 0xFFFFFFFFFFL;
    String text = "0.0.0-unstable." + Long.toHexString(hash | 0xA000000000L);
    return new Version(text.getBytes(StandardCharsets.US_ASCII), 42);
  }

  private static Release release(String text, String day) {
    boolean pre = text.indexOf('-') > 0;
    int minor = Integer.parseInt(text.split("\\.")[1]);
    boolean patch = !pre && !text.endsWith(".0");
    return new Release(text, (int) LocalDate.parse(day).toEpochDay(), minor, patch, pre);
  }
}
