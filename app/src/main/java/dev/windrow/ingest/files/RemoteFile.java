package dev.windrow.ingest.files;

import dev.windrow.ingest.files.Downloads.Piece;
import dev.windrow.value.Printable;
import dev.windrow.value.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file at an address, fetched in pieces (RFC 9110, section 14). What is passed over is not fetched. That all pieces are of one file is told by its ETag, or when
 * it was changed last, and by its size.
 */
record RemoteFile(URI address, Downloads downloads) implements Origin {

  private static final int FIRST_BYTES = 256 << 10;
  private static final int PIECE_BYTES = 1 << 20;
  private static final int HASH_BYTES = 8;
  private static final Pattern RANGE = Pattern.compile("bytes (\\d{1,18})-(\\d{1,18})/(\\d{1,18})");

  /** Secrets in an address, as of links that are signed anew each day, do not make it another file. */
  @Override
  public String part() {
    String shown = shown();
    boolean cut = shown.endsWith("…");
    return cut ? shown + HexFormat.of().formatHex(Sha256.of(address.toString().getBytes(StandardCharsets.UTF_8)), 0, HASH_BYTES) : shown;
  }

  @Override
  public String shown() {
    return downloads.shown(address);
  }

  @Override
  public String name() {
    String path = address.getPath();
    return path == null ? "" : path.substring(path.lastIndexOf('/') + 1);
  }

  @Override
  public Optional<Version> version() {
    return Optional.empty();
  }

  @Override
  public Opened open(ByteCount count) throws IOException, InterruptedException {
    Piece first = get(0, FIRST_BYTES, Optional.empty());
    Version version = new Version(size(first, 0), tag(first));
    PieceStream in = new PieceStream(version, first, count);
    return new Opened(in, version, Arrays.copyOf(first.body(), Math.min(first.body().length, Head.LENGTH)));
  }

  private Piece get(long from, int most, Optional<String> validator) throws IOException, InterruptedException {
    Map<String, String> headers = new HashMap<>(Map.of("accept-encoding", "identity", "range", "bytes=" + from + "-" + (from + Math.min(most, downloads.mostBytes()) - 1)));
    validator.ifPresent(tag -> headers.put("if-range", tag));
    Piece piece = downloads.get(address, headers);
    if (piece.status() == Piece.PARTIAL && size(piece, from) > from && piece.body().length == 0) {
      throw new IOException("expected bytes from " + from + " on, found none");
    }
    return piece;
  }

  /** Of the whole file. */
  private static long size(Piece piece, long from) throws IOException {
    if (piece.status() == Piece.NOTHING_THERE) {
      return from;
    }
    if (piece.status() != Piece.PARTIAL) {
      return piece.body().length;
    }
    Matcher range = RANGE.matcher(piece.contentRange().orElse(""));
    if (!range.matches() || Long.parseLong(range.group(1)) != from || Long.parseLong(range.group(2)) != from + piece.body().length - 1) {
      throw new IOException("expected the header Content-Range to say which bytes come, from " + from + " on and of how many, found "
          + Printable.quoted(piece.contentRange().orElse("none")));
    }
    return Long.parseLong(range.group(3));
  }

  private static String tag(Piece piece) {
    return piece.etag().or(piece::lastModified).orElse("");
  }

  /** Confined to one thread. */
  private final class PieceStream extends BulkStream {

    private final Version version;
    private final ByteCount count;
    private byte[] piece;
    private long pieceStart;
    private long position;

    PieceStream(Version version, Piece first, ByteCount count) {
      this.version = version;
      this.count = count;
      this.piece = first.body();
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      if (position == version.size()) {
        return -1;
      }
      if (position < pieceStart || position >= pieceStart + piece.length) {
        fetch();
      }
      int from = (int) (position - pieceStart);
      int read = Math.min(length, piece.length - from);
      System.arraycopy(piece, from, target, offset, read);
      position += read;
      count.read(read);
      return read;
    }

    @Override
    public long skip(long bytes) {
      long skipped = Math.max(0, Math.min(bytes, version.size() - position));
      position += skipped;
      count.passed(skipped);
      return skipped;
    }

    @Override
    public int available() {
      return (int) Math.min(Integer.MAX_VALUE, version.size() - position);
    }

    /** Only a strong ETag says that bytes are the same; without one it is compared afterwards. */
    private void fetch() throws IOException {
      Optional<String> strong = version.tag().startsWith("\"") ? Optional.of(version.tag()) : Optional.empty();
      Piece next;
      try {
        next = get(position, PIECE_BYTES, strong);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("interrupted while a file was downloaded");
      }
      if (next.status() != Piece.PARTIAL || !new Version(size(next, position), tag(next)).equals(version)) {
        throw new IOException("it has changed on its server while it was downloaded: it is read anew in the next run");
      }
      piece = next.body();
      pieceStart = position;
    }
  }
}
