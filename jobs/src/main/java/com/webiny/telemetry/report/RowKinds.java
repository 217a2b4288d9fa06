package com.webiny.telemetry.report;

import com.webiny.telemetry.storage.Storage;
import com.webiny.telemetry.table.TableReader;
import com.webiny.telemetry.table.Tables;
import java.io.IOException;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** How many rows of a table there are of each kind, read row by row. */
public final class RowKinds {

  private RowKinds() {}

  /** Of {@code daily_users}: by how the ID was active. */
  public static SortedMap<String, Long> ofDailyUsers(Storage storage, List<String> paths)
      throws IOException {
    SortedMap<String, Long> kinds = new TreeMap<>();
    List<String> columns = List.of("active_admin", "admin_ci_built", "active_cli");
    for (String path : paths) {
      try (TableReader rows = TableReader.open(Tables.DAILY_USERS, storage, path, columns)) {
        while (rows.next()) {
          kinds.merge(activity(rows.flagAt(0), rows.flagAt(1), rows.flagAt(2)), 1L, Long::sum);
        }
      }
    }
    return kinds;
  }

  private static String activity(boolean admin, boolean ciBuilt, boolean cli) {
    String kind = admin ? "active_admin" + (ciBuilt ? ", admin_ci_built" : "") : "";
    if (cli) {
      return kind.isEmpty() ? "active_cli" : kind + ", active_cli";
    }
    return kind.isEmpty() ? "not active: command line of build robots only" : kind;
  }

  /** Of {@code attempts}: by family, outcome, and whether it was a build robot's. */
  public static SortedMap<String, Long> ofAttempts(Storage storage, List<String> paths)
      throws IOException {
    SortedMap<String, Long> kinds = new TreeMap<>();
    List<String> columns = List.of("family", "outcome", "ci");
    for (String path : paths) {
      try (TableReader rows = TableReader.open(Tables.ATTEMPTS, storage, path, columns)) {
        while (rows.next()) {
          boolean robot = !rows.isNull(2) && rows.flagAt(2);
          kinds.merge(
              rows.textAt(0) + ", " + rows.textAt(1) + (robot ? ", ci" : ""), 1L, Long::sum);
        }
      }
    }
    return kinds;
  }
}
