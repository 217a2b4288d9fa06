package com.webiny.telemetry.night;

import com.webiny.telemetry.audit.FileCounts;
import com.webiny.telemetry.landing.FileCondition;
import com.webiny.telemetry.landing.RawLogSource;
import com.webiny.telemetry.landing.ScanPlan;
import com.webiny.telemetry.landing.ScanRow;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.functions;

/**
 * The one pass over new raw logs: scan, one exchange by bucket, one sort, and then each bucket's
 * whole night in one task. The tallies of the files take the same exchange, to a route of their
 * own.
 */
public final class Night {

  /**
   * What the tasks handed back.
   *
   * @param buckets the work of each bucket
   * @param tallies of each file read, by its place in the scan's plan
   */
  public record Result(
      List<NightOutput.BucketDone> buckets, Map<Integer, NightOutput.Tally> tallies) {}

  private Night() {}

  /** Reads, merges and stages. */
  public static Result run(SparkSession spark, ScanPlan scan, NightPlan plan) {
    try (RawLogSource.OpenScan open = new RawLogSource.OpenScan(scan)) {
      Column[] sort = ScanRow.SORT.stream().map(functions::col).toArray(Column[]::new);
      Dataset<Row> routed =
          open.rows(spark)
              .repartitionById(plan.buckets() + 1, functions.col("route"))
              .sortWithinPartitions(sort);
      JavaRDD<InternalRow> rows = routed.queryExecution().toRdd().toJavaRDD();
      return result(
          rows.mapPartitionsWithIndex((route, of) -> task(plan, route, of), true).collect());
    }
  }

  private static Result result(List<NightOutput> outputs) {
    List<NightOutput.BucketDone> buckets = new ArrayList<>();
    Map<Integer, NightOutput.Tally> tallies = new HashMap<>();
    for (NightOutput output : outputs) {
      if (output instanceof NightOutput.BucketDone bucket) {
        buckets.add(bucket);
      } else if (output instanceof NightOutput.Tallies files) {
        tallies.putAll(files.byFile());
      }
    }
    return new Result(buckets, tallies);
  }

  private static Iterator<NightOutput> task(NightPlan plan, int route, Iterator<InternalRow> rows)
      throws Exception {
    if (route == plan.buckets()) {
      return List.<NightOutput>of(tallies(rows)).iterator();
    }
    BucketNight bucket = new BucketNight(plan, route, TaskContext.get().taskAttemptId());
    return List.<NightOutput>of(bucket.run(rows)).iterator();
  }

  private static NightOutput.Tallies tallies(Iterator<InternalRow> rows) {
    Map<Integer, NightOutput.Tally> byFile = new HashMap<>();
    while (rows.hasNext()) {
      InternalRow row = rows.next();
      FileCondition condition = FileCondition.values()[row.getInt(ScanRow.CI)];
      FileCounts counts = FileCounts.fromBytes(row.getBinary(ScanRow.COUNTS));
      byFile.merge(
          row.getInt(ScanRow.FILE),
          new NightOutput.Tally(condition, counts),
          (a, b) -> {
            a.counts().add(b.counts());
            return new NightOutput.Tally(
                a.condition() == FileCondition.WHOLE ? b.condition() : a.condition(), a.counts());
          });
    }
    return new NightOutput.Tallies(byFile);
  }
}
