package com.webiny.telemetry.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The check of bytes against the platform's strict decoder. */
class Utf8Test {

  @Test
  void everySequenceOfThreeBytesIsJudgedAsThePlatformDoes() {
    // Every first and second byte; the third only where the rule can change.
    int[] thirds = {0x00, 0x41, 0x7F, 0x80, 0x9F, 0xA0, 0xBF, 0xC0, 0xFF};
    byte[] bytes = new byte[3];
    for (int first = 0; first < 256; first++) {
      for (int second = 0; second < 256; second++) {
        for (int third : thirds) {
          bytes[0] = (byte) first;
          bytes[1] = (byte) second;
          bytes[2] = (byte) third;
          assertThat(Utf8.isValidWithoutNul(bytes, 0, 3)).isEqualTo(platform(bytes));
        }
      }
    }
  }

  @Test
  void longTextsWithOneByteChangedAreJudgedAsThePlatformDoes() {
    SplittableRandom random = new SplittableRandom(20261122);
    byte[] text =
        "plain ASCII, then é, €, \uD83D\uDE00, and plain again 0123456789"
            .getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < 200_000; i++) {
      byte[] changed = text.clone();
      changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
      assertThat(Utf8.isValidWithoutNul(changed, 0, changed.length)).isEqualTo(platform(changed));
    }
  }

  private static boolean platform(byte[] bytes) {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes))
          .chars()
          .noneMatch(c -> c == 0);
    } catch (CharacterCodingException e) {
      return false;
    }
  }
}
