package com.webiny.telemetry.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.webiny.telemetry.privacy.AllowedEvent;
import com.webiny.telemetry.privacy.AllowedField;
import com.webiny.telemetry.privacy.Allowlist;
import com.webiny.telemetry.report.Report;
import com.webiny.telemetry.report.Reports;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The document that is shipped is itself under test: it says what SPEC sections 3 and 4 say, and no
 * more.
 */
class ShippedAllowlistTest {

  private final Allowlist shipped = EventColumn.shippedAllowlist();

  @Test
  void itNamesExactlyTheApprovedPathsInTheirOrder() {
    assertThat(shipped.fields().stream().map(field -> field.column() + " " + field.from()))
        .containsExactly(
            "received_at [received_at]",
            "anon_key [anonymous_id, data.identity, distinct_id]",
            "event [event, data.event]",
            "version [properties.version, data.properties.version]",
            "ci [properties.ci, data.properties.ci]");
  }

  @Test
  void itHoldsEveryEventOnceWithItsOldSpelling() {
    assertThat(shipped.events().stream().map(AllowedEvent::name))
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(EventName.values()).map(EventName::text).toList());
    for (AllowedEvent event : shipped.events()) {
      String old = event.name().replaceFirst("^(cli|admin)-", "");
      assertThat(event.spellings()).containsExactly(event.name(), old);
    }
  }

  @Test
  void itsPurposesAreSentences() {
    for (AllowedField field : shipped.fields()) {
      assertThat(field.purpose()).matches("[A-Z].{20,}\\.");
      assertThat(field.rule()).doesNotContain("\n");
    }
    for (AllowedEvent event : shipped.events()) {
      assertThat(event.purpose()).matches("[A-Z].{20,}\\.");
    }
  }

  @Test
  void itsReportsAreThoseOfTheJob() {
    List<String> reports = Reports.all().stream().map(Report::name).toList();
    for (AllowedField field : shipped.fields()) {
      assertThat(reports).containsAll(field.usedBy());
      if (field.required()) {
        assertThat(field.usedBy()).as(field.column()).hasSameElementsAs(reports);
      }
    }
  }
}
