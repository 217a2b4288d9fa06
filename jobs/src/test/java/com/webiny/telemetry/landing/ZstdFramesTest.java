package com.webiny.telemetry.landing;

import static com.webiny.telemetry.landing.Packed.CORRUPT;
import static com.webiny.telemetry.landing.Packed.ENDS_EARLY;
import static com.webiny.telemetry.landing.Packed.concat;
import static com.webiny.telemetry.landing.Packed.flipped;
import static com.webiny.telemetry.landing.Packed.read;
import static com.webiny.telemetry.landing.Packed.readByteByByte;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.ZstdOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ZstdFramesTest {
  private static final String FIRST = "{\"a\":1}\n{\"a\":2}\n";
  private static final String SECOND = "{\"b\":\"third line\"}\n";

  @Test
  void oneFrameOrMoreAreTheirContents() throws IOException {
    assertRead(zstd(FIRST), FIRST);
    assertRead(concat(zstd(FIRST), zstd(""), zstd(SECOND), zstd(FIRST)), FIRST + SECOND + FIRST);
  }

  @Test
  void skippableFramesAreSkipped() throws IOException {
    for (int kind = 0; kind < 16; kind++) {
      assertRead(concat(skippable(kind, 0), zstd(FIRST), skippable(kind, 300)), FIRST);
    }
    assertRead(
        concat(skippable(0, 5), skippable(1, 5), zstd(FIRST), skippable(2, 200_000), zstd(SECOND)),
        FIRST + SECOND);
  }

  @Test
  void otherBytesBehindAFrameAreDamage() throws IOException {
    assertRead(concat(zstd(FIRST), "xxxx".getBytes(ISO_8859_1)), CORRUPT);
    assertRead(concat(zstd(FIRST), new byte[8]), CORRUPT);
    assertRead(concat(zstd(FIRST), SECOND.getBytes(ISO_8859_1)), CORRUPT);
  }

  @Test
  void cutAnywhereItEndsEarlyButForBetweenFrames() throws IOException {
    byte[] skipped = skippable(3, 20);
    byte[] first = zstd(FIRST);
    byte[] second = zstd(SECOND);
    byte[] file = concat(skipped, first, second);
    for (int length = 1; length <= file.length; length++) {
      String expected = ENDS_EARLY;
      if (length == skipped.length) {
        expected = "";
      } else if (length == skipped.length + first.length) {
        expected = FIRST;
      } else if (length == file.length) {
        expected = FIRST + SECOND;
      }
      assertThat(read(ZstdFrames::new, Arrays.copyOf(file, length)))
          .as("cut at %s of %s", length, file.length)
          .isEqualTo(expected);
      assertThat(readByteByByte(ZstdFrames::new, Arrays.copyOf(file, length)))
          .as("cut at %s of %s", length, file.length)
          .isEqualTo(expected);
    }
  }

  @Test
  void aFileOfManyBuffersIsReadAndCutEndsEarly() throws IOException {
    byte[] noise = new byte[500_000];
    new Random(7).nextBytes(noise);
    for (String content :
        new String[] {
          new String(noise, ISO_8859_1), "x".repeat(5_000_000), FIRST.repeat(100_000)
        }) {
      byte[] file = zstd(content);
      assertThat(read(ZstdFrames::new, file)).isEqualTo(content);
      assertThat(read(ZstdFrames::new, concat(file, file))).isEqualTo(content + content);
      for (int length : new int[] {1, 5, file.length / 2, file.length - 4, file.length - 1}) {
        assertThat(read(ZstdFrames::new, Arrays.copyOf(file, length))).isEqualTo(ENDS_EARLY);
        assertThat(read(ZstdFrames::new, concat(file, Arrays.copyOf(file, length))))
            .isEqualTo(ENDS_EARLY);
      }
    }
  }

  @Test
  void noFlippedBitChangesTheContentUnnoticed() throws IOException {
    byte[] file = concat(skippable(0, 4), zstd(FIRST), zstd(SECOND));
    int damaged = 0;
    for (int bit = 0; bit < file.length * 8; bit++) {
      String result = read(ZstdFrames::new, flipped(file, bit));
      assertThat(result).as("bit %s", bit).isIn(CORRUPT, ENDS_EARLY, FIRST + SECOND);
      damaged += result.equals(FIRST + SECOND) ? 0 : 1;
    }
    assertThat(damaged).isGreaterThan(file.length * 8 / 2);
  }

  private static void assertRead(byte[] file, String expected) throws IOException {
    assertThat(read(ZstdFrames::new, file)).isEqualTo(expected);
    assertThat(readByteByByte(ZstdFrames::new, file)).isEqualTo(expected);
  }

  /** A frame with a check sum, as the command line tool writes it. */
  private static byte[] zstd(String content) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (OutputStream zstd = new ZstdOutputStream(out).setChecksum(true)) {
      zstd.write(content.getBytes(ISO_8859_1));
    }
    return out.toByteArray();
  }

  private static byte[] skippable(int kind, int length) {
    byte[] header = {
      (byte) (0x50 + kind),
      0x2a,
      0x4d,
      0x18,
      (byte) length,
      (byte) (length >> 8),
      (byte) (length >> 16),
      0
    };
    byte[] content = new byte[length];
    Arrays.fill(content, (byte) 0x28);
    return concat(header, content);
  }
}
