package com.webiny.telemetry.job;

import com.webiny.telemetry.audit.RunSummary;
import com.webiny.telemetry.exit.ExitCode;
import com.webiny.telemetry.exit.StopException;
import com.webiny.telemetry.night.DayBucket;
import com.webiny.telemetry.publish.Commit;
import com.webiny.telemetry.publish.Warehouse;
import com.webiny.telemetry.publish.WarehouseState;
import com.webiny.telemetry.report.Cell;
import com.webiny.telemetry.report.Recount;
import com.webiny.telemetry.report.Report;
import com.webiny.telemetry.report.ReportFile;
import com.webiny.telemetry.report.ReportPlan;
import com.webiny.telemetry.report.ReportRow;
import com.webiny.telemetry.report.Reports;
import com.webiny.telemetry.table.Tables;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How the numbers of one day of a report came about, for a person. */
final class Explanation {
  /** Of so many rows each number is told with what it means; of more, each row is one line. */
  private static final int MAX_TOLD_ROWS = 2;

  private final Warehouse warehouse;
  private final WarehouseState state;
  private final Report report;
  private final int day;
  private final List<String> keys;
  private final Commit head;
  private final int buckets;
  private final Evidence evidence;

  /**
   * @param keys what the first columns of the key behind the date must be
   */
  Explanation(
      Warehouse warehouse, WarehouseState state, Report report, int day, List<String> keys) {
    this.warehouse = warehouse;
    this.state = state;
    this.report = report;
    this.day = day;
    this.keys = List.copyOf(keys);
    this.head = state.head().orElseThrow();
    this.buckets = head.settings().buckets();
    this.evidence = new Evidence(warehouse, state, report, day);
  }

  /**
   * Prints it.
   *
   * @throws StopException with {@link ExitCode#CHECK_FAILED} if a number counted again is another,
   *     with {@link ExitCode#USAGE} if no row has these keys
   */
  void print() throws StopException, IOException {
    List<ReportRow> rows = published(report).stream().filter(this::isWanted).toList();
    if (rows.isEmpty()) {
      throw new StopException(
          ExitCode.USAGE,
          report.name()
              + " has no such row of "
              + Publication.iso(day)
              + "; leave --key out to see those it has.");
    }
    Console.print(
        report.name()
            + " of "
            + Publication.iso(day)
            + ", as of commit "
            + head.number()
            + " ("
            + head.command()
            + " at "
            + head.committedAt()
            + ")");
    if (rows.size() <= MAX_TOLD_ROWS) {
      rows.forEach(this::printRow);
    } else {
      printRows(rows);
    }
    Console.print("");
    List<String> wrong = recount(rows);
    Console.print("");
    evidence.print();
    if (!wrong.isEmpty()) {
      throw new StopException(
          ExitCode.CHECK_FAILED,
          wrong.size()
              + " numbers of "
              + report.name()
              + " on "
              + Publication.iso(day)
              + " are not what the tables give; run verify to see which files are not as they were"
              + " published.");
    }
  }

  /** The rows of a report; none if an earlier job, which did not make it so, published last. */
  private List<ReportRow> published(Report of) throws IOException {
    String path = Reports.parquetPath(of);
    if (state.files().get(path).isEmpty()) {
      return List.of();
    }
    return ReportFile.read(of, warehouse.storage(), warehouse.path(path));
  }

  private boolean isWanted(ReportRow row) {
    if (row.day() != day) {
      return false;
    }
    for (int i = 0; i < keys.size(); i++) {
      if (!row.cells().get(i + 1).csv().equals(keys.get(i))) {
        return false;
      }
    }
    return true;
  }

  private void printRow(ReportRow row) {
    Console.print("");
    int names = 0;
    int values = 0;
    for (int i = 1; i < report.fields().size(); i++) {
      names = Math.max(names, report.fields().get(i).name().length());
      values = Math.max(values, shown(row, i).length());
    }
    for (int i = 1; i < report.fields().size(); i++) {
      String name = report.fields().get(i).name();
      String value = shown(row, i);
      Console.print(
          "  "
              + name
              + " ".repeat(names - name.length() + 2)
              + " ".repeat(values - value.length())
              + value
              + "  "
              + report.fields().get(i).description());
    }
    Console.print("  final " + row.last() + ", revision " + row.revision());
  }

  private static String shown(ReportRow row, int field) {
    return row.cells().get(field) instanceof Cell.Empty ? "-" : row.cells().get(field).csv();
  }

  private void printRows(List<ReportRow> rows) {
    List<String> names = report.fields().stream().skip(1).map(Report.Field::name).toList();
    Console.print("  " + String.join(",", names) + ",final,revision");
    for (ReportRow row : rows) {
      List<String> cells = row.cells().stream().skip(1).map(Cell::csv).toList();
      Console.print("  " + String.join(",", cells) + "," + row.last() + "," + row.revision());
    }
  }

  /** Counts again; tells what is not the same. */
  private List<String> recount(List<ReportRow> rows) throws StopException, IOException {
    int before = evidence.daysBefore();
    int first = state.firstDay().orElseThrow();
    int held = state.tablesFromDay().orElseThrow();
    if (held > first && day - before < held) {
      Console.print(
          "Not counted again: the tables begin with " + Publication.iso(held) + ", pruned before.");
      return List.of();
    }
    Recount counted = recount();
    List<String> differences = differences(rows, counted);
    boolean forgotten =
        !state.forgotten().days().subSet(day - before - 1, day + 2).isEmpty()
            || (held > first && evidence.restsOnUsers());
    if (differences.isEmpty()) {
      Console.print(
          "Counted again from "
              + (isQuality() ? "the ledger and the tables" : "the tables")
              + ": every number is the same.");
    } else {
      Console.print("Counted again, not the same:");
      RunSummary.Names names = RunSummary.Names.of(differences);
      names.first().forEach(difference -> Console.print("  " + difference));
      if (names.count() > names.first().size()) {
        Console.print("  and " + (names.count() - names.first().size()) + " more");
      }
      if (forgotten) {
        Console.print(
            "Rows behind it were removed on request since; forget and prune recount no report.");
      }
    }
    counted.foldedCells().forEach(this::printFolded);
    return forgotten ? List.of() : differences;
  }

  private void printFolded(String group, long cells) {
    if (group.isEmpty() || keys.isEmpty() || keys.get(0).equals(group)) {
      Console.print(
          "Folded into (other)"
              + (group.isEmpty() ? "" : ", " + group)
              + ": "
              + cells
              + " cells, of fewer than "
              + head.settings().minCellSize()
              + " or beyond 200.");
    }
  }

  private boolean isQuality() {
    return report == Reports.dataQuality();
  }

  private Recount recount() throws StopException, IOException {
    if (isQuality()) {
      return Recount.ofQuality(
          day,
          new Reports.Sources(
              state.ledger(),
              evidence::events,
              state.forgotten().days(),
              head.settings().lookbackDays(),
              path -> Optional.empty(),
              ""));
    }
    Map<DayBucket, String> paths = new HashMap<>();
    for (int bucket = 0; bucket < buckets; bucket++) {
      addPath(paths, DayBucket.users(bucket));
      for (int of = day - ReportPlan.ATTEMPTS_LOOK_BACK_DAYS; of <= day; of++) {
        addPath(paths, new DayBucket(Tables.ATTEMPTS.name(), of, bucket));
      }
      for (int of = day - ReportPlan.LOOK_BACK_DAYS; of <= day; of++) {
        addPath(paths, new DayBucket(Tables.DAILY_USERS.name(), of, bucket));
      }
    }
    ReportPlan plan =
        new ReportPlan(
            warehouse.storage(),
            buckets,
            head.settings().minCellSize(),
            state.firstDay().orElseThrow(),
            day,
            day,
            paths);
    return SparkSessions.run(spark -> Recount.ofTables(spark, plan, report, this::published));
  }

  private void addPath(Map<DayBucket, String> paths, DayBucket file) throws IOException {
    if (state.files().get(file.path()).isPresent()) {
      paths.put(file, warehouse.path(file.path()));
    }
  }

  private List<String> differences(List<ReportRow> rows, Recount counted) {
    Map<List<Cell>, ReportRow> again = new HashMap<>();
    counted.rows().stream().filter(this::isWanted).forEach(row -> again.put(report.key(row), row));
    List<String> differences = new ArrayList<>();
    for (ReportRow row : rows) {
      ReportRow other = again.remove(report.key(row));
      if (other == null) {
        differences.add(key(row) + "no such row");
        continue;
      }
      for (int i = report.keyFields(); i < row.cells().size(); i++) {
        if (!row.cells().get(i).equals(other.cells().get(i))) {
          differences.add(
              key(row)
                  + report.fields().get(i).name()
                  + " "
                  + shown(row, i)
                  + ", counted again "
                  + shown(other, i));
        }
      }
    }
    again.values().forEach(row -> differences.add(key(row) + "a row that is not published"));
    return differences;
  }

  private String key(ReportRow row) {
    List<String> key = report.key(row).stream().skip(1).map(Cell::csv).toList();
    return key.isEmpty() ? "" : String.join(", ", key) + ": ";
  }
}
