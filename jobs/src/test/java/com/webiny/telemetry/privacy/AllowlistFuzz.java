package com.webiny.telemetry.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/**
 * Whatever a document says: it is refused with its faults, or what it allows is narrow (SPEC
 * section 3). As {@code LineParserFuzz}: a build tries what was found before, {@code JAZZER_FUZZ=1}
 * looks for more.
 */
class AllowlistFuzz {

  @FuzzTest(maxDuration = "30s")
  void isRefusedOrNarrow(byte[] document) throws IOException {
    Allowlist allowlist;
    try {
      allowlist = AllowlistFile.read(new ByteArrayInputStream(document), AllowlistTest.VOCABULARY);
    } catch (AllowlistException refused) {
      assertThat(refused.faults()).isNotEmpty().noneMatch(String::isBlank);
      return;
    }
    List<String> paths = new ArrayList<>();
    for (AllowedField field : allowlist.fields()) {
      assertThat(AllowlistTest.VOCABULARY.columns()).containsKey(field.column());
      assertThat(field.purpose()).isNotBlank();
      paths.addAll(field.from());
    }
    assertThat(paths).isNotEmpty().doesNotHaveDuplicates();
    for (String path : paths) {
      assertThat(path).matches("[A-Za-z0-9_$-]+([.][A-Za-z0-9_$-]+)*");
      for (String part : path.split("[.]", -1)) {
        assertThat(part).isNotIn("ip", "user_agent", "email", "url", "errorStack", "commandParams");
      }
      for (String other : paths) {
        assertThat(path).as("no whole object is allowed").doesNotStartWith(other + ".");
      }
    }
    List<String> names = new ArrayList<>();
    for (AllowedEvent event : allowlist.events()) {
      assertThat(event.purpose()).isNotBlank();
      names.addAll(event.spellings());
    }
    assertThat(new HashSet<>(names)).hasSameSizeAs(names);
  }
}
