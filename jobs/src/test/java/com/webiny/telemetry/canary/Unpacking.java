package com.webiny.telemetry.canary;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

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
    folder(root, new HashSet<>(), reader);
  }

  /**
   * Reads a folder, but for the files that were read before by another name.
   *
   * @param read what tells the files read; grows
   * @param reader takes each content and a name for it
   */
  static void folder(Path root, Set<Object> read, BiConsumer<String, byte[]> reader) {
    try (Stream<Path> all = Files.walk(root)) {
      for (Path path : all.toList()) {
        String name = root.getFileName() + "/" + root.relativize(path);
        reader.accept("the name of " + name, name.getBytes(UTF_8));
        if (Files.isRegularFile(path)
            && read.add(Files.readAttributes(path, BasicFileAttributes.class).fileKey())) {
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
    if (name.contains("hs_err")) {
      content(name + ", its memory", CrashFile.memory(bytes), 0, reader);
    }
    if (bytes.length > 4
        && startsWith(bytes, 0, "PAR1")
        && startsWith(bytes, bytes.length - 4, "PAR1")) {
      parquet(name, path, reader);
    }
  }

  private static void content(
      String name, byte[] bytes, int depth, BiConsumer<String, byte[]> reader) {
    reader.accept(name, bytes);
    if (depth == MAX_DEPTH) {
      return;
    }
    if (startsWith(bytes, 0, "PK\u0003\u0004")) {
      zip(name, new ByteArrayInputStream(bytes), depth, reader);
      return;
    }
    // Anywhere: packed pieces stand behind one another in a shuffle file, and as pages in Parquet.
    int at = 0;
    while (at < bytes.length) {
      Packing packing = Packing.at(bytes, at);
      if (packing == null) {
        at++;
        continue;
      }
      Packing.Piece piece = packing.unpack(bytes, at);
      if (piece.content.length > 0) {
        content(name + ", " + packing + " at " + at, piece.content, depth + 1, reader);
      }
      at += Math.max(1, piece.length);
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

  static boolean startsWith(byte[] bytes, int at, String magic) {
    for (int i = 0; i < magic.length(); i++) {
      if (at + i >= bytes.length || (bytes[at + i] & 0xff) != magic.charAt(i)) {
        return false;
      }
    }
    return true;
  }
}
