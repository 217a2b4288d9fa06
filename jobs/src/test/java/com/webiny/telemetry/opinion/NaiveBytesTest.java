package com.webiny.telemetry.opinion;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class NaiveBytesTest {

  private static final byte[] FIRST = "the first part\n".repeat(40).getBytes(UTF_8);
  private static final byte[] SECOND = "and the second, longer\n".repeat(9_000).getBytes(UTF_8);
  private static final byte[] BOTH = joined(FIRST, SECOND);

  @Test
  void plainBytesPassUnchangedWhateverTheyAre() throws Exception {
    assertThat(NaiveBytes.decompress(FIRST)).contains(FIRST);
    assertThat(NaiveBytes.decompress(new byte[0])).contains(new byte[0]);
    assertThat(NaiveBytes.decompress(new byte[] {0x1f})).contains(new byte[] {0x1f});
  }

  @Test
  void membersAndFramesAreReadOneAfterTheOther() throws Exception {
    assertThat(NaiveBytes.decompress(joined(gzip(FIRST), gzip(SECOND)))).contains(BOTH);
    assertThat(NaiveBytes.decompress(joined(zstd(FIRST), zstd(SECOND)))).contains(BOTH);
  }

  @Test
  void aSkippableFrameInFrontIsZstdToo() throws Exception {
    byte[] skippable = {0x5e, 0x2a, 0x4d, 0x18, 3, 0, 0, 0, 'x', 'y', 'z'};
    assertThat(NaiveBytes.decompress(joined(skippable, zstd(FIRST)))).contains(FIRST);
    assertThat(NaiveBytes.decompress(Arrays.copyOf(skippable, 9))).isEmpty();
  }

  @Test
  void everyEarlyEndWithinAMemberOrFrameIsNoticedAlsoWithinALaterOne() throws Exception {
    for (boolean gzip : new boolean[] {true, false}) {
      byte[] first = gzip ? gzip(FIRST) : zstd(FIRST);
      byte[] whole = joined(first, gzip ? gzip(FIRST) : zstd(FIRST));
      for (int length = gzip ? 2 : 4; length < whole.length; length++) {
        byte[] cut = Arrays.copyOf(whole, length);
        if (length == first.length) {
          assertThat(NaiveBytes.decompress(cut)).contains(FIRST);
        } else {
          assertThat(NaiveBytes.decompress(cut)).as("gzip %s, %d bytes", gzip, length).isEmpty();
        }
      }
    }
  }

  @Test
  void zeroPaddingAfterAGzipMemberIsIgnoredAndOtherBytesAreDamage() throws Exception {
    assertThat(NaiveBytes.decompress(joined(gzip(FIRST), new byte[512]))).contains(FIRST);
    for (byte[] start : new byte[][] {gzip(FIRST), zstd(FIRST)}) {
      assertThatThrownBy(() -> NaiveBytes.decompress(joined(start, "junk".getBytes(UTF_8))))
          .isInstanceOf(NaiveBytes.Damaged.class);
    }
  }

  @Test
  void aWrongChecksumIsDamage() throws IOException {
    byte[] gzip = gzip(FIRST);
    gzip[gzip.length - 5] ^= 1;
    assertThatThrownBy(() -> NaiveBytes.decompress(gzip)).isInstanceOf(NaiveBytes.Damaged.class);
  }

  private static byte[] zstd(byte[] content) {
    return Zstd.compress(content);
  }

  private static byte[] gzip(byte[] content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(content);
    }
    return bytes.toByteArray();
  }

  private static byte[] joined(byte[] one, byte[] two) {
    byte[] both = Arrays.copyOf(one, one.length + two.length);
    System.arraycopy(two, 0, both, one.length, two.length);
    return both;
  }
}
