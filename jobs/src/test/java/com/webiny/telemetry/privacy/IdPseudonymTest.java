package com.webiny.telemetry.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Random;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Expected values were computed with Python's hmac over the key 00 01 … 1f. */
class IdPseudonymTest {

  private static final UUID ID = UUID.fromString("00000000-0000-4000-8000-00000000000a");

  @Test
  void thePseudonymIsTheFirstSixteenBytesOfTheKeyedHash() {
    IdPseudonym pseudonym = IdPseudonym.of(key(32));
    for (int round = 0; round < 2; round++) {
      compute(pseudonym, ID);
      assertThat(pseudonym.high()).isEqualTo(0x811a7cad868d0bbeL);
      assertThat(pseudonym.low()).isEqualTo(0x924af04e9b63e3ebL);
    }
  }

  /**
   * More IDs than are remembered, twice, under keys of every length that is treated differently.
   */
  @ParameterizedTest
  @ValueSource(ints = {32, 63, 64, 65, 200})
  void itIsThePlatformsHmacWhateverWasAskedBefore(int keyLength) throws GeneralSecurityException {
    IdPseudonym pseudonym = IdPseudonym.of(key(keyLength));
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key(keyLength), "HmacSHA256"));
    for (int round = 0; round < 2; round++) {
      Random random = new Random(20261122);
      for (int i = 0; i < 40_000; i++) {
        UUID id = new UUID(random.nextLong(), random.nextLong() >>> random.nextInt(64));
        compute(pseudonym, id);
        ByteBuffer hash =
            ByteBuffer.wrap(mac.doFinal(id.toString().getBytes(StandardCharsets.US_ASCII)));
        assertThat(pseudonym.high()).isEqualTo(hash.getLong(0));
        assertThat(pseudonym.low()).isEqualTo(hash.getLong(8));
      }
    }
  }

  @Test
  void zerosAreNoId() {
    assertThatThrownBy(() -> IdPseudonym.of(key(32)).compute(0, 0))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void theFingerprintIsKeyedAndLeavesNoTraceInPseudonyms() {
    IdPseudonym pseudonym = IdPseudonym.of(key(32));
    assertThat(pseudonym.fingerprint())
        .isEqualTo("31a1c594cdfcb91c06d62c2bbca1b3454f6b18d81c4016ff2800292c161e44a1");
    compute(pseudonym, ID);
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
    compute(pseudonym, ID);
    assertThat(pseudonym).hasToString("IdPseudonym");
  }

  private static void compute(IdPseudonym pseudonym, UUID id) {
    pseudonym.compute(id.getMostSignificantBits(), id.getLeastSignificantBits());
  }

  private static byte[] key(int length) {
    byte[] key = new byte[length];
    for (int i = 0; i < length; i++) {
      key[i] = (byte) i;
    }
    return key;
  }
}
