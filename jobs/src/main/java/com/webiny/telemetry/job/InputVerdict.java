package com.webiny.telemetry.job;

import com.webiny.telemetry.audit.RunSummary;
import com.webiny.telemetry.exit.ExitCode;
import com.webiny.telemetry.exit.StopException;
import com.webiny.telemetry.landing.FileCondition;
import com.webiny.telemetry.landing.InputLedger;
import com.webiny.telemetry.landing.LandingFile;
import com.webiny.telemetry.landing.LedgerEntry;
import com.webiny.telemetry.landing.RunRange;
import com.webiny.telemetry.night.NightOutput.Tally;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What became of the files a run read (SPEC section 2).
 *
 * @param ledgerBefore what was read before, without the days the run rebuilds
 * @param entries what the ledger is to say of each
 * @param vanished files that were listed and then gone
 */
record InputVerdict(
    InputLedger ledgerBefore, List<LedgerEntry> entries, List<LandingFile> vanished) {

  /**
   * Judges the tallies of a scan.
   *
   * @param files as the scan's plan numbered them
   * @param ledger what was read before, without the days the run rebuilds
   * @throws StopException with {@link ExitCode#INPUT} if a file is damaged and may not be skipped
   */
  static InputVerdict of(
      List<LandingFile> files,
      Map<Integer, Tally> tallies,
      InputLedger ledger,
      RunRange range,
      boolean skipDamaged)
      throws StopException {
    List<LedgerEntry> entries = new ArrayList<>();
    List<LandingFile> vanished = new ArrayList<>();
    List<String> damaged = new ArrayList<>();
    for (int i = 0; i < files.size(); i++) {
      LandingFile file = files.get(i);
      Tally tally = tallies.get(i);
      if (tally == null) {
        throw new IllegalStateException("a file of the scan has no tally");
      }
      if (tally.condition() == FileCondition.WHOLE) {
        entries.add(ledger.used(file, tally.counts(), range.mergeFromDay(), range.mergeToDay()));
      } else if (tally.condition() == FileCondition.COMPRESSED_ENDS_EARLY
          && file.folderDay() >= range.growingFromDay()) {
        entries.add(ledger.unused(file, LedgerEntry.Use.GROWING));
      } else if (tally.condition() == FileCondition.VANISHED) {
        vanished.add(file);
      } else {
        damaged.add(file.name() + " (" + words(tally.condition()) + ")");
        entries.add(ledger.unused(file, LedgerEntry.Use.DAMAGED));
      }
    }
    if (!damaged.isEmpty() && !skipDamaged) {
      throw damaged(damaged);
    }
    return new InputVerdict(ledger, entries, vanished);
  }

  /** The entries of files whose lines are used. */
  List<LedgerEntry> used() {
    return entries.stream().filter(entry -> entry.use() == LedgerEntry.Use.USED).toList();
  }

  /**
   * The verdict if the files vanished again after the folder was listed anew: they are damaged.
   *
   * @throws StopException with {@link ExitCode#INPUT} if they may not be skipped
   */
  InputVerdict vanishedTwice(boolean skipDamaged) throws StopException {
    if (vanished.isEmpty()) {
      return this;
    }
    if (!skipDamaged) {
      throw damaged(vanished.stream().map(file -> file.name() + " (vanished)").toList());
    }
    List<LedgerEntry> all = new ArrayList<>(entries);
    for (LandingFile file : vanished) {
      all.add(ledgerBefore.unused(file, LedgerEntry.Use.DAMAGED));
    }
    return new InputVerdict(ledgerBefore, all, List.of());
  }

  private static StopException damaged(List<String> files) {
    return new StopException(
        ExitCode.INPUT,
        "--raw holds damaged files: "
            + RunSummary.Names.of(files).text()
            + "; repair or remove them, or publish without them by --skip-damaged.");
  }

  private static String words(FileCondition condition) {
    return switch (condition) {
      case WHOLE -> "whole";
      case COMPRESSED_ENDS_EARLY -> "ends early";
      case SHORTENED -> "became shorter";
      case CORRUPT -> "corrupt";
      case VANISHED -> "vanished";
      case UNREADABLE -> "unreadable";
    };
  }
}
