package com.webiny.telemetry.page;

import com.webiny.telemetry.event.EventColumn;
import com.webiny.telemetry.report.Report;
import com.webiny.telemetry.report.ReportRow;
import com.webiny.telemetry.report.Reports;
import com.webiny.telemetry.storage.Storage;
import com.webiny.telemetry.table.HashedOutput;
import com.webiny.telemetry.table.WrittenFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

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

  private final IndexPage index;
  private final PrivacyPage privacy;

  /** Pages without a report yet. */
  public Pages(PageFacts facts) {
    this.index = new IndexPage(facts);
    this.privacy = new PrivacyPage(facts, EventColumn.shippedAllowlist());
  }

  /** Adds a report: all of its rows, in its order. Keeps no row. */
  public void add(Report report, List<ReportRow> rows) {
    index.add(report, rows);
    privacy.add(report, rows);
  }

  /**
   * Stages the pages.
   *
   * @param staging the folder, an absolute path, where files are staged
   */
  public List<Reports.Staged> stage(Storage storage, String staging) throws IOException {
    List<Reports.Staged> staged =
        List.of(
            write(INDEX, index.page(), storage, staging),
            write(PRIVACY, privacy.page(), storage, staging));
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
