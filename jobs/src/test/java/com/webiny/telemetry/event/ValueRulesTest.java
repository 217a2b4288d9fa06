package com.webiny.telemetry.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/** The rules of single values, each against its table of cases. */
class ValueRulesTest {

  private static final String NONE = "none";

  @ParameterizedTest(name = "{0}")
  @CsvFileSource(
      resources = "/cases/instants.csv",
      delimiter = '|',
      quoteCharacter = '`',
      numLinesToSkip = 1)
  void instant(String why, String text, String micros) {
    long expected = micros.equals(NONE) ? EventInstant.NONE : Long.parseLong(micros);
    Piece piece = Piece.of(text);
    assertThat(EventInstant.parseMicros(piece.text, piece.offset, piece.length))
        .isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0}")
  @CsvFileSource(
      resources = "/cases/versions.csv",
      delimiter = '|',
      quoteCharacter = '`',
      numLinesToSkip = 1)
  void version(String why, String text, String stored, String line, String channel) {
    Piece piece = Piece.of(text);
    Optional<ProductVersion> version = ProductVersion.parse(piece.text, piece.offset, piece.length);
    VersionCache cache = new VersionCache();
    assertThat(cache.parse(piece.text, piece.offset, piece.length)).isEqualTo(version);
    assertThat(cache.parse(piece.text, piece.offset, piece.length)).isEqualTo(version);
    if (stored.equals(NONE)) {
      assertThat(version).isEmpty();
      return;
    }
    assertThat(version.map(ProductVersion::text)).contains(stored);
    assertThat(version.map(ProductVersion::line)).contains(line);
    assertThat(version.map(ProductVersion::channel).map(Channel::text)).contains(channel);
    assertThat(ProductVersion.ofStored(stored)).isEqualTo(version.orElseThrow());
  }

  @ParameterizedTest(name = "{0}")
  @CsvFileSource(resources = "/cases/version-order.csv", delimiter = '|', numLinesToSkip = 1)
  void versionOrder(String why, String lower, String higher) {
    ProductVersion first = ProductVersion.ofStored("v" + lower);
    ProductVersion second = ProductVersion.ofStored("v" + higher);
    assertThat(first).isLessThan(second);
    assertThat(second).isGreaterThan(first);
    assertThat(first).isEqualByComparingTo(ProductVersion.ofStored("v" + lower));
  }

  @ParameterizedTest(name = "{0}")
  @CsvFileSource(
      resources = "/cases/ids.csv",
      delimiter = '|',
      quoteCharacter = '`',
      numLinesToSkip = 1)
  void id(String why, String text, String stored) {
    Piece piece = Piece.of(text.replace("<10>", "\u0010"));
    UuidText id = new UuidText();
    boolean right = id.read(piece.text, piece.offset, piece.length);
    assertThat(right).isEqualTo(!stored.equals(NONE));
    if (right) {
      assertThat(new UUID(id.high(), id.low())).hasToString(stored);
    }
  }

  @Test
  void ofStoredRefusesTextThatOnlyAClientWouldSendAndDoesNotQuoteIt() {
    assertThatThrownBy(() -> ProductVersion.ofStored("5.41.0-beta.2+jane"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("This is no stored product version.");
  }

  @Test
  void aVersionCannotBeMadeOfPartsNoTextGives() {
    assertThatThrownBy(() -> new ProductVersion(5, 41, 0, Optional.of("jane"), OptionalInt.empty()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("These parts make no product version.");
    assertThatThrownBy(() -> new ProductVersion(5, 41, 0, Optional.empty(), OptionalInt.of(1)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () -> new ProductVersion(100_000, 0, 0, Optional.empty(), OptionalInt.empty()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void theVersionCacheTellsApartTextsThatShareASlot() {
    VersionCache cache = new VersionCache();
    for (int round = 0; round < 2; round++) {
      for (int patch = 0; patch < 5_000; patch++) {
        String text = "5.41." + patch;
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        assertThat(cache.parse(bytes, 0, bytes.length).map(ProductVersion::text))
            .contains("v" + text);
      }
    }
  }

  /**
   * A text inside a larger one, as a parser's buffer gives it: reading beyond the piece would show.
   */
  @SuppressWarnings("ArrayRecordComponent") // Never compared; the rules take arrays.
  private record Piece(byte[] text, int offset, int length) {
    static Piece of(String text) {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      byte[] within = ("12" + text + "34Z").getBytes(StandardCharsets.UTF_8);
      return new Piece(within, 2, bytes.length);
    }
  }
}
