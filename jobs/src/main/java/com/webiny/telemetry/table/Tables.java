package com.webiny.telemetry.table;

import com.webiny.telemetry.event.Channel;
import com.webiny.telemetry.event.Ci;
import com.webiny.telemetry.event.EventName;
import com.webiny.telemetry.event.Family;
import com.webiny.telemetry.event.ProductVersion;
import com.webiny.telemetry.event.Stage;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** The four published tables (SPEC section 7). Each column is described here and nowhere else. */
public final class Tables {
  private static final int MAX_VERSIONS = 10_000;
  private static final Map<String, ProductVersion> VERSIONS = new ConcurrentHashMap<>();

  private static final String KEY =
      "the keyed pseudonym of one anonymous ID: one machine, or one build of an admin app; not a person";

  /** One row an event. */
  public static final Table<EventRow> EVENTS =
      Table.of(
          "events",
          List.of(
              Column.instant(
                  "received_at",
                  "when the edge received the event",
                  null,
                  EventRow::receivedAtMicros),
              Column.key("anon_key", KEY, EventRow::keyHigh, EventRow::keyLow),
              Column.text(
                  "event", "the event's canonical name", false, EventRow::event, EventName::text),
              Column.text(
                  "family",
                  "create, project, app or admin",
                  false,
                  EventRow::event,
                  event -> event.family().text()),
              Column.text(
                  "stage",
                  "start, end, error or error-graceful; null for the admin app",
                  true,
                  EventRow::event,
                  event -> event.stage().map(Stage::text).orElse(null)),
              version(
                  "the version the client said it was; null if none, or a wrong one",
                  EventRow::version),
              versionLine(EventRow::version),
              channel(EventRow::version),
              ci(
                  "whether the machine said it is a build robot; null if it said nothing",
                  EventRow::ci)));

  /** One row an anonymous ID and day with an event. */
  public static final Table<DailyUserRow> DAILY_USERS =
      Table.of(
          "daily_users",
          List.of(
              Column.key("anon_key", KEY, DailyUserRow::keyHigh, DailyUserRow::keyLow),
              Column.flag(
                  "active_admin",
                  "at least one admin-app-start that day, any ci",
                  null,
                  DailyUserRow::activeAdmin),
              Column.flag(
                  "admin_ci_built",
                  "active_admin, and every admin-app-start of the day has ci true",
                  null,
                  DailyUserRow::adminCiBuilt),
              Column.flag(
                  "active_cli",
                  "at least one event of family create, project or app with ci not true",
                  null,
                  DailyUserRow::activeCli),
              Column.count(
                  "admin_loads", "number of admin-app-start", null, DailyUserRow::adminLoads),
              Column.count(
                  "cli_events",
                  "number of events of family create, project or app, ci or not",
                  null,
                  DailyUserRow::cliEvents),
              Column.instant(
                  "first_at", "the day's first event", null, DailyUserRow::firstAtMicros),
              Column.instant("last_at", "the day's last event", null, DailyUserRow::lastAtMicros),
              versionText(
                  "admin_version",
                  "version of the day's latest admin-app-start that has one",
                  DailyUserRow::adminVersion),
              versionText(
                  "deploy_version",
                  "version of the day's latest event of family project or app with ci not true that has one",
                  DailyUserRow::deployVersion)));

  /** One row an attempt to create a project or to deploy, and one an orphaned end of one. */
  public static final Table<AttemptRow> ATTEMPTS =
      Table.of(
          "attempts",
          List.of(
              Column.key("anon_key", KEY, AttemptRow::keyHigh, AttemptRow::keyLow),
              Column.text(
                  "family", "create, project or app", false, AttemptRow::family, Family::text),
              version("the version of the start (of an orphan: its own)", AttemptRow::version),
              versionLine(AttemptRow::version),
              channel(AttemptRow::version),
              ci("the ci flag of the start (of an orphan: its own)", AttemptRow::ci),
              Column.instant(
                  "started_at",
                  "when it started; null for an orphan",
                  row -> row.startedAtMicros() != AttemptRow.NONE,
                  AttemptRow::startedAtMicros),
              Column.instant(
                  "ended_at",
                  "when it ended; null while open and if abandoned",
                  row -> row.endedAtMicros() != AttemptRow.NONE,
                  AttemptRow::endedAtMicros),
              Column.decimal(
                  "duration_s",
                  "seconds from start to end, one decimal, half up; null without both",
                  Tables::hasDuration,
                  row -> durationTenths(row) / 10.0),
              Column.text(
                  "outcome",
                  "succeeded, failed, failed_graceful, abandoned, pending or orphaned",
                  null,
                  AttemptRow::outcome)));

  /** One row an anonymous ID ever seen. */
  public static final Table<UserRow> USERS =
      Table.of(
          "users",
          List.of(
              Column.key("anon_key", KEY, UserRow::keyHigh, UserRow::keyLow),
              Column.day(
                  "first_active_day",
                  "the first day it was active (admin or cli); null if never",
                  row -> row.firstActiveDay() != UserRow.NEVER,
                  UserRow::firstActiveDay),
              Column.day(
                  "first_create_day",
                  "the first day with any project creation event; null if never",
                  row -> row.firstCreateDay() != UserRow.NEVER,
                  UserRow::firstCreateDay),
              Column.day(
                  "last_active_day",
                  "the last day it was active; null if never",
                  row -> row.lastActiveDay() != UserRow.NEVER,
                  UserRow::lastActiveDay)));

  private Tables() {}

  /** All four, in the order of the data dictionary. */
  public static List<Table<?>> all() {
    return List.of(EVENTS, DAILY_USERS, ATTEMPTS, USERS);
  }

  /** A stored version text, parsed; each distinct text once while they are few. */
  public static ProductVersion parsed(String version) {
    ProductVersion known = VERSIONS.get(version);
    if (known == null) {
      known = ProductVersion.ofStored(version);
      if (VERSIONS.size() < MAX_VERSIONS) {
        VERSIONS.put(version, known);
      }
    }
    return known;
  }

  private static boolean hasDuration(AttemptRow row) {
    return row.startedAtMicros() != AttemptRow.NONE && row.endedAtMicros() != AttemptRow.NONE;
  }

  private static long durationTenths(AttemptRow row) {
    return Math.floorDiv(row.endedAtMicros() - row.startedAtMicros() + 50_000, 100_000L);
  }

  private static <R> Column<R> versionText(
      String name, String description, Function<R, String> version) {
    return Column.text(name, description, true, version, text -> text.isEmpty() ? null : text);
  }

  private static <R> Column<R> version(String description, Function<R, String> version) {
    return versionText("version", description, version);
  }

  private static <R> Column<R> versionLine(Function<R, String> version) {
    return Column.text(
        "version_line",
        "major and minor of the version, such as v5.41.x; null without version",
        true,
        version,
        text -> text.isEmpty() ? null : parsed(text).line());
  }

  private static <R> Column<R> channel(Function<R, String> version) {
    return Column.text(
        "channel",
        "stable, prerelease, dev (any v0.0.0) or unknown (no version)",
        false,
        version,
        text -> (text.isEmpty() ? Channel.UNKNOWN : parsed(text).channel()).text());
  }

  private static <R> Column<R> ci(String description, Function<R, Ci> ci) {
    return Column.flag(
        "ci", description, row -> ci.apply(row) != Ci.UNKNOWN, row -> ci.apply(row) == Ci.YES);
  }

  /** The name of the family column's constant; the families have few words. */
  public static Family family(String text) {
    for (Family family : Family.values()) {
      if (family.text().equals(text)) {
        return family;
      }
    }
    throw new IllegalArgumentException("a family that is not of the vocabulary");
  }
}
