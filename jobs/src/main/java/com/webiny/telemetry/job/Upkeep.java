package com.webiny.telemetry.job;

import com.webiny.telemetry.audit.RunSummary;
import com.webiny.telemetry.audit.RunSummary.Names;
import com.webiny.telemetry.event.Bucket;
import com.webiny.telemetry.exit.ExitCode;
import com.webiny.telemetry.exit.StopException;
import com.webiny.telemetry.night.DayBucket;
import com.webiny.telemetry.night.LiveFile;
import com.webiny.telemetry.night.NightOutput.Staged;
import com.webiny.telemetry.publish.Commit;
import com.webiny.telemetry.publish.PublishedFile;
import com.webiny.telemetry.publish.Warehouse;
import com.webiny.telemetry.publish.WarehouseState;
import com.webiny.telemetry.storage.Storages.Location;
import com.webiny.telemetry.table.WrittenFile;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A run that changes what is published without reading raw logs: it publishes as a night does, by a
 * commit (SPEC section 9).
 */
final class Upkeep {
  private final String command;
  private final Map<String, String> options;
  private final Warehouse warehouse;
  private final WarehouseState state;
  private final Commit head;
  private final Claim claim;

  private Upkeep(
      String command,
      Map<String, String> options,
      Warehouse warehouse,
      WarehouseState state,
      Commit head) {
    this.command = command;
    this.options = options;
    this.warehouse = warehouse;
    this.state = state;
    this.head = head;
    this.claim = Claim.after(state.head(), warehouse);
  }

  /**
   * Opens a warehouse that holds something.
   *
   * @param options as the commit is to tell them
   */
  static Upkeep begin(String command, Map<String, String> options, Location place)
      throws StopException, IOException {
    Warehouse warehouse = new Warehouse(place);
    warehouse.requireKnownFormat();
    WarehouseState state = warehouse.state();
    if (state.head().isEmpty()) {
      throw new StopException(
          ExitCode.INPUT,
          "--warehouse holds no published day; check the path, or run nightly first.");
    }
    return new Upkeep(command, options, warehouse, state, state.head().get());
  }

  /** Finishes what an earlier run left half in place. */
  void finishHead() throws IOException, StopException {
    if (warehouse.isHalfPlaced(head)) {
      warehouse.place(head);
    }
  }

  Claim claim() {
    return claim;
  }

  Warehouse warehouse() {
    return warehouse;
  }

  WarehouseState state() {
    return state;
  }

  Commit head() {
    return head;
  }

  /** The folder, an absolute path, of this run's files. */
  String staging() {
    return warehouse.path(claim.staging());
  }

  /** A published file; empty if there is none. */
  Optional<LiveFile> live(DayBucket file) throws IOException {
    return state
        .files()
        .get(file.path())
        .map(live -> new LiveFile(warehouse.path(live.path()), live.rows(), live.sha256()));
  }

  /**
   * What is to change.
   *
   * @param files that take the place of published ones
   * @param tombstones the manifest of forgotten IDs
   * @param tablesFrom the first day the tables hold, ISO
   * @param removals folders, below the warehouse, whose files go
   * @param rowsRemoved by table
   */
  record Change(
      List<Staged> files,
      List<String> tombstones,
      String tablesFrom,
      List<String> removals,
      Map<String, Long> rowsRemoved) {}

  /** How many rows are fewer in these files than in those published, by table. */
  Map<String, Long> rowsRemoved(List<Staged> files) throws IOException {
    Map<String, Long> removed = new TreeMap<>();
    for (Staged file : files) {
      long before = state.files().get(file.file().path()).orElseThrow().rows();
      removed.merge(file.file().table(), before - file.written().rows(), Long::sum);
    }
    return removed;
  }

  /**
   * Makes the commit and puts everything into place.
   *
   * @param clock tells when the commit was made
   * @return what was done
   * @throws StopException with {@link ExitCode#LOST_RACE} if another run published first
   */
  RunSummary publish(Clock clock, Change change) throws StopException, IOException {
    List<Staged> files = change.files();
    RunSummary summary = summary(files.size(), change.rowsRemoved());
    List<PublishedFile> changed = new ArrayList<>();
    List<Commit.Placement> placements = new ArrayList<>();
    String root = warehouse.path("");
    for (Staged file : files) {
      String path = file.file().path();
      WrittenFile written = file.written();
      changed.add(new PublishedFile(path, written.rows(), written.bytes(), written.sha256()));
      placements.add(
          new Commit.Placement(written.path().substring(root.length()), path, written.sha256()));
    }
    warehouse.stageMark(claim.staging());
    Commit commit =
        new Commit(
            claim.number(),
            JobVersion.text(),
            command,
            options,
            clock.instant().toString(),
            head.settings(),
            head.firstDay(),
            head.newestDay(),
            warehouse.manifests().writeFiles(state.files(), changed, change.removals()),
            head.ledgers(),
            placements,
            claim.staging(),
            summary,
            change.tombstones(),
            change.tablesFrom(),
            change.removals());
    if (!warehouse.commit(commit)) {
      throw Publication.lostRace();
    }
    Publication.place(warehouse, commit);
    return summary;
  }

  private RunSummary summary(long filesPublished, Map<String, Long> rowsRemoved) {
    Map<String, Long> lines = new TreeMap<>();
    for (Bucket bucket : Bucket.values()) {
      lines.put(bucket.text(), 0L);
    }
    Names none = Names.of(List.of());
    return new RunSummary(
        command,
        head.firstDay(),
        head.newestDay(),
        0,
        0,
        0,
        lines,
        0,
        0,
        filesPublished,
        none,
        none,
        none,
        head.summary().unreadLateFiles(), // As true as before; status tells them.
        0,
        rowsRemoved);
  }
}
