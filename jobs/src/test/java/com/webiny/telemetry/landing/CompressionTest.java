package com.webiny.telemetry.landing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.Zstd;
import com.webiny.telemetry.storage.Storage;
import com.webiny.telemetry.storage.Storages;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.zip.GZIPOutputStream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Told by the first bytes of the listed length, never by the name. */
class CompressionTest {
  @TempDir Path temp;

  private Storage storage;

  @BeforeEach
  void prepare() throws Exception {
    storage = Storages.reading("--raw", temp.toString(), () -> new Configuration(false)).storage();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          nothing|''|NONE
          a brace|7b7d0a|NONE
          gzip's two bytes|1f8b|GZIP
          gzip's two bytes and any more|1f8bffff|GZIP
          the first of gzip's bytes|1f|NONE
          the first of gzip's bytes and another|1f8c0800|NONE
          zstd's four bytes|28b52ffd|ZSTD
          zstd's four bytes and more|28b52ffd00|ZSTD
          three of zstd's bytes|28b52f|NONE
          zstd's bytes turned round|fd2fb528|NONE
          a skippable frame|502a4d18|ZSTD
          the last skippable frame|5f2a4d18|ZSTD
          no skippable frame|602a4d18|NONE
          a skippable frame turned round|184d2a50|NONE
          a byte order mark|efbbbf7b|NONE
          """)
  void theFirstBytesTell(String why, String hex, Compression expected) throws IOException {
    for (String name : new String[] {"a", "a.gz", "a.zst", "a.ndjson"}) {
      byte[] bytes = HexFormat.of().parseHex(hex);
      assertThat(Compression.of(storage, file(name, bytes, bytes.length))).isEqualTo(expected);
    }
  }

  @Test
  void onlyTheListedLengthTells() throws IOException {
    byte[] bytes = HexFormat.of().parseHex("28b52ffd");
    assertThat(Compression.of(storage, file("a", bytes, 3))).isEqualTo(Compression.NONE);
    assertThat(Compression.of(storage, file("a", bytes, 4))).isEqualTo(Compression.ZSTD);
  }

  @Test
  void contentIsUnpackedWhateverTheName() throws IOException {
    byte[] plain = "{}\n{}\n".getBytes(ISO_8859_1);
    ByteArrayOutputStream gzip = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(gzip)) {
      out.write(plain);
    }
    for (byte[] bytes : new byte[][] {plain, gzip.toByteArray(), Zstd.compress(plain)}) {
      assertThat(content(file("a.gz", bytes, bytes.length))).isEqualTo("{}\n{}\n");
    }
  }

  @Test
  void nothingBeyondTheListedLengthIsRead() throws IOException {
    byte[] plain = "{}\n{}\n".getBytes(ISO_8859_1);
    assertThat(content(file("a", plain, 4))).isEqualTo("{}\n{");
    assertThat(content(file("a", plain, 0))).isEmpty();
  }

  @Test
  void aFileShorterThanListedEndsEarly() throws IOException {
    LandingFile shrunk = file("a", "{}\n".getBytes(ISO_8859_1), 4);
    assertThatThrownBy(() -> content(shrunk)).isInstanceOf(EndsEarlyException.class);
    LandingFile empty = file("a", new byte[0], 1);
    assertThatThrownBy(() -> content(empty)).isInstanceOf(EndsEarlyException.class);
  }

  private String content(LandingFile file) throws IOException {
    try (InputStream in = Compression.content(storage, file)) {
      return new String(in.readAllBytes(), ISO_8859_1);
    }
  }

  private LandingFile file(String name, byte[] bytes, long listedLength) throws IOException {
    Path path = Files.write(temp.resolve(name), bytes);
    return new LandingFile(path.toString(), name, 0, listedLength, 0);
  }
}
