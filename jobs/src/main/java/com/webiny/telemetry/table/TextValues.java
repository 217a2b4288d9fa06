package com.webiny.telemetry.table;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.bytes.HeapByteBufferAllocator;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.column.values.plain.PlainValuesWriter;
import org.apache.parquet.io.api.Binary;

/**
 * Texts of which few differ. What a cell's text hangs on is looked up once, and not at all if it is
 * the object the row before had; the text is made once for each.
 *
 * @param <R> the row
 * @param <K> what the text hangs on
 */
final class TextValues<R, K> extends ColumnValues<R> {
  private static final int NULL = -1;
  private static final int SLAB_BYTES = 64 * 1024;

  private final Function<R, K> source;
  private final Function<K, String> text;
  private final Map<K, Integer> idsBySource = new HashMap<>();
  private final Map<String, Integer> idsByText = new HashMap<>();
  private final List<Binary> texts = new ArrayList<>();
  private int[] ids = new int[FIRST_CAPACITY];
  private int count;
  private K lastSource;
  private int lastId = NULL;

  /**
   * Values of a column.
   *
   * @param source what the row's text hangs on; {@code null} if there is no text
   * @param text the text, or {@code null}
   */
  TextValues(ColumnDescriptor descriptor, Function<R, K> source, Function<K, String> text) {
    super(descriptor);
    this.source = source;
    this.text = text;
  }

  @Override
  boolean append(R row) {
    K itsSource = source.apply(row);
    if (itsSource != lastSource) {
      lastId = id(itsSource);
      lastSource = itsSource;
    }
    if (lastId == NULL) {
      return false;
    }
    if (count == ids.length) {
      ids = Arrays.copyOf(ids, 2 * count);
    }
    ids[count++] = lastId;
    return true;
  }

  private int id(K itsSource) {
    if (itsSource == null) {
      return NULL;
    }
    Integer known = idsBySource.get(itsSource);
    if (known == null) {
      String itsText = text.apply(itsSource);
      known = itsText == null ? NULL : idsByText.computeIfAbsent(itsText, this::newId);
      idsBySource.put(itsSource, known);
    }
    return known;
  }

  private int newId(String newText) {
    texts.add(Binary.fromConstantByteArray(newText.getBytes(StandardCharsets.UTF_8)));
    return texts.size() - 1;
  }

  @Override
  Optional<Coded> coded() {
    int[] lengths = texts.stream().mapToInt(each -> Integer.BYTES + each.length()).toArray();
    long plainBytes = 0;
    for (int i = 0; i < count; i++) {
      plainBytes += lengths[ids[i]];
    }
    long dictionaryBytes = Arrays.stream(lengths).asLongStream().sum();
    if (!Coded.pays(count, texts.size(), dictionaryBytes, plainBytes)) {
      return Optional.empty();
    }
    PlainValuesWriter out = plainWriter();
    texts.forEach(out::writeBytes);
    return Optional.of(new Coded(ids, texts.size(), out.getBytes()));
  }

  @Override
  BytesInput plain(int from, int to) {
    PlainValuesWriter out = plainWriter();
    for (int i = from; i < to; i++) {
      out.writeBytes(texts.get(ids[i]));
    }
    return out.getBytes();
  }

  private static PlainValuesWriter plainWriter() {
    return new PlainValuesWriter(FIRST_CAPACITY, SLAB_BYTES, HeapByteBufferAllocator.getInstance());
  }

  @Override
  void describe(Statistics<?> statistics, int from, int to) {
    boolean[] used = new boolean[texts.size()];
    for (int i = from; i < to; i++) {
      used[ids[i]] = true;
    }
    for (int id = 0; id < used.length; id++) {
      if (used[id]) {
        statistics.updateStats(texts.get(id));
      }
    }
  }

  /** Forgets the dictionary too, so that a stream of ever new texts cannot fill the heap. */
  @Override
  void clear() {
    count = 0;
    idsBySource.clear();
    idsByText.clear();
    texts.clear();
    lastSource = null;
    lastId = NULL;
  }
}
