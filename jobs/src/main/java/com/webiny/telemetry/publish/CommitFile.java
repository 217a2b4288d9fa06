package com.webiny.telemetry.publish;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/**
 * A commit as a file that witnesses itself: JSON whose last property, {@code checksum}, is the
 * SHA-256 of the file's bytes with zeros in the place of its own digits. No other byte of the file
 * can change unseen, nor can these.
 */
final class CommitFile {
  private static final String FOLDER = "_telemetry/commits/";

  /** How {@link Json#write} ends. */
  private static final byte[] END = ascii("\n}\n");

  private static final byte[] BEFORE_DIGITS = ascii(",\n  \"checksum\" : \"");
  private static final byte[] AFTER_DIGITS = ascii("\"\n}\n");
  private static final int DIGITS = 64;
  private static final int TAIL = BEFORE_DIGITS.length + DIGITS + AFTER_DIGITS.length;

  private CommitFile() {}

  /** Where a commit is, below the warehouse. */
  static String path(int number) {
    return FOLDER + name(number);
  }

  /** The name of a commit's file. */
  static String name(int number) {
    return String.format(Locale.ROOT, "%06d.json", number);
  }

  static byte[] write(Commit commit) {
    return sealed(Json.write(commit));
  }

  /**
   * Reads a commit.
   *
   * @throws DamagedException if a byte of the file is not as written, or it is another commit's
   */
  static Commit read(byte[] bytes, int number) throws IOException {
    int head = bytes.length - TAIL;
    if (head < 0) {
      throw DamagedException.of(path(number));
    }
    byte[] json = Arrays.copyOf(bytes, head + END.length);
    System.arraycopy(END, 0, json, head, END.length);
    if (!Arrays.equals(bytes, sealed(json))) {
      throw DamagedException.of(path(number));
    }
    Commit commit = Json.read(json, Commit.class);
    if (commit.number() != number) {
      throw DamagedException.of(path(number));
    }
    return commit;
  }

  /** The JSON of an object with its checksum as a further, last property. */
  private static byte[] sealed(byte[] json) {
    int head = json.length - END.length;
    byte[] bytes = Arrays.copyOf(json, head + TAIL);
    System.arraycopy(BEFORE_DIGITS, 0, bytes, head, BEFORE_DIGITS.length);
    int digits = head + BEFORE_DIGITS.length;
    Arrays.fill(bytes, digits, digits + DIGITS, (byte) '0');
    System.arraycopy(AFTER_DIGITS, 0, bytes, digits + DIGITS, AFTER_DIGITS.length);
    System.arraycopy(ascii(Sha256.of(bytes)), 0, bytes, digits, DIGITS);
    return bytes;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
