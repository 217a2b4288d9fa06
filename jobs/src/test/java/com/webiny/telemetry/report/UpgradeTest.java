package com.webiny.telemetry.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.webiny.telemetry.event.Family;
import com.webiny.telemetry.event.ProductVersion;
import com.webiny.telemetry.report.TallyKey.Kind;
import com.webiny.telemetry.report.Upgrade.Measure;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import scala.Tuple2;

/** An upgrade to v5.41.0 on day 100. */
class UpgradeTest {

  @ParameterizedTest(name = "{0}")
  @CsvFileSource(resources = "/cases/upgrades.csv", numLinesToSkip = 1)
  void comparesWhatEndedBeforeAndAfter(String sentence, String attempts, String counts) {
    for (Family family : List.of(Family.APP, Family.PROJECT)) {
      Upgrade upgrade = new Upgrade(100, ProductVersion.ofStored("v5.41.0"));
      for (String attempt : attempts.split("; ", -1)) {
        String[] cells = attempt.split(" ", -1);
        upgrade.add(family, Integer.parseInt(cells[0]), cells[1], cells[2].equals("ok"));
      }
      TallyMap tallies = new TallyMap();
      upgrade.count(tallies);
      List<String> found = new ArrayList<>();
      Iterator<Tuple2<TallyKey, Sums>> cells = tallies.drain();
      while (cells.hasNext()) {
        Tuple2<TallyKey, Sums> cell = cells.next();
        assertThat(cell._1())
            .isEqualTo(new TallyKey(Kind.UPGRADE, 102, family.text(), "v5.41.x", ""));
        for (Measure measure : Measure.values()) {
          found.add(Long.toString(cell._2().of(measure)));
        }
      }
      assertThat(String.join(" ", found)).isEqualTo(counts == null ? "" : counts);
    }
  }
}
