package com.webiny.telemetry.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Every promise of FAULTS.md names tests that are there. */
class FaultsTableTest {
  private static final Pattern LINK =
      Pattern.compile("\\[(\\w+)]\\((src/[\\w/]+/(\\w+)\\.java)\\)");

  @Test
  void everyRowLinksToATestThatRuns() throws IOException {
    List<String> rows =
        Files.readAllLines(Path.of("FAULTS.md")).stream()
            .filter(line -> line.startsWith("| ") && !line.startsWith("| promise"))
            .toList();
    assertThat(rows).hasSizeGreaterThan(10);
    for (String row : rows) {
      List<MatchResult> links = LINK.matcher(row).results().toList();
      assertThat(links).as(row).isNotEmpty();
      for (MatchResult link : links) {
        assertThat(link.group(3)).as(row).isEqualTo(link.group(1)).matches("\\w+(Test|IT)");
        assertThat(Path.of(link.group(2))).isRegularFile().content().contains("@");
      }
    }
  }
}
