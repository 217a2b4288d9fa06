package com.webiny.telemetry.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.webiny.telemetry.storage.Storage;
import com.webiny.telemetry.storage.Storages;
import java.nio.file.Path;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reports that an earlier job wrote, read by this one. */
class ReportFileTest {
  private static final Report NOW =
      Report.named("made_up")
          .day("date", "")
          .text("line", "")
          .endKey()
          .count("ended", "")
          .count("succeeded", "")
          .share("success_rate", "")
          .build();

  private static final Report BEFORE =
      Report.named("made_up")
          .day("date", "")
          .text("line", "")
          .endKey()
          .count("ended", "")
          .share("success_rate", "")
          .build();

  private static final Cell DAY = new Cell.Day(20_587);
  private static final Cell LINE = new Cell.Text("v5.41.x");
  private static final Cell RATE = new Cell.Share(0.5);

  @TempDir Path temp;

  private Storage storage;
  private String file;

  @BeforeEach
  void prepare() throws Exception {
    storage = Storages.reading("--raw", temp.toString(), () -> new Configuration(false)).storage();
    file = temp.resolve("a.parquet").toString();
  }

  @Test
  void oneOfFewerColumnsHasNoRowsYet() throws Exception {
    write(BEFORE, DAY, LINE, new Cell.Count(4), RATE);
    assertThat(ReportFile.read(NOW, storage, file)).isEmpty();
    assertThat(ReportFile.read(BEFORE, storage, file)).hasSize(1);
  }

  @Test
  void oneOfTheSameColumnsHasItsRows() throws Exception {
    ReportRow row = write(NOW, DAY, LINE, new Cell.Count(4), new Cell.Count(2), RATE);
    assertThat(ReportFile.read(NOW, storage, file)).containsExactly(row);
  }

  @Test
  void oneThatLacksAColumnAndHasAnotherIsNoneOfAnEarlierJob() throws Exception {
    Report other =
        Report.named("made_up")
            .day("date", "")
            .text("line", "")
            .endKey()
            .count("ended", "")
            .count("sucxeeded", "")
            .share("success_rate", "")
            .build();
    write(other, DAY, LINE, new Cell.Count(4), new Cell.Count(2), RATE);
    assertThatThrownBy(() -> ReportFile.read(NOW, storage, file)).hasMessageContaining("succeeded");
  }

  private ReportRow write(Report report, Cell... cells) throws Exception {
    ReportRow row = ReportFile.row(cells);
    ReportFile.writeParquet(report, List.of(row), storage, file);
    return row;
  }
}
