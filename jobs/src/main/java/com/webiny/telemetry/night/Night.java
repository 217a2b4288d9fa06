package com.webiny.telemetry.night;

import com.webiny.telemetry.exchange.Arrival;
import com.webiny.telemetry.exchange.Arrivals;
import com.webiny.telemetry.exchange.Departures;
import com.webiny.telemetry.landing.FileCondition;
import com.webiny.telemetry.landing.Scan;
import com.webiny.telemetry.landing.ScanPlan;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.spark.Partitioner;
import org.apache.spark.SparkEnv;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.TaskCompletionListener;
import scala.Tuple2;

/**
 * The one pass over new raw logs: each task of the scan sends sorted runs of events to their
 * buckets, and then each bucket's whole night is one task. The tallies of the files take the same
 * exchange, to a route of their own.
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
  public static Result run(SparkSession spark, ScanPlan input, NightPlan plan) {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    List<List<ScanPlan.Part>> tasks = input.tasks();
    Scan scan = input.scan();
    return result(
        context
            .parallelize(tasks, Math.max(1, tasks.size()))
            .flatMapToPair(parts -> departures(scan, parts))
            .partitionBy(new ByRoute(plan.buckets() + 1))
            .mapPartitionsWithIndex((route, arrived) -> task(plan, route, arrived), true)
            .collect());
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

  private static Iterator<Tuple2<Integer, Arrival>> departures(
      Scan scan, List<ScanPlan.Part> parts) {
    Departures departures = new Departures(scan, parts);
    TaskContext.get()
        .addTaskCompletionListener((TaskCompletionListener) task -> departures.close());
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return departures.hasNext();
      }

      @Override
      public Tuple2<Integer, Arrival> next() {
        Departures.Departure departure = departures.next();
        return new Tuple2<>(departure.route(), departure.arrival());
      }
    };
  }

  private static Iterator<NightOutput> task(
      NightPlan plan, int route, Iterator<Tuple2<Integer, Arrival>> routed) throws IOException {
    Iterator<Arrival> arrived = arrivals(routed);
    if (route == plan.buckets()) {
      return List.<NightOutput>of(tallies(arrived)).iterator();
    }
    // One of the folders Spark was given for what passes through, emptied when it stops.
    Path scratch =
        SparkEnv.get().blockManager().diskBlockManager().createTempLocalBlock()._2().toPath();
    try (Arrivals arrivals = Arrivals.of(arrived, scratch)) {
      BucketNight bucket = new BucketNight(plan, route, TaskContext.get().taskAttemptId());
      return List.<NightOutput>of(bucket.run(arrivals)).iterator();
    }
  }

  private static Iterator<Arrival> arrivals(Iterator<Tuple2<Integer, Arrival>> routed) {
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return routed.hasNext();
      }

      @Override
      public Arrival next() {
        return routed.next()._2();
      }
    };
  }

  private static NightOutput.Tallies tallies(Iterator<Arrival> arrived) {
    Map<Integer, NightOutput.Tally> byFile = new HashMap<>();
    while (arrived.hasNext()) {
      Arrival.Tally part = (Arrival.Tally) arrived.next();
      byFile.merge(
          part.file(),
          new NightOutput.Tally(part.condition(), part.counts()),
          (a, b) -> {
            a.counts().add(b.counts());
            return new NightOutput.Tally(
                a.condition() == FileCondition.WHOLE ? b.condition() : a.condition(), a.counts());
          });
    }
    return new NightOutput.Tallies(byFile);
  }

  /** Sends each arrival where its route says. */
  private static final class ByRoute extends Partitioner {
    private static final long serialVersionUID = 1L;

    private final int routes;

    ByRoute(int routes) {
      this.routes = routes;
    }

    @Override
    public int numPartitions() {
      return routes;
    }

    @Override
    public int getPartition(Object route) {
      return (Integer) route;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof ByRoute that && that.routes == routes;
    }

    @Override
    public int hashCode() {
      return routes;
    }
  }
}
