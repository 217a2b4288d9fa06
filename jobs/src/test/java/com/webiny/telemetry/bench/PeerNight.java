package com.webiny.telemetry.bench;

import com.webiny.telemetry.opinion.RawFile;
import com.webiny.telemetry.opinion.RawFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * What a peer of the benchmark is asked: the first night of these raw logs, as the job would run it
 * into an empty warehouse with its default options.
 *
 * @param raw the raw folder
 * @param out the folder to write tables and reports to
 * @param keyFile the ID key
 * @param newest the newest published day
 * @param cores threads to use
 */
record PeerNight(Path raw, Path out, Path keyFile, LocalDate newest, int cores) {

  /** Default of the job: rows of fewer users fold. */
  static final int MIN_CELL_SIZE = 5;

  /** Default of the job; bears on the column {@code final} only. */
  static final int LOOKBACK_DAYS = 7;

  /** Default of the contract: so many attempts are open at once. */
  static final int MOST_OPEN_ATTEMPTS = 1_000;

  private static final int HMAC_BLOCK_BYTES = 64;

  /** Reads the arguments of a peer's main: {@code RAW OUT KEY_FILE NEWEST_DAY CORES}. */
  static PeerNight of(String... arguments) {
    Deque<String> left = new ArrayDeque<>(List.of(arguments));
    return new PeerNight(
        Path.of(left.pop()),
        Path.of(left.pop()),
        Path.of(left.pop()),
        LocalDate.parse(left.pop()),
        Integer.parseInt(left.pop()));
  }

  /** The files the night reads: those of the folders up to the day after the newest. */
  List<RawFile> files() {
    try {
      return RawFolder.list(raw).stream()
          .filter(file -> !file.folderDay().isAfter(newest.plusDays(1)))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The first published day: the oldest folder's. */
  LocalDate first() {
    return files().stream().map(RawFile::folderDay).min(LocalDate::compareTo).orElseThrow();
  }

  /** The days published. */
  List<LocalDate> days() {
    return first().datesUntil(newest.plusDays(1)).toList();
  }

  /** The ID key, padded to a block of HMAC-SHA-256 and XORed with a byte (RFC 2104). */
  byte[] keyPad(int with) {
    try {
      byte[] key = Files.readAllBytes(keyFile);
      if (key.length > HMAC_BLOCK_BYTES) {
        throw new IllegalArgumentException("a peer takes keys of up to 64 bytes");
      }
      byte[] pad = new byte[HMAC_BLOCK_BYTES];
      for (int i = 0; i < HMAC_BLOCK_BYTES; i++) {
        pad[i] = (byte) ((i < key.length ? key[i] : 0) ^ with);
      }
      return pad;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
