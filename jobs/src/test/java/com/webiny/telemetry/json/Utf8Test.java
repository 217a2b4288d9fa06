package com.webiny.telemetry.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
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
          assertThat(isUtf8(bytes)).isEqualTo(platform(bytes));
        }
      }
    }
  }

  @Test
  void everySequenceOfFourBytesIsJudgedAsThePlatformDoes() {
    int[] lasts = {0x00, 0x41, 0x7F, 0x80, 0xBF, 0xC0, 0xFF};
    byte[] bytes = new byte[4];
    for (int first = 0xE0; first < 256; first++) {
      for (int second = 0; second < 256; second++) {
        for (int third : lasts) {
          for (int fourth : lasts) {
            bytes[0] = (byte) first;
            bytes[1] = (byte) second;
            bytes[2] = (byte) third;
            bytes[3] = (byte) fourth;
            assertThat(isUtf8(bytes)).isEqualTo(platform(bytes));
          }
        }
      }
    }
  }

  private static boolean isUtf8(byte[] bytes) {
    int at = 0;
    while (at < bytes.length) {
      int size = bytes[at] >= 0 ? 1 : Utf8.sequenceSize(bytes, at, bytes.length);
      if (size == 0) {
        return false;
      }
      at += size;
    }
    return true;
  }

  private static boolean platform(byte[] bytes) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }
}
