package com.webiny.telemetry.job;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A disk for one run: a tmpfs that only the processes of the run see, with just so much room, which
 * is gone when they end.
 */
final class SmallDisk {
  /** What is scarce on it. */
  enum Limit {
    /**
     * Room for bytes, in pages of memory: each file takes whole ones, folders and names take none.
     */
    PAGES,
    /** Room for names: of files, of folders, and each further link to a file. */
    NAMES,
    /** The disk can only be read. */
    NOTHING_WRITTEN
  }

  /**
   * Mounts it twice, first to see what the content takes: options that change on a disk in use are
   * refused to a user who is nobody special.
   */
  private static final String SCRIPT =
      """
      set -e
      disk=$1 content=$2 limit=$3 room=$4
      shift 4
      fill() {
        mount -t tmpfs -o "$1" tmpfs "$disk"
        cp -R --preserve=mode,timestamps "$content/." "$disk"
      }
      fill mode=0755
      pages=$(($(df -k --output=used "$disk" | tail -n 1) * 1024 / $(getconf PAGESIZE) + room))
      names=$(($(df --output=iused "$disk" | tail -n 1) + room))
      case $limit in
        PAGES) umount "$disk"; fill "mode=0755,size=$((pages * $(getconf PAGESIZE)))" ;;
        NAMES) umount "$disk"; fill "mode=0755,nr_inodes=$names" ;;
        NOTHING_WRITTEN) mount -o remount,bind,ro "$disk" ;;
      esac
      code=0
      "$@" || code=$?
      rm -r "$content"
      cp -R --preserve=mode,timestamps "$disk" "$content"
      exit $code
      """;

  private static final List<String> UNSHARED =
      List.of("unshare", "--mount", "--map-root-user", "sh", "-c");

  private SmallDisk() {}

  /** What a folder and all that is in it take on such a disk. */
  record Taken(int pages, int names) {
    static Taken by(Path folder) throws IOException {
      long page = pageBytes();
      int pages = 0;
      int names = 0;
      try (Stream<Path> walk = Files.walk(folder)) {
        for (Path path : walk.toList()) {
          names++;
          pages += Files.isRegularFile(path) ? (int) ((Files.size(path) + page - 1) / page) : 0;
        }
      }
      return new Taken(pages, names);
    }

    private static int pageBytes() throws IOException {
      Process asked = new ProcessBuilder("getconf", "PAGESIZE").start();
      byte[] answer = asked.getInputStream().readAllBytes();
      return Integer.parseInt(new String(answer, StandardCharsets.US_ASCII).strip());
    }

    /** How much more this is. */
    Taken less(Taken other) {
      return new Taken(pages - other.pages, names - other.names);
    }
  }

  /** Whether this machine lets a process that is nobody special mount what only it sees. */
  static boolean canBeMade(Path folder) throws InterruptedException {
    List<String> command = new ArrayList<>(UNSHARED);
    command.addAll(List.of("mount -t tmpfs tmpfs \"$1\"", "small-disk", folder.toString()));
    try {
      return new ProcessBuilder(command).start().waitFor() == 0;
    } catch (IOException noSuchCommand) {
      return false;
    }
  }

  /**
   * What to start a run with.
   *
   * @param disk an empty folder, where the run finds the disk
   * @param content a folder that is copied to the disk before the run, and replaced by what is on
   *     the disk after it
   * @param room how much more than the content the disk takes
   */
  static List<String> before(Path disk, Path content, Limit limit, int room) {
    List<String> command = new ArrayList<>(UNSHARED);
    command.addAll(List.of(SCRIPT, "small-disk", disk.toString(), content.toString()));
    command.addAll(List.of(limit.name(), Integer.toString(room)));
    return command;
  }
}
