package com.webiny.telemetry.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Expected values were computed with Python's hmac over the key 00 01 … 1f. */
class IdPseudonymTest {

  private static final byte[] ID =
      "00000000-0000-4000-8000-00000000000a".getBytes(StandardCharsets.US_ASCII);

  @Test
  void thePseudonymIsTheFirstSixteenBytesOfTheKeyedHash() {
    IdPseudonym pseudonym = IdPseudonym.of(key(32));
    for (int round = 0; round < 2; round++) {
      pseudonym.compute(ID);
      assertThat(pseudonym.high()).isEqualTo(0x811a7cad868d0bbeL);
      assertThat(pseudonym.low()).isEqualTo(0x924af04e9b63e3ebL);
    }
  }

  @Test
  void bytesBeyondTheIdAreNotRead() {
    byte[] longer = java.util.Arrays.copyOf(ID, 40);
    longer[38] = 'x';
    IdPseudonym pseudonym = IdPseudonym.of(key(32));
    pseudonym.compute(longer);
    assertThat(pseudonym.high()).isEqualTo(0x811a7cad868d0bbeL);
  }

  @Test
  void theFingerprintIsKeyedAndLeavesNoTraceInPseudonyms() {
    IdPseudonym pseudonym = IdPseudonym.of(key(32));
    assertThat(pseudonym.fingerprint())
        .isEqualTo("31a1c594cdfcb91c06d62c2bbca1b3454f6b18d81c4016ff2800292c161e44a1");
    pseudonym.compute(ID);
    assertThat(pseudonym.high()).isEqualTo(0x811a7cad868d0bbeL);
    assertThat(IdPseudonym.of(key(33)).fingerprint()).isNotEqualTo(pseudonym.fingerprint());
  }

  @Test
  void aShortKeyIsRefusedWithoutItsBytes() {
    assertThatThrownBy(() -> IdPseudonym.of(key(31)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("An ID key has at least 32 bytes.");
  }

  @Test
  void itsTextSaysNothing() {
    IdPseudonym pseudonym = IdPseudonym.of(key(32));
    pseudonym.compute(ID);
    assertThat(pseudonym).hasToString("IdPseudonym");
  }

  private static byte[] key(int length) {
    byte[] key = new byte[length];
    for (int i = 0; i < length; i++) {
      key[i] = (byte) i;
    }
    return key;
  }
}
