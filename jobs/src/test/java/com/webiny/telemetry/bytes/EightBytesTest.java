package com.webiny.telemetry.bytes;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Eight at a time says what one at a time would. */
class EightBytesTest {

  private static final int ROUNDS = 300_000;
  private final SplittableRandom random = new SplittableRandom(20261122);

  @Test
  void theFirstEqualByteIsFound() {
    for (int round = 0; round < ROUNDS; round++) {
      byte[] bytes = near((byte) random.nextInt(256));
      byte wanted = bytes[random.nextInt(8)];
      bytes[random.nextInt(8)]++;
      int expected = 0;
      while (expected < 8 && bytes[expected] != wanted) {
        expected++;
      }
      long marks = EightBytes.equal(EightBytes.at(bytes, 0), EightBytes.repeated(wanted));
      assertThat(EightBytes.firstMarked(marks)).isEqualTo(expected);
    }
  }

  @Test
  void hexadecimalDigitsAreReadAndWrittenAsThePlatformDoes() {
    for (int round = 0; round < ROUNDS; round++) {
      int number = random.nextInt();
      byte[] bytes = new byte[8];
      EightBytes.put(bytes, 0, HexDigits.text(number));
      assertThat(new String(bytes, StandardCharsets.US_ASCII)).isEqualTo("%08x".formatted(number));
      int changed = random.nextInt(8);
      bytes[changed] = (byte) (round < 256 ? round : Character.toUpperCase((char) bytes[changed]));
      long eight = EightBytes.at(bytes, 0);
      if (bytes[changed] >= 0 && Character.digit(bytes[changed], 16) >= 0) {
        assertThat(HexDigits.others(eight)).isZero();
        String text = new String(bytes, StandardCharsets.US_ASCII);
        assertThat(HexDigits.number(eight)).isEqualTo(Long.parseLong(text, 16));
      } else {
        assertThat(HexDigits.others(eight)).isNotZero();
      }
    }
  }

  @Test
  void everyByteAtEveryPlaceIsADigitOfTheFormOrNot() {
    EightDigits form = EightDigits.of("00T00:0-");
    byte[] right = "12T34:5-".getBytes(StandardCharsets.US_ASCII);
    assertThat(form.digits(right, 0)).isEqualTo(0x00_05_00_04_03_00_02_01L);
    for (int at = 0; at < 8; at++) {
      for (int value = 0; value < 256; value++) {
        byte[] bytes = right.clone();
        bytes[at] = (byte) value;
        boolean isDigitPlace = "T:-".indexOf(right[at]) < 0;
        boolean fits = isDigitPlace ? value >= '0' && value <= '9' : value == right[at];
        assertThat(form.digits(bytes, 0) >= 0).as("%d at %d", value, at).isEqualTo(fits);
      }
    }
  }

  private byte[] near(byte value) {
    byte[] bytes = new byte[8];
    for (int i = 0; i < 8; i++) {
      bytes[i] = (byte) (value ^ (random.nextInt(3) == 0 ? 1 << random.nextInt(8) : 0));
    }
    return bytes;
  }
}
