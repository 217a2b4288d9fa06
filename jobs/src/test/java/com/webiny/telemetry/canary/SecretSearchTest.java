package com.webiny.telemetry.canary;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import net.jpountz.lz4.LZ4BlockOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A search that finds nothing proves nothing unless it finds what is there. */
class SecretSearchTest {
  @TempDir Path temp;

  private final Secrets secrets = new Secrets();
  private final String token = secrets.token("token");
  private final String name = secrets.name("name");
  private final String path = secrets.path("path");
  private final String id = secrets.id("id");
  private final byte[] key =
      secrets.key(
          "key", "k3y \u0000\u00ff\u00fe of at least thirty-two bytes".getBytes(ISO_8859_1));
  private Path folder;

  @BeforeEach
  void prepare() throws IOException {
    folder = Files.createDirectories(temp.resolve("written"));
  }

  @Test
  void nothingIsFoundWhereNothingIs() throws Exception {
    Files.writeString(folder.resolve("a"), "CANARY- of no number, " + id.substring(1));
    assertThat(found()).isEmpty();
  }

  @ParameterizedTest(name = "{0} bytes before it")
  @ValueSource(ints = {0, 1, 2, 3, 4, 5})
  void aSecretInBase64IsFoundAtAnyAlignment(int before) throws Exception {
    byte[] bytes = ("x".repeat(before) + token + "yz").getBytes(UTF_8);
    Files.writeString(folder.resolve("a"), Base64.getEncoder().encodeToString(bytes));
    assertThat(found()).containsExactly("token");
  }

  @ParameterizedTest(name = "{0} bytes before it")
  @ValueSource(ints = {0, 1, 2})
  void theKeyInBase64IsFoundAtAnyAlignment(int before) throws Exception {
    byte[] bytes = new byte[before + key.length + 1];
    System.arraycopy(key, 0, bytes, before, key.length);
    Files.writeString(folder.resolve("a"), Base64.getEncoder().encodeToString(bytes));
    assertThat(found()).containsExactly("key");
  }

  @Test
  void aSecretIsFoundInAnySpelling() throws Exception {
    int files = 0;
    for (byte[] spelling :
        new byte[][] {
          name.getBytes(UTF_8),
          name.toLowerCase(Locale.ROOT).getBytes(UTF_8),
          name.toUpperCase(Locale.ROOT).getBytes(UTF_8),
          name.getBytes(UTF_16BE),
          name.getBytes(UTF_16LE),
          HexFormat.of().formatHex(name.getBytes(UTF_8)).getBytes(UTF_8),
          HexFormat.of().withUpperCase().formatHex(name.getBytes(UTF_8)).getBytes(UTF_8),
          "%C5%BBaneta+Canary0001ov%C3%A1".getBytes(UTF_8),
          "\\u017baneta Canary0001ov\\u00e1".getBytes(UTF_8)
        }) {
      Files.write(folder.resolve("a" + files++), spelling);
      assertThat(found()).as("spelling %s", files).containsExactly("name");
      Files.delete(folder.resolve("a" + (files - 1)));
    }
  }

  @Test
  void aPathIsFoundEscapedAsJsonOrUrl() throws Exception {
    Files.writeString(folder.resolve("a"), "{\"p\":\"" + path.replace("/", "\\/") + "\"}");
    assertThat(found()).containsExactly("path");
    Files.writeString(folder.resolve("a"), path.replace("/", "%2F"));
    assertThat(found()).containsExactly("path");
  }

  @ParameterizedTest
  @ValueSource(strings = {"MD5", "SHA-1", "SHA-256"})
  void anIdIsFoundHashedWithoutKey(String hash) throws Exception {
    byte[] digest = MessageDigest.getInstance(hash).digest(id.getBytes(UTF_8));
    Files.write(folder.resolve("a"), digest);
    assertThat(found()).containsExactly("id");
    Files.writeString(folder.resolve("a"), HexFormat.of().formatHex(digest));
    assertThat(found()).containsExactly("id");
    Files.writeString(folder.resolve("a"), Base64.getEncoder().encodeToString(digest));
    assertThat(found()).containsExactly("id");
    Files.writeString(folder.resolve("a"), HexFormat.of().formatHex(digest).substring(0, 32));
    assertThat(found()).containsExactly("id");
  }

  @Test
  void anIdIsFoundAsItsBytesOrWithoutDashes() throws Exception {
    String digits = id.replace("-", "");
    Files.write(folder.resolve("a"), HexFormat.of().parseHex(digits));
    assertThat(found()).containsExactly("id");
    Files.writeString(folder.resolve("a"), digits.toUpperCase(Locale.ROOT));
    assertThat(found()).containsExactly("id");
  }

  @Test
  void theKeyIsFoundAsBytesOrHex() throws Exception {
    Files.write(folder.resolve("a"), key);
    assertThat(found()).containsExactly("key");
    Files.writeString(folder.resolve("a"), HexFormat.of().formatHex(key));
    assertThat(found()).containsExactly("key");
  }

  @Test
  void aSecretIsFoundInTheNameOfAFileOrFolder() throws Exception {
    Files.createDirectories(folder.resolve("dt=x/" + token + "/y"));
    assertThat(found()).containsExactly("token");
  }

  @Test
  void aSecretIsFoundInPackedFilesAlsoIfTheyAreCut() throws Exception {
    byte[] text = (token + "\n" + "much more text ".repeat(10_000)).getBytes(UTF_8);
    ByteArrayOutputStream gzip = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(gzip)) {
      out.write(text);
    }
    ByteArrayOutputStream lz4 = new ByteArrayOutputStream();
    try (OutputStream out = new LZ4BlockOutputStream(lz4)) {
      out.write(text);
    }
    ByteArrayOutputStream zip = new ByteArrayOutputStream();
    try (ZipOutputStream out = new ZipOutputStream(zip)) {
      out.putNextEntry(new ZipEntry("entry"));
      out.write(gzip.toByteArray());
    }
    byte[] zstd = Zstd.compress(text);
    for (byte[] packed :
        new byte[][] {
          gzip.toByteArray(), cut(gzip.toByteArray()), zstd, lz4.toByteArray(), zip.toByteArray()
        }) {
      Files.write(folder.resolve("a"), packed);
      assertThat(found()).containsExactly("token");
    }
  }

  @Test
  void aSecretIsFoundInParquet() throws Exception {
    parquet("SELECT '" + token + "' AS a");
    assertThat(found()).as("a text").containsExactly("token");
    parquet("SELECT 'x' AS a, {'b': ['" + token + "']} AS c");
    assertThat(found()).as("a nested text").containsExactly("token");
    parquet("SELECT unhex('" + id.replace("-", "") + "') AS a");
    assertThat(found()).as("bytes").containsExactly("id");
    parquet("SELECT 1 AS \"" + token + "\"");
    assertThat(found()).as("the name of a column").containsExactly("token");
    parquet("SELECT 1 AS a", ", KV_METADATA {note: '" + token + "'}");
    assertThat(found()).as("the footer's notes").containsExactly("token");
  }

  @Test
  void aSecretIsFoundAmongMuchElse() throws Exception {
    StringBuilder log = new StringBuilder();
    for (int i = 0; i < 100_000; i++) {
      log.append("{\"Event\":\"SparkListenerTaskEnd\",\"CANARY\":").append(i).append("}\n");
    }
    log.append("{\"x\":\"").append(token).append('"');
    Files.writeString(folder.resolve("events_1_local"), log);
    assertThat(found()).containsExactly("token");
  }

  @Test
  void aFileThatCameAndWentIsKept() throws Exception {
    Path kept = Files.createDirectories(temp.resolve("kept"));
    try (FolderWatch watch = new FolderWatch(List.of(folder), kept)) {
      Path deep = Files.createDirectories(folder.resolve("blockmgr/0c"));
      Path passing = deep.resolve("shuffle_0_0_0.data");
      try (OutputStream out = Files.newOutputStream(passing)) {
        while (watch.names().isEmpty()) {
          Thread.sleep(1);
        }
        out.write(token.getBytes(UTF_8)); // After the watch has seen it.
      }
      Files.delete(passing);
    }
    Set<String> found = new TreeSet<>();
    SecretSearch search = new SecretSearch(secrets.all());
    Unpacking.folder(kept, (where, content) -> found.addAll(search.hits(where, content)));
    assertThat(found).containsExactly("kept/1-shuffle_0_0_0.data holds token (plain)");
  }

  private void parquet(String select) throws Exception {
    parquet(select, "");
  }

  private void parquet(String select, String options) throws Exception {
    Path file = folder.resolve("a.parquet");
    try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duckdb.createStatement()) {
      statement.execute(
          "COPY ("
              + select
              + ") TO '"
              + file
              + "' (FORMAT parquet, COMPRESSION zstd"
              + options
              + ")");
    }
  }

  private static byte[] cut(byte[] packed) {
    return Arrays.copyOf(packed, packed.length - 9);
  }

  /** The places of what was found. */
  private Set<String> found() {
    SecretSearch search = new SecretSearch(secrets.all());
    Set<String> found = new TreeSet<>();
    Unpacking.folder(
        folder,
        (where, content) ->
            search
                .hits(where, content)
                .forEach(hit -> found.add(hit.replaceFirst(".* holds (.*) \\(.*\\)", "$1"))));
    return found;
  }
}
