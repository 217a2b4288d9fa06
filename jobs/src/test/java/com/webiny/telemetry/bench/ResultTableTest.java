package com.webiny.telemetry.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ResultTableTest {

  @Test
  void showsMedianSpreadAndRatioToTheJob() {
    Measured job =
        new Measured(
            "1g",
            Contestant.JOB,
            1_000_000_000,
            List.of(new Usage(30, 50, 900), new Usage(10, 40, 800), new Usage(20, 45, 850)));
    Measured duckDb =
        new Measured(
            "1g",
            Contestant.DUCKDB,
            1_000_000_000,
            List.of(new Usage(4, 9, 700), new Usage(6, 9, 700)));
    ResultTable table = new ResultTable("night", List.of(job, duckDb), List.of("Machine: one"));
    assertThat(table.markdown())
        .contains(
            "| 1g | this job | 20.0 (10.0–30.0) | 45.0 (40.0–50.0) | 850 (800–900) | 50 |  |  |")
        .contains(
            "| 1g | DuckDB | 5.0 (4.0–6.0) | 9.0 (9.0–9.0) | 700 (700–700) | 200 | 0.25 | 0.20 |")
        .contains("- Machine: one");
    assertThat(table.csv())
        .contains("\"1g\",job,3,1000000000,20.00,10.00,30.00,45.00,40.00,50.00,900,50.0,,\n")
        .contains("\"1g\",duckdb,2,1000000000,5.00,4.00,6.00,9.00,9.00,9.00,700,200.0,0.25,0.20\n");
  }

  @Test
  void whatIsNotKnownIsNoNumber() {
    Measured job = new Measured("1g", Contestant.JOB, 1_000, List.of(new Usage(1, -1, -1)));
    ResultTable table = new ResultTable("night", List.of(job), List.of());
    assertThat(table.markdown()).contains("| 1.0 (1.0–1.0) | unknown | unknown |");
    assertThat(table.csv()).contains(",1.00,1.00,1.00,,,,,0.0,,\n");
  }
}
