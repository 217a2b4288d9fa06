package com.webiny.telemetry.night;

import com.webiny.telemetry.night.NightOutput.Staged;
import java.util.List;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;

/** Carries work on published files, without new lines, to tasks: one for each bucket. */
public final class Rewriting {

  private Rewriting() {}

  /** Stages files without the rows of forgotten IDs. */
  public static List<Staged> forget(SparkSession spark, List<Forgetting.Work> buckets) {
    return JavaSparkContext.fromSparkContext(spark.sparkContext())
        .parallelize(buckets, Math.max(1, buckets.size()))
        .flatMap(work -> new Forgetting(work, TaskContext.get().taskAttemptId()).run().iterator())
        .collect();
  }

  /** Stages {@code users} without the IDs that were not seen on any of the days kept. */
  public static List<Staged> pruneUsers(SparkSession spark, List<UserPruning.Work> buckets) {
    return JavaSparkContext.fromSparkContext(spark.sparkContext())
        .parallelize(buckets, Math.max(1, buckets.size()))
        .flatMap(work -> new UserPruning(work, TaskContext.get().taskAttemptId()).run().iterator())
        .collect();
  }
}
