package com.webiny.telemetry.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.webiny.telemetry.canary.JobProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Exit codes and sentences as a scheduler sees them: of a process of its own. */
class OptionsIT {
  @TempDir Path temp;

  @Test
  void aWrongOptionEndsTheProcessWithItsCodeAndSentence() throws Exception {
    Path key = Files.writeString(temp.resolve("id.key"), "k".repeat(32));
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
    String raw = Files.createDirectories(temp.resolve("raw")).toString();
    String warehouse = temp.resolve("warehouse").toString();
    assertEnds(
        2,
        "--raw, --warehouse, --id-key-file are missing; give each with a value, or see telemetry nightly --help.",
        "nightly");
    assertEnds(
        2,
        "--date is no date; give a day as YYYY-MM-DD, such as 2026-11-22.",
        "nightly",
        "--raw",
        raw,
        "--warehouse",
        warehouse,
        "--id-key-file",
        key.toString(),
        "--date",
        "2026-02-30");
    assertEnds(
        3,
        "--raw names a folder that does not exist; check the path.",
        "nightly",
        "--raw",
        raw + "x",
        "--warehouse",
        warehouse,
        "--id-key-file",
        key.toString());
    assertEnds(
        6,
        "--warehouse: this store can neither replace a file in one step nor write on a condition, so readers could see half a file; name a folder of a local file system, of HDFS, or of S3.",
        "status",
        "--warehouse",
        "http://localhost/folder");
    assertThat(temp.resolve("warehouse")).doesNotExist();
  }

  private void assertEnds(int exitCode, String sentence, String... arguments) throws Exception {
    JobProcess process = new JobProcess(Files.createTempDirectory(temp, "home"));
    JobProcess.Ended ended = process.run(arguments);
    assertThat(ended.error()).isEqualTo(sentence + System.lineSeparator());
    assertThat(ended.exitCode()).isEqualTo(exitCode);
    assertThat(ended.output()).isEmpty();
  }
}
