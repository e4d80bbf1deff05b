package dev.windrow.ingest.format;

import dev.windrow.config.Format;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * The records of a stream, one after the other. What is no record is told of in its place, and reading goes on behind it. Only where nothing tells where the next
 * record begins does it end with a MalformedStreamException: at a syntax error in JSON that is not by line, because from there on a bracket may be anything.
 *
 * <p>Needs memory for the longest record that is allowed, whatever the length of the stream; a longer one is passed over. Confined to one thread.
 */
public final class RecordStream implements Closeable {

  /** How much is kept of what is too large to be a record. */
  public static final int KEPT_BYTES = 64 << 10;

  private static final int[] BYTE_ORDER_MARK = {0xEF, 0xBB, 0xBF};

  private final Window window;
  private final Reading how;
  private final Splitter splitter;
  private final RecordCheck check;
  private final boolean packed;
  private Mark mark;

  private RecordStream(Window window, boolean packed, Reading how, Splitter splitter, RecordCheck check, Mark mark) {
    this.window = window;
    this.packed = packed;
    this.how = how;
    this.splitter = splitter;
    this.check = check;
    this.mark = mark;
  }

  /**
   * Begins to read. Closing it closes {@code raw}, and so does failing here.
   *
   * @param raw the stream from its beginning, packed or not
   * @param name of the file, by which formats are known
   * @param from a place that {@link #mark} once told; what is before it is passed over, without reading it where {@code raw} can do that
   */
  public static RecordStream open(InputStream raw, String name, Reading how, Mark from) throws IOException {
    InputStream in = raw;
    try {
      in = Packing.open(raw, name, how.compression());
      return open(new Window(in), Packing.isPacked(in), name, how, from);
    } catch (IOException | RuntimeException e) {
      in.close();
      throw e;
    }
  }

  private static RecordStream open(Window window, boolean packed, String name, Reading how, Mark from) throws IOException {
    skipByteOrderMark(window);
    Reading known = how.of(how.format() == Format.AUTO ? Formats.of(name, window) : how.format());
    RecordCheck check = known.format() == Format.CSV ? rows(window, known) : new ObjectCheck(known.depth());
    Mark start = seek(window, from);
    return new RecordStream(window, packed, known, splitter(known, start), check, start);
  }

  /** In which format it is read. */
  public Format format() {
    return how.format();
  }

  /** Whether what is added at its end later only adds records, so that all before its last line end can be read while somebody writes it. */
  public boolean isLog() {
    return splitter.isByLine() && !packed;
  }

  /** Whether there is a last line that was left for later. Known at the end. */
  public boolean isTailLeft() {
    return window.length() > 0;
  }

  /** The next record, or what should have been one; empty at the end. IOException when what follows cannot be read; all before it has been handed out. */
  public Optional<Item> next() throws IOException {
    if (!splitter.begin(window)) {
      return Optional.empty();
    }
    int end = splitter.end(window.bytes(), window.from(), window.to());
    while (end == Splitter.MORE && window.length() <= how.recordBytes()) {
      int seen = window.length();
      if (!window.fill()) {
        return last();
      }
      end = splitter.end(window.bytes(), window.from() + seen, window.to());
    }
    Item item = end == Splitter.MORE ? passOver() : take(end);
    mark = here();
    return Optional.of(item);
  }

  /** Where to go on, behind what was handed out last. What is bad only because its line has no end yet is not behind it. */
  public Mark mark() {
    return mark;
  }

  @Override
  public void close() throws IOException {
    window.close();
  }

  private Mark here() {
    return new Mark(window.offset(), window.line(), splitter.isInArray());
  }

  private Item take(int end) throws MalformedStreamException {
    int content = splitter.content(window.bytes(), window.from(), end);
    Item item = content > how.recordBytes() ? tooLarge() : understand(content);
    window.consume(end - window.from());
    return item;
  }

  /** The end of the stream ends the last record. */
  private Optional<Item> last() throws MalformedStreamException {
    if (splitter.isByLine() && how.tail() == Reading.Tail.LEAVE) {
      return Optional.empty();
    }
    splitter.endOfStream(here());
    int length = window.length();
    Item item = understand(length);
    window.consume(length);
    if (item instanceof Item.Good) {
      mark = here();
    }
    return Optional.of(item);
  }

  private Item understand(int length) throws MalformedStreamException {
    byte[] bytes = window.bytes();
    int from = window.from();
    Flaw flaw = check.check(bytes, from, from + length);
    if (flaw == null) {
      return new Item.Good(window.offset(), window.line(), check.json(bytes, from, from + length));
    }
    if (how.format() == Format.JSON && flaw.reason().equals(Flaw.NOT_JSON)) {
      throw MalformedStreamException.at(here(), "in the value that begins here, " + flaw.detail());
    }
    return bad(window.copy(length), flaw);
  }

  private Item tooLarge() {
    return bad(window.copy(Math.min(window.length(), Math.min(how.recordBytes(), KEPT_BYTES))), Flaw.tooLarge(how.recordBytes()));
  }

  private Item bad(byte[] bytes, Flaw flaw) {
    return new Item.Bad(window.offset(), window.line(), bytes, flaw.reason(), flaw.detail());
  }

  /** Goes behind a record that is too large, without keeping it. */
  private Item passOver() throws IOException {
    Item item = tooLarge();
    int end = Splitter.MORE;
    while (end == Splitter.MORE) {
      window.consume(window.length());
      if (!window.fill()) {
        return item;
      }
      end = splitter.end(window.bytes(), window.from(), window.to());
    }
    window.consume(end - window.from());
    return item;
  }

  private static Splitter splitter(Reading how, Mark from) {
    return switch (how.format()) {
      case NDJSON -> new LineSplitter();
      case CSV -> new CsvSplitter(how.delimiter());
      default -> new JsonSplitter(from.inArray());
    };
  }

  /** Reads the line of names. A file without one has no rows. */
  private static RecordCheck rows(Window window, Reading how) throws IOException {
    CsvSplitter splitter = new CsvSplitter(how.delimiter());
    if (!splitter.begin(window)) {
      return CsvRows.below(new byte[0], Mark.START, how);
    }
    Mark place = new Mark(window.offset(), window.line(), false);
    int end = splitter.end(window.bytes(), window.from(), window.to());
    while (end == Splitter.MORE && window.length() <= how.recordBytes()) {
      int seen = window.length();
      end = window.fill() ? splitter.end(window.bytes(), window.from() + seen, window.to()) : window.to();
    }
    int content = splitter.content(window.bytes(), window.from(), end);
    if (end == Splitter.MORE || content > how.recordBytes()) {
      throw MalformedStreamException.at(place, "expected a line of column names of at most " + how.recordBytes() + " bytes, found more");
    }
    RecordCheck rows = CsvRows.below(window.copy(content), place, how);
    window.consume(end - window.from());
    return rows;
  }

  private static Mark seek(Window window, Mark from) throws IOException {
    if (from.offset() <= window.offset()) {
      return new Mark(window.offset(), window.line(), false);
    }
    if (!window.seek(from)) {
      throw new MalformedStreamException("expected at least " + from.offset() + " bytes, as there have been before, found " + window.offset());
    }
    return from;
  }

  private static void skipByteOrderMark(Window window) throws IOException {
    window.fillTo(BYTE_ORDER_MARK.length);
    boolean isThere = window.length() >= BYTE_ORDER_MARK.length;
    for (int i = 0; isThere && i < BYTE_ORDER_MARK.length; i++) {
      isThere = (window.bytes()[window.from() + i] & 0xFF) == BYTE_ORDER_MARK[i];
    }
    window.consume(isThere ? BYTE_ORDER_MARK.length : 0);
  }
}
