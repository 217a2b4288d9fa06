package com.webiny.telemetry.table;

import static org.assertj.core.api.Assertions.assertThat;

import com.webiny.telemetry.event.Ci;
import com.webiny.telemetry.event.EventName;
import com.webiny.telemetry.storage.Storage;
import com.webiny.telemetry.storage.Storages;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.Util;
import org.apache.parquet.io.PositionOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StableFooterTest {
  @TempDir Path temp;

  @ParameterizedTest
  @ValueSource(ints = {1, 100, 300_000})
  void encodingsStandInOrderAndTheFileReadsBack(int rows) throws Exception {
    Storage storage = Storages.warehouse("x", temp.toString(), Configuration::new).storage();
    Path path = temp.resolve("a.parquet");
    Random random = new Random(1);
    WrittenFile written;
    try (TableWriter<EventRow> writer =
        TableWriter.create(Tables.EVENTS, storage, path.toString())) {
      for (int i = 0; i < rows; i++) {
        writer.write(
            new EventRow(
                i,
                random.nextLong(),
                random.nextLong(),
                EventName.values()[i % 13],
                "v5.1.1",
                Ci.YES));
      }
      written = writer.finish();
    }
    byte[] bytes = Files.readAllBytes(path);
    assertThat(written.bytes()).isEqualTo(bytes.length);
    FileMetaData footer = footer(bytes);
    assertThat(footer.getNum_rows()).isEqualTo(rows);
    for (ColumnChunk chunk : footer.getRow_groups().get(0).getColumns()) {
      List<Encoding> encodings = chunk.getMeta_data().getEncodings();
      assertThat(encodings).hasSizeGreaterThan(1).isSorted();
    }
    List<String> names = Tables.EVENTS.columns().stream().map(Column::name).toList();
    try (TableReader reader = TableReader.open(Tables.EVENTS, storage, path.toString(), names)) {
      long read = 0;
      while (reader.next()) {
        read++;
      }
      assertThat(read).isEqualTo(rows);
    }
  }

  /** No Parquet, so passed on as it is, however it is cut into writes. */
  @ParameterizedTest
  @ValueSource(ints = {1, 7, 4_096, 1 << 20, (1 << 20) + 1, 5_000_000})
  void otherBytesPassUnchangedWhateverTheSizeOfWrites(int step) throws Exception {
    byte[] bytes = new byte[step < 4_096 ? 10_000 : 7_000_001];
    new Random(2).nextBytes(bytes);
    ByteArrayOutputStream passed = new ByteArrayOutputStream();
    try (StableFooter out = new StableFooter(counting(passed))) {
      for (int at = 0; at < bytes.length; at += step) {
        assertThat(out.getPos()).isEqualTo(at);
        out.write(bytes, at, Math.min(step, bytes.length - at));
      }
    }
    assertThat(passed.toByteArray()).isEqualTo(bytes);
  }

  @Test
  void anEmptyFileStaysEmpty() throws Exception {
    ByteArrayOutputStream passed = new ByteArrayOutputStream();
    new StableFooter(counting(passed)).close();
    assertThat(passed.size()).isZero();
  }

  private static PositionOutputStream counting(ByteArrayOutputStream bytes) {
    return new PositionOutputStream() {
      @Override
      public long getPos() {
        return bytes.size();
      }

      @Override
      public void write(int value) {
        bytes.write(value);
      }

      @Override
      public void write(byte[] some, int offset, int count) {
        bytes.write(some, offset, count);
      }
    };
  }

  private static FileMetaData footer(byte[] bytes) throws Exception {
    int length =
        ByteBuffer.wrap(bytes, bytes.length - 8, 4).order(ByteOrder.LITTLE_ENDIAN).getInt();
    return Util.readFileMetaData(
        new ByteArrayInputStream(bytes, bytes.length - 8 - length, length));
  }
}
