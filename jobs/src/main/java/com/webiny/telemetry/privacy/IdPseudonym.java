package com.webiny.telemetry.privacy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Turns an anonymous ID into the pseudonym that is stored in its place: the first 16 bytes of
 * HMAC-SHA-256(key, lower-cased UUID text) (SPEC section 3). Not thread-safe: one for each thread.
 */
public final class IdPseudonym {

  /** A shorter key is refused. */
  public static final int MIN_KEY_BYTES = 32;

  private static final String ALGORITHM = "HmacSHA256";
  private static final int ID_BYTES = 36;
  // No ID has this length, so no fingerprint is ever the pseudonym of an ID.
  private static final String FINGERPRINT_LABEL =
      "webiny-telemetry: fingerprint of the id key, version 1";

  private final Mac mac;
  private final byte[] digest = new byte[32];
  private final ByteBuffer digestView = ByteBuffer.wrap(digest);

  private IdPseudonym(Mac mac) {
    this.mac = mac;
  }

  /**
   * A pseudonym maker for this key.
   *
   * @throws IllegalArgumentException if the key is shorter than {@link #MIN_KEY_BYTES}
   */
  public static IdPseudonym of(byte[] key) {
    if (key.length < MIN_KEY_BYTES) {
      throw new IllegalArgumentException("An ID key has at least " + MIN_KEY_BYTES + " bytes.");
    }
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key, ALGORITHM));
      return new IdPseudonym(mac);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java platform has " + ALGORITHM + ".", e);
    }
  }

  /**
   * Computes the pseudonym of an ID, to be read with {@link #high()} and {@link #low()}.
   *
   * @param lowerCaseUuid the ID in the first 36 bytes, ASCII, lower case
   */
  public void compute(byte[] lowerCaseUuid) {
    mac.update(lowerCaseUuid, 0, ID_BYTES);
    finish();
  }

  /** Bytes 0 to 7 of the pseudonym computed last, big-endian. */
  public long high() {
    return digestView.getLong(0);
  }

  /** Bytes 8 to 15 of the pseudonym computed last, big-endian. */
  public long low() {
    return digestView.getLong(8);
  }

  /**
   * Tells one key from another without telling anything about it, as 64 hexadecimal digits.
   * Overwrites the pseudonym computed last.
   */
  public String fingerprint() {
    mac.update(FINGERPRINT_LABEL.getBytes(StandardCharsets.US_ASCII));
    finish();
    return HexFormat.of().formatHex(digest);
  }

  /** Says nothing about the key or an ID. */
  @Override
  public String toString() {
    return "IdPseudonym";
  }

  private void finish() {
    try {
      mac.doFinal(digest, 0);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("The digest fits its buffer.", e);
    }
  }
}
