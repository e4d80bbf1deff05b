package dev.windrow.ingest.format;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import dev.windrow.config.Compression;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Unpacks streams. */
final class Packing {

  private static final List<String> GZIP_NAMES = List.of(".gz", ".gzip");
  private static final List<String> ZSTD_NAMES = List.of(".zst", ".zstd");
  private static final byte[] GZIP_MAGIC = {0x1f, (byte) 0x8b};
  private static final byte[] ZSTD_MAGIC = {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd};

  private Packing() {}

  /** A name without what says how the file is packed. */
  static String plainName(String name) {
    int dot = name.lastIndexOf('.');
    return byName(name) == Compression.NONE ? name : name.substring(0, dot);
  }

  static Compression byName(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    if (GZIP_NAMES.stream().anyMatch(lower::endsWith)) {
      return Compression.GZIP;
    }
    return ZSTD_NAMES.stream().anyMatch(lower::endsWith) ? Compression.ZSTD : Compression.NONE;
  }

  /** What {@code raw} has in it. Closing it closes {@code raw}. */
  static InputStream open(InputStream raw, String name, Compression how) throws IOException {
    Compression known = how == Compression.AUTO ? byName(name) : how;
    if (known != Compression.NONE || how == Compression.NONE) {
      return open(raw, known);
    }
    PushbackInputStream in = new PushbackInputStream(raw, ZSTD_MAGIC.length);
    byte[] first = in.readNBytes(ZSTD_MAGIC.length);
    in.unread(first);
    return open(in, byContent(first));
  }

  static boolean isPacked(InputStream opened) {
    return opened instanceof GzipStream || opened instanceof ZstdInputStreamNoFinalizer;
  }

  private static InputStream open(InputStream raw, Compression how) throws IOException {
    return switch (how) {
      case GZIP -> new GzipStream(raw);
      case ZSTD -> new ZstdInputStreamNoFinalizer(ZstdInput.of(raw));
      default -> raw;
    };
  }

  private static Compression byContent(byte[] first) {
    if (first.length >= GZIP_MAGIC.length && Arrays.equals(Arrays.copyOf(first, GZIP_MAGIC.length), GZIP_MAGIC)) {
      return Compression.GZIP;
    }
    return Arrays.equals(first, ZSTD_MAGIC) ? Compression.ZSTD : Compression.NONE;
  }
}
