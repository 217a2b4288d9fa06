package com.webiny.telemetry.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.webiny.telemetry.exit.StopException;
import com.webiny.telemetry.storage.Storage;
import com.webiny.telemetry.storage.Storages;
import com.webiny.telemetry.storage.Storages.Location;
import com.webiny.telemetry.storage.StoredFile;
import com.webiny.telemetry.stores.TestStore;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Raw logs and a warehouse in a store, and the commands run on them; a {@link Site} elsewhere.
 *
 * @param folder in the store, of this site alone
 * @param home a local folder: the key, and what was fetched
 */
record StoreSite(TestStore store, String folder, Path home) {

  private String uri(String name) {
    return store.root() + folder + "/" + name;
  }

  String warehouse() {
    return uri("warehouse");
  }

  /** The warehouse, as the job sees it. */
  Location place() throws StopException {
    return Storages.warehouse("--warehouse", warehouse(), store::configuration);
  }

  /** How Spark is told to reach the store. */
  Map<String, String> properties() {
    Map<String, String> properties = new HashMap<>();
    store.options().forEach((option, value) -> properties.put("spark.hadoop." + option, value));
    return properties;
  }

  /** Runs a command of the job on the warehouse. */
  JobRun.Result run(String... command) {
    JobRun job = JobRun.embedded();
    for (Map.Entry<String, String> property : properties().entrySet()) {
      job = job.with(property.getKey(), property.getValue());
    }
    return job.run(arguments(command));
  }

  /** A command with the places and the key it needs. */
  String[] arguments(String... command) {
    List<String> all = new ArrayList<>(List.of(command));
    all.addAll(List.of("--warehouse", warehouse()));
    boolean reads = command[0].equals("nightly") || command[0].equals("backfill");
    if (reads) {
      all.addAll(List.of("--raw", uri("raw")));
    }
    if (reads || command[0].equals("forget")) {
      all.addAll(List.of("--id-key-file", Site.in(home).key().toString()));
    }
    return all.toArray(String[]::new);
  }

  /** Puts the raw logs of a site here that are not here yet, or were longer or shorter. */
  void putRaw(Site of) throws Exception {
    put(of.raw(), uri("raw"));
  }

  /** Makes the warehouse that of a site: as a backup is restored, commits last. */
  void putWarehouse(Site of) throws Exception {
    for (String below :
        List.of("tables", "reports", "_telemetry/manifests", "_telemetry/commits")) {
      put(of.warehouse().resolve(below), warehouse() + "/" + below);
    }
    put(of.warehouse(), warehouse());
  }

  private void put(Path from, String to) throws Exception {
    Storage storage = place().storage();
    for (Path file : Site.files(from)) {
      String target = to + "/" + from.relativize(file);
      byte[] bytes = Files.readAllBytes(file);
      if (!storage.exists(target) || storage.readAll(target).length != bytes.length) {
        try (OutputStream out = storage.create(target)) {
          out.write(bytes);
        }
      }
    }
  }

  /** What is in the warehouse now, as a local site. */
  Site fetched() throws Exception {
    Path target = Files.createTempDirectory(home, "fetched");
    Location place = place();
    fetch(place.storage(), place.root(), target.resolve("warehouse"));
    return Site.in(target);
  }

  private static void fetch(Storage storage, String from, Path to) throws IOException {
    for (StoredFile file : storage.list(from)) {
      Path target = to.resolve(file.name());
      if (file.folder()) {
        fetch(storage, file.path(), target);
      } else {
        Files.createDirectories(target.getParent());
        Files.write(target, storage.readAll(file.path()));
      }
    }
  }

  /** Requires the bytes of a local warehouse, nothing half done, and that {@code verify} agrees. */
  void requireSameAs(Site local) throws Exception {
    Site here = fetched();
    assertThat(here.tables()).isNotEmpty().isEqualTo(local.tables());
    assertThat(here.bytesBelow("reports/")).isEqualTo(local.bytesBelow("reports/"));
    assertThat(here.bytesBelow("_telemetry/staging")).isEmpty();
    JobRun.Result verified = run("verify");
    assertThat(verified.err()).isEmpty();
    assertThat(verified.code()).isZero();
  }
}
