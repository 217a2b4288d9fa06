package com.webiny.telemetry.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Strings of every length at every alignment, with each byte that matters at each place. */
class JsonReaderTest {

  private static final int LONGEST = 40;

  /**
   * The special ones, and their neighbours in the bits by which eight are looked at in one step.
   */
  private static final int[] BYTES = {
    0x00, 0x01, 0x02, 0x1D, 0x1F, 0x20, 0x21, 0x22, 0x23, 0x24, 0x42, 0x5B, 0x5C, 0x5D, 0x5E, 0x62,
    0x7C, 0x7F, 0x80, 0x82, 0xA0, 0xA2, 0xC3, 0xDC, 0xE2, 0xF0, 0xFF
  };

  private final JsonReader reader = new JsonReader();

  @Test
  void aStringEndsAtItsQuoteWhateverStandsInOrBehindIt() {
    for (int length = 0; length <= LONGEST; length++) {
      for (int offset = 0; offset < 16; offset++) {
        for (int behind : new int[] {0, 1, 7, 8, 15, 16, 17, 40}) {
          for (char around : new char[] {'"', 'a', '\n'}) {
            byte[] array = new byte[offset + length + 2 + behind];
            Arrays.fill(array, (byte) around);
            write(array, offset, "\"" + "a".repeat(length) + "\"");
            check(array, offset, length + 2, length);
          }
        }
      }
    }
  }

  @Test
  void everyByteThatMattersIsSeenAtEveryPlace() {
    for (int length = 1; length <= LONGEST; length++) {
      for (int at = 0; at < length; at++) {
        for (int special : BYTES) {
          for (int behind : new int[] {0, 1, 16, 24}) {
            for (int offset : new int[] {0, 1, 5, 8}) {
              byte[] array = new byte[offset + length + 2 + behind];
              Arrays.fill(array, (byte) '"');
              write(array, offset, "\"" + "a".repeat(length) + "\"");
              array[offset + 1 + at] = (byte) special;
              check(array, offset, length + 2, expected(special, at, length));
            }
          }
        }
      }
    }
  }

  /** The length of the string, or -1 if it is wrong. The letter behind the byte is an a. */
  private static int expected(int special, int at, int length) {
    if (special == '"') {
      return at;
    }
    return special < ' ' || special == '\\' || special >= 0x80 ? -1 : length;
  }

  @Test
  void aCharacterBeyondAsciiAndAnEscapeAreReadAtEveryPlace() {
    for (String character :
        new String[] {"é", "€", "\uD83D\uDE00", "\\n", "\\u00e9", "\\ud83d\\ude00"}) {
      String plain =
          character.startsWith("\\n")
              ? "\n"
              : character.length() == 6
                  ? "é"
                  : character.length() == 12 ? "\uD83D\uDE00" : character;
      for (int length = 0; length <= LONGEST; length++) {
        for (int at = 0; at <= length; at++) {
          String before = "a".repeat(at);
          String after = "b".repeat(length - at);
          for (int behind : new int[] {0, 1, 30}) {
            byte[] text =
                ("\"" + before + character + after + "\"").getBytes(StandardCharsets.UTF_8);
            byte[] array = Arrays.copyOf(text, text.length + behind);
            int start = reader.open(array, 0, text.length);
            assertThat(reader.isEnd(reader.readString(start + 1))).isTrue();
            assertThat(text()).isEqualTo(before + plain + after);
            assertThat(reader.isEnd(reader.skipValue(start, 0))).isTrue();
          }
        }
      }
    }
  }

  @Test
  void aTextCutOffAnywhereIsMalformed() {
    byte[] text =
        "{\"a\":[1.5e+3,true,null,\"\\u00e9\u20ac\",{\"b\":{}},[]],\"c\":\"d\"}"
            .getBytes(StandardCharsets.UTF_8);
    for (int length = 0; length < text.length; length++) {
      for (int behind : new int[] {0, text.length - length}) {
        int start = reader.open(Arrays.copyOf(text, length + behind), 0, length);
        assertThat(reader.isEnd(reader.skipValue(start, 0))).as("%d bytes", length).isFalse();
      }
    }
    assertThat(reader.isEnd(reader.skipValue(reader.open(text, 0, text.length), 0))).isTrue();
  }

  private void check(byte[] array, int offset, int length, int expected) {
    int start = reader.open(array, offset, length);
    int read = reader.readString(start + 1);
    int skipped = reader.skipValue(start, 0);
    if (expected < 0) {
      assertThat(read).isGreaterThanOrEqualTo(JsonReader.MALFORMED);
      assertThat(skipped).isGreaterThanOrEqualTo(JsonReader.MALFORMED);
    } else {
      assertThat(read).isEqualTo(start + expected + 2);
      assertThat(skipped).isEqualTo(start + expected + 2);
      assertThat(reader.textLength()).isEqualTo(expected);
      assertThat(reader.textStart()).isEqualTo(start + 1);
    }
  }

  private String text() {
    return new String(
        reader.bytes(reader.textHasEscapes()),
        reader.textStart(),
        reader.textLength(),
        StandardCharsets.UTF_8);
  }

  private static void write(byte[] array, int at, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    System.arraycopy(bytes, 0, array, at, bytes.length);
  }
}
