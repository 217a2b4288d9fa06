package com.webiny.telemetry.night;

import static org.assertj.core.api.Assertions.assertThat;

import com.webiny.telemetry.event.Ci;
import com.webiny.telemetry.event.EventName;
import com.webiny.telemetry.table.DailyUserRow;
import com.webiny.telemetry.table.EventRow;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

class DailyUserFoldTest {

  @ParameterizedTest(name = "{0}")
  @CsvFileSource(resources = "/cases/daily-users.csv", delimiter = '|', numLinesToSkip = 1)
  void anIdsDay(String why, String events, String row) throws IOException {
    assertThat(fold(events(1, events))).containsExactly("1: " + row);
    // Among others it is the same: nothing of one ID reaches the next.
    List<EventRow> among =
        new ArrayList<>(events(0, "ADMIN_APP_START 1 v9.0.0 YES, APP_START 5 v9.9.0 NO"));
    among.addAll(events(1, events));
    among.addAll(events(-1, "ADMIN_APP_START 9 - NO"));
    assertThat(fold(among)).hasSize(3).contains("1: " + row);
  }

  @Test
  void noEventsAreNoRow() throws IOException {
    assertThat(fold(List.of())).isEmpty();
  }

  @Test
  void oneFoldServesDayAfterDay() throws IOException {
    List<String> rows = new ArrayList<>();
    DailyUserFold fold = new DailyUserFold(row -> rows.add(text(row)));
    for (int day = 0; day < 2; day++) {
      for (EventRow event : events(1, "ADMIN_APP_START 5 v5.41.0 YES")) {
        fold.add(event);
      }
      fold.finish();
      fold.finish();
    }
    assertThat(rows).hasSize(2).containsOnly("1: admin ci-built loads=1 events=0 5..5 v5.41.0 -");
  }

  @Test
  void idsThatShareHalfAKeyAreTold() throws IOException {
    List<EventRow> events =
        List.of(
            new EventRow(1, 1, 1, EventName.ADMIN_APP_START, "", Ci.NO),
            new EventRow(1, 1, 2, EventName.ADMIN_APP_START, "", Ci.NO),
            new EventRow(1, 2, 2, EventName.ADMIN_APP_START, "", Ci.NO));
    assertThat(fold(events)).hasSize(3);
  }

  private static List<EventRow> events(long key, String events) {
    List<EventRow> rows = new ArrayList<>();
    for (String event : List.of(events.split(", ", -1))) {
      List<String> parts = List.of(event.split(" ", -1));
      rows.add(
          new EventRow(
              Long.parseLong(parts.get(1)),
              key,
              key,
              EventName.valueOf(parts.get(0)),
              parts.get(2).equals("-") ? "" : parts.get(2),
              Ci.valueOf(parts.get(3))));
    }
    return rows;
  }

  private static List<String> fold(List<EventRow> events) throws IOException {
    List<String> rows = new ArrayList<>();
    DailyUserFold fold = new DailyUserFold(row -> rows.add(text(row)));
    for (EventRow event : events) {
      fold.add(event);
    }
    fold.finish();
    return rows;
  }

  private static String text(DailyUserRow row) {
    return row.keyHigh()
        + ": "
        + Stream.of(
                row.activeAdmin() ? "admin" : null,
                row.adminCiBuilt() ? "ci-built" : null,
                row.activeCli() ? "cli" : null,
                "loads=" + row.adminLoads(),
                "events=" + row.cliEvents(),
                row.firstAtMicros() + ".." + row.lastAtMicros(),
                row.adminVersion().isEmpty() ? "-" : row.adminVersion(),
                row.deployVersion().isEmpty() ? "-" : row.deployVersion())
            .filter(Objects::nonNull)
            .collect(Collectors.joining(" "));
  }
}
