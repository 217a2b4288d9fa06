package com.webiny.telemetry.bench;

import com.webiny.telemetry.opinion.RawFile;
import com.webiny.telemetry.opinion.RawFolder;
import com.webiny.telemetry.sample.SampleLogs;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Raw logs to run over.
 *
 * @param folder where they lie
 * @param newest the day to publish last
 */
record RawInput(Path folder, LocalDate newest) {

  /**
   * Logs of the project's generator that end on the newest day; kept in the work folder under their
   * options, so that they are made once.
   *
   * @param options those of the generator but for {@code --out} and {@code --from}
   */
  static RawInput generated(Project project, int days, String... options) {
    LocalDate newest = LocalDate.parse(Project.NEWEST_DAY);
    List<String> all = new ArrayList<>(List.of(options));
    all.addAll(List.of("--days", Integer.toString(days)));
    all.addAll(List.of("--from", newest.minusDays(days - 1L).toString()));
    String name = String.join("_", all).replace("--", "").replaceAll("[^0-9A-Za-z_.-]", "-");
    Path folder = project.work().resolve("raw").resolve(name);
    if (!Files.exists(folder)) {
      Benchmark.say("Generating " + name + " ...");
      Path unfinished = Path.of(folder + ".unfinished");
      project.remove(unfinished);
      List<String> command =
          project.java("1g", SampleLogs.class.getName(), "--out", unfinished.toString());
      command.addAll(all);
      TimedProcess.run(command, Map.of(), project.log("generate"));
      project.shell("mv \"$0\" \"$1\"", unfinished.toString(), folder.toString());
    }
    return new RawInput(folder, newest);
  }

  /** The files a first night reads. */
  List<RawFile> files() {
    try {
      return RawFolder.list(folder).stream()
          .filter(file -> !file.folderDay().isAfter(newest.plusDays(1)))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads everything once, so that all contestants find it in the page cache (if it fits). */
  void warm() {
    byte[] buffer = new byte[1 << 20];
    for (RawFile file : files()) {
      try (InputStream in = Files.newInputStream(file.path())) {
        while (in.read(buffer) >= 0) {
          // only for the cache
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
