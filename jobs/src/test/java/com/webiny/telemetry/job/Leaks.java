package com.webiny.telemetry.job;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Looks for what no run may write, in the bytes of every file and, as Parquet pages are compressed,
 * in every value DuckDB reads from them: the made-up secrets of the test logs, and raw anonymous
 * IDs as text or as 16 bytes.
 */
final class Leaks {
  static final String CANARY = "CANARY-";
  private static final Pattern UUID_TEXT =
      Pattern.compile("[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

  private Leaks() {}

  /**
   * What leaked, by file.
   *
   * @param folder searched, with all below it
   * @param raw the logs; the IDs of those that are not compressed are searched for
   */
  static List<String> in(Path folder, Path raw) throws IOException, SQLException {
    Set<String> ids = ids(raw);
    List<String> found = new ArrayList<>();
    try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:")) {
      for (Path file : Site.files(folder)) {
        String name = folder.relativize(file).toString();
        String bytes = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        judge(name, bytes, ids, found);
        judge(name + " (its name)", name, ids, found);
        if (name.endsWith(".parquet")) {
          String values = values(duckdb, file, ids, name, found);
          judge(name + " (decoded)", values, ids, found);
        }
      }
    }
    return found;
  }

  private static void judge(String name, String text, Set<String> ids, List<String> found) {
    if (text.contains(CANARY)) {
      found.add(name + " holds a made-up secret");
    }
    Matcher uuid = UUID_TEXT.matcher(text);
    while (uuid.find()) {
      if (ids.contains(uuid.group().toLowerCase(Locale.ROOT))) {
        found.add(name + " holds a raw anonymous ID");
        return;
      }
    }
  }

  private static String values(
      Connection duckdb, Path file, Set<String> ids, String name, List<String> found)
      throws SQLException {
    StringBuilder text = new StringBuilder();
    String sql = "SELECT * FROM read_parquet('" + file.toString().replace("'", "''") + "')";
    try (Statement statement = duckdb.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      int columns = rows.getMetaData().getColumnCount();
      while (rows.next()) {
        for (int i = 1; i <= columns; i++) {
          switch (rows.getMetaData().getColumnTypeName(i)) {
            case "VARCHAR" -> text.append(rows.getString(i)).append('\n');
            case "BLOB" -> {
              byte[] blob = rows.getBytes(i);
              text.append(new String(blob, StandardCharsets.ISO_8859_1)).append('\n');
              ByteBuffer key = ByteBuffer.wrap(blob).order(ByteOrder.BIG_ENDIAN);
              if (blob.length != 16 || ids.contains(uuid(key))) {
                found.add(name + " holds a raw anonymous ID as bytes");
              }
            }
            default -> {}
          }
        }
      }
    }
    return text.toString();
  }

  private static String uuid(ByteBuffer key) {
    return new UUID(key.getLong(), key.getLong()).toString();
  }

  private static Set<String> ids(Path raw) throws IOException {
    Set<String> ids = new HashSet<>();
    for (Path file : Site.files(raw)) {
      Matcher uuid =
          UUID_TEXT.matcher(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
      while (uuid.find()) {
        ids.add(uuid.group().toLowerCase(Locale.ROOT));
      }
    }
    return ids;
  }
}
