package com.webiny.telemetry.discover;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.webiny.telemetry.event.EventColumn;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code discover} sees in a line, and what it says of names that strangers chose. */
class FieldWalkTest {

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "listed fields are no news | {'event':'app-start','anonymous_id':'x','properties':{'version':1,'ci':[1]}} | properties.ci[] number |",
        "a field that is not listed | {'ip':'1.2.3.4','event':'app-start'} | ip string |",
        "below an object on the way | {'properties':{'newUser':'yes','email':null}} | properties.email null, properties.newUser string |",
        "an object on the way that is none | {'properties':'text','data':null} | properties string |",
        "below a listed field | {'anonymous_id':{'mail':'a@b'}} | anonymous_id.mail string |",
        "in objects of its own | {'a':{'b':{'c':true}}} | a object, a.b object, a.b.c boolean |",
        "in arrays, each element | {'a':[{'b':1},{'b':'x'},2]} | a array, a[] number 1 object 2, a[].b string 1 number 1 |",
        "empty ones | {'a':{},'b':[]} | a object, b array |",
        "a field twice | {'a':1,'a':2} | a number |",
        "with space about | { 'a' : [ 1 , { 'b' : 2 } ] , 'c' : { } } | a array, a[] number 1 object 1, a[].b number, c object |",
        "a name of a listed field elsewhere | {'user':{'event':'x'}} | user object, user.event string |",
        "an empty name hides no path | {'':{'event':'x'}} | \"\" object, \"\".event string |",
        "a dot in a name is told from a path | {'data.event':'x'} | \"data.event\" string |",
        "escapes are resolved | {'\\u0061':1} | a number |",
        "an event of the list by another spelling | {'event':'cli-project-deploy-end'} | |",
        "an event that is not listed | {'event':'cli-consent-given'} | | cli-consent-given string",
        "an event of WTS that is not listed | {'data':{'event':'domain-added'}} | | domain-added string",
        "the first path that is present wins | {'data':{'event':'second'},'event':'first'} | | first string",
        "null is absent | {'event':null,'data':{'event':'second'}} | | second string",
        "an event that is no string | {'event':17} | | \"\" number",
        "no event at all | {'anonymous_id':'x'} | |",
        "an event in other letters | {'event':'App-Start'} | | App-Start string",
        "text that is no JSON is not looked into | {'a':1} x | |",
        "a line cut short | {'a':1,'b':{'c' | |",
        "no object | ['a',{'b':1}] | |",
        "no line | | |",
      })
  void whatALineHolds(String why, String line, String paths, String events) {
    Findings findings = findings(line == null ? "" : line.replace('\'', '"'));
    assertThat(String.join(", ", texts(findings.unlistedPaths()).stream().sorted().toList()))
        .isEqualTo(paths == null ? "" : paths);
    assertThat(String.join(", ", texts(findings.unknownEvents())))
        .isEqualTo(events == null ? "" : events);
  }

  @Test
  void onlyObjectsAreCountedAsSuch() {
    Findings findings = findings("{}", "[]", "", "{\"a\":}", "{\"a\":1}");
    assertThat(findings.lines()).isEqualTo(5);
    assertThat(findings.objects()).isEqualTo(2);
  }

  @Test
  void itWalksEightDeepAndNoFurther() {
    String line = "{\"a\":".repeat(20) + "1" + "}".repeat(20);
    assertThat(texts(findings(line).unlistedPaths())).hasSize(8).contains("a.a.a.a.a.a.a.a object");
    String arrays = "{\"a\":" + "[".repeat(900) + "]".repeat(900) + "}";
    assertThat(texts(findings(arrays).unlistedPaths())).hasSize(8);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "a bell and an escape | \\u0007\\u001b[31mred | \"\\u0007\\u001b[31mred\"",
        "a line feed and a return | a\\nb\\rc | \"a\\u000ab\\u000dc\"",
        "text turned round | \\u202egnp.exe | \"\\u202egnp.exe\"",
        "isolates and marks | \\u2066a\\u200f | \"\\u2066a\\u200f\"",
        "a lone surrogate | \\ud800 | \"\\ufffd\"",
        "one beyond the basic plane | 😀 | \"\\ud83d\\ude00\"",
        "letters that look alike | аdmin | \"\\u0430dmin\"",
        "a quote and a backslash | a\\\"b\\\\c | \"a\\\"b\\\\c\"",
        "NUL | a\\u0000b | \"a\\u0000b\"",
        "what real clients send | $set_once-2 | $set_once-2",
      })
  void namesAreSafeOnATerminal(String why, String name, String shown) {
    Findings findings = findings("{\"" + name + "\":1,\"event\":\"" + name + "\"}");
    assertThat(findings.unlistedPaths()).extracting(Frequent.Found::shown).containsExactly(shown);
    assertThat(findings.unknownEvents()).extracting(Frequent.Found::shown).containsExactly(shown);
    assertThat(shown).matches("[ -~]+");
  }

  @Test
  void longNamesAndPathsAreCut() {
    Findings findings =
        findings(
            "{\"" + "n".repeat(60_000) + "\":1,\"event\":\"" + "e".repeat(60_000) + "\"}",
            "{\"a\":"
                + "{\"0123456789012345678901234567890123456789\":".repeat(7)
                + "1"
                + "}".repeat(8));
    assertThat(findings.unlistedPaths())
        .extracting(Frequent.Found::shown)
        .contains("n".repeat(77) + "...")
        .allSatisfy(shown -> assertThat(shown.length()).isLessThanOrEqualTo(200))
        .anySatisfy(shown -> assertThat(shown).hasSize(200).endsWith("..."));
    assertThat(findings.unknownEvents())
        .extracting(Frequent.Found::shown)
        .containsExactly("e".repeat(77) + "...");
  }

  @Test
  void aFloodOfInventedNamesTakesNoMoreRoomAndHidesNoRealOne() {
    Findings findings = new Findings();
    FieldWalk walk = new FieldWalk(EventColumn.shippedAllowlist(), findings);
    int flood = 10 * Frequent.MAX_NAMES;
    for (int i = 0; i < flood; i++) {
      byte[] line = ("{\"real\":1,\"x" + i + "\":2,\"event\":\"e" + i + "\"}").getBytes(UTF_8);
      walk.walk(line, 0, line.length, 1);
    }
    List<Frequent.Found> paths = findings.unlistedPaths();
    assertThat(paths).hasSizeLessThanOrEqualTo(Frequent.MAX_NAMES);
    assertThat(paths.get(0).shown()).isEqualTo("real");
    assertThat(paths.get(0).seen().times()).isEqualTo(flood);
    assertThat(paths.stream().mapToLong(found -> found.seen().times()).sum() + findings.morePaths())
        .as("every one is counted, by name or as more")
        .isEqualTo(2L * flood);
    assertThat(findings.moreEvents()).isPositive();
  }

  @Test
  void tasksAddUp() {
    Findings one = findings("{\"a\":1,\"event\":\"x\"}");
    Findings other = new Findings();
    FieldWalk walk = new FieldWalk(EventColumn.shippedAllowlist(), other);
    byte[] line = "{\"a\":true,\"b\":2,\"event\":\"x\"}".getBytes(UTF_8);
    walk.walk(line, 0, line.length, 3);
    Findings sum = one.add(other);
    assertThat(texts(sum.unlistedPaths())).containsExactly("a number 1 boolean 1", "b number");
    assertThat(sum.unlistedPaths().get(0).seen().firstDay()).isEqualTo(1);
    assertThat(sum.unlistedPaths().get(0).seen().lastDay()).isEqualTo(3);
    assertThat(texts(sum.unknownEvents())).containsExactly("x string");
    assertThat(sum.lines()).isEqualTo(2);
  }

  @Test
  void addingUpStaysBounded() {
    Frequent sum = new Frequent();
    for (int task = 0; task < 4; task++) {
      Frequent found = new Frequent();
      for (int i = 0; i < Frequent.MAX_NAMES; i++) {
        found.add("t" + task + "." + i, JsonType.NUMBER, 1);
      }
      found.add("t" + task + ".0", JsonType.NUMBER, 1);
      sum.add(found);
    }
    assertThat(sum.found(name -> name)).hasSize(Frequent.MAX_NAMES);
    assertThat(sum.found(name -> name).subList(0, 4))
        .extracting(Frequent.Found::shown)
        .containsExactly("t0.0", "t1.0", "t2.0", "t3.0");
    assertThat(sum.droppedTimes()).isEqualTo(3L * Frequent.MAX_NAMES);
  }

  private static Findings findings(String... lines) {
    Findings findings = new Findings();
    FieldWalk walk = new FieldWalk(EventColumn.shippedAllowlist(), findings);
    for (String line : lines) {
      byte[] bytes = line.getBytes(UTF_8);
      walk.walk(bytes, 0, bytes.length, 1);
    }
    return findings;
  }

  private static List<String> texts(List<Frequent.Found> found) {
    List<String> texts = new ArrayList<>();
    for (Frequent.Found one : found) {
      StringBuilder text = new StringBuilder(one.shown());
      for (JsonType type : JsonType.values()) {
        long times = one.seen().of(type);
        if (times > 0) {
          text.append(' ').append(type.text());
          if (times < one.seen().times()) {
            text.append(' ').append(times);
          }
        }
      }
      texts.add(text.toString());
    }
    return texts;
  }
}
