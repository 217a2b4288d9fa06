package com.webiny.telemetry.table;

import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/**
 * Unpacks the pages of one file. Parquet's own way goes through Hadoop's codecs and streams, and
 * costs more than the unpacking itself where pages are small.
 */
final class ZstdPages implements CompressionCodecFactory {
  private ZstdDecompressCtx zstd;

  @Override
  public BytesInputCompressor getCompressor(CompressionCodecName codec) {
    throw new UnsupportedOperationException("for reading only");
  }

  @Override
  public BytesInputDecompressor getDecompressor(CompressionCodecName codec) {
    if (codec != CompressionCodecName.ZSTD) {
      throw new IllegalArgumentException("no file of ours is packed with " + codec);
    }
    if (zstd == null) {
      zstd = new ZstdDecompressCtx();
    }
    return new Decompressor();
  }

  @Override
  public void release() {
    if (zstd != null) {
      zstd.close();
    }
  }

  private final class Decompressor implements BytesInputDecompressor {
    @Override
    public BytesInput decompress(BytesInput packed, int size) throws IOException {
      ByteBuffer plain = ByteBuffer.allocate(size);
      ByteBuffer input = packed.toInputStream().slice((int) packed.size());
      decompress(input, input.remaining(), plain, size);
      return BytesInput.from(plain.flip());
    }

    @Override
    public void decompress(ByteBuffer packed, int packedSize, ByteBuffer plain, int size)
        throws IOException {
      int length;
      try {
        length =
            zstd.decompressByteArray(
                plain.array(),
                plain.arrayOffset() + plain.position(),
                size,
                packed.array(),
                packed.arrayOffset() + packed.position(),
                packedSize);
      } catch (ZstdException damaged) {
        throw new IOException("a page that is no zstd", damaged);
      }
      if (length != size) {
        throw new IOException("a page of another length than its header says");
      }
      packed.position(packed.position() + packedSize);
      plain.position(plain.position() + size);
    }

    @Override
    public void release() {
      // The file's.
    }
  }
}
