package com.webiny.telemetry.verify;

import com.webiny.telemetry.publish.Commit;
import com.webiny.telemetry.publish.ControlCheck;
import com.webiny.telemetry.publish.PublishedFile;
import com.webiny.telemetry.publish.Warehouse;
import com.webiny.telemetry.report.Reports;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Reads all of a warehouse again and holds it against its newest commit (SPEC section 10). Changes
 * nothing. Needs no Spark: what it costs is reading every published byte once.
 */
public final class Verification {
  private static final int THREADS = 4;

  private final Warehouse warehouse;
  private final ControlCheck.Found control;
  private final List<String> faults = new ArrayList<>();

  private Verification(Warehouse warehouse, ControlCheck.Found control) {
    this.warehouse = warehouse;
    this.control = control;
    this.faults.addAll(control.faults());
  }

  /**
   * What was found.
   *
   * @param faults a sentence each, naming the file, control data first; empty if all is well
   * @param halfPlaced whether the next run has something to finish
   * @param head the newest commit; empty if there is none, or it is damaged
   * @param files how many published files were read
   * @param bytes how many bytes they are
   */
  public record Verdict(
      List<String> faults, boolean halfPlaced, Optional<Commit> head, long files, long bytes) {}

  /**
   * Checks a warehouse.
   *
   * @throws IOException if a folder cannot be listed; a file that cannot be read is a fault
   */
  public static Verdict of(Warehouse warehouse) throws IOException {
    return new Verification(warehouse, ControlCheck.of(warehouse)).run();
  }

  private Verdict run() throws IOException {
    SortedMap<String, PublishedFile> files = control.files();
    if (control.head().isPresent()) {
      if (control.halfPlaced()) {
        faults.add(
            "Commit "
                + control.head().get().number()
                + " is only half in place: run nightly, which finishes it.");
      }
      checkFiles(files);
      faults.addAll(SumCheck.ofLedger(control.ledger()));
    }
    // What is named cannot be told when the commit or a manifest is damaged: that is fault enough.
    if (control.allFilesKnown()) {
      faults.addAll(Extras.of(warehouse, files));
    }
    return new Verdict(
        List.copyOf(faults),
        control.halfPlaced(),
        control.head(),
        files.size(),
        files.values().stream().mapToLong(PublishedFile::bytes).sum());
  }

  private void checkFiles(SortedMap<String, PublishedFile> files) throws IOException {
    FileCheck check = new FileCheck(warehouse, files);
    List<PublishedFile> placed =
        files.values().stream().filter(file -> !control.waiting().contains(file.path())).toList();
    List<String> wrong = new ArrayList<>();
    for (Optional<String> fault : inParallel(placed, check)) {
      fault.ifPresent(wrong::add);
    }
    faults.addAll(wrong);
    String quality = Reports.parquetPath(Reports.dataQuality());
    PublishedFile qualityFile = files.get(quality);
    if (qualityFile != null
        && placed.contains(qualityFile)
        && check.fault(qualityFile).isEmpty()
        && control.allFilesKnown()
        && control.forgottenDays().isPresent()) {
      faults.addAll(
          SumCheck.ofQuality(
              warehouse, control.head().get(), files, control.forgottenDays().get()));
    }
  }

  /** Hashing keeps a core busy, a far store keeps it waiting. */
  private static List<Optional<String>> inParallel(List<PublishedFile> files, FileCheck check)
      throws IOException {
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      List<Callable<Optional<String>>> tasks = new ArrayList<>();
      for (PublishedFile file : files) {
        tasks.add(() -> check.fault(file));
      }
      List<Optional<String>> found = new ArrayList<>();
      for (Future<Optional<String>> task : threads.invokeAll(tasks)) {
        found.add(task.get());
      }
      return found;
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", stopped);
    } catch (ExecutionException bug) {
      throw new IllegalStateException("a check failed", bug);
    } finally {
      threads.shutdownNow();
    }
  }
}
