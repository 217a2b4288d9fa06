package com.webiny.telemetry.job;

import com.webiny.telemetry.audit.RunSummary;
import com.webiny.telemetry.exit.ExitCode;
import com.webiny.telemetry.exit.StopException;
import com.webiny.telemetry.landing.InputLedger;
import com.webiny.telemetry.landing.LandingFile;
import com.webiny.telemetry.landing.LandingZone;
import com.webiny.telemetry.landing.RunRange;
import com.webiny.telemetry.night.Night;
import com.webiny.telemetry.publish.Commit;
import com.webiny.telemetry.publish.Warehouse;
import com.webiny.telemetry.publish.WarehouseSettings;
import com.webiny.telemetry.publish.WarehouseState;
import com.webiny.telemetry.storage.Storages.Location;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What one run holds on to while it goes through its steps: where it reads, where it publishes, and
 * what was there before.
 */
final class Run {
  /**
   * No operator means more; a slip of the year in a date would else plan a file for each day since.
   */
  private static final int MAX_DAYS = 1 << 15;

  private final RunOptions options;
  private final Location raw;
  private final Warehouse warehouse;
  private final WarehouseSettings settings;
  private final WarehouseState state;
  private final Claim claim;

  private Run(
      RunOptions options,
      Location raw,
      Warehouse warehouse,
      WarehouseSettings settings,
      WarehouseState state) {
    this.options = options;
    this.raw = raw;
    this.warehouse = warehouse;
    this.settings = settings;
    this.state = state;
    this.claim = Claim.after(state.head(), warehouse);
  }

  /**
   * Opens the warehouse, checks its settings, and finishes what an earlier run left half in place.
   */
  static Run begin(RunOptions options) throws StopException, IOException {
    return begin(options, Locations.raw(options), Locations.warehouse(options));
  }

  /** The same, on stores that were opened already. */
  static Run begin(RunOptions options, Location raw, Location place)
      throws StopException, IOException {
    Warehouse warehouse = new Warehouse(place);
    Locations.requireThere(raw);
    Locations.requireApart(raw, place);
    warehouse.requireKnownFormat();
    WarehouseState state = warehouse.state();
    WarehouseSettings settings = SettingsRule.resolve(options, state.head().map(Commit::settings));
    if (state.head().isPresent() && warehouse.isHalfPlaced(state.head().get())) {
      warehouse.place(state.head().get());
    }
    return new Run(options, raw, warehouse, settings, state);
  }

  LandingZone list() throws IOException, StopException {
    return Locations.list(raw);
  }

  RunRange range(LandingZone landing) throws StopException {
    if (options.work() instanceof RunOptions.Work.Backfill backfill) {
      RunRange range =
          RunRange.backfill(backfill.from(), backfill.to(), state.firstDay(), state.newestDay());
      KeptDays.requireOpen(state, backfill.from());
      if (!options.allowEmpty()
          && landing.between(range.mergeFromDay(), range.mergeToDay()).isEmpty()) {
        throw new StopException(
            ExitCode.INPUT,
            "--raw holds no file in the folders of --from to --to; check the range, or give --allow-empty.");
      }
      return checked(range);
    }
    RunOptions.Work.Nightly nightly = (RunOptions.Work.Nightly) options.work();
    return checked(
        RunRange.nightly(
            nightly.date(),
            state.firstDay(),
            state.newestDay(),
            settings.lookbackDays(),
            landing,
            options.allowEmpty()));
  }

  private static RunRange checked(RunRange range) throws StopException {
    if (range.mergeToDay() - range.mergeFromDay() >= MAX_DAYS) {
      throw new StopException(
          ExitCode.USAGE,
          "--from to --to, or the nights to --date, are more than 32,768 days; give a shorter range.");
    }
    return range;
  }

  /**
   * The files this run must read. A backfill reads all of its folders; a night also those of older
   * folders that hold deferred lines of a day it publishes.
   */
  List<LandingFile> toRead(LandingZone landing, RunRange range) {
    List<LandingFile> listed = landing.between(range.foldersFromDay(), range.foldersToDay());
    if (options.work() instanceof RunOptions.Work.Backfill) {
      return listed;
    }
    InputLedger ledger = state.ledger();
    int first = KeptDays.firstOpenDay(state, range);
    List<LandingFile> files = new ArrayList<>();
    files.addAll(
        ledger.withDeferred(
            landing.between(first - 1, range.foldersFromDay() - 1), first, range.newestDay()));
    files.addAll(ledger.toRead(listed, first, range.newestDay(), !range.newDays().isEmpty()));
    return files;
  }

  /** The range as it is once it is known what must be read. */
  RunRange reaching(RunRange range, List<LandingFile> files) {
    return options.work() instanceof RunOptions.Work.Backfill
        ? range
        : range.reaching(files, KeptDays.firstOpenDay(state, range));
  }

  /**
   * New or changed files of folders that no night reads any more, but whose lines belong to
   * published days.
   *
   * @param ledger what has been read
   */
  RunSummary.Names unreadLateFiles(LandingZone landing, RunRange range, InputLedger ledger) {
    int first = KeptDays.firstOpenDay(state, range);
    return RunSummary.Names.of(
        landing.between(first - 1, range.newestDay() - settings.lookbackDays() - 1).stream()
            .filter(file -> ledger.isUnread(file, first, range.newestDay()))
            .map(LandingFile::name)
            .toList());
  }

  InputVerdict judge(RunRange range, List<LandingFile> files, Night.Result night)
      throws StopException {
    InputLedger ledger = state.ledger().withoutDays(options.work().rebuiltDays(range), files);
    return InputVerdict.of(files, night.tallies(), ledger, range, options.skipDamaged());
  }

  /** The verdict after a second scan. */
  InputVerdict vanishedTwice(InputVerdict verdict) throws StopException {
    return verdict.vanishedTwice(options.skipDamaged());
  }

  /** Throws unless every sum holds. */
  void gate(RunRange range, InputVerdict verdict, Night.Result night)
      throws StopException, IOException {
    Gate.requireAll(options, range, verdict.used(), night.buckets(), state.files());
  }

  Publication publication(
      LandingZone landing, RunRange range, InputVerdict verdict, Night.Result night)
      throws IOException {
    return new Publication(this, landing, range, verdict, night);
  }

  /** The plans of this run's tasks. */
  Plans plans(RunRange range) {
    return new Plans(options, raw, warehouse, settings, state, claim.staging(), range);
  }

  RunOptions options() {
    return options;
  }

  Warehouse warehouse() {
    return warehouse;
  }

  WarehouseSettings settings() {
    return settings;
  }

  WarehouseState state() {
    return state;
  }

  Claim claim() {
    return claim;
  }
}
