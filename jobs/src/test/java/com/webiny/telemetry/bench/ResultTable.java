package com.webiny.telemetry.bench;

import com.webiny.telemetry.bench.Measured.Spread;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.StringJoiner;

/** Measurements as Markdown for people and as CSV for programs. */
final class ResultTable {
  private final String title;
  private final List<Measured> rows;
  private final List<String> facts;

  /**
   * @param facts about the machine and the run, a line each
   */
  ResultTable(String title, List<Measured> rows, List<String> facts) {
    this.title = title;
    this.rows = rows;
    this.facts = facts;
  }

  String markdown() {
    StringBuilder text = new StringBuilder("# Benchmark: " + title + "\n\n");
    text.append(
        "| input | contestant | wall s | CPU s | peak RSS MB | MB/s | wall / job | CPU / job |\n");
    text.append("|---|---|---|---|---|---|---|---|\n");
    for (Measured row : rows) {
      StringJoiner cells = new StringJoiner(" | ", "| ", " |\n");
      cells.add(row.caseName()).add(row.contestant().title());
      cells.add(shown(row.wall(), 1)).add(shown(row.cpu(), 1)).add(shown(row.peak(), 0));
      cells.add(number(row.megabytesPerSecond(), row.megabytesPerSecond() < 10 ? 1 : 0));
      cells.add(ratio(row, false)).add(ratio(row, true));
      text.append(cells);
    }
    text.append(
        "\nMedian (min–max); MB/s of the files as stored. A ratio is the contestant's median over this job's.\n\n");
    facts.forEach(fact -> text.append("- ").append(fact).append('\n'));
    return text.toString();
  }

  String csv() {
    StringBuilder text =
        new StringBuilder(
            "input,contestant,runs,bytes,wall_s,wall_s_min,wall_s_max,cpu_s,cpu_s_min,cpu_s_max,"
                + "peak_rss_mb,mb_per_s,wall_over_job,cpu_over_job\n");
    for (Measured row : rows) {
      StringJoiner cells = new StringJoiner(",", "", "\n");
      cells.add('"' + row.caseName() + '"').add(row.contestant().name().toLowerCase(Locale.ROOT));
      cells.add(Integer.toString(row.runs().size())).add(Long.toString(row.bytes()));
      for (Spread spread : List.of(row.wall(), row.cpu())) {
        cells
            .add(known(spread.median(), 2))
            .add(known(spread.min(), 2))
            .add(known(spread.max(), 2));
      }
      cells.add(known(row.peak().max(), 0)).add(number(row.megabytesPerSecond(), 1));
      cells.add(ratio(row, false)).add(ratio(row, true));
      text.append(cells);
    }
    return text.toString();
  }

  private String ratio(Measured row, boolean ofCpu) {
    Optional<Measured> job =
        rows.stream()
            .filter(other -> other.caseName().equals(row.caseName()))
            .filter(other -> other.contestant() == Contestant.JOB)
            .findFirst();
    if (job.isEmpty() || row.contestant() == Contestant.JOB) {
      return "";
    }
    double mine = ofCpu ? row.cpu().median() : row.wall().median();
    double jobs = ofCpu ? job.get().cpu().median() : job.get().wall().median();
    return mine < 0 || jobs < 0 ? "" : number(mine / jobs, 2);
  }

  private static String shown(Spread spread, int decimals) {
    if (spread.median() < 0) {
      return "unknown";
    }
    String range = number(spread.min(), decimals) + "–" + number(spread.max(), decimals);
    return number(spread.median(), decimals) + " (" + range + ")";
  }

  private static String known(double value, int decimals) {
    return value < 0 ? "" : number(value, decimals);
  }

  private static String number(double value, int decimals) {
    return String.format(Locale.ROOT, "%." + decimals + "f", value);
  }
}
