package com.webiny.telemetry.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

class MilestoneTest {

  @ParameterizedTest(name = "{0}")
  @CsvFileSource(resources = "/cases/milestones.csv", numLinesToSkip = 1)
  void tellsAdoptersFromThoseWhoStayedAndTheSilent(
      String sentence,
      int days,
      String deployed,
      String users,
      long adopters,
      long stayed,
      long silent) {
    Sums cell = new Sums(DeployMeasure.values().length);
    String[] counts = users.split(" ", -1);
    for (DeployMeasure measure : DeployMeasure.values()) {
      cell.add(Long.parseLong(counts[measure.ordinal()]), measure);
    }
    Sums told = new Milestone(100, "v5.41.0", days).of(deployed, cell);
    assertThat(told.of(Milestone.Measure.ADOPTERS)).isEqualTo(adopters);
    assertThat(told.of(Milestone.Measure.STAYED)).isEqualTo(stayed);
    assertThat(told.of(Milestone.Measure.SILENT)).isEqualTo(silent);
  }
}
