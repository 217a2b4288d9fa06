package com.webiny.telemetry.landing;

import java.util.List;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * The narrow row that travels from the readers to the night's tasks, and what its columns mean.
 * Three kinds of row share it:
 *
 * <ul>
 *   <li>an event: {@link #ROUTE} is the bucket of its key, {@link #COUNTS} is null;
 *   <li>a void: says to every bucket, before all events, that no line of {@link #FILE} is to be
 *       used;
 *   <li>a tally: goes to the route after the last bucket, with the condition and the counts of a
 *       part of {@link #FILE}.
 * </ul>
 *
 * Counts are rows so that they are exact whatever Spark retries or speculates (SPEC section 5).
 */
public final class ScanRow {
  public static final int ROUTE = 0;

  /**
   * Day and leading bits of the key in one number: sorts almost everything by one comparison of
   * longs.
   */
  public static final int ORDER = 1;

  /** The key's first half, its sign bit turned so that signed order is the order of the bytes. */
  public static final int KEY_HIGH = 2;

  public static final int KEY_LOW = 3;
  public static final int RECEIVED_AT = 4;

  /** The event's ordinal. */
  public static final int EVENT = 5;

  public static final int VERSION = 6;

  /** The ci flag's ordinal; of a tally, the condition's. */
  public static final int CI = 7;

  public static final int FILE = 8;
  public static final int COUNTS = 9;

  /** The columns, by name, in which each bucket's rows are sorted. */
  public static final List<String> SORT =
      List.of("order", "key_high", "key_low", "received_at", "event");

  /** Stands for every bucket's first row. */
  static final long VOID_ORDER = Long.MIN_VALUE;

  private static final int DAY_SHIFT = 48;

  /** Most days one scan can tell apart. */
  public static final int MAX_DAYS = 1 << 15;

  static final StructType SCHEMA =
      new StructType(
          new StructField[] {
            DataTypes.createStructField("route", DataTypes.IntegerType, false),
            DataTypes.createStructField("order", DataTypes.LongType, false),
            DataTypes.createStructField("key_high", DataTypes.LongType, false),
            DataTypes.createStructField("key_low", DataTypes.LongType, false),
            DataTypes.createStructField("received_at", DataTypes.LongType, false),
            DataTypes.createStructField("event", DataTypes.IntegerType, false),
            DataTypes.createStructField("version", DataTypes.StringType, true),
            DataTypes.createStructField("ci", DataTypes.IntegerType, false),
            DataTypes.createStructField("file", DataTypes.IntegerType, false),
            DataTypes.createStructField("counts", DataTypes.BinaryType, true)
          });

  private ScanRow() {}

  /** Half of a key as it travels, or back. */
  public static long turned(long keyHalf) {
    return keyHalf ^ Long.MIN_VALUE;
  }

  /** The bucket of a key: the same in every table, fixed when the warehouse is created. */
  public static int bucketOf(long keyHigh, int buckets) {
    return (int) ((keyHigh >>> 33) % buckets);
  }

  static long order(int dayIndex, long keyHigh) {
    return ((long) dayIndex << DAY_SHIFT) | (keyHigh >>> (Long.SIZE - DAY_SHIFT));
  }

  /** The day of an event's {@link #ORDER}, counted from the scan's first. */
  public static int dayIndex(long order) {
    return (int) (order >> DAY_SHIFT);
  }
}
