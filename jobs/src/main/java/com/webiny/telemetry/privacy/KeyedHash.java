package com.webiny.telemetry.privacy;

import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * HMAC-SHA-256 as RFC 2104 has it. The platform's own hashes the key again for each message, which
 * for a short one is half the work; this one goes on from where the key leaves off. Not
 * thread-safe.
 */
final class KeyedHash {

  static final int DIGEST_BYTES = 32;

  private static final int BLOCK_BYTES = 64;
  private static final byte INNER_PAD = 0x36;
  private static final byte OUTER_PAD = 0x5C;

  private final MessageDigest innerStart;
  private final MessageDigest outerStart;

  KeyedHash(byte[] key) {
    byte[] block =
        Arrays.copyOf(key.length > BLOCK_BYTES ? sha256().digest(key) : key, BLOCK_BYTES);
    this.innerStart = after(block, INNER_PAD);
    this.outerStart = after(block, OUTER_PAD);
  }

  /**
   * Hashes a message.
   *
   * @param target of {@link #DIGEST_BYTES}, overwritten
   */
  void compute(byte[] message, byte[] target) {
    try {
      MessageDigest inner = (MessageDigest) innerStart.clone();
      inner.update(message);
      inner.digest(target, 0, DIGEST_BYTES);
      MessageDigest outer = (MessageDigest) outerStart.clone();
      outer.update(target);
      outer.digest(target, 0, DIGEST_BYTES);
    } catch (CloneNotSupportedException | DigestException e) {
      throw new IllegalStateException("The platform's SHA-256 can be cloned and fits.", e);
    }
  }

  private static MessageDigest after(byte[] block, byte pad) {
    MessageDigest digest = sha256();
    for (byte b : block) {
      digest.update((byte) (b ^ pad));
    }
    return digest;
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256.", e);
    }
  }
}
