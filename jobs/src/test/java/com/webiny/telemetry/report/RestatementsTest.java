package com.webiny.telemetry.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.webiny.telemetry.storage.Storage;
import com.webiny.telemetry.storage.Storages;
import com.webiny.telemetry.table.WrittenFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

class RestatementsTest {
  /** 2026-05-14. */
  private static final int NIGHT = 20_587;

  private static final String HEADER = "night,report,date,family,column,old,new\n";

  @TempDir Path temp;

  private Storage storage;

  @BeforeEach
  void prepare() throws Exception {
    storage = Storages.reading("--raw", temp.toString(), () -> new Configuration(false)).storage();
  }

  @ParameterizedTest(name = "{0}")
  @CsvFileSource(resources = "/cases/settlements.csv", numLinesToSkip = 1)
  void settledPendingsAreNoRestatement(
      String sentence, String report, String before, String now, boolean settled) {
    Report of = report(report);
    ReportRow was = row(of, "app", before);
    ReportRow is = row(of, "app", now);
    assertThat(Settlement.explains(of, was, is)).isEqualTo(settled);
    assertThat(Restatements.of(of, NIGHT, List.of(was), List.of(is)).isEmpty())
        .isEqualTo(settled || was.equals(is));
  }

  @Test
  void everyChangedColumnOfARowIsLoggedAndNoOther() throws Exception {
    List<ReportRow> old =
        List.of(
            row(DeploySuccess.REPORT, "app", "attempts=3 succeeded=3 duration_p50_s=10.0"),
            row(DeploySuccess.REPORT, "project", "attempts=1 failed=1 success_rate=0.0"));
    List<ReportRow> rebuilt =
        List.of(
            row(DeploySuccess.REPORT, "app", "attempts=3 succeeded=3 duration_p50_s=10.0"),
            row(DeploySuccess.REPORT, "project", "attempts=0 success_rate="));
    String log = temp.resolve("log.csv").toString();
    Optional<WrittenFile> written =
        Restatements.append(
            Restatements.of(DeploySuccess.REPORT, NIGHT, old, rebuilt),
            storage,
            Optional.empty(),
            log);
    assertThat(written.orElseThrow().rows()).isEqualTo(3);
    assertThat(Path.of(log))
        .hasContent(
            HEADER
                + "2026-05-14,deploy_success,2026-05-12,project,attempts,1,0\n"
                + "2026-05-14,deploy_success,2026-05-12,project,failed,1,0\n"
                + "2026-05-14,deploy_success,2026-05-12,project,success_rate,0.0000,\n");
  }

  @Test
  void aDayPublishedForTheFirstTimeAndAReportByVersionRestateNothing() {
    assertThat(
            Restatements.of(
                DailyActiveUsers.REPORT,
                NIGHT,
                List.of(),
                List.of(row(DailyActiveUsers.REPORT, "", "dau=1"))))
        .isEmpty();
    assertThat(
            Restatements.of(
                DataQuality.REPORT,
                NIGHT,
                List.of(row(DataQuality.REPORT, "", "lines=1")),
                List.of(row(DataQuality.REPORT, "", "lines=2"))))
        .isEmpty();
  }

  @Test
  void theLogBeginsWithItsHeaderAndKeepsWhatIsThere() throws Exception {
    String first = temp.resolve("first.csv").toString();
    String second = temp.resolve("second.csv").toString();
    String third = temp.resolve("third.csv").toString();
    List<Restatements.Restatement> changes =
        Restatements.of(
            DailyActiveUsers.REPORT,
            NIGHT,
            List.of(row(DailyActiveUsers.REPORT, "", "dau=7")),
            List.of(row(DailyActiveUsers.REPORT, "", "dau=8")));

    WrittenFile empty =
        Restatements.append(List.of(), storage, Optional.empty(), first).orElseThrow();
    assertThat(Path.of(first)).hasContent(HEADER);
    assertThat(empty.rows()).isZero();

    assertThat(Restatements.append(List.of(), storage, Optional.of(first), second)).isEmpty();
    assertThat(Path.of(second)).doesNotExist();

    assertThat(Restatements.append(changes, storage, Optional.of(first), second)).isPresent();
    WrittenFile two =
        Restatements.append(changes, storage, Optional.of(second), third).orElseThrow();
    assertThat(Path.of(third))
        .hasContent(HEADER + "2026-05-14,daily_active_users,2026-05-12,,dau,7,8\n".repeat(2));
    assertThat(two.rows()).isEqualTo(2);
  }

  private static Report report(String name) {
    return Reports.all().stream()
        .filter(report -> report.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  /** A row of 2026-05-12: counts not given are 0, ratios and seconds not defined. */
  private static ReportRow row(Report report, String family, String numbers) {
    Map<String, String> given = new HashMap<>();
    for (String number : numbers.split(" ", -1)) {
      String[] parts = number.split("=", -1);
      given.put(parts[0], parts[1]);
    }
    List<Cell> cells = new ArrayList<>();
    for (Report.Field field : report.fields()) {
      String text = given.remove(field.name());
      cells.add(
          switch (field.type()) {
            case DAY -> new Cell.Day(NIGHT - 2);
            case TEXT -> new Cell.Text(family);
            case COUNT ->
                "".equals(text)
                    ? Cell.EMPTY
                    : new Cell.Count(text == null ? 0 : Long.parseLong(text));
            case SHARE ->
                text == null || text.isEmpty()
                    ? Cell.EMPTY
                    : new Cell.Share(Double.parseDouble(text));
            case SECONDS ->
                text == null || text.isEmpty()
                    ? Cell.EMPTY
                    : new Cell.Seconds(Double.parseDouble(text));
          });
    }
    assertThat(given).as("columns of " + report.name()).isEmpty();
    return new ReportRow(cells, false, 1);
  }
}
