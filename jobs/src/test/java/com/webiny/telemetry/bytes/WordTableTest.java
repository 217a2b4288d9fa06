package com.webiny.telemetry.bytes;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WordTableTest {

  private static final int LONGEST = 100;

  @Test
  void aWordIsFoundWhereverItStandsAndNothingElseIs() {
    Map<String, Integer> words = new HashMap<>();
    for (int length = 0; length <= LONGEST; length++) {
      words.put("a".repeat(length), length);
    }
    WordTable<Integer> table = WordTable.of(words);
    for (int length = 0; length <= LONGEST; length++) {
      for (int offset = 0; offset < 9; offset++) {
        for (int behind = 0; behind < 10; behind++) {
          byte[] array = new byte[offset + length + behind];
          Arrays.fill(array, (byte) 'a');
          assertThat(table.find(array, offset, length)).isEqualTo(length);
          for (int at = 0; at < length; at += 1 + offset) {
            array[offset + at] = 'b';
            assertThat(table.find(array, offset, length)).isNull();
            array[offset + at] = 'a';
          }
        }
      }
    }
    byte[] longer = "a".repeat(LONGEST + 1).getBytes(StandardCharsets.UTF_8);
    assertThat(table.find(longer, 0, longer.length)).isNull();
  }

  @Test
  void wordsThatDifferInTheMiddleAreToldApart() {
    String head = "12345678";
    WordTable<String> table =
        WordTable.of(Map.of(head + "a" + head, "a", head + "b" + head, "b", "é", "e"));
    for (String middle : new String[] {"a", "b"}) {
      byte[] word = (head + middle + head).getBytes(StandardCharsets.UTF_8);
      assertThat(table.find(word, 0, word.length)).isEqualTo(middle);
    }
    byte[] other = (head + "c" + head).getBytes(StandardCharsets.UTF_8);
    assertThat(table.find(other, 0, other.length)).isNull();
    byte[] accented = "é".getBytes(StandardCharsets.UTF_8);
    assertThat(table.find(accented, 0, accented.length)).isEqualTo("e");
    assertThat(WordTable.of(Map.of()).find(accented, 0, accented.length)).isNull();
  }
}
