package com.webiny.telemetry.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

final class TemplateTest {

  @Test
  void partsTakeTheirPlacesAndAreNotLookedThroughAgain() {
    assertThat(Template.fill("a {{x}} b {{y}} {{x}}", Map.of("x", "{{y}}", "y", "$1\\")))
        .isEqualTo("a {{y}} b $1\\ {{y}}");
  }

  @Test
  void aPlaceThatNothingFillsIsABug() {
    assertThatThrownBy(() -> Template.fill("a {{x}}", Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("The page has a place x that nothing fills.");
    assertThatThrownBy(() -> Template.fill("a {{x", Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("A place of the page has no end.");
  }

  @Test
  void anInlinePartIsNamedAsBrowsersNameIt() {
    // The example of the specification of Content Security Policy.
    assertThat(Template.hash("alert('Hello, world.');"))
        .isEqualTo("'sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng='");
  }
}
