package com.webiny.telemetry.opinion;

import static org.assertj.core.api.Assertions.assertThat;

import com.webiny.telemetry.vectors.CsvCompare;
import com.webiny.telemetry.vectors.VectorCase;
import com.webiny.telemetry.vectors.Vectors;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The second opinion against a third: what another implementation of the contract computed. */
class SecondOpinionVectorsTest {

  private static final byte[] ANY_KEY =
      "any 32 bytes do, no number rests".getBytes(StandardCharsets.UTF_8);

  @TempDir Path temp;

  @ParameterizedTest
  @MethodSource("names")
  void reportsAndTablesAreTheExpectedOnes(String name) throws Exception {
    VectorCase vectors = Vectors.unpack(name, temp);
    if (vectors.hasLate()) {
      vectors.copyLate();
    }
    SecondOpinion.Question question =
        SecondOpinion.Question.nightly(vectors.raw(), vectors.date(), vectors.minCellSize(), 7);
    SoftAssertions softly = new SoftAssertions();
    try (SecondOpinion opinion = SecondOpinion.on(question, ANY_KEY)) {
      assertThat(vectors.reports()).containsExactlyInAnyOrderElementsOf(SecondOpinion.REPORTS);
      for (String report : SecondOpinion.REPORTS) {
        String expected = Files.readString(vectors.expectedCsv(report));
        List<String> found =
            CsvCompare.differences(expected, opinion.csv(report), Set.of("revision"));
        softly.assertThat(found).as(report).isEmpty();
      }
      softly.assertThat(opinion.tableChecksums()).isEqualTo(vectors.expectedTables());
    }
    softly.assertAll();
  }

  static List<String> names() {
    return Vectors.names();
  }
}
