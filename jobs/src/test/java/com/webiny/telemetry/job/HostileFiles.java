package com.webiny.telemetry.job;

import static com.webiny.telemetry.job.HostileInputs.DAMAGED;
import static com.webiny.telemetry.job.HostileInputs.NOT_THERE;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdOutputStream;
import com.webiny.telemetry.job.HostileInputs.Content;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;

/** Files as no edge server writes them: archives, names, and what stands in a folder besides. */
final class HostileFiles {
  /** Of a bomb, unpacked. */
  private static final long BOMB_BYTES = 400L << 20;

  private final HostileInputs inputs;

  HostileFiles(HostileInputs inputs) {
    this.inputs = inputs;
  }

  void addAll() {
    addArchives();
    addTruncations();
    addBombs();
    addNames();
    addOtherThings();
  }

  private byte[] three() {
    return (inputs.line(1) + "\n" + inputs.line(2) + "\n" + inputs.line(3) + "\n").getBytes(UTF_8);
  }

  private void add(String why, String outcome, String name, byte[] bytes) {
    inputs.add(why, outcome, name, Content.of(bytes));
  }

  private void addArchives() {
    add("a gzip file named as plain", "accepted 3", "edge.ndjson", gzip(three()));
    add("a gzip file named .json", "accepted 3", "edge.json", gzip(three()));
    add("a gzip file named .zst", "accepted 3", "edge.ndjson.zst", gzip(three()));
    add("a zstd file named .gz", "accepted 3", "edge.ndjson.gz", zstd(three()));
    add("a plain file named .gz", "accepted 3", "edge.ndjson.gz", three());
    add("two gzip members", "accepted 6", "edge.gz", concat(gzip(three()), gzip(six())));
    add("two zstd frames", "accepted 6", "edge.zst", concat(zstd(three()), zstd(six())));
    add(
        "a line over two gzip members",
        "accepted 1",
        "edge.gz",
        concat(gzip(half(inputs.line(1), 0)), gzip(half(inputs.line(1), 1))));
    add("a gzip member of nothing", "files 1", "edge.gz", gzip(new byte[0]));
    add("a zstd frame of nothing", "files 1", "edge.zst", zstd(new byte[0]));
    add("an empty file", "files 1", "edge.gz", new byte[0]);
    add("zero padding after gzip", "accepted 3", "edge.gz", concat(gzip(three()), new byte[4096]));
    add("other bytes after gzip", DAMAGED, "edge.gz", concat(gzip(three()), three()));
    add("other bytes after zstd", DAMAGED, "edge.zst", concat(zstd(three()), three()));
    add("zstd after gzip", DAMAGED, "edge.gz", concat(gzip(three()), zstd(three())));
    add("gzip after zstd", DAMAGED, "edge.zst", concat(zstd(three()), gzip(three())));
    add("a skippable frame before", "accepted 3", "edge", concat(skippable(), zstd(three())));
    add("a skippable frame after", "accepted 3", "edge", concat(zstd(three()), skippable()));
    add("nothing but a skippable frame", "files 1", "edge.zst", skippable());
    add("gzip whose sum is wrong", DAMAGED, "edge.gz", flipped(gzip(three()), -8));
    add("gzip whose length is wrong", DAMAGED, "edge.gz", flipped(gzip(three()), -1));
    add("gzip of another method", DAMAGED, "edge.gz", flipped(gzip(three()), 2));
    add("gzip with reserved flags", DAMAGED, "edge.gz", with(gzip(three()), 3, 0xe0));
    add("a flipped bit in gzip", DAMAGED, "edge.gz", flipped(gzip(three()), 40));
    add("a flipped bit in zstd", DAMAGED, "edge.zst", flipped(zstd(three()), 40));
    add("the two bytes that begin gzip", DAMAGED, "edge", new byte[] {0x1f, (byte) 0x8b});
    add("the four bytes that begin zstd", DAMAGED, "edge", Arrays.copyOf(zstd(three()), 4));
    add("the first three of them", "torn 1", "edge", Arrays.copyOf(zstd(three()), 3));
    add("a zip archive", "torn 1", "edge.zip", "PK\3\4 and more".getBytes(ISO_8859_1));
    add("a window of 128 MiB", "accepted 3", "edge.zst", rawFrame(27, three()));
    add("a window of 256 MiB", DAMAGED, "edge.zst", rawFrame(28, three()));
    add("a window of 2 TiB", DAMAGED, "edge.zst", rawFrame(41, three()));
    add("a zstd frame that claims 2^62 bytes", DAMAGED, "edge.zst", claimed(1L << 62));
    add("a zstd frame that asks for a dictionary", DAMAGED, "edge.zst", dictionary());
  }

  private void addTruncations() {
    for (int cut : new int[] {3, 9, 10, 11, 20, 60, -9, -8, -5, -1}) {
      add("gzip cut at byte " + cut, DAMAGED, "edge.gz", cut(gzip(three()), cut));
    }
    for (int cut : new int[] {5, 6, 9, 20, 60, -5, -4, -1}) {
      add("zstd cut at byte " + cut, DAMAGED, "edge.zst", cut(zstd(three()), cut));
    }
    byte[] second = gzip(six());
    add(
        "gzip cut in its second member",
        DAMAGED,
        "edge.gz",
        concat(gzip(three()), Arrays.copyOf(second, second.length - 3)));
    byte[] frame = zstd(six());
    add(
        "zstd cut in its second frame",
        DAMAGED,
        "edge.zst",
        concat(zstd(three()), Arrays.copyOf(frame, frame.length - 3)));
  }

  private void addBombs() {
    inputs.add("gzip of blanks only", "blank 1", "bomb.gz", packed(true, ' ', BOMB_BYTES));
    inputs.add("zstd of blanks only", "blank 1", "bomb.zst", packed(false, ' ', BOMB_BYTES));
    inputs.add("gzip of one endless line", "too_long 1", "bomb.gz", packed(true, '0', BOMB_BYTES));
    inputs.add(
        "zstd of one endless line", "too_long 1", "bomb.zst", packed(false, '0', BOMB_BYTES));
    inputs.add(
        "gzip of empty lines only", "blank " + (64L << 20), "lf.gz", packed(true, '\n', 64L << 20));
    add("a bomb in a bomb is not unpacked twice", "torn 1", "edge.gz", gzip(flat(gzip(three()))));
  }

  /** What holds no line end, so that it is one line whatever the compressor writes. */
  private static byte[] flat(byte[] bytes) {
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = bytes[i] == '\n' ? 0 : bytes[i];
    }
    return bytes;
  }

  private void addNames() {
    String[] names = {
      "a b.ndjson",
      " ",
      "a:b.ndjson",
      "a*b?.[x]{y,z}.ndjson",
      "line\nfeed.ndjson",
      "tab\tand\rreturn.ndjson",
      "\u001b[31mred.ndjson",
      "\ud83d\ude00.ndjson",
      "\u202egnp.ndjson",
      "e\u0301 and \u00e9.ndjson",
      "%2e%2e%2f.ndjson",
      "a%20b#c;d&e=f+g.ndjson",
      "$(touch x)`id`.ndjson",
      "'quoted' \"twice\" \\.ndjson",
      "-rf",
      "~",
      "x".repeat(255),
      "part=1/dt=2020-01-01/edge.ndjson",
      "dt=2099-01-01/hour=25/edge.ndjson",
      "a/b/c/d/e/f/g/h/i/j/k/l/m/n/o/p/edge.ndjson",
      "edge.ndjson.TMP",
      "edge.tmp.1",
      "x._copying_",
      "part-00000.parquet",
      "null",
      "CON",
    };
    for (String name : names) {
      add("the name " + name, "accepted 3", name, three());
    }
    for (String name :
        new String[] {
          "_SUCCESS",
          ".edge.ndjson.crc",
          "..x",
          "edge.ndjson.tmp",
          "edge.ndjson._COPYING_",
          "_temporary/0/edge.ndjson",
          ".hidden/deep/edge.ndjson",
          "a/_b/c/edge.ndjson"
        }) {
      add("the name " + name + ", not there yet", NOT_THERE, name, three());
    }
  }

  private void addOtherThings() {
    try {
      Path folder = inputs.folder();
      if (new ProcessBuilder("mkfifo", folder.resolve("pipe").toString()).start().waitFor() != 0) {
        throw new IllegalStateException("no pipe could be made");
      }
      inputs.done("a pipe that no one writes to", NOT_THERE, 0);
      Files.createSymbolicLink(inputs.folder().resolve("itself"), Path.of("itself"));
      inputs.done("a link to itself", NOT_THERE, 0);
      Files.createSymbolicLink(inputs.folder().resolve("loop"), Path.of("."));
      inputs.done("a link to its own folder", NOT_THERE, 0);
      Files.createSymbolicLink(inputs.folder().resolve("up"), Path.of("../.."));
      inputs.done("a link to a folder above", NOT_THERE, 0);
      Files.createSymbolicLink(inputs.folder().resolve("gone"), Path.of("missing"));
      inputs.done("a link to nothing", NOT_THERE, 0);
      Files.createSymbolicLink(inputs.folder().resolve("null"), Path.of("/dev/zero"));
      inputs.done("a link to a device without end", NOT_THERE, 0);
      Files.createDirectories(inputs.folder().resolve("edge.ndjson"));
      inputs.done("a folder named as a file", NOT_THERE, 0);
      Files.write(inputs.folder().resolve("edge.ndjson"), three());
      Files.createLink(
          inputs.folder().resolve("again.ndjson"), inputs.folder().resolve("edge.ndjson"));
      inputs.done("two names of one file", "accepted 6", 2);
      Path depth = inputs.folder();
      for (int i = 0; i < 100; i++) {
        depth = Files.createDirectory(depth.resolve("deep"));
      }
      inputs.done("folders in folders, a hundred times", NOT_THERE, 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private byte[] six() {
    return new String(three(), UTF_8).replace("T12:", "T13:").getBytes(UTF_8);
  }

  private static byte[] half(String line, int which) {
    byte[] bytes = (line + "\n").getBytes(UTF_8);
    int middle = bytes.length / 2;
    return which == 0
        ? Arrays.copyOf(bytes, middle)
        : Arrays.copyOfRange(bytes, middle, bytes.length);
  }

  private static byte[] gzip(byte[] bytes) {
    return written(
        out -> {
          try (OutputStream packing = new GZIPOutputStream(out)) {
            packing.write(bytes);
          }
        });
  }

  private static byte[] zstd(byte[] bytes) {
    return written(
        out -> {
          try (OutputStream packing = new ZstdOutputStream(out).setChecksum(true)) {
            packing.write(bytes);
          }
        });
  }

  private static Content packed(boolean gzip, char filling, long length) {
    return out -> {
      byte[] chunk = new byte[1 << 20];
      Arrays.fill(chunk, (byte) filling);
      try (OutputStream packing = gzip ? new GZIPOutputStream(out) : new ZstdOutputStream(out)) {
        for (long left = length; left > 0; left -= chunk.length) {
          packing.write(chunk);
        }
      }
    };
  }

  /** The first bytes; a place below 0 counts from the end. */
  private static byte[] cut(byte[] bytes, int at) {
    return Arrays.copyOf(bytes, at < 0 ? bytes.length + at : at);
  }

  /** RFC 8878: one raw block in a frame that declares a window of so many bits. */
  private static byte[] rawFrame(int windowLog, byte[] content) {
    int block = (content.length << 3) | 1;
    return ByteBuffer.allocate(9 + content.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt(Zstd.magicNumber())
        .put((byte) 0)
        .put((byte) ((windowLog - 10) << 3))
        .put((byte) block)
        .put((byte) (block >> 8))
        .put((byte) (block >> 16))
        .put(content)
        .array();
  }

  /** A frame of one segment, so that its window is the size it claims. */
  private static byte[] claimed(long size) {
    return ByteBuffer.allocate(16)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt(Zstd.magicNumber())
        .put((byte) 0xe0)
        .putLong(size)
        .put(new byte[] {1, 0, 0})
        .array();
  }

  private static byte[] dictionary() {
    return ByteBuffer.allocate(10)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt(Zstd.magicNumber())
        .put(new byte[] {1, 0x58, 7, 1, 0, 0})
        .array();
  }

  private static byte[] skippable() {
    return ByteBuffer.allocate(12)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt(0x184d2a53)
        .putInt(4)
        .putInt(42)
        .array();
  }

  /** One bit changed; a place below 0 counts from the end. */
  private static byte[] flipped(byte[] bytes, int at) {
    int place = at < 0 ? bytes.length + at : at;
    return with(bytes, place, bytes[place] ^ 4);
  }

  private static byte[] with(byte[] bytes, int at, int value) {
    byte[] changed = bytes.clone();
    changed[at] = (byte) value;
    return changed;
  }

  private static byte[] concat(byte[] first, byte[] second) {
    byte[] all = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, all, first.length, second.length);
    return all;
  }

  private static byte[] written(Content content) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      content.to(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }
}
