package com.webiny.telemetry.night;

import com.webiny.telemetry.table.Table;
import com.webiny.telemetry.table.Tables;
import java.io.Serializable;
import java.time.LocalDate;

/**
 * Names one published file of a table.
 *
 * @param table the table's name
 * @param day days since 1970; {@link #NO_DAY} for {@code users}
 * @param bucket which of the table's parts
 */
public record DayBucket(String table, int day, int bucket) implements Serializable {

  /** The day of tables that have none. */
  public static final int NO_DAY = Integer.MIN_VALUE;

  /** The file of the table {@code users} for a bucket. */
  public static DayBucket users(int bucket) {
    return new DayBucket(Tables.USERS.name(), NO_DAY, bucket);
  }

  /** Where the file is, below the warehouse. */
  public String path() {
    String folder = "tables/" + table + "/";
    return day == NO_DAY
        ? folder + Table.partName(bucket)
        : folder + "dt=" + LocalDate.ofEpochDay(day) + "/" + Table.partName(bucket);
  }
}
