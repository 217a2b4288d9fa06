package com.webiny.telemetry.publish;

import com.webiny.telemetry.storage.Storage;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The SHA-256 of bytes, in lower-case hex. */
public final class Sha256 {
  private static final int BUFFER_BYTES = 64 * 1024;

  private Sha256() {}

  /**
   * What a file's bytes are.
   *
   * @param bytes how many there are
   * @param sha256 their SHA-256
   */
  public record Sum(long bytes, String sha256) {}

  public static String of(byte[] bytes) {
    return HexFormat.of().formatHex(digest().digest(bytes));
  }

  static String of(Storage storage, String path) throws IOException {
    return sum(storage, path).sha256();
  }

  /** Reads all of a file, in constant memory. */
  public static Sum sum(Storage storage, String path) throws IOException {
    MessageDigest digest = digest();
    long bytes = 0;
    byte[] buffer = new byte[BUFFER_BYTES];
    try (InputStream in = storage.open(path, 0)) {
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        digest.update(buffer, 0, count);
        bytes += count;
      }
    }
    return new Sum(bytes, HexFormat.of().formatHex(digest.digest()));
  }

  private static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java platform has SHA-256", impossible);
    }
  }
}
