package com.webiny.telemetry.job;

import com.webiny.telemetry.audit.RunSummary;
import com.webiny.telemetry.exit.StopException;
import com.webiny.telemetry.landing.LandingFile;
import com.webiny.telemetry.landing.LandingZone;
import com.webiny.telemetry.landing.RunRange;
import com.webiny.telemetry.landing.ScanPlan;
import com.webiny.telemetry.night.Night;
import com.webiny.telemetry.night.NightPlan;
import com.webiny.telemetry.page.Pages;
import com.webiny.telemetry.report.ReportPlan;
import com.webiny.telemetry.report.Reports;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;

/**
 * The map of the night: which step follows which. Every rule lives in the room its step names.
 *
 * <pre>
 * raw logs → landing → (privacy, event) → night: events, daily_users, attempts, users → report → page → publish
 * </pre>
 */
final class NightlyPipeline {

  private NightlyPipeline() {}

  /**
   * How a run that did not stop ended.
   *
   * @param summary what was done; empty if there was nothing to do
   * @param unreadLateFiles late files that were not read
   */
  record Outcome(Optional<RunSummary> summary, RunSummary.Names unreadLateFiles) {

    /** What a person is told, line by line. */
    List<String> text(RunOptions options) {
      List<String> text = new ArrayList<>();
      if (summary.isPresent()) {
        text.addAll(summary.get().text());
        text.add("Reports are in " + options.warehouse() + "/reports.");
        return text;
      }
      text.add("Nothing to do: everything up to this day is published.");
      if (unreadLateFiles.count() > 0) {
        text.add(RunSummary.UNREAD_LATE + unreadLateFiles.text() + ".");
      }
      return text;
    }
  }

  /**
   * Runs a night or a backfill.
   *
   * @throws StopException if it must end otherwise; then nothing is published
   * @throws IOException if a store failed
   */
  static Outcome run(RunOptions options) throws StopException, IOException {
    return run(Run.begin(options)); // Finishes what an earlier run left half in place.
  }

  /** Goes through the steps of a run that has begun. */
  static Outcome run(Run run) throws StopException, IOException {
    LandingZone landing = run.list();
    RunRange range = run.range(landing);
    List<LandingFile> files = run.toRead(landing, range);
    range = run.reaching(range, files);
    if (files.isEmpty()
        && range.newDays().isEmpty()
        && run.options().work().rebuiltDays(range).isEmpty()) {
      return new Outcome(
          Optional.empty(), run.unreadLateFiles(landing, range, run.state().ledger()));
    }
    RunRange found = range;
    return SparkSessions.run(run.claim(), spark -> publish(run, spark, landing, found, files));
  }

  private static Outcome publish(
      Run run, SparkSession spark, LandingZone landing, RunRange range, List<LandingFile> files)
      throws StopException, IOException {
    Night.Result night = scanAndMerge(run, spark, range, files);
    InputVerdict verdict = run.judge(range, files, night);
    if (!verdict.vanished().isEmpty()) {
      // Someone tidied up while we read. Look again, once.
      landing = run.list();
      range = run.range(landing);
      files = run.toRead(landing, range);
      range = run.reaching(range, files);
      night = scanAndMerge(run, spark, range, files);
      verdict = run.vanishedTwice(run.judge(range, files, night));
    }
    run.gate(range, verdict, night);
    Publication publication = run.publication(landing, range, verdict, night);
    ReportPlan reports = publication.reportPlan();
    Pages pages = new Pages(publication.pageFacts());
    publication.add(Reports.stage(spark, reports, publication.reportSources(), pages::add));
    publication.add(pages.stage(reports.storage(), publication.stagingFolder()));
    return new Outcome(publication.publish(), publication.unreadLateFiles());
  }

  private static Night.Result scanAndMerge(
      Run run, SparkSession spark, RunRange range, List<LandingFile> files) throws IOException {
    Plans plans = run.plans(range);
    ScanPlan scan = plans.scanPlan(files, spark.sparkContext().defaultParallelism());
    NightPlan plan = plans.nightPlan();
    return Night.run(spark, scan, plan);
  }
}
