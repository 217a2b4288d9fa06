package com.webiny.telemetry.canary;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.luben.zstd.ZstdInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import net.jpountz.lz4.LZ4BlockInputStream;

/** Everything there is to read in the files below a folder: names, bytes, and what is packed. */
public final class Unpacking {
  private static final int MAX_DEPTH = 4;

  private Unpacking() {}

  /**
   * Reads a folder.
   *
   * @param reader takes each content and a name for it
   */
  public static void folder(Path root, BiConsumer<String, byte[]> reader) {
    try (Stream<Path> all = Files.walk(root)) {
      for (Path path : all.toList()) {
        String name = root.getFileName() + "/" + root.relativize(path);
        reader.accept("the name of " + name, name.getBytes(UTF_8));
        if (Files.isRegularFile(path)) {
          file(name, path, reader);
        }
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private static void file(String name, Path path, BiConsumer<String, byte[]> reader)
      throws IOException {
    byte[] bytes = Files.readAllBytes(path);
    content(name, bytes, 0, reader);
    if (startsWith(bytes, "PAR1") && endsWith(bytes, "PAR1")) {
      parquet(name, path, reader);
    }
  }

  private static void content(
      String name, byte[] bytes, int depth, BiConsumer<String, byte[]> reader) {
    reader.accept(name, bytes);
    if (depth == MAX_DEPTH) {
      return;
    }
    InputStream in = new ByteArrayInputStream(bytes);
    if (startsWith(bytes, "\u001f\u008b")) {
      unpacked(name + ", gunzipped", () -> new GZIPInputStream(in), depth, reader);
    } else if (startsWith(bytes, "(\u00b5/\u00fd")) {
      unpacked(
          name + ", zstd unpacked",
          () -> new ZstdInputStream(in).setContinuous(true),
          depth,
          reader);
    } else if (startsWith(bytes, "LZ4Block")) {
      unpacked(
          name + ", LZ4 unpacked",
          () -> LZ4BlockInputStream.newBuilder().withStopOnEmptyBlock(false).build(in),
          depth,
          reader);
    } else if (startsWith(bytes, "PK\u0003\u0004")) {
      zip(name, in, depth, reader);
    }
  }

  private static void zip(
      String name, InputStream in, int depth, BiConsumer<String, byte[]> reader) {
    try (ZipInputStream zip = new ZipInputStream(in)) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        reader.accept("the name of " + name + "!" + entry, entry.getName().getBytes(UTF_8));
        content(name + "!" + entry, zip.readAllBytes(), depth + 1, reader);
      }
    } catch (IOException cut) {
      // What could be unpacked was read.
    }
  }

  private interface Opening {
    InputStream open() throws IOException;
  }

  private static void unpacked(
      String name, Opening opening, int depth, BiConsumer<String, byte[]> reader) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (InputStream in = opening.open()) {
      in.transferTo(out);
    } catch (IOException cut) {
      // A file caught while it was written: what is there is read.
    }
    content(name, out.toByteArray(), depth + 1, reader);
  }

  /** All columns of all rows, and all that the footer says: values, statistics, notes. */
  private static void parquet(String name, Path path, BiConsumer<String, byte[]> reader) {
    String file = "'" + path.toString().replace("'", "''") + "'";
    try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duckdb.createStatement()) {
      for (String of :
          List.of(
              "read_parquet(" + file + ")",
              "parquet_schema(" + file + ")",
              "parquet_metadata(" + file + ")",
              "parquet_kv_metadata(" + file + ")",
              "parquet_file_metadata(" + file + ")")) {
        // Its own file name, which DuckDB repeats, was searched before.
        String columns = of.startsWith("read_") ? "*" : "* EXCLUDE (file_name)";
        try (ResultSet rows = statement.executeQuery("SELECT " + columns + " FROM " + of)) {
          reader.accept(name + ", " + of.substring(0, of.indexOf('(')), values(rows));
        }
      }
    } catch (SQLException failed) {
      throw new IllegalStateException("DuckDB cannot read " + name, failed);
    }
  }

  private static byte[] values(ResultSet rows) throws SQLException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int columns = rows.getMetaData().getColumnCount();
    while (rows.next()) {
      for (int i = 1; i <= columns; i++) {
        if ("BLOB".equals(rows.getMetaData().getColumnTypeName(i))) {
          byte[] blob = rows.getBytes(i);
          out.writeBytes(blob == null ? new byte[0] : blob);
        } else {
          out.writeBytes(String.valueOf(rows.getString(i)).getBytes(UTF_8));
        }
        out.write('\n');
      }
    }
    return out.toByteArray();
  }

  private static boolean startsWith(byte[] bytes, String magic) {
    return bytes.length >= magic.length()
        && new String(bytes, 0, magic.length(), ISO_8859_1).equals(magic);
  }

  private static boolean endsWith(byte[] bytes, String magic) {
    return bytes.length >= magic.length()
        && new String(bytes, bytes.length - magic.length(), magic.length(), ISO_8859_1)
            .equals(magic);
  }
}
