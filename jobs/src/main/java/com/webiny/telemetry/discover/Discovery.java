package com.webiny.telemetry.discover;

import com.webiny.telemetry.event.EventColumn;
import com.webiny.telemetry.landing.LandingFile;
import com.webiny.telemetry.landing.PartLines;
import com.webiny.telemetry.landing.ScanPlan;
import com.webiny.telemetry.storage.Storage;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;

/**
 * Looks through raw logs for what is not on the allowlist, a task at a time. Nothing is written and
 * nothing is exchanged between tasks: what they find goes to the driver, which adds it up.
 */
public final class Discovery {

  private Discovery() {}

  /**
   * Looks through files.
   *
   * @param partBytes how much input a task takes
   */
  public static Findings run(
      SparkSession spark, Storage storage, List<LandingFile> files, long partBytes) {
    List<List<ScanPlan.Part>> tasks = ScanPlan.tasks(storage, files, partBytes);
    return JavaSparkContext.fromSparkContext(spark.sparkContext())
        .parallelize(tasks, tasks.size())
        .map(parts -> findings(storage, parts))
        .reduce(Findings::add);
  }

  private static Findings findings(Storage storage, List<ScanPlan.Part> parts) {
    Findings findings = new Findings();
    FieldWalk walk = new FieldWalk(EventColumn.shippedAllowlist(), findings);
    byte[] buffer = PartLines.buffer();
    for (ScanPlan.Part part : parts) {
      int folderDay = part.file().folderDay();
      PartLines.Sink sink =
          new PartLines.Sink() {
            @Override
            public void line(byte[] bytes, int start, int length) {
              walk.walk(bytes, start, length, folderDay);
            }

            @Override
            public void passedOver() {
              findings.addLine();
            }
          };
      findings.addPart(part.file().name(), PartLines.read(storage, part, buffer, sink));
    }
    return findings;
  }
}
