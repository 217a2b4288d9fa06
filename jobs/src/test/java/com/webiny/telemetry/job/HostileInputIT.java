package com.webiny.telemetry.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.webiny.telemetry.canary.JobProcess;
import com.webiny.telemetry.job.HostileInputs.Attack;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Everything a stranger may put into the raw folder, in one night of a heap of 1 GB: each thing
 * lands in the bucket of the contract (SPEC sections 2, 5 and 12), and the night ends. Larger
 * crowds by hand: {@code -Dhostile.thousands=1000}.
 */
class HostileInputIT {
  private static final int THOUSANDS = Integer.getInteger("hostile.thousands", 200);

  @TempDir private Path temp;

  @Test
  void eachAttackLandsInItsBucketAndTheNightEnds() throws Exception {
    Site site = Site.in(temp);
    HostileInputs inputs = new HostileInputs(site.raw());
    new HostileFiles(inputs).addAll();
    new HostileContents(inputs, THOUSANDS).addAll();
    site.write(
        "dt=" + inputs.day() + "/last.ndjson", inputs.line(1) + "\n", "2026-06-01T00:00:00Z");
    inputs.done("an ordinary file of the last day", "accepted 1", 1);
    assertThat(inputs.attacks()).hasSizeGreaterThan(130);

    JobProcess.Ended ended =
        new JobProcess(temp.resolve("process"))
            .run(
                site.nightlyArguments(
                    inputs.lastDay().toString(), "--skip-damaged", "--min-cell-size", "1"));
    assertThat(ended.exitCode()).as(ended.error()).isZero();

    Rows quality = site.report("data_quality");
    SoftAssertions softly = new SoftAssertions();
    for (Attack attack : inputs.attacks()) {
      softly
          .assertThat(counts(quality.on(attack.day().toString())))
          .as(attack.why())
          .isEqualTo(attack.counts());
    }
    softly.assertAll();
    long damaged = inputs.attacks().stream().filter(Attack::damaged).count();
    assertThat(ended.output())
        .contains("Damaged and skipped, read again when they change: ")
        .contains(" and " + (damaged - 20) + " more");
    assertThat(site.verify().err()).isEmpty();
    assertThat(site.nightly(inputs.lastDay().toString(), "--skip-damaged").nothingToDo()).isTrue();
  }

  private static final List<String> BUCKETS =
      List.of(
          "files",
          "blank",
          "too_long",
          "torn",
          "malformed",
          "not_object",
          "duplicate_field",
          "missing_received_at",
          "bad_received_at",
          "missing_id",
          "bad_id",
          "missing_event",
          "unknown_event",
          "misplaced",
          "deferred",
          "forgotten",
          "accepted");

  private static Map<String, Long> counts(Map<String, String> row) {
    Map<String, Long> counts = new TreeMap<>();
    for (String bucket : BUCKETS) {
      long count = Long.parseLong(row.get(bucket));
      if (count > 0) {
        counts.put(bucket, count);
      }
    }
    return counts;
  }
}
