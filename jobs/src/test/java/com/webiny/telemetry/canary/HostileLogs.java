package com.webiny.telemetry.canary;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;

/** Raw logs with a secret in every place where one could stand, a new one in each. */
final class HostileLogs {
  /** The last day of the logs. */
  static final String DAY = "2026-11-22";

  /** What may be kept: must be found again wherever rows are. */
  static final String VERSION = "v5.43.17";

  private static final int MAX_LINE_BYTES = 65_536;
  private static final int LARGE_BYTES = 100_000_000;
  private static final String AT = "2026-11-22T10:00:00Z";

  private final Path raw;
  private final Secrets secrets;

  HostileLogs(Path raw, Secrets secrets) {
    this.raw = raw;
    this.secrets = secrets;
  }

  /** Logs of three days; one damaged file lies in the folder of the first. */
  void writeAll() throws IOException {
    write("dt=2026-11-20/first.ndjson", text(goodLines("the first day", "2026-11-20T09:00:00Z")));
    write("dt=2026-11-21/nested/deep/a=b/x.ndjson", text(deferredAndMisplaced()));
    write("dt=2026-11-22/flat.ndjson", text(goodLines("flat", AT)));
    write("dt=2026-11-22/droppable.ndjson", text(droppable("plain")));
    write("dt=2026-11-22/refused.ndjson", text(refused("plain")));
    write("dt=2026-11-22/long.ndjson", text(overLong()));
    write("dt=2026-11-22/packed.ndjson.gz", gzip(text(both("gzip"))));
    write("dt=2026-11-22/packed.zst", Zstd.compress(text(both("zstd"))));
    write(
        "dt=2026-11-22/mark.ndjson",
        concat(
            new byte[] {(byte) 0xef, (byte) 0xbb, (byte) 0xbf},
            text(both("a file with a byte order mark"))));
    write("dt=2026-11-22/utf16.ndjson", bytes(both("a UTF-16 file"), StandardCharsets.UTF_16LE));
    write("dt=2026-11-22/latin1.ndjson", bytes(notUtf8(), ISO_8859_1));
    write("dt=2026-11-22/torn.ndjson", torn());
    write("dt=2026-11-22/torn.gz", gzip(torn()));
    for (String skipped :
        List.of("_notes", ".hidden", "growing.tmp", "copy._COPYING_", "_folder/x", ".folder/x")) {
      write("dt=2026-11-22/" + skipped, text(both("the skipped file " + skipped)));
    }
    write("stray.ndjson", text(both("a file outside any dt= folder")));
    write("dt=2026-02-30/x.ndjson", text(both("a file in a folder of no day")));
    write("dt=2026-11-22/growing.gz", cut(gzip(text(both("a file that is growing")))));
  }

  /** A file that cannot be unpacked to its end. */
  void writeDamaged(String place) throws IOException {
    write("dt=2026-11-20/cut.ndjson.gz", cut(gzip(text(both(place + " cut")))));
    byte[] broken = gzip(text(both(place + " broken")));
    broken[broken.length / 2] ^= 0x55;
    write("dt=2026-11-20/broken.ndjson.gz", broken);
    byte[] frame = Zstd.compress(text(both(place + " in zstd")));
    frame[frame.length / 2] ^= 0x55;
    write("dt=2026-11-20/broken.zst", frame);
    write(
        "dt=2026-11-20/followed.gz",
        concat(
            gzip(text(both(place + " followed"))), text(both(place + " after the last member"))));
  }

  /** A log of good lines of a day; an ID in them is returned. */
  String writeDay(String day) throws IOException {
    List<String> lines = goodLines("the day " + day, day + "T09:00:00Z");
    write("dt=" + day + "/day.ndjson", text(lines));
    return secrets.all().get(secrets.all().size() - 1).text();
  }

  /** A late log of a day, with lines of an ID of before. */
  void writeDay(String day, String id) throws IOException {
    write(
        "dt=" + day + "/late.ndjson",
        text(List.of(flat(day + "T11:00:00Z", "cli-project-deploy-start", id, ""))));
  }

  /** A log that takes a while to read. */
  void writeLarge(String name) throws IOException {
    byte[] lines = text(both("a large file"));
    byte[] large = new byte[lines.length * (LARGE_BYTES / lines.length)];
    for (int at = 0; at < large.length; at += lines.length) {
      System.arraycopy(lines, 0, large, at, lines.length);
    }
    write(name, large);
  }

  /** Nothing of use. */
  void writeJunk() throws IOException {
    write("dt=2026-11-22/junk.ndjson", text(refused("junk")));
  }

  private List<String> both(String where) {
    List<String> lines = new ArrayList<>(droppable(where));
    lines.addAll(refused(where));
    return lines;
  }

  private List<String> goodLines(String where, String at) {
    List<String> lines = new ArrayList<>();
    for (String event :
        List.of(
            "admin-app-start",
            "cli-project-deploy-start",
            "cli-project-deploy-end",
            "cli-create-webiny-project-start",
            "cli-create-webiny-project-error",
            "cli-pulumi-command-deploy-end")) {
      String id = secrets.id("the ID of a good line, " + where);
      lines.add(flat(at, event, id, ""));
      lines.add(flat(at, event, id.toUpperCase(Locale.ROOT), "")); // The same event.
    }
    return lines;
  }

  /** Accepted lines: all else in them must be dropped. */
  private List<String> droppable(String where) {
    List<String> lines = new ArrayList<>();
    String id = secrets.id("the ID of lines with more, " + where);
    String more =
        member("userAgent", secrets.token("user agent, " + where))
            + member("ip", secrets.ip("IP, " + where))
            + member("email", secrets.email("e-mail, " + where))
            + member("errorMessage", "cannot read " + secrets.path("path, " + where))
            + member("errorStack", "at " + secrets.path("stack, " + where) + ":1:2\\n at x")
            + member("commandParams", "--name '" + secrets.name("name, " + where) + "'")
            + member(
                "url",
                "https://"
                    + secrets.token("host, " + where)
                    + ".example/?q="
                    + secrets.token("query, " + where))
            + ",\"wcpOrgId\":"
            + secrets.digits("number, " + where)
            + ",\"$set\":{\"deep\":[[{\"er\":\""
            + secrets.token("deep, " + where)
            + "\"}]]}"
            + member(secrets.token("an unknown key, " + where), "x")
            + member(secrets.email("an e-mail as a key, " + where), "x")
            + member("k".repeat(60_000) + secrets.token("a key of 60 kB, " + where), "x")
            + member("twice", secrets.token("an unknown key twice, the first, " + where))
            + member("twice", secrets.token("an unknown key twice, the second, " + where))
            + member(
                "esc",
                Spellings.jsonEscaped(secrets.token("an escaped value, " + where), (char) 255))
            + member(
                "b64",
                new String(
                    Spellings.base64(secrets.token("base64, " + where).getBytes(UTF_8), 0), UTF_8));
    String short1 = more.replace("k".repeat(60_000), "k");
    lines.add(flat(AT, "admin-app-start", id, more));
    lines.add(
        "{\"received_at\":\""
            + AT
            + "\",\"event\":\"app-start\",\"anonymous_id\":\""
            + id
            + "\",\"properties\":{\"version\":\"5.43.17\""
            + again(short1, where, "inside properties")
            + "}}");
    lines.add(
        "{\"received_at\":\""
            + AT
            + "\",\"wts_version\":\"2.0\",\"data\":{\"event\":\"project-deploy-end\",\"identity\":\""
            + secrets.id("the ID of a WTS line, " + where)
            + "\",\"properties\":{\"version\":\"5.43.17\""
            + again(short1, where, "inside data.properties")
            + "}"
            + again(short1, where, "inside data")
            + "}}");
    lines.add(
        "{\"received_at\":\""
            + AT
            + "\",\"event\":\"app-start\",\"distinct_id\":\""
            + secrets.id("the ID of a PostHog line, " + where)
            + "\",\"properties\":{\"$ip\":\""
            + secrets.ip("PostHog's IP, " + where)
            + "\"},\"api_key\":\""
            + secrets.token("PostHog's key, " + where)
            + "\",\"timestamp\":\""
            + secrets.token("PostHog's time, " + where)
            + "\"}");
    // Listed fields that are wrong, in lines that are right otherwise.
    for (String version :
        List.of(
            quoted(
                "5.41.0-beta."
                    + secrets.token("behind the second identifier of a version, " + where)),
            quoted("5.41.0-beta.1." + secrets.token("behind the number of a version, " + where)),
            quoted("5.41.0+" + secrets.token("the build of a version, " + where)),
            quoted("5.41.0-" + secrets.token("the first identifier of a version, " + where)),
            quoted(secrets.email("an e-mail for a version, " + where)),
            quoted(secrets.token("no version at all, " + where)),
            "{\"v\":" + quoted(secrets.token("an object for a version, " + where)) + "}",
            "[" + quoted(secrets.token("an array for a version, " + where)) + "]",
            secrets.digits("a number for a version, " + where))) {
      lines.add(
          "{\"received_at\":\""
              + AT
              + "\",\"event\":\"cli-project-deploy-start\",\"anonymous_id\":\""
              + secrets.id("the ID of a wrong version, " + where)
              + "\",\"properties\":{\"version\":"
              + version
              + ",\"ci\":\"no\"}}");
    }
    for (String ci :
        List.of(
            quoted(secrets.token("text for ci, " + where)),
            "{\"name\":" + quoted(secrets.name("an object for ci, " + where)) + "}",
            "[" + quoted(secrets.token("an array for ci, " + where)) + "]",
            secrets.digits("a number for ci, " + where))) {
      lines.add(
          "{\"received_at\":\""
              + AT
              + "\",\"event\":\"cli-project-deploy-end\",\"anonymous_id\":\""
              + secrets.id("the ID of a wrong ci, " + where)
              + "\",\"properties\":{\"version\":\"5.43.17\",\"ci\":"
              + ci
              + "}}");
    }
    lines.add(
        "{\"received_at\":\""
            + AT
            + "\",\"event\":\"app-start\",\"anonymous_id\":\""
            + secrets.id("the ID of a line with text for properties, " + where)
            + "\",\"properties\":"
            + quoted(secrets.token("text for properties, " + where))
            + ",\"data\":["
            + quoted(secrets.token("an array for data, " + where))
            + "]}");
    return lines;
  }

  /** The same members with secrets of their own: only the place differs. */
  private String again(String members, String where, String inside) {
    String result = members;
    for (Secret secret : secrets.all()) {
      if (secret.kind() == Secret.Kind.TEXT && result.contains(secret.text())) {
        String place = secret.place().replace(", " + where, "") + " " + inside + ", " + where;
        result = result.replace(secret.text(), secrets.token(place));
      }
    }
    return result;
  }

  /** Lines of which nothing may be kept. */
  private List<String> refused(String where) {
    List<String> lines = new ArrayList<>();
    for (String id :
        List.of(
            secrets.email("an e-mail for an ID, " + where),
            secrets.ip("an IP for an ID, " + where),
            secrets.name("a name for an ID, " + where),
            secrets.path("a path for an ID, " + where),
            "{" + secrets.id("an ID in braces, " + where) + "}",
            secrets.id("an ID without dashes, " + where).replace("-", ""),
            secrets.id("an ID with more, " + where) + "x")) {
      lines.add(flat(AT, "admin-app-start", id, ""));
    }
    lines.add(
        "{\"received_at\":\""
            + AT
            + "\",\"event\":\"admin-app-start\",\"anonymous_id\":{\"email\":\""
            + secrets.email("an object for an ID, " + where)
            + "\"}}");
    lines.add(
        "{\"received_at\":\""
            + AT
            + "\",\"event\":\"admin-app-start\",\"anonymous_id\":"
            + secrets.digits("a number for an ID, " + where)
            + "}");
    lines.add(
        "{\"received_at\":\""
            + AT
            + "\",\"event\":\"admin-app-start\",\"anonymous_id\":null,\"note\":\""
            + secrets.token("beside a missing ID, " + where)
            + "\"}");
    for (String event :
        List.of(
            secrets.token("an unknown event, " + where),
            "cli-project-deploy-start " + secrets.email("text behind an event, " + where),
            secrets.path("a path for an event, " + where))) {
      lines.add(flat(AT, event, secrets.id("the ID of an unknown event, " + where), ""));
    }
    lines.add(
        "{\"received_at\":\""
            + AT
            + "\",\"event\":[\""
            + secrets.token("an array for an event, " + where)
            + "\"],\"anonymous_id\":\""
            + secrets.id("the ID of an array for an event, " + where)
            + "\"}");
    for (String at :
        List.of(
            secrets.token("text for a time, " + where),
            AT + secrets.token("text behind a time, " + where),
            "2026-13-22T10:00:00Z " + secrets.email("a wrong time with more, " + where))) {
      lines.add(flat(at, "admin-app-start", secrets.id("the ID of a wrong time, " + where), ""));
    }
    lines.add(
        "{\"received_at\":{\"at\":\"" + secrets.token("an object for a time, " + where) + "\"}}");
    lines.add(
        "{\"received_at\":\""
            + AT
            + "\",\"event\":\"admin-app-start\",\"event\":\""
            + secrets.token("an allowed path twice, " + where)
            + "\",\"anonymous_id\":\""
            + secrets.id("the ID of an allowed path twice, " + where)
            + "\"}");
    lines.add(
        flat(
            AT,
            "admin-app-start",
            secrets.id("the first ID of two, " + where),
            member("anonymous_i\\u0064", secrets.id("the second ID of two, " + where))));
    lines.add(
        "{\"data\":{\"x\":\""
            + secrets.token("the first of two objects, " + where)
            + "\"},\"data\":{\"x\":\""
            + secrets.token("the second of two objects, " + where)
            + "\"}}");
    lines.add(
        "{\"event\":\"admin-app-start\",\"x\":\""
            + secrets.token("beside a missing time, " + where)
            + "\"}");
    lines.add(
        "{\"received_at\":\""
            + AT
            + "\",\"anonymous_id\":\""
            + secrets.id("the ID beside a missing event, " + where)
            + "\"}");
    // Not JSON.
    lines.add(secrets.token("a line of text, " + where) + " was here");
    lines.add(
        "{\"received_at\":\""
            + AT
            + "\",\"event\":"
            + secrets.token("a bare word for a value, " + where)
            + "}");
    lines.add("{'" + secrets.token("single quotes, " + where) + "':1}");
    lines.add(
        "{\"a\":\""
            + secrets.token("before an error, " + where)
            + "\" \"b\":\""
            + secrets.token("behind an error, " + where)
            + "\"}");
    lines.add(
        flat(AT, "admin-app-start", secrets.id("the ID of a line with a second text, " + where), "")
            + " "
            + secrets.token("a second text, " + where));
    lines.add("{\"a\":\"\\q" + secrets.token("behind a wrong escape, " + where) + "\"}");
    lines.add("{\"a\":\"\t" + secrets.token("behind a control character, " + where) + "\"}");
    lines.add(
        "{\"n\":"
            + "9".repeat(1_100)
            + ",\"x\":\""
            + secrets.token("behind a long number, " + where)
            + "\"}");
    lines.add(
        "[".repeat(1_001) + quoted(secrets.token("nested too deep, " + where)) + "]".repeat(1_001));
    // JSON, but no object.
    lines.add(quoted(secrets.token("a text for a line, " + where)));
    lines.add("[" + quoted(secrets.email("an array for a line, " + where)) + "]");
    return lines;
  }

  private List<String> deferredAndMisplaced() {
    List<String> lines = new ArrayList<>();
    for (String at :
        List.of(
            "2026-11-20T23:59:59Z",
            "2026-11-22T00:00:01Z",
            "2026-11-24T00:00:00Z",
            "2025-01-01T00:00:00+02:00")) {
      lines.add(
          flat(
              at,
              "admin-app-start",
              secrets.id("the ID of a line of another day"),
              member("x", secrets.token("a line of another day"))));
    }
    return lines;
  }

  private List<String> overLong() {
    String padding = " ".repeat(MAX_LINE_BYTES);
    return List.of(
        flat(
            AT,
            "admin-app-start",
            secrets.id("the ID of a line too long"),
            member(
                secrets.token("the start of a line too long"),
                padding + secrets.token("the end of a line too long"))),
        "{\"x\":\"" + "y".repeat(3 << 20) + secrets.token("a line longer than any buffer") + "\"}",
        flat(AT, "admin-app-start", secrets.id("the ID of a good line behind long ones"), ""));
  }

  private List<String> notUtf8() {
    return List.of(
        flat(
            AT,
            "admin-app-start",
            secrets.id("the ID of a line that is not UTF-8"),
            member("x", "\u00e9 " + secrets.token("a line that is not UTF-8"))),
        "\u00ff\u00fe " + secrets.token("a line of other bytes"));
  }

  private byte[] torn() {
    String good = flat(AT, "admin-app-start", secrets.id("the ID before a torn line"), "");
    String torn =
        flat(
            AT,
            "admin-app-start",
            secrets.id("the ID of a torn line"),
            member("x", secrets.token("a torn line")));
    return (good + "\n" + torn.substring(0, torn.length() - 2)).getBytes(UTF_8);
  }

  private static String flat(String at, String event, String id, String more) {
    return "{\"received_at\":\""
        + at
        + "\",\"event\":\""
        + event
        + "\",\"anonymous_id\":\""
        + id
        + "\",\"properties\":{\"version\":\"5.43.17\",\"ci\":\"no\"}"
        + more
        + "}";
  }

  private static String member(String name, String value) {
    return ",\"" + name + "\":\"" + value + "\"";
  }

  private static String quoted(String text) {
    return "\"" + text + "\"";
  }

  private static byte[] text(List<String> lines) {
    return bytes(lines, UTF_8);
  }

  private static byte[] bytes(List<String> lines, Charset charset) {
    return (String.join("\n", lines) + "\n").getBytes(charset);
  }

  private static byte[] gzip(byte[] content) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(content);
    }
    return out.toByteArray();
  }

  private static byte[] cut(byte[] packed) {
    return Arrays.copyOf(packed, packed.length * 3 / 4);
  }

  private static byte[] concat(byte[] a, byte[] b) {
    byte[] both = Arrays.copyOf(a, a.length + b.length);
    System.arraycopy(b, 0, both, a.length, b.length);
    return both;
  }

  private void write(String name, byte[] content) throws IOException {
    Path file = raw.resolve(name);
    Files.createDirectories(file.getParent());
    Files.write(file, content);
  }
}
