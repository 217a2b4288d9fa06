package com.webiny.telemetry.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What an allowlist may say. The shipped one is tested where the vocabulary it is judged against
 * lives.
 */
class AllowlistTest {

  static final Vocabulary VOCABULARY = vocabulary();

  @Test
  void aDocumentWithoutFaultGivesItsEntries() throws IOException {
    Allowlist allowlist = read(resource("good.yaml"));
    assertThat(allowlist.fields())
        .extracting(AllowedField::column)
        .containsExactly("received_at", "anon_key", "event", "version", "ci");
    assertThat(allowlist.fields().get(1))
        .isEqualTo(
            new AllowedField(
                "anon_key",
                List.of("anonymous_id", "data.identity"),
                FieldType.UUID,
                "a UUID",
                true,
                "anonymous",
                List.of("daily_active_users")));
    assertThat(allowlist.events())
        .containsExactly(
            new AllowedEvent("admin-app-start", List.of("app-start"), "admin", "page views"),
            new AllowedEvent("cli-project-deploy-end", List.of(), "project", "deployments"));
  }

  @ParameterizedTest(name = "{0}")
  @CsvFileSource(
      resources = "/cases/allowlist-faults.csv",
      delimiter = '|',
      ignoreLeadingAndTrailingWhitespace = false,
      quoteCharacter = '`',
      numLinesToSkip = 1)
  void oneFault(String why, String text, String replacement, String fault) throws IOException {
    String good = resource("good.yaml");
    String from = unescape(text);
    assertThat(good).contains(from);
    int at = good.indexOf(from);
    String bad =
        good.substring(0, at)
            + unescape(replacement == null ? "" : replacement)
            + good.substring(at + from.length());
    assertThat(faults(bad)).containsExactly(unescape(fault).split("\n"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"context.ip", "data.properties.$set.x", "errorStack", "data.WCPORGID"})
  void aPathWithAPartThatIsNeverKept(String path) throws IOException {
    String part =
        List.of(path.split("\\.")).stream().filter(NeverKept::contains).findFirst().orElseThrow();
    assertThat(faults(resource("good.yaml").replace("[properties.ci]", "['" + path + "']")))
        .containsExactly(
            "Field 'ci': the path '"
                + path
                + "' has the part '"
                + part
                + "', which is never kept; remove the path.");
  }

  @ParameterizedTest(name = "{0}")
  @CsvFileSource(resources = "/cases/never-kept.csv", delimiter = '|', numLinesToSkip = 1)
  void neverKept(String why, String name, boolean neverKept) {
    assertThat(NeverKept.contains(name)).isEqualTo(neverKept);
  }

  @Test
  void allFaultsAreToldAtOnce() throws IOException {
    assertThat(faults(resource("many-faults.yaml")))
        .containsExactly(resource("many-faults.txt").split("\n"));
  }

  @Test
  void theMessageListsTheFaults() {
    assertThat(new AllowlistException(List.of("One.", "Two.")))
        .hasMessage("The allowlist is refused:\n- One.\n- Two.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a text", "[]", "7"})
  void aDocumentThatIsNoMapping(String document) {
    assertThat(faults(document)).contains("The document has no list of fields; write one.");
  }

  private static List<String> faults(String document) {
    AllowlistException refusal =
        catchThrowableOfType(AllowlistException.class, () -> read(document));
    assertThat(refusal).isNotNull();
    return refusal.faults();
  }

  /** As {@link AllowlistFuzz} does, which found these. */
  @Test
  void documentsThatAFuzzerFoundBeforeAreRefusedOrNarrow() throws Exception {
    Path found =
        Path.of(AllowlistFuzz.class.getResource("AllowlistFuzzInputs/isRefusedOrNarrow").toURI());
    AllowlistFuzz fuzz = new AllowlistFuzz();
    int documents = 0;
    try (Stream<Path> files = Files.list(found)) {
      for (Path file : files.sorted().toList()) {
        fuzz.isRefusedOrNarrow(Files.readAllBytes(file));
        documents++;
      }
    }
    assertThat(documents).isGreaterThan(2);
  }

  private static Allowlist read(String document) throws IOException {
    return AllowlistFile.read(
        new ByteArrayInputStream(document.getBytes(StandardCharsets.UTF_8)), VOCABULARY);
  }

  private static String resource(String name) throws IOException {
    try (InputStream stream = AllowlistTest.class.getResourceAsStream("/allowlists/" + name)) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static String unescape(String text) {
    return text.replace("\\n", "\n");
  }

  private static Vocabulary vocabulary() {
    Map<String, Vocabulary.Column> columns = new LinkedHashMap<>();
    columns.put("received_at", new Vocabulary.Column(FieldType.INSTANT, true));
    columns.put("anon_key", new Vocabulary.Column(FieldType.UUID, true));
    columns.put("event", new Vocabulary.Column(FieldType.EVENT, true));
    columns.put("version", new Vocabulary.Column(FieldType.VERSION, false));
    columns.put("ci", new Vocabulary.Column(FieldType.FLAG, false));
    return new Vocabulary(
        columns, Map.of("admin-app-start", "admin", "cli-project-deploy-end", "project"));
  }
}
