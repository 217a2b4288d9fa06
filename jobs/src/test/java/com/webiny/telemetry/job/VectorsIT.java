package com.webiny.telemetry.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.webiny.telemetry.vectors.CsvCompare;
import com.webiny.telemetry.vectors.TableChecksums;
import com.webiny.telemetry.vectors.VectorCase;
import com.webiny.telemetry.vectors.Vectors;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The real job on the vectors: what another implementation of the contract computed. */
class VectorsIT {
  @TempDir Path temp;

  @ParameterizedTest
  @MethodSource("names")
  void jobPublishesWhatIsExpectedLeaksNothingAndHasNothingToDoAgain(String name) throws Exception {
    VectorCase vectors = Vectors.unpack(name, temp);
    Site site = Site.in(temp.resolve("site"), vectors.raw());
    String[] more = vectors.args().subList(3, vectors.args().size()).toArray(String[]::new);
    List<String> said = new ArrayList<>();
    SoftAssertions softly = new SoftAssertions();

    said.add(site.publish(vectors.date().toString(), more).out());
    if (vectors.hasLate()) {
      vectors.copyLate();
      said.add(site.publish(vectors.date().toString(), more).out());
    }

    for (String report : vectors.reports()) {
      String expected = Files.readString(vectors.expectedCsv(report), StandardCharsets.UTF_8);
      softly
          .assertThat(CsvCompare.differences(expected, site.csv(report), Set.of("revision")))
          .as(report)
          .isEmpty();
    }
    softly.assertThat(vectors.reports()).hasSize(7);
    softly.assertThat(Twins.differences(site.warehouse())).as("Parquet twins").isEmpty();
    softly
        .assertThat(TableChecksums.ofWarehouse(site.warehouse()))
        .isEqualTo(vectors.expectedTables());
    softly.assertThat(Leaks.in(site.warehouse(), vectors.raw())).as("leaks").isEmpty();
    softly.assertThat(String.join("", said)).doesNotContain(Leaks.CANARY);

    SortedMap<String, String> before = site.bytes();
    JobRun.Result again = site.nightly(vectors.date().toString(), more);
    softly.assertThat(again.nothingToDo()).as(again.toString()).isTrue();
    softly.assertThat(site.bytes()).isEqualTo(before);
    softly.assertAll();
    assertThat(before).containsKey("_telemetry/commits/000001.json");
  }

  static List<String> names() {
    return Vectors.names();
  }
}
