package com.webiny.telemetry.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** What is shipped: the jar and the list of what it carries and runs on. */
class SupplyChainIT {
  private static final Path TARGET = Path.of("target");

  @Test
  void theListNamesWhatTheJarRunsOnWithItsVersionsSumsAndLicences() throws Exception {
    JsonNode bom = new ObjectMapper().readTree(TARGET.resolve("telemetry-jobs-sbom.json").toFile());
    assertThat(bom.path("bomFormat").asText()).isEqualTo("CycloneDX");
    assertThat(bom.has("serialNumber")).isFalse();
    assertThat(bom.at("/metadata/component/name").asText()).isEqualTo("telemetry-jobs");
    List<JsonNode> components = list(bom.path("components"));
    assertThat(components).allMatch(part -> part.at("/hashes/0/content").asText().length() >= 32);
    assertThat(components.stream().map(part -> part.path("name").asText()))
        .contains("picocli", "spark-sql_2.13", "parquet-hadoop", "jackson-databind", "zstd-jni")
        .doesNotContain("junit-jupiter", "duckdb_jdbc", "s3proxy", "hadoop-client-minicluster");
    assertThat(components.stream().map(part -> part.path("purl").asText()))
        .as("the list against the class path the scripts use")
        .containsAll(classPath());
  }

  /** The jars of the class path and the one inside the jar, as the list would write them. */
  private static NavigableSet<String> classPath() throws IOException {
    NavigableSet<String> names = new TreeSet<>();
    String jars = Files.readString(TARGET.resolve("runtime-classpath.txt")).strip();
    for (String jar : jars.split(java.io.File.pathSeparator, -1)) {
      Path version = Path.of(jar).getParent();
      Path artifact = version.getParent();
      String classifier =
          jar.substring(
              jar.lastIndexOf(version.getFileName().toString())
                  + version.getFileName().toString().length(),
              jar.length() - ".jar".length());
      Path group = artifact.getParent();
      List<String> parts = new ArrayList<>();
      while (group != null && !group.getFileName().toString().equals("repository")) {
        parts.add(0, group.getFileName().toString());
        group = group.getParent();
      }
      names.add(
          "pkg:maven/"
              + String.join(".", parts)
              + "/"
              + artifact.getFileName()
              + "@"
              + version.getFileName()
              + "?"
              + (classifier.isEmpty() ? "" : "classifier=" + classifier.substring(1) + "&")
              + "type=jar");
    }
    assertThat(names).hasSizeGreaterThan(100);
    return names;
  }

  @Test
  void theJarCarriesThisProjectAndPicocliAndTheLicencesOfBoth() throws Exception {
    try (JarFile jar = new JarFile(TARGET.resolve("telemetry-jobs-1.0.0.jar").toFile())) {
      assertThat(
              jar.stream()
                  .map(JarEntry::getName)
                  .filter(name -> name.endsWith(".class"))
                  .filter(name -> !name.startsWith("com/webiny/telemetry/"))
                  .filter(name -> !name.startsWith("picocli/")))
          .isEmpty();
      assertThat(text(jar, "META-INF/LICENSE")).isEqualTo(Files.readString(Path.of("../LICENSE")));
      assertThat(text(jar, "META-INF/licenses/picocli.txt"))
          .contains("Apache License", "Version 2.0, January 2004", "END OF TERMS AND CONDITIONS");
    }
  }

  @Test
  void theJarTellsNothingOfTheMachineThatBuiltIt() throws Exception {
    String home = System.getProperty("user.home");
    String folder = Path.of("").toAbsolutePath().getParent().toString();
    try (JarFile jar = new JarFile(TARGET.resolve("telemetry-jobs-1.0.0.jar").toFile())) {
      for (JarEntry entry : jar.stream().toList()) {
        String bytes =
            new String(jar.getInputStream(entry).readAllBytes(), StandardCharsets.ISO_8859_1);
        assertThat(bytes.contains(home) && home.length() > 1).as(entry.getName()).isFalse();
        assertThat(bytes.contains(folder)).as(entry.getName()).isFalse();
      }
    }
  }

  private static String text(JarFile jar, String name) throws IOException {
    return new String(
        jar.getInputStream(jar.getJarEntry(name)).readAllBytes(), StandardCharsets.UTF_8);
  }

  private static List<JsonNode> list(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).toList();
  }
}
