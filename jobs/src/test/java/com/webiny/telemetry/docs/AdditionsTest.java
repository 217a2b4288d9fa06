package com.webiny.telemetry.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The additions that CONTRIBUTING.md shows fit the sources as they are, and touch the places it
 * names and no other. That each compiles, passes the tests, and is found out if half of it is
 * missing, {@code scripts/prove.sh additions} tries.
 */
class AdditionsTest {
  private static final Path ROOT = Path.of("..");
  private static final Path PATCHES = Path.of("src/test/resources/additions");

  private static final Pattern LINK = Pattern.compile("\\((src/test/resources/additions/.*?)\\)");

  /** What the page leaves out of the path of a file. */
  private static final List<String> FOLDERS =
      List.of(
          "jobs/src/main/java/com/webiny/telemetry/",
          "jobs/src/test/java/com/webiny/telemetry/",
          "jobs/src/main/resources/",
          "jobs/src/test/resources/",
          "jobs/");

  @ParameterizedTest
  @ValueSource(strings = {"spelling", "event", "field", "report"})
  void fitsTheSources(String addition) throws IOException {
    UnifiedDiff diff = diff(addition);
    assertThat(diff.files()).isNotEmpty();
    List<String> misfits = new ArrayList<>();
    for (String file : diff.files()) {
      Path path = ROOT.resolve(file);
      if (diff.adds(file)) {
        assertThat(path).doesNotExist();
      } else {
        diff.misfit(file, Files.readAllLines(path))
            .ifPresent(piece -> misfits.add(file + " has " + piece));
      }
    }
    assertThat(misfits).as("make the patch anew, as CONTRIBUTING.md says").isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"spelling", "event", "field", "report"})
  void touchesThePlacesThePageNamesAndNoOther(String addition) throws IOException {
    assertThat(named(addition))
        .containsExactlyInAnyOrderElementsOf(
            diff(addition).files().stream().map(AdditionsTest::shown).toList());
  }

  @Test
  void thePageLinksToAllPatchesThereAre() throws IOException {
    try (var patches = Files.list(PATCHES)) {
      assertThat(LINK.matcher(page()).results().map(link -> link.group(1)))
          .containsExactlyInAnyOrderElementsOf(patches.map(Path::toString).toList());
    }
  }

  @Test
  void aPatchThatDoesNotFitIsFoundOut() {
    UnifiedDiff diff =
        new UnifiedDiff(
            List.of(
                "diff --git a/x b/x",
                "index 1..2 100644",
                "--- a/x",
                "+++ b/x",
                "@@ -1,2 +1,2 @@",
                " a",
                "-b",
                "+c"));
    assertThat(diff.files()).containsExactly("x");
    assertThat(diff.misfit("x", List.of("0", "a", "b"))).isEmpty();
    assertThat(diff.misfit("x", List.of("a", "c"))).isEqualTo(Optional.of("0 times: a"));
    assertThat(diff.misfit("x", List.of("a", "b", "a", "b"))).isEqualTo(Optional.of("2 times: a"));
  }

  private static UnifiedDiff diff(String addition) throws IOException {
    return new UnifiedDiff(Files.readAllLines(PATCHES.resolve(addition + ".patch")));
  }

  private static String page() throws IOException {
    return Files.readString(Path.of("CONTRIBUTING.md"));
  }

  /** The files in the first column of the table under the heading that links to the patch. */
  private static List<String> named(String addition) throws IOException {
    String page = page();
    int from = page.indexOf("/" + addition + ".patch)");
    assertThat(from).as("the link to " + addition + ".patch").isNotNegative();
    int next = page.indexOf("\n### ", from);
    String section = page.substring(from, next < 0 ? page.length() : next);
    List<String> files = new ArrayList<>();
    for (String line : section.lines().filter(row -> row.startsWith("| `")).toList()) {
      Pattern.compile("`([^`]+)`")
          .matcher(line.substring(0, line.indexOf('|', 1)))
          .results()
          .map((MatchResult file) -> file.group(1))
          .forEach(files::add);
    }
    return files;
  }

  private static String shown(String file) {
    return FOLDERS.stream()
        .filter(file::startsWith)
        .findFirst()
        .map(folder -> file.substring(folder.length()))
        .orElse(file);
  }
}
