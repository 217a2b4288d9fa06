package com.webiny.telemetry.job;

import com.webiny.telemetry.audit.RunSummary;
import com.webiny.telemetry.audit.RunSummary.Names;
import com.webiny.telemetry.exit.ExitCode;
import com.webiny.telemetry.exit.StopException;
import com.webiny.telemetry.landing.InputLedger;
import com.webiny.telemetry.landing.LandingZone;
import com.webiny.telemetry.landing.LedgerEntry;
import com.webiny.telemetry.landing.RunRange;
import com.webiny.telemetry.night.DayBucket;
import com.webiny.telemetry.night.Night;
import com.webiny.telemetry.night.NightOutput.BucketDone;
import com.webiny.telemetry.night.NightOutput.DayMerge;
import com.webiny.telemetry.night.NightOutput.Staged;
import com.webiny.telemetry.page.PageFacts;
import com.webiny.telemetry.publish.Commit;
import com.webiny.telemetry.publish.PublishedFile;
import com.webiny.telemetry.publish.Warehouse;
import com.webiny.telemetry.report.ReportPlan;
import com.webiny.telemetry.report.Reports;
import com.webiny.telemetry.table.Tables;
import com.webiny.telemetry.table.WrittenFile;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a run is about to publish: the state that would be live, and the files that still wait for
 * it.
 */
final class Publication {
  private final Run run;
  private final Warehouse warehouse;
  private final LandingZone landing;
  private final RunRange range;
  private final InputVerdict verdict;
  private final List<BucketDone> buckets;
  private final InputLedger ledger;

  /** The files that come or change, by path below the warehouse. */
  private final Map<String, PublishedFile> changed = new TreeMap<>();

  /** Where the files of this run wait: absolute paths, by path below the warehouse. */
  private final Map<String, String> staged = new TreeMap<>();

  Publication(
      Run run, LandingZone landing, RunRange range, InputVerdict verdict, Night.Result night)
      throws IOException {
    this.run = run;
    this.warehouse = run.warehouse();
    this.landing = landing;
    this.range = range;
    this.verdict = verdict;
    this.buckets = night.buckets();
    this.ledger = verdict.ledgerBefore().with(verdict.entries());
    for (BucketDone bucket : buckets) {
      for (Staged file : bucket.files()) {
        add(file.file().path(), file.written());
      }
    }
  }

  /** Adds a staged file, unless it has the bytes that are published already. */
  private void add(String path, WrittenFile written) throws IOException {
    PublishedFile file = new PublishedFile(path, written.rows(), written.bytes(), written.sha256());
    if (!file(path).equals(Optional.of(file))) {
      changed.put(path, file);
      staged.put(path, written.path());
    }
  }

  /** A file as it would be live. */
  private Optional<PublishedFile> file(String path) throws IOException {
    PublishedFile come = changed.get(path);
    return come == null ? run.state().files().get(path) : Optional.of(come);
  }

  void add(List<Reports.Staged> reports) throws IOException {
    for (Reports.Staged report : reports) {
      add(report.path(), report.written());
    }
  }

  /**
   * Rows are rebuilt from the day before the earliest touched day: its attempts may have changed.
   */
  ReportPlan reportPlan() throws IOException {
    int earliest = range.newestDay();
    for (int day : range.newDays()) {
      earliest = Math.min(earliest, day);
    }
    for (LedgerEntry entry : verdict.entries()) {
      earliest = Math.min(earliest, entry.folderDay());
    }
    for (BucketDone bucket : buckets) {
      for (DayMerge merge : bucket.merges()) {
        earliest = Math.min(earliest, merge.day());
      }
    }
    int from = Math.max(KeptDays.firstReportDay(run.state(), range), earliest - 1);
    Map<DayBucket, String> paths = new HashMap<>();
    for (int bucket = 0; bucket < run.settings().buckets(); bucket++) {
      addPath(paths, DayBucket.users(bucket));
      for (int day = from - ReportPlan.LOOK_BACK_DAYS; day <= range.newestDay(); day++) {
        addPath(paths, new DayBucket(Tables.DAILY_USERS.name(), day, bucket));
        if (day >= from - ReportPlan.ATTEMPTS_LOOK_BACK_DAYS) {
          addPath(paths, new DayBucket(Tables.ATTEMPTS.name(), day, bucket));
        }
      }
    }
    return new ReportPlan(
        warehouse.storage(),
        run.settings().buckets(),
        run.settings().minCellSize(),
        range.firstDay(),
        range.newestDay(),
        from,
        paths);
  }

  private void addPath(Map<DayBucket, String> paths, DayBucket file) throws IOException {
    if (file(file.path()).isPresent()) {
      paths.put(file, staged.getOrDefault(file.path(), warehouse.path(file.path())));
    }
  }

  Reports.Sources reportSources() {
    return new Reports.Sources(
        ledger,
        this::events,
        run.state().forgotten().days(),
        run.settings().lookbackDays(),
        path -> run.state().files().get(path).map(file -> warehouse.path(file.path())),
        stagingFolder());
  }

  PageFacts pageFacts() {
    return new PageFacts(
        range.firstDay(),
        range.newestDay(),
        run.settings().lookbackDays(),
        run.settings().minCellSize());
  }

  /** Where this run's files wait: an absolute path. */
  String stagingFolder() {
    return warehouse.path(run.claim().staging());
  }

  private long events(int day) throws IOException {
    long rows = 0;
    for (int bucket = 0; bucket < run.settings().buckets(); bucket++) {
      rows += file(new DayBucket(Tables.EVENTS.name(), day, bucket).path()).orElseThrow().rows();
    }
    return rows;
  }

  /**
   * Makes the commit and moves the files into place.
   *
   * @return what was done; empty if nothing differs from what is published
   * @throws StopException with {@link ExitCode#LOST_RACE} if another run published first
   */
  Optional<RunSummary> publish() throws StopException, IOException {
    if (staged.isEmpty()
        && List.copyOf(ledger.entries()).equals(List.copyOf(run.state().ledger().entries()))) {
      return Optional.empty();
    }
    RunSummary summary =
        new Summary(run, landing, range, verdict, buckets).of(staged.size(), unreadLateFiles());
    List<Commit.Placement> placements = new ArrayList<>();
    String root = warehouse.path("");
    staged.forEach(
        (path, from) ->
            placements.add(
                new Commit.Placement(
                    from.substring(root.length()), path, changed.get(path).sha256())));
    if (run.state().head().isEmpty()) {
      placements.add(warehouse.stageSettings(run.settings(), run.claim().staging()));
    }
    Commit commit =
        new Commit(
            run.claim().number(),
            JobVersion.text(),
            run.options().work().command(),
            run.options().given(),
            run.options().clock().instant().toString(),
            run.settings(),
            iso(range.firstDay()),
            iso(range.newestDay()),
            warehouse.manifests().writeFiles(run.state().files(), changed.values(), List.of()),
            warehouse.manifests().writeLedger(run.state().head(), ledger, changedEntries()),
            placements,
            run.claim().staging(),
            summary,
            run.state().head().map(Commit::tombstones).orElseGet(List::of),
            KeptDays.tablesFrom(run.state(), range),
            List.of());
    if (!warehouse.commit(commit)) {
      throw lostRace();
    }
    place(warehouse, commit);
    return Optional.of(summary);
  }

  /** The entries that came, changed, or went. */
  private List<LedgerEntry> changedEntries() {
    List<LedgerEntry> entries = new ArrayList<>(verdict.entries());
    for (LedgerEntry before : run.state().ledger().entries()) {
      if (!ledger.entry(before.name()).equals(Optional.of(before))) {
        entries.add(before);
      }
    }
    return entries;
  }

  /** Moves the files of a commit into place. */
  static void place(Warehouse warehouse, Commit commit) throws StopException {
    try {
      warehouse.place(commit);
    } catch (IOException failed) {
      throw new StopException(
          ExitCode.STORAGE,
          "The commit is made, but not all of its files are in place ("
              + failed.getClass().getSimpleName()
              + "); run again when --warehouse can be written, which finishes it.",
          failed);
    }
  }

  /** Another run made the commit this one wanted to make. */
  static StopException lostRace() {
    return new StopException(
        ExitCode.LOST_RACE,
        "Another run published to --warehouse first and this one changed nothing; run again if its"
            + " work is still to be done.");
  }

  /** Late files that this run has not read either. */
  Names unreadLateFiles() {
    return run.unreadLateFiles(landing, range, ledger);
  }

  static String iso(int day) {
    return LocalDate.ofEpochDay(day).toString();
  }
}
