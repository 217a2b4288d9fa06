package com.webiny.telemetry.report;

import com.webiny.telemetry.event.Channel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * On which day each release came out, as far as version_adoption tells of those who deploy: the
 * first day a stable version has at least 1 % of their IDs, if that is within 28 days of the first
 * day it is shown at all; later it is no release that spreads but an old one that is left over. A
 * version shown before the 28th published day was in use already. Takes the rows of
 * version_adoption in order of date.
 */
final class ReleaseDays {
  private static final double LEAST_SHARE = 0.01;

  private final int firstPublishedDay;
  private final Map<String, Integer> shownSince = new HashMap<>();
  private final Map<String, Integer> releasedOn = new HashMap<>();
  private final Map<Integer, List<String>> versionsByDay = new HashMap<>();

  ReleaseDays(int firstPublishedDay) {
    this.firstPublishedDay = firstPublishedDay;
  }

  /** Takes the next row of version_adoption. */
  void add(ReportRow adoption) {
    if (!VersionAdoption.surface(adoption).equals(ActivityTally.DEPLOY)
        || !VersionAdoption.channel(adoption).equals(Channel.STABLE.text())) {
      return;
    }
    String version = VersionAdoption.version(adoption);
    int day = adoption.day();
    int shown = shownSince.computeIfAbsent(version, first -> day);
    if (shown - firstPublishedDay + 1 >= Windows.MONTH_DAYS
        && day - shown < Windows.MONTH_DAYS
        && VersionAdoption.share(adoption) >= LEAST_SHARE
        && releasedOn.putIfAbsent(version, day) == null) {
      versionsByDay.computeIfAbsent(day, none -> new ArrayList<>()).add(version);
    }
  }

  /** The versions that came out on a day, highest first. */
  List<String> on(int day) {
    return versionsByDay.getOrDefault(day, List.of());
  }
}
