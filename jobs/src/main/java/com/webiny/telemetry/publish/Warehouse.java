package com.webiny.telemetry.publish;

import com.webiny.telemetry.audit.FileCounts;
import com.webiny.telemetry.exit.ExitCode;
import com.webiny.telemetry.exit.StopException;
import com.webiny.telemetry.landing.InputLedger;
import com.webiny.telemetry.landing.LedgerEntry;
import com.webiny.telemetry.storage.Storage;
import com.webiny.telemetry.storage.Storages.Location;
import com.webiny.telemetry.storage.StoredFile;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
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
  private static final String SETTINGS = CONTROL + "warehouse.json";
  private static final String COMMITS = CONTROL + "commits";
  private static final String STAGING = CONTROL + "staging";
  private static final String MANIFESTS = CONTROL + "manifests/";
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
   * Refuses a warehouse of a newer job, whose commits this one could misread.
   *
   * @throws StopException with {@link ExitCode#USAGE} if it is one
   */
  public void requireKnownFormat() throws IOException, StopException {
    if (!storage.exists(path(SETTINGS))) {
      return;
    }
    int format = Json.number(storage.readAll(path(SETTINGS)), "format_version");
    if (format > WarehouseSettings.FORMAT) {
      throw new StopException(
          ExitCode.USAGE,
          "--warehouse was written by a newer job (format "
              + format
              + ", this job knows "
              + WarehouseSettings.FORMAT
              + "); run the newer jar.");
    }
  }

  /** Reads the newest commit and the manifests it names. */
  public WarehouseState state() throws IOException {
    Optional<Commit> head = head();
    Map<String, PublishedFile> files = new TreeMap<>();
    List<LedgerEntry> inputs = new ArrayList<>();
    if (head.isPresent()) {
      for (String manifest : head.get().manifests().values()) {
        for (PublishedFile file :
            Json.read(storage.readAll(path(manifest)), Manifest.Files.class).files()) {
          files.put(file.path(), file);
        }
      }
      for (String manifest : head.get().ledgers().values()) {
        for (Manifest.Input input :
            Json.read(storage.readAll(path(manifest)), Manifest.Inputs.class).inputs()) {
          inputs.add(entry(input));
        }
      }
    }
    return new WarehouseState(head, files, InputLedger.of(inputs));
  }

  /** The newest commit. */
  public Optional<Commit> head() throws IOException {
    int newest = 0;
    for (StoredFile file : storage.list(path(COMMITS))) {
      Matcher name = COMMIT_NAME.matcher(file.name());
      if (name.matches()) {
        newest = Math.max(newest, Integer.parseInt(name.group(1)));
      }
    }
    return newest == 0
        ? Optional.empty()
        : Optional.of(Json.read(storage.readAll(path(commitPath(newest))), Commit.class));
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
    return new Commit.Placement(from, SETTINGS, sha256(bytes));
  }

  /**
   * Writes the manifests of a state.
   *
   * @param files all published files
   * @return the manifests' paths below the warehouse, by group
   */
  public Map<String, String> writeFileManifests(Map<String, PublishedFile> files)
      throws IOException {
    Map<String, List<PublishedFile>> groups = new TreeMap<>();
    for (PublishedFile file : files.values()) {
      groups.computeIfAbsent(groupOf(file.path()), group -> new ArrayList<>()).add(file);
    }
    Map<String, String> manifests = new TreeMap<>();
    for (Map.Entry<String, List<PublishedFile>> group : groups.entrySet()) {
      manifests.put(
          group.getKey(),
          writeManifest("files-" + group.getKey(), new Manifest.Files(group.getValue())));
    }
    return manifests;
  }

  /** Writes the manifests of a ledger; as {@link #writeFileManifests}. */
  public Map<String, String> writeLedger(InputLedger ledger) throws IOException {
    Map<String, List<Manifest.Input>> groups = new TreeMap<>();
    for (LedgerEntry entry : ledger.entries()) {
      Manifest.Input input = input(entry);
      groups
          .computeIfAbsent(input.folder().substring(0, "yyyy-mm".length()), g -> new ArrayList<>())
          .add(input);
    }
    Map<String, String> manifests = new TreeMap<>();
    for (Map.Entry<String, List<Manifest.Input>> group : groups.entrySet()) {
      manifests.put(
          group.getKey(),
          writeManifest("inputs-" + group.getKey(), new Manifest.Inputs(group.getValue())));
    }
    return manifests;
  }

  /**
   * Tries to make a commit: the point at which a run happens.
   *
   * @return whether it is made; if not, another run was first
   */
  public boolean commit(Commit commit) throws IOException {
    return storage.createIfAbsent(path(commitPath(commit.number())), Json.write(commit));
  }

  /** Whether files of this commit still wait in staging. */
  public boolean isHalfPlaced(Commit commit) throws IOException {
    return storage.exists(path(commit.staging()));
  }

  /**
   * Moves the files of a commit into place, whichever run does it first, and removes what no run
   * can commit any more. Can be called any number of times, by several runs at once.
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
    try {
      removeStaging(commit.number());
    } catch (IOException left) {
      // All is in place; the next run that publishes sweeps up what was left.
    }
  }

  /** Another run has moved a staged file for us; or a later commit's file stands there by now. */
  private void requireInPlace(Commit commit, Commit.Placement placement)
      throws IOException, StopException {
    boolean later = head().map(Commit::number).orElse(0) > commit.number();
    if (!storage.exists(path(placement.to()))
        || (!later && !sha256Of(path(placement.to())).equals(placement.sha256()))) {
      throw new StopException(
          ExitCode.STORAGE,
          placement.to()
              + " in the warehouse is not the file its commit names, and its staged copy is gone; restore it from a backup or"
              + " rebuild the warehouse.");
    }
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

  private String writeManifest(String name, Object content) throws IOException {
    byte[] bytes = Json.writeCompact(content);
    String path = MANIFESTS + name + "-" + sha256(bytes).substring(0, 16) + ".json";
    // The name tells the content: if it is there, it is this.
    if (!storage.exists(path(path))) {
      storage.createIfAbsent(path(path), bytes);
    }
    return path;
  }

  private String sha256Of(String path) throws IOException {
    MessageDigest digest = digest();
    byte[] buffer = new byte[64 * 1024];
    try (InputStream in = storage.open(path, 0)) {
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        digest.update(buffer, 0, count);
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static String sha256(byte[] bytes) {
    return HexFormat.of().formatHex(digest().digest(bytes));
  }

  private static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java platform has SHA-256", impossible);
    }
  }

  private static String commitPath(int number) {
    return COMMITS + String.format(Locale.ROOT, "/%06d.json", number);
  }

  private static String groupOf(String path) {
    int day = path.indexOf("/dt=");
    if (day >= 0) {
      int start = day + "/dt=".length();
      return path.substring(start, start + "yyyy-mm".length());
    }
    return path.startsWith("reports/") ? "reports" : "users";
  }

  private static Manifest.Input input(LedgerEntry entry) {
    return new Manifest.Input(
        entry.name(),
        LocalDate.ofEpochDay(entry.folderDay()).toString(),
        entry.length(),
        entry.modifiedMillis(),
        entry.use().name(),
        entry.counts().toList(),
        entry.mergedSlots(),
        entry.everMergedSlots(),
        entry.usedLength());
  }

  private static LedgerEntry entry(Manifest.Input input) {
    return new LedgerEntry(
        input.name(),
        (int) LocalDate.parse(input.folder()).toEpochDay(),
        input.length(),
        input.modifiedMillis(),
        LedgerEntry.Use.valueOf(input.use()),
        FileCounts.fromList(input.counts()),
        input.mergedSlots(),
        input.everMergedSlots(),
        input.usedLength());
  }
}
