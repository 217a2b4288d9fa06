package com.webiny.telemetry.page;

import com.webiny.telemetry.event.EventColumn;
import com.webiny.telemetry.report.Report;
import com.webiny.telemetry.report.ReportFile;
import com.webiny.telemetry.report.ReportRow;
import com.webiny.telemetry.report.Reports;
import com.webiny.telemetry.storage.Storage;
import com.webiny.telemetry.table.HashedOutput;
import com.webiny.telemetry.table.WrittenFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The pages for people, beside the reports: made of the finished reports and of what the program
 * says of itself, of nothing else, so the same reports give the same bytes. Nothing on them comes
 * from elsewhere: one file each, that asks no network for anything.
 */
public final class Pages {
  /** The charts of all reports. */
  public static final String INDEX = "reports/index.html";

  /** What is kept, of what, and why; and what each published column means. */
  public static final String PRIVACY = "reports/privacy.html";

  /** All pages, by their paths below the warehouse. */
  public static final List<String> ALL = List.of(INDEX, PRIVACY);

  private Pages() {}

  /**
   * Stages the pages of a run.
   *
   * @param staging the folder, an absolute path, where files are staged
   * @param reports the reports of the run, staged: all of them
   */
  public static List<Reports.Staged> stage(
      PageFacts facts, Storage storage, String staging, List<Reports.Staged> reports)
      throws IOException {
    Map<String, String> paths = new HashMap<>();
    reports.forEach(report -> paths.put(report.path(), report.written().path()));
    IndexPage index = new IndexPage(facts);
    PrivacyPage privacy = new PrivacyPage(facts, EventColumn.shippedAllowlist());
    // One report at a time: the largest may hold hundreds of thousands of rows.
    for (Report report : Reports.all()) {
      List<ReportRow> rows =
          ReportFile.read(report, storage, paths.get(Reports.parquetPath(report)));
      index.add(report, rows);
      privacy.add(report, rows);
    }
    List<Reports.Staged> staged = new ArrayList<>();
    staged.add(write(INDEX, index.page(), storage, staging));
    staged.add(write(PRIVACY, privacy.page(), storage, staging));
    storage.settle(staged.stream().map(page -> page.written().path()).toList());
    return staged;
  }

  private static Reports.Staged write(String path, String html, Storage storage, String staging)
      throws IOException {
    try (HashedOutput out = HashedOutput.create(storage, storage.resolve(staging, path))) {
      out.write(html.getBytes(StandardCharsets.UTF_8));
      WrittenFile written = out.finish(0);
      return new Reports.Staged(path, written);
    }
  }
}
