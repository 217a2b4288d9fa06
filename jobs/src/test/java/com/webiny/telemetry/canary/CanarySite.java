package com.webiny.telemetry.canary;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;

/** Raw logs full of secrets, a key, a warehouse, and the runs on them. */
final class CanarySite {
  private static final byte[] KEY =
      "k3y-of-the-canary:\u00ff\u0001\u00fe 0123456789abcdef".getBytes(UTF_8);

  final Path raw;
  final Path warehouse;
  final Secrets secrets = new Secrets();
  final HostileLogs logs;

  private final Path temp;
  private final List<WatchedRun> runs = new ArrayList<>();
  private Path keyFile;

  CanarySite(Path temp) throws IOException {
    this.temp = temp;
    raw = Files.createDirectories(temp.resolve("raw"));
    warehouse = temp.resolve("warehouse");
    logs = new HostileLogs(raw, secrets);
    useKey("id.key", KEY);
  }

  /** Takes another key from now on. */
  void useKey(String name, byte[] key) throws IOException {
    keyFile = Files.createDirectories(temp.resolve("keys")).resolve(name);
    Files.write(keyFile, secrets.key("the ID key " + name, key));
    Files.setPosixFilePermissions(keyFile, PosixFilePermissions.fromString("rw-------"));
  }

  /** A run to come. */
  WatchedRun watched(String name) throws IOException {
    WatchedRun run = new WatchedRun(temp, name, warehouse);
    runs.add(run);
    return run;
  }

  /** The arguments of a command that reads raw logs. */
  List<String> reading(String command, String... options) {
    return arguments(
        command, List.of("--raw", raw.toString(), "--id-key-file", keyFile.toString()), options);
  }

  /** The arguments of {@code forget}, which reads a file of IDs. */
  List<String> forgetting(String ids) throws IOException {
    Path file = Files.writeString(temp.resolve("keys/ids"), ids);
    return arguments(
        "forget", List.of("--ids", file.toString(), "--id-key-file", keyFile.toString()));
  }

  /** The arguments of another command. */
  List<String> upkeep(String command, String... options) {
    return arguments(command, List.of(), options);
  }

  private List<String> arguments(String command, List<String> more, String... options) {
    List<String> arguments = new ArrayList<>(List.of(command));
    arguments.addAll(List.of("--warehouse", warehouse.toString()));
    arguments.addAll(more);
    arguments.addAll(List.of(options));
    return arguments;
  }

  /** Searches the warehouse and all that the runs have written anywhere. */
  void assertNoSecret() {
    SecretSearch search = new SecretSearch(secrets.all());
    Set<String> found = new TreeSet<>();
    AtomicLong searched = new AtomicLong();
    List<Path> folders = new ArrayList<>();
    if (Files.exists(warehouse)) {
      folders.add(warehouse);
    }
    runs.forEach(run -> folders.addAll(run.written()));
    Set<Object> read = new HashSet<>(); // Files kept have two names.
    for (Path folder : folders) {
      Unpacking.folder(
          folder,
          read,
          (name, content) -> {
            searched.addAndGet(content.length);
            found.addAll(search.hits(name, content));
          });
    }
    assertThat(found).isEmpty();
    assertThat(searched.get()).as("bytes searched").isGreaterThan(100_000);
  }
}
