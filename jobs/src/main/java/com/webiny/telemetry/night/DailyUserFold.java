package com.webiny.telemetry.night;

import com.webiny.telemetry.event.Ci;
import com.webiny.telemetry.event.Family;
import com.webiny.telemetry.table.DailyUserRow;
import com.webiny.telemetry.table.EventRow;
import com.webiny.telemetry.table.Tables;
import java.io.IOException;

/**
 * Makes one row of {@code daily_users} of an ID's events of a day (SPEC section 7, "Active"). Takes
 * the day's events in the order of their table. Constant memory.
 */
final class DailyUserFold {

  /** Takes the rows, in order of key. */
  @FunctionalInterface
  interface Sink {
    void accept(DailyUserRow row) throws IOException;
  }

  private final Sink sink;
  private boolean any;
  private long keyHigh;
  private long keyLow;
  private boolean everyLoadByCi;
  private boolean activeCli;
  private long adminLoads;
  private long cliEvents;
  private long firstAtMicros;
  private long lastAtMicros;
  private String adminVersion = "";
  private String deployVersion = "";
  private long deployVersionAtMicros;

  DailyUserFold(Sink sink) {
    this.sink = sink;
  }

  /** Takes the next event. */
  void add(EventRow event) throws IOException {
    if (!any || event.keyHigh() != keyHigh || event.keyLow() != keyLow) {
      finish();
      begin(event);
    }
    lastAtMicros = event.receivedAtMicros();
    if (event.event().family() == Family.ADMIN) {
      addLoad(event);
    } else {
      addCli(event);
    }
  }

  private void begin(EventRow event) {
    any = true;
    keyHigh = event.keyHigh();
    keyLow = event.keyLow();
    everyLoadByCi = true;
    activeCli = false;
    adminLoads = 0;
    cliEvents = 0;
    firstAtMicros = event.receivedAtMicros();
    adminVersion = "";
    deployVersion = "";
  }

  private void addLoad(EventRow event) {
    adminLoads++;
    everyLoadByCi = everyLoadByCi && event.ci() == Ci.YES;
    if (!event.version().isEmpty()) {
      adminVersion = event.version(); // Only one load of an ID can have this instant.
    }
  }

  private void addCli(EventRow event) {
    cliEvents++;
    if (event.ci() == Ci.YES) {
      return;
    }
    activeCli = true;
    if (event.event().family() != Family.CREATE && !event.version().isEmpty()) {
      boolean sameInstant =
          !deployVersion.isEmpty() && deployVersionAtMicros == event.receivedAtMicros();
      if (!sameInstant || isHigher(event.version(), deployVersion)) {
        deployVersion = event.version();
        deployVersionAtMicros = event.receivedAtMicros();
      }
    }
  }

  private static boolean isHigher(String version, String than) {
    return Tables.parsed(version).compareTo(Tables.parsed(than)) > 0;
  }

  /** Hands out the last ID's row; ready for the next day. */
  void finish() throws IOException {
    if (!any) {
      return;
    }
    any = false;
    sink.accept(
        new DailyUserRow(
            keyHigh,
            keyLow,
            adminLoads > 0,
            adminLoads > 0 && everyLoadByCi,
            activeCli,
            adminLoads,
            cliEvents,
            firstAtMicros,
            lastAtMicros,
            adminVersion,
            deployVersion));
  }
}
