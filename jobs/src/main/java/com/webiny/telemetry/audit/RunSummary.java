package com.webiny.telemetry.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What a run did, for a person and as JSON in its commit. Holds counts, days and names of files and
 * folders, never a value from a log line.
 *
 * @param command nightly, backfill, forget or prune
 * @param firstDay the first published day, ISO
 * @param newestDay the newest published day, ISO
 * @param newDays how many days were published for the first time
 * @param filesRead how many raw log files were read to their end
 * @param bytesRead as stored
 * @param lines by bucket, over the files read: each line in exactly one
 * @param rowsAdded events that are new in the tables
 * @param linesKnown accepted lines whose event was there, in the warehouse or earlier in the run
 * @param filesPublished tables' and reports' files that changed
 * @param missingFolders days whose folder holds no file
 * @param growing compressed files still being written, not used yet
 * @param damaged damaged files, skipped at the operator's word
 * @param unreadLateFiles new or changed files in folders no night reads any more; a backfill does
 * @param outside files outside any {@code dt=} folder, ignored
 * @param rowsRemoved by table, at the operator's word
 */
public record RunSummary(
    String command,
    String firstDay,
    String newestDay,
    int newDays,
    long filesRead,
    long bytesRead,
    Map<String, Long> lines,
    long rowsAdded,
    long linesKnown,
    long filesPublished,
    Names missingFolders,
    Names growing,
    Names damaged,
    Names unreadLateFiles,
    long outside,
    Map<String, Long> rowsRemoved) {

  /** What the list of late files begins with. */
  public static final String UNREAD_LATE = "Late files no night reads any more (use backfill): ";

  /** The most names a list shows. */
  public static final int MAX_NAMES = 20;

  private static final Pattern UNPRINTABLE =
      Pattern.compile("[\\p{Cntrl}\\u0080-\\u009f\\u2028\\u2029\\u202a-\\u202e\\u2066-\\u2069]");

  /** The first of some names, and how many there are. */
  public record Names(List<String> first, long count) {

    /** Of all these names. */
    public static Names of(List<String> all) {
      return new Names(all.stream().limit(MAX_NAMES).map(Names::printable).toList(), all.size());
    }

    /** Names come from outside: none may move a terminal's cursor or forge a line. */
    private static String printable(String name) {
      return UNPRINTABLE.matcher(name).replaceAll("?");
    }

    /** The names in one line; after the first twenty a count. */
    public String text() {
      String names = String.join(", ", first);
      return count > first.size() ? names + " and " + (count - first.size()) + " more" : names;
    }
  }

  /** The summary as short lines for a terminal. */
  public List<String> text() {
    List<String> text = new ArrayList<>();
    text.add("Published " + firstDay + " to " + newestDay + " (" + newDays + " new days).");
    text.add(
        "Read "
            + filesRead
            + " files, "
            + bytesRead
            + " bytes, "
            + lines.values().stream().mapToLong(Long::longValue).sum()
            + " lines: "
            + nonZero(lines)
            + ".");
    text.add(
        "Added "
            + rowsAdded
            + " events; "
            + linesKnown
            + " lines were known already. "
            + filesPublished
            + " files changed.");
    addNames(text, "Warning: no file in the folders of ", missingFolders);
    addNames(text, "Still growing, read again next night: ", growing);
    addNames(text, "Damaged and skipped, read again when they change: ", damaged);
    addNames(text, UNREAD_LATE, unreadLateFiles);
    if (outside > 0) {
      text.add("Ignored " + outside + " files outside any dt= folder.");
    }
    return text;
  }

  private static void addNames(List<String> text, String what, Names names) {
    if (names.count() > 0) {
      text.add(what + names.text() + ".");
    }
  }

  private static String nonZero(Map<String, Long> lines) {
    List<String> parts = new ArrayList<>();
    lines.forEach(
        (bucket, count) -> {
          if (count > 0) {
            parts.add(count + " " + bucket);
          }
        });
    return parts.isEmpty() ? "none" : String.join(", ", parts);
  }
}
