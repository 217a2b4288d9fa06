package com.webiny.telemetry.canary;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.apache.parquet.column.ParquetProperties.WriterVersion.PARQUET_1_0;
import static org.apache.parquet.column.ParquetProperties.WriterVersion.PARQUET_2_0;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.apache.spark.SparkConf;
import org.apache.spark.io.CompressionCodec;
import org.apache.spark.io.CompressionCodec$;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Each spelling of each kind of secret, in each wrapping in which a run may write it: all must be
 * found, or a search that finds nothing proves nothing. The spellings here are made again, by hand.
 */
class SearchMatrixTest {
  private static final Secrets SECRETS = new Secrets();
  private static final byte[] GAP = "\"},\n{\"".getBytes(UTF_8);

  /** Each a spelling of a secret of its own, by the place of its secret. */
  private static final Map<String, byte[]> SPELLINGS = spellings();

  private static final SecretSearch SEARCH = new SecretSearch(SECRETS.all());

  @TempDir Path temp;

  /** Where the bytes of a spelling, with some before and behind, are put. */
  enum Wrapping {
    PLAIN {
      @Override
      byte[] wrap(List<byte[]> values, Path scratch) {
        return text(values);
      }
    },
    GZIP {
      @Override
      byte[] wrap(List<byte[]> values, Path scratch) throws IOException {
        return gzip(text(values));
      }
    },
    TWO_GZIP_MEMBERS_THE_SECOND_CUT {
      @Override
      byte[] wrap(List<byte[]> values, Path scratch) throws IOException {
        byte[] second = gzip(concat(text(values), new byte[400_000]));
        return concat(gzip(GAP), Arrays.copyOf(second, second.length - 9));
      }
    },
    ZIP_OF_GZIP {
      @Override
      byte[] wrap(List<byte[]> values, Path scratch) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
          zip.putNextEntry(new ZipEntry("entry"));
          zip.write(gzip(text(values)));
        }
        return out.toByteArray();
      }
    },
    SHUFFLE_OF_SPARK_IN_LZ4 {
      @Override
      byte[] wrap(List<byte[]> values, Path scratch) throws IOException {
        return shuffle("lz4", text(values));
      }
    },
    SHUFFLE_OF_SPARK_IN_ZSTD {
      @Override
      byte[] wrap(List<byte[]> values, Path scratch) throws IOException {
        return shuffle("zstd", text(values));
      }
    },
    SHUFFLE_OF_SPARK_IN_SNAPPY {
      @Override
      byte[] wrap(List<byte[]> values, Path scratch) throws IOException {
        return shuffle("snappy", text(values));
      }
    },
    EVENT_LOG_STILL_OPEN {
      @Override
      byte[] wrap(List<byte[]> values, Path scratch) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (OutputStream packed = codec("zstd").compressedContinuousOutputStream(out)) {
          packed.write(text(values));
          packed.flush();
          return out.toByteArray();
        }
      }
    },
    PARQUET_PAGE_IN_ZSTD {
      @Override
      byte[] wrap(List<byte[]> values, Path scratch) throws IOException {
        return amongOthers(scratch, CompressionCodecName.ZSTD, false, values);
      }
    },
    PARQUET_PAGE_IN_SNAPPY {
      @Override
      byte[] wrap(List<byte[]> values, Path scratch) throws IOException {
        return amongOthers(scratch, CompressionCodecName.SNAPPY, false, values);
      }
    },
    PARQUET_PAGE_IN_GZIP {
      @Override
      byte[] wrap(List<byte[]> values, Path scratch) throws IOException {
        return amongOthers(scratch, CompressionCodecName.GZIP, false, values);
      }
    },
    PARQUET_DICTIONARY {
      @Override
      byte[] wrap(List<byte[]> values, Path scratch) throws IOException {
        return amongOthers(scratch, CompressionCodecName.ZSTD, true, values);
      }
    },
    PARQUET_VALUES_THAT_SHARE_THEIR_BEGINNING {
      @Override
      byte[] wrap(List<byte[]> values, Path scratch) throws IOException {
        List<byte[]> rows = new ArrayList<>();
        rows.add(FIRST);
        for (byte[] value : values) {
          rows.add(Arrays.copyOf(value, value.length / 2));
          rows.add(value);
        }
        rows.add(LAST);
        return parquet(scratch, CompressionCodecName.ZSTD, false, PARQUET_2_0, 1, rows);
      }
    },
    PARQUET_FILE_CUT_WHILE_WRITTEN {
      @Override
      byte[] wrap(List<byte[]> values, Path scratch) throws IOException {
        byte[] whole = amongOthers(scratch, CompressionCodecName.ZSTD, false, values);
        return Arrays.copyOf(whole, whole.length - footerLength(whole) - 8);
      }
    },
    PARQUET_STATISTICS_ALONE {
      @Override
      byte[] wrap(List<byte[]> values, Path scratch) throws IOException {
        byte[] whole =
            parquet(scratch, CompressionCodecName.ZSTD, false, PARQUET_1_0, values.size(), values);
        return Arrays.copyOfRange(
            whole, whole.length - 8 - footerLength(whole), whole.length - 8); // No page is in it.
      }
    };

    private static final byte[] FIRST = {0};
    private static final byte[] LAST = {(byte) 0xff, (byte) 0xff, (byte) 0xff};

    abstract byte[] wrap(List<byte[]> values, Path scratch) throws IOException;

    private static byte[] text(List<byte[]> values) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      for (byte[] value : values) {
        out.writeBytes(GAP);
        out.writeBytes(value);
      }
      return concat(out.toByteArray(), GAP);
    }

    /** Between a lowest and a highest value, so that they stand in no statistics. */
    private static byte[] amongOthers(
        Path scratch, CompressionCodecName codec, boolean dictionary, List<byte[]> values)
        throws IOException {
      List<byte[]> rows = new ArrayList<>(List.of(FIRST, LAST));
      rows.addAll(values);
      rows.addAll(values); // A dictionary is kept only if it pays.
      return parquet(scratch, codec, dictionary, PARQUET_1_0, 1, rows);
    }
  }

  @Test
  void aSecretIsFoundInTheWordsOfACrashFile() throws Exception {
    Secrets secrets = new Secrets();
    byte[] memory = ("0123456" + secrets.token("a word") + "0123456789".repeat(3)).getBytes(UTF_8);
    StringBuilder crash = new StringBuilder("Top of Stack: (sp=0x00007f6a10df4970)\n");
    for (int at = 0; at + 16 <= memory.length; at += 16) {
      ByteBuffer words = ByteBuffer.wrap(memory, at, 16).order(ByteOrder.LITTLE_ENDIAN);
      crash.append(
          String.format(
              Locale.ROOT,
              "0x%016x:   %016x %016x \n",
              0x7f6a10df4970L + at,
              words.getLong(),
              words.getLong()));
    }
    Path folder = Files.createDirectories(temp.resolve("crash"));
    Files.writeString(folder.resolve("hs_err_pid1.log"), crash);
    SecretSearch search = new SecretSearch(secrets.all());
    Set<String> found = new TreeSet<>();
    Unpacking.folder(folder, (where, content) -> found.addAll(search.hits(where, content)));
    assertThat(found).containsExactly("crash/hs_err_pid1.log, its memory holds a word (plain)");
  }

  @ParameterizedTest
  @EnumSource
  void everySpellingIsFoundIn(Wrapping wrapping) throws Exception {
    Path folder = Files.createDirectories(temp.resolve("written"));
    List<byte[]> values = List.copyOf(SPELLINGS.values());
    Files.write(folder.resolve("file"), wrapping.wrap(values, temp.resolve("scratch")));
    Set<String> missed = new TreeSet<>(SPELLINGS.keySet());
    Unpacking.folder(
        folder,
        (where, content) ->
            SEARCH
                .hits(where, content)
                .forEach(hit -> missed.remove(hit.replaceFirst(".* holds (.*) \\(.*", "$1"))));
    assertThat(missed).isEmpty();
    assertThat(SPELLINGS.size()).isGreaterThan(500);
  }

  private interface Making {
    String make(String place);
  }

  private interface Encoding {
    byte[] of(byte[] bytes);
  }

  private static Map<String, byte[]> spellings() {
    Map<String, byte[]> all = new LinkedHashMap<>();
    Map<String, Making> texts =
        Map.of(
            "token", SECRETS::token,
            "name", SECRETS::name,
            "path", SECRETS::path,
            "e-mail", SECRETS::email,
            "IP", SECRETS::ip,
            "digits", SECRETS::digits,
            "ID", SECRETS::id);
    texts.forEach(
        (kind, making) -> {
          Map<String, UnaryOperator<String>> cases =
              Map.of(
                  "", text -> text,
                  ", lower case", text -> text.toLowerCase(Locale.ROOT),
                  ", upper case", text -> text.toUpperCase(Locale.ROOT));
          cases.forEach(
              (cased, change) -> {
                encodings()
                    .forEach(
                        (how, encoding) -> {
                          String place = kind + cased + how;
                          byte[] text = change.apply(making.make(place)).getBytes(UTF_8);
                          all.put(place, encoding.of(text));
                        });
                for (Charset charset : List.of(UTF_16BE, UTF_16LE)) {
                  String place = kind + cased + ", " + charset;
                  all.put(place, change.apply(making.make(place)).getBytes(charset));
                }
                String place = kind + cased + ", URL";
                all.put(
                    place,
                    URLEncoder.encode(change.apply(making.make(place)), UTF_8).getBytes(UTF_8));
              });
        });
    encodings()
        .forEach(
            (how, encoding) -> {
              String digits = SECRETS.id("ID without dashes" + how).replace("-", "");
              all.put("ID without dashes" + how, encoding.of(digits.getBytes(UTF_8)));
              String upper = SECRETS.id("ID WITHOUT DASHES" + how).replace("-", "");
              all.put(
                  "ID WITHOUT DASHES" + how,
                  encoding.of(upper.toUpperCase(Locale.ROOT).getBytes(UTF_8)));
              String bytes = SECRETS.id("ID as bytes" + how).replace("-", "");
              all.put("ID as bytes" + how, encoding.of(HexFormat.of().parseHex(bytes)));
              String key = "k3y \u0000\u00ff\u00fe of at least thirty-two bytes " + all.size();
              all.put("key" + how, encoding.of(SECRETS.key("key" + how, key.getBytes(ISO_8859_1))));
            });
    for (ByteOrder order : List.of(ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN)) {
      UUID first = UUID.fromString(SECRETS.id("first half, " + order));
      all.put(
          "first half, " + order,
          ByteBuffer.allocate(8).order(order).putLong(first.getMostSignificantBits()).array());
      UUID second = UUID.fromString(SECRETS.id("second half, " + order));
      all.put(
          "second half, " + order,
          ByteBuffer.allocate(8).order(order).putLong(second.getLeastSignificantBits()).array());
    }
    UUID first = UUID.fromString(SECRETS.id("first half, printed"));
    all.put("first half, printed", ("" + first.getMostSignificantBits()).getBytes(UTF_8));
    UUID second = UUID.fromString(SECRETS.id("second half, printed"));
    all.put("second half, printed", ("" + second.getLeastSignificantBits()).getBytes(UTF_8));
    all.put("slashes", SECRETS.path("slashes").replace("/", "\\/").getBytes(UTF_8));
    all.put("lower %", SECRETS.path("lower %").replace("/", "%2f").getBytes(UTF_8));
    all.put("blank %", url(SECRETS.name("blank %")).replace("+", "%20").getBytes(UTF_8));
    String named = SECRETS.name("JSON").replace("\u017b", "\\u017b").replace("\u00e1", "\\u00e1");
    all.put("JSON", named.getBytes(UTF_8));
    String upper = SECRETS.name("JSON A").replace("\u017b", "\\u017B").replace("\u00e1", "\\u00E1");
    all.put("JSON A", upper.getBytes(UTF_8));
    return Collections.unmodifiableMap(all);
  }

  private static String url(String text) {
    return URLEncoder.encode(text, UTF_8);
  }

  private static Map<String, Encoding> encodings() {
    Map<String, Encoding> all = new LinkedHashMap<>();
    all.put("", bytes -> bytes);
    for (int i = 0; i < 3; i++) {
      String shift = "xy".substring(0, i);
      all.put(
          ", base64 behind " + i,
          bytes -> Base64.getEncoder().encode(concat(shift.getBytes(UTF_8), bytes, GAP)));
      all.put(
          ", base64 for URLs behind " + i,
          bytes -> Base64.getUrlEncoder().encode(concat(shift.getBytes(UTF_8), bytes, GAP)));
    }
    all.put(", hex", bytes -> HexFormat.of().formatHex(bytes).getBytes(UTF_8));
    all.put(", HEX", bytes -> HexFormat.of().withUpperCase().formatHex(bytes).getBytes(UTF_8));
    for (String hash : List.of("MD5", "SHA-1", "SHA-256", "SHA-512")) {
      all.put(", " + hash, bytes -> digest(hash, bytes));
      all.put(", " + hash + " cut", bytes -> Arrays.copyOf(digest(hash, bytes), 16));
      all.put(
          ", " + hash + " in hex",
          bytes -> HexFormat.of().formatHex(digest(hash, bytes)).getBytes(UTF_8));
      all.put(", " + hash + " in base64", bytes -> Base64.getEncoder().encode(digest(hash, bytes)));
    }
    return all;
  }

  private static byte[] digest(String hash, byte[] bytes) {
    try {
      return MessageDigest.getInstance(hash).digest(bytes);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (OutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    }
    return out.toByteArray();
  }

  private static CompressionCodec codec(String name) {
    return CompressionCodec$.MODULE$.createCodec(new SparkConf(false), name);
  }

  /** The parts of two reducers, one behind the other; the secret is in the second. */
  private static byte[] shuffle(String name, byte[] bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : List.of("much else ".repeat(9_000).getBytes(UTF_8), bytes)) {
      ByteArrayOutputStream packed = new ByteArrayOutputStream();
      try (OutputStream to = codec(name).compressedOutputStream(packed)) {
        to.write(part);
      }
      out.writeBytes(packed.toByteArray());
    }
    return out.toByteArray();
  }

  /** Values in rows of so many columns. */
  private static byte[] parquet(
      Path file,
      CompressionCodecName codec,
      boolean dictionary,
      ParquetProperties.WriterVersion version,
      int columns,
      List<byte[]> values)
      throws IOException {
    StringBuilder schema = new StringBuilder("message m {");
    for (int i = 0; i < columns; i++) {
      schema.append("required binary c").append(i).append(';');
    }
    MessageType type = MessageTypeParser.parseMessageType(schema.append('}').toString());
    try (ParquetWriter<Group> writer =
        ExampleParquetWriter.builder(new LocalOutputFile(file))
            .withType(type)
            .withCompressionCodec(codec)
            .withDictionaryEncoding(dictionary)
            .withWriterVersion(version)
            .build()) {
      for (int i = 0; i < values.size(); i += columns) {
        Group row = new SimpleGroup(type);
        for (int column = 0; column < columns; column++) {
          row.add(column, Binary.fromConstantByteArray(values.get(i + column)));
        }
        writer.write(row);
      }
    }
    return Files.readAllBytes(file);
  }

  private static int footerLength(byte[] parquet) {
    return ByteBuffer.wrap(parquet).order(ByteOrder.LITTLE_ENDIAN).getInt(parquet.length - 8);
  }

  private static byte[] concat(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }
}
