package com.webiny.telemetry.landing;

import static com.webiny.telemetry.landing.Packed.CORRUPT;
import static com.webiny.telemetry.landing.Packed.ENDS_EARLY;
import static com.webiny.telemetry.landing.Packed.concat;
import static com.webiny.telemetry.landing.Packed.flipped;
import static com.webiny.telemetry.landing.Packed.read;
import static com.webiny.telemetry.landing.Packed.readByteByByte;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class GzipMembersTest {
  private static final int HEADER_CRC = 2;
  private static final int EXTRA = 4;
  private static final int NAME = 8;
  private static final int COMMENT = 16;

  private static final String FIRST = "{\"a\":1}\n{\"a\":2}\n";
  private static final String SECOND = "{\"b\":\"third line\"}\n";

  @Test
  void oneMemberOrMoreAreTheirContents() throws IOException {
    assertRead(gzip(FIRST), FIRST);
    assertRead(concat(gzip(FIRST), gzip(SECOND), gzip(FIRST)), FIRST + SECOND + FIRST);
  }

  @Test
  void anEmptyMemberAddsNothing() throws IOException {
    assertRead(gzip(""), "");
    assertRead(concat(gzip(""), gzip(FIRST), gzip(""), gzip("")), FIRST);
  }

  @Test
  void zeroPaddingToTheEndIsIgnored() throws IOException {
    for (int zeros : new int[] {1, 2, 7, 512, 70_000}) {
      assertRead(concat(gzip(FIRST), new byte[zeros]), FIRST);
    }
  }

  @Test
  void otherBytesBehindAMemberAreDamage() throws IOException {
    assertRead(concat(gzip(FIRST), "x".getBytes(ISO_8859_1)), CORRUPT);
    assertRead(concat(gzip(FIRST), SECOND.getBytes(ISO_8859_1)), CORRUPT);
    assertRead(concat(gzip(FIRST), new byte[3], "x".getBytes(ISO_8859_1)), CORRUPT);
    assertRead(concat(gzip(FIRST), new byte[3], gzip(SECOND)), CORRUPT);
    assertRead(concat(gzip(FIRST), new byte[] {0x1f, 0}), CORRUPT);
    assertRead(concat(gzip(FIRST), new byte[] {0x1f, (byte) 0x8b, 7}), CORRUPT);
  }

  @Test
  void anyHeaderFieldsAreSkipped() throws IOException {
    for (int flags = 0; flags < 32; flags += 2) {
      byte[] file = concat(withHeader(flags, FIRST), withHeader(flags, SECOND));
      assertRead(file, FIRST + SECOND);
      assertRead(withHeader(flags | 1, FIRST), FIRST); // "Text": a hint.
    }
  }

  @Test
  void aWrongHeaderIsDamage() throws IOException {
    for (int reserved : new int[] {0x20, 0x40, 0x80}) {
      assertRead(withHeader(reserved, FIRST), CORRUPT);
    }
    byte[] wrongCrc = withHeader(HEADER_CRC, FIRST);
    wrongCrc[10] ^= 1;
    assertRead(wrongCrc, CORRUPT);
    byte[] wrongMethod = gzip(FIRST);
    wrongMethod[2] = 9;
    assertRead(wrongMethod, CORRUPT);
  }

  @Test
  void cutAnywhereItEndsEarlyButForBetweenMembers() throws IOException {
    byte[] first = withHeader(HEADER_CRC | EXTRA | NAME | COMMENT, FIRST);
    byte[] second = gzip(SECOND);
    byte[] padding = new byte[3];
    byte[] file = concat(first, second, padding);
    for (int length = 0; length <= file.length; length++) {
      String expected =
          length == first.length
              ? FIRST
              : length >= first.length + second.length ? FIRST + SECOND : ENDS_EARLY;
      assertThat(read(GzipMembers::new, Arrays.copyOf(file, length)))
          .as("cut at %s", length)
          .isEqualTo(expected);
    }
  }

  @Test
  void aFileOfManyBuffersCutAnywhereEndsEarly() throws IOException {
    byte[] noise = new byte[200_000];
    new Random(7).nextBytes(noise);
    String content = new String(noise, ISO_8859_1);
    byte[] file = gzip(content);
    assertThat(file.length).isGreaterThan(3 * 64 * 1024);
    assertRead(file, content);
    for (int length = file.length - 20; length < file.length; length++) {
      assertThat(read(GzipMembers::new, Arrays.copyOf(file, length))).isEqualTo(ENDS_EARLY);
    }
    for (int near = -2; near <= 2; near++) {
      assertThat(read(GzipMembers::new, Arrays.copyOf(file, 64 * 1024 + near)))
          .isEqualTo(ENDS_EARLY);
    }
  }

  @Test
  void noFlippedBitChangesTheContentUnnoticed() throws IOException {
    byte[] file = concat(withHeader(HEADER_CRC | NAME, FIRST), gzip(SECOND), new byte[2]);
    int damaged = 0;
    for (int bit = 0; bit < file.length * 8; bit++) {
      String result = read(GzipMembers::new, flipped(file, bit));
      assertThat(result).as("bit %s", bit).isIn(CORRUPT, ENDS_EARLY, FIRST + SECOND);
      damaged += result.equals(FIRST + SECOND) ? 0 : 1;
    }
    assertThat(damaged).isGreaterThan(file.length * 8 / 2);
  }

  @Test
  void aShrunkFileEndsEarly() throws IOException {
    byte[] file = gzip(FIRST);
    BoundedInput in = new BoundedInput(new ByteArrayInputStream(file), file.length + 1);
    try (GzipMembers members = new GzipMembers(in)) {
      assertThat(catching(members)).isInstanceOf(EndsEarlyException.class);
    }
  }

  private static Throwable catching(GzipMembers members) {
    return catchThrowable(members::readAllBytes);
  }

  private static void assertRead(byte[] file, String expected) throws IOException {
    assertThat(read(GzipMembers::new, file)).isEqualTo(expected);
    assertThat(readByteByByte(GzipMembers::new, file)).isEqualTo(expected);
  }

  private static byte[] gzip(String content) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (OutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(content.getBytes(ISO_8859_1));
    }
    return out.toByteArray();
  }

  /** The JDK writes a header of ten bytes without fields: here it gets some. */
  private static byte[] withHeader(int flags, String content) throws IOException {
    byte[] plain = gzip(content);
    byte[] header = Arrays.copyOf(plain, 10);
    header[3] = (byte) flags;
    if ((flags & EXTRA) != 0) {
      header = concat(header, new byte[] {5, 1, 'A', 'B', 1, 0, 9}, new byte[256]);
    }
    if ((flags & NAME) != 0) {
      header = concat(header, "edge-1.ndjson\0".getBytes(ISO_8859_1));
    }
    if ((flags & COMMENT) != 0) {
      header = concat(header, "\u00e9\u001f\u008b\0".getBytes(ISO_8859_1));
    }
    if ((flags & HEADER_CRC) != 0) {
      CRC32 crc = new CRC32();
      crc.update(header);
      header = concat(header, new byte[] {(byte) crc.getValue(), (byte) (crc.getValue() >> 8)});
    }
    return concat(header, Arrays.copyOfRange(plain, 10, plain.length));
  }
}
