package com.webiny.telemetry.privacy;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

/** What is remembered of an ID that asked to be forgotten, and how its lines are told. */
class TombstonesTest {
  private static final byte[] KEY = "0123456789abcdef0123456789ABCDEF".getBytes(US_ASCII);

  @Test
  void isTheStartOfTheKeyedHashOfALabelAndThePseudonym() throws Exception {
    IdPseudonym pseudonym = IdPseudonym.of(KEY);
    pseudonym.compute(0x1234L, 0x5678L);
    Tombstones.Tombstone tombstone = pseudonym.tombstone(pseudonym.high(), pseudonym.low());

    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(KEY, "HmacSHA256"));
    mac.update("webiny-telemetry: tombstone of a pseudonym, version 1: ".getBytes(US_ASCII));
    mac.update(ByteBuffer.allocate(16).putLong(pseudonym.high()).putLong(pseudonym.low()).array());
    ByteBuffer expected = ByteBuffer.wrap(mac.doFinal());
    assertThat(tombstone)
        .isEqualTo(new Tombstones.Tombstone(expected.getLong(), expected.getLong()));
    assertThat(tombstone.high()).isNotEqualTo(pseudonym.high());
  }

  @Test
  void tellsTheForgottenAndNoOther() {
    IdPseudonym plain = IdPseudonym.of(KEY);
    List<Tombstones.Tombstone> some = new ArrayList<>();
    for (int id = 1; id <= 50_000; id += 7) {
      plain.compute(0, id);
      some.add(plain.tombstone(plain.high(), plain.low()));
      assertThat(plain.isForgotten()).isFalse();
    }
    IdPseudonym telling = IdKey.of(KEY).pseudonym(Tombstones.NONE.with(some));
    // More IDs than are remembered, each twice in a row and again later.
    for (int round = 0; round < 2; round++) {
      for (int id = 1; id <= 50_000; id++) {
        for (int again = 0; again < 2; again++) {
          telling.compute(0, id);
          plain.compute(0, id);
          assertThat(telling.isForgotten()).isEqualTo(id % 7 == 1);
          assertThat(telling.high()).isEqualTo(plain.high());
          assertThat(telling.low()).isEqualTo(plain.low());
        }
      }
    }
  }

  @Test
  void areASetInTheOrderOfTheirTexts() throws Exception {
    Random random = new Random(4);
    Tombstones all = Tombstones.NONE;
    List<Tombstones.Tombstone> given = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      given.add(new Tombstones.Tombstone(random.nextInt(20) - 10L, random.nextLong()));
      all = all.with(List.of(given.get(i)));
    }
    assertThat(all.with(given).texts()).isEqualTo(all.texts()).isSorted().hasSize(300);
    assertThat(Tombstones.ofTexts(all.texts()).texts()).isEqualTo(all.texts());
    Tombstones travelled = travelled(all);
    assertThat(travelled.size()).isEqualTo(300);
    for (Tombstones.Tombstone each : given) {
      assertThat(travelled.contains(each.high(), each.low())).isTrue();
      assertThat(travelled.contains(each.high(), each.low() + 1)).isFalse();
      assertThat(travelled.contains(each.high() ^ 1L << 40, each.low())).isFalse();
    }
    assertThat(Tombstones.NONE.isEmpty()).isTrue();
    assertThat(Tombstones.NONE.contains(0, 0)).isFalse();
  }

  @Test
  void sayNothing() {
    Tombstones.Tombstone one = new Tombstones.Tombstone(1, 2);
    assertThat(one).hasToString("a tombstone");
    assertThat(Tombstones.NONE.with(List.of(one))).hasToString("tombstones");
    assertThatThrownBy(() -> Tombstones.ofTexts(List.of("12")))
        .hasMessage("a tombstone has 32 hexadecimal digits");
  }

  private static Tombstones travelled(Tombstones tombstones) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(tombstones);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      return (Tombstones) in.readObject();
    }
  }
}
