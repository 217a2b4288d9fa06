package com.webiny.telemetry.report;

import java.util.List;

/**
 * A row of a report.
 *
 * @param cells of the report's fields, in order: the key first, whose first is the date
 * @param last whether no ordinary night can change the row any more: the column {@code final}
 * @param revision 1, and 1 more each time a later run changed the row's numbers
 */
public record ReportRow(List<Cell> cells, boolean last, long revision) {

  /** The day of the row, as days since 1970. */
  public int day() {
    return ((Cell.Day) cells.get(0)).epochDay();
  }

  /** A text of the key. */
  public String text(int field) {
    return ((Cell.Text) cells.get(field)).text();
  }
}
