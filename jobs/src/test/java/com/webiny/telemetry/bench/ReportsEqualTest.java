package com.webiny.telemetry.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.webiny.telemetry.opinion.SecondOpinion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A benchmark whose check lets anything pass would compare programs that do not do the same. */
class ReportsEqualTest {
  @TempDir Path temp;
  private Path mine;
  private Path theirs;

  @BeforeEach
  void twoFoldersOfTheSameReports() throws IOException {
    mine = Files.createDirectory(temp.resolve("mine"));
    theirs = Files.createDirectory(temp.resolve("theirs"));
    for (String report : SecondOpinion.REPORTS) {
      for (Path folder : new Path[] {mine, theirs}) {
        write(folder, report, "date,dau,dropped_fields,final,revision\n2026-11-22,5,7,false,1\n");
      }
    }
  }

  @Test
  void theSameReportsAreEqual() {
    assertThat(ReportsEqual.differences(mine, theirs)).isEmpty();
  }

  @Test
  void anotherNumberIsTold() throws IOException {
    write(
        theirs,
        "version_adoption",
        "date,dau,dropped_fields,final,revision\n2026-11-22,6,7,false,1\n");
    assertThat(ReportsEqual.differences(mine, theirs))
        .containsExactly("version_adoption: row 1 (2026-11-22) dau: expected '5' but was '6'");
  }

  @Test
  void anEmptyCellIsNoZero() throws IOException {
    write(
        theirs, "data_quality", "date,dau,dropped_fields,final,revision\n2026-11-22,,7,false,1\n");
    assertThat(ReportsEqual.differences(mine, theirs))
        .containsExactly("data_quality: row 1 (2026-11-22) dau: expected '5' but was ''");
  }

  @Test
  void aRowMoreIsTold() throws IOException {
    write(
        theirs,
        "project_creation",
        "date,dau,dropped_fields,final,revision\n2026-11-22,5,7,false,1\n2026-11-23,5,7,false,1\n");
    assertThat(ReportsEqual.differences(mine, theirs))
        .containsExactly("project_creation: rows: expected 1 but was 2");
  }

  @Test
  void anotherColumnIsTold() throws IOException {
    write(
        theirs,
        "deploy_success",
        "date,mau,dropped_fields,final,revision\n2026-11-22,5,7,false,1\n");
    assertThat(ReportsEqual.differences(mine, theirs)).hasSize(1);
  }

  @Test
  void aMissingReportIsTold() throws IOException {
    Files.delete(theirs.resolve("daily_active_users.csv"));
    assertThat(ReportsEqual.differences(mine, theirs))
        .containsExactly("daily_active_users: missing in " + theirs);
  }

  @Test
  void aCutOffReportIsTold() throws IOException {
    write(theirs, "daily_active_users", "date,dau,dropped_fields,final,revision\n2026-11-22,5");
    assertThat(ReportsEqual.differences(mine, theirs)).hasSize(1);
  }

  /** Only the job counts dropped fields, and only a warehouse has revisions and final rows. */
  @Test
  void whatAPeerCannotKnowMayDiffer() throws IOException {
    write(
        theirs, "data_quality", "date,dau,dropped_fields,final,revision\n2026-11-22,5,0,true,3\n");
    assertThat(ReportsEqual.differences(mine, theirs)).isEmpty();
  }

  private static void write(Path folder, String report, String csv) throws IOException {
    Files.writeString(folder.resolve(report + ".csv"), csv);
  }
}
