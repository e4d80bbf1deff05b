package dev.windrow.ingest.format;

import dev.windrow.value.Printable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Makes objects of rows: a field for each cell that is not empty, with the column's name and the cell's text as a string. A column without name is called
 * {@code column_3}, after its place. Goes straight from bytes to bytes.
 */
final class CsvRows implements RecordCheck {

  private static final Flaw MALFORMED = new Flaw(Flaw.NOT_CSV, "expected a quotation mark at the end of each cell that begins with one, found none or more text");

  private final Utf8Check utf8 = new Utf8Check();
  private final JsonBytes out = new JsonBytes();
  private final CsvCells cells;
  private final int recordBytes;

  /** Each with its quotation marks and its colon. */
  private final List<byte[]> names;

  private CsvRows(CsvCells cells, int recordBytes, List<byte[]> names) {
    this.cells = cells;
    this.recordBytes = recordBytes;
    this.names = names;
  }

  /** The rows below this one, which has the columns' names. */
  static CsvRows below(byte[] header, Mark place, Reading how) throws MalformedStreamException {
    int invalid = new Utf8Check().firstInvalid(header, 0, header.length);
    if (invalid != Utf8Check.VALID) {
      throw MalformedStreamException.at(place, "expected a line of column names in UTF-8, found 0x" + Integer.toHexString(header[invalid] & 0xFF));
    }
    CsvCells cells = new CsvCells(how.delimiter());
    return new CsvRows(cells, how.recordBytes(), names(header, cells, place));
  }

  @Override
  public Flaw check(byte[] bytes, int from, int to) {
    int invalid = utf8.firstInvalid(bytes, from, to);
    if (invalid != Utf8Check.VALID) {
      return new Flaw(Flaw.NOT_CSV, "byte " + (invalid - from) + ": expected UTF-8, found 0x" + Integer.toHexString(bytes[invalid] & 0xFF));
    }
    cells.open(bytes, from, to);
    out.cut(0);
    out.append('{');
    int column = 0;
    for (; cells.hasNext(); column++) {
      if (!append(column)) {
        return MALFORMED;
      }
    }
    out.append('}');
    return column == names.size() ? length() : new Flaw(Flaw.NOT_CSV, "expected " + names.size() + " cells, as there are column names, found " + column);
  }

  @Override
  public byte[] json(byte[] bytes, int from, int to) {
    return out.copy();
  }

  private boolean append(int column) {
    int before = out.length();
    if (before > 1) {
      out.append(',');
    }
    if (column < names.size()) {
      out.append(names.get(column));
    }
    out.append('"');
    int start = out.length();
    boolean whole = cells.next(out);
    boolean empty = out.length() == start;
    out.append('"');
    if (empty || column >= names.size()) {
      out.cut(before);
    }
    return whole;
  }

  private Flaw length() {
    return out.length() > recordBytes ? Flaw.tooLarge(recordBytes) : null;
  }

  private static List<byte[]> names(byte[] header, CsvCells cells, Mark place) throws MalformedStreamException {
    List<byte[]> names = new ArrayList<>();
    Set<String> known = new HashSet<>();
    cells.open(header, 0, header.length);
    while (cells.hasNext()) {
      JsonBytes name = new JsonBytes();
      if (!cells.next(name)) {
        throw MalformedStreamException.at(place, MALFORMED.detail());
      }
      String text = name.length() == 0 ? "column_" + (names.size() + 1) : new String(name.copy(), StandardCharsets.UTF_8);
      if (!known.add(text)) {
        throw MalformedStreamException.at(place, "expected columns with different names, found two that are called " + Printable.quoted(text));
      }
      names.add(('"' + text + "\":").getBytes(StandardCharsets.UTF_8));
    }
    return List.copyOf(names);
  }
}
