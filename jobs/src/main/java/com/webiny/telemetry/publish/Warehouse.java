package com.webiny.telemetry.publish;

import com.webiny.telemetry.exit.ExitCode;
import com.webiny.telemetry.exit.StopException;
import com.webiny.telemetry.landing.InputLedger;
import com.webiny.telemetry.storage.Storage;
import com.webiny.telemetry.storage.Storages.Location;
import com.webiny.telemetry.storage.StoredFile;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The control data of a warehouse, below {@code _telemetry/} (SPEC section 9).
 *
 * <p>The protocol of a run: stage files below {@code staging/<number>-<run>/}; write the manifests,
 * which are named by their content and mean nothing until a commit names them; create {@code
 * commits/<number>.json} if it is absent, which is the commit point and the fence between two runs;
 * then move each staged file into its place, one atomic replace each, and delete the staging
 * folder. A run that dies after its commit leaves its staging folder: the next run finishes moving
 * first.
 */
public final class Warehouse {
  private static final String CONTROL = "_telemetry/";
  static final String SETTINGS = CONTROL + "warehouse.json";
  static final String COMMITS = CONTROL + "commits";
  private static final String STAGING = CONTROL + "staging";
  private static final Pattern COMMIT_NAME = Pattern.compile("(\\d{6,9})\\.json");
  private static final Pattern STAGING_NAME = Pattern.compile("(\\d{6,9})-.*");

  private final Storage storage;
  private final String root;

  /** The warehouse at a location, which need not exist yet. */
  public Warehouse(Location location) {
    this.storage = location.storage();
    this.root = location.root();
  }

  public Storage storage() {
    return storage;
  }

  /** The absolute path of something below the warehouse. */
  public String path(String relative) {
    return storage.resolve(root, relative);
  }

  /**
   * Refuses a warehouse of a newer or an older job, whose commits this one could misread.
   *
   * @throws StopException with {@link ExitCode#USAGE} if it is one
   */
  public void requireKnownFormat() throws IOException, StopException {
    if (!storage.exists(path(SETTINGS))) {
      return;
    }
    int format = format();
    if (format != WarehouseSettings.FORMAT) {
      boolean newer = format > WarehouseSettings.FORMAT;
      throw new StopException(
          ExitCode.USAGE,
          "--warehouse was written by "
              + (newer ? "a newer" : "an older")
              + " job (format "
              + format
              + ", this job knows "
              + WarehouseSettings.FORMAT
              + "); "
              + (newer ? "run the newer jar." : "publish the raw logs to a new warehouse."));
    }
  }

  private int format() throws IOException {
    byte[] bytes = storage.readAll(path(SETTINGS));
    try {
      return Json.number(bytes, "format_version");
    } catch (IOException notJson) {
      throw DamagedException.of(SETTINGS);
    }
  }

  /** Reads the newest commit and the manifests it names. */
  public WarehouseState state() throws IOException {
    Optional<Commit> head = head();
    Manifests manifests = manifests();
    return new WarehouseState(
        head,
        head.map(manifests::files).orElse(PublishedFiles.NONE),
        head.isEmpty() ? InputLedger.EMPTY : manifests.readLedger(head.get()),
        head.isEmpty() ? Forgotten.NOTHING : manifests.readForgotten(head.get()));
  }

  /** What commits name by content. */
  public Manifests manifests() {
    return new Manifests(this);
  }

  /**
   * The newest commit.
   *
   * @throws DamagedException if its file is not as it was written
   */
  public Optional<Commit> head() throws IOException {
    int newest = 0;
    for (StoredFile file : storage.list(path(COMMITS))) {
      newest = Math.max(newest, commitNumber(file.name()));
    }
    return newest == 0 ? Optional.empty() : Optional.of(commit(newest));
  }

  /** The number of a commit's file; 0 if the name is no commit's. */
  static int commitNumber(String fileName) {
    Matcher name = COMMIT_NAME.matcher(fileName);
    return name.matches() ? Integer.parseInt(name.group(1)) : 0;
  }

  /** The commit of a number, if a run has made it. */
  public Optional<Commit> made(int number) throws IOException {
    return storage.exists(path(CommitFile.path(number)))
        ? Optional.of(commit(number))
        : Optional.empty();
  }

  /** Reads a commit. */
  Commit commit(int number) throws IOException {
    return CommitFile.read(storage.readAll(path(CommitFile.path(number))), number);
  }

  /** The staging folder, below the warehouse, of the run that wants to make a commit. */
  public String staging(int number, String run) {
    return STAGING + String.format(Locale.ROOT, "/%06d-%s", number, run);
  }

  /**
   * Stages the settings of a new warehouse, so that they come into place with its first commit.
   *
   * @param staging the folder of the run, below the warehouse
   */
  public Commit.Placement stageSettings(WarehouseSettings settings, String staging)
      throws IOException {
    byte[] bytes = Json.write(settings);
    String from = staging + "/warehouse.json";
    try (OutputStream out = storage.create(path(from))) {
      out.write(bytes);
    }
    storage.settle(List.of(path(from)));
    return new Commit.Placement(from, SETTINGS, Sha256.of(bytes));
  }

  /**
   * Makes sure that the staging folder of a commit which moves no file is there, as that tells the
   * next run that the commit may not be fully in place.
   *
   * @param staging the folder of the run, below the warehouse
   */
  public void stageMark(String staging) throws IOException {
    String mark = path(staging + "/removals");
    storage.create(mark).close();
    storage.settle(List.of(mark));
  }

  /**
   * Tries to make a commit: the point at which a run happens.
   *
   * @return whether it is made; if not, another run was first
   */
  public boolean commit(Commit commit) throws IOException {
    return storage.createIfAbsent(path(CommitFile.path(commit.number())), CommitFile.write(commit));
  }

  /** Whether files of this commit still wait in staging. */
  public boolean isHalfPlaced(Commit commit) throws IOException {
    return storage.exists(path(commit.staging()));
  }

  /**
   * Moves the files of a commit into place, whichever run does it first, then removes what it
   * prunes and what no run can commit any more. Can be called any number of times, by several runs
   * at once.
   *
   * @throws StopException with {@link ExitCode#STORAGE} if a file is neither staged nor in place
   */
  public void place(Commit commit) throws IOException, StopException {
    for (Commit.Placement placement : commit.placements()) {
      try {
        storage.replace(path(placement.from()), path(placement.to()));
      } catch (FileNotFoundException gone) {
        requireInPlace(commit, placement);
      }
    }
    for (String removal : commit.removals()) {
      storage.deleteTree(path(removal));
    }
    try {
      removeStaging(commit.number());
    } catch (IOException left) {
      // All is in place; the next run that publishes sweeps up what was left.
    }
  }

  /** Another run has moved a staged file for us; or a later commit's file stands there by now. */
  private void requireInPlace(Commit commit, Commit.Placement placement)
      throws IOException, StopException {
    Optional<Commit> head = head();
    boolean later = head.map(Commit::number).orElse(0) > commit.number();
    if (later && head.filter(newest -> isPruned(newest, placement.to())).isPresent()) {
      return;
    }
    if (!storage.exists(path(placement.to()))
        || (!later && !Sha256.of(storage, path(placement.to())).equals(placement.sha256()))) {
      throw new StopException(
          ExitCode.STORAGE,
          placement.to()
              + " in the warehouse is not the file its commit names, and its staged copy is gone; restore it from a backup or"
              + " rebuild the warehouse.");
    }
  }

  /** Whether a later commit has removed the folder of this path; ISO days sort as text. */
  private static boolean isPruned(Commit head, String path) {
    int day = path.indexOf("/dt=");
    return day >= 0 && path.substring(day + "/dt=".length()).compareTo(head.tablesFrom()) < 0;
  }

  /**
   * Removes the staging folders of commits up to a number: such a commit is in place, or can never
   * be made.
   */
  private void removeStaging(int upTo) throws IOException {
    for (StoredFile folder : storage.list(path(STAGING))) {
      Matcher name = STAGING_NAME.matcher(folder.name());
      if (name.matches() && Integer.parseInt(name.group(1)) <= upTo) {
        storage.deleteTree(folder.path());
      }
    }
  }
}
