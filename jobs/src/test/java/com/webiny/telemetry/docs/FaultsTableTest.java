package com.webiny.telemetry.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Every promise of FAULTS.md names tests that are there; so does the script that tries them all.
 */
class FaultsTableTest {
  private static final Pattern LINK =
      Pattern.compile("\\[(\\w+)]\\((src/[\\w/]+/(\\w+)\\.java)\\)");

  private static final Pattern PROOF = Pattern.compile("echo (\\w+) -D([\\w.]+)=\\w+ ;;");

  @Test
  void everyProofOfTheScriptGivesATestAnOptionItKnows() throws IOException {
    List<MatchResult> proofs =
        PROOF.matcher(Files.readString(Path.of("../scripts/prove.sh"))).results().toList();
    assertThat(proofs).hasSizeGreaterThan(5);
    for (MatchResult proof : proofs) {
      try (Stream<Path> sources = Files.walk(Path.of("src/test/java"))) {
        assertThat(sources.filter(file -> file.endsWith(proof.group(1) + ".java")).toList())
            .as(proof.group())
            .singleElement()
            .satisfies(test -> assertThat(test).content().contains('"' + proof.group(2) + '"'));
      }
    }
  }

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
