package dev.windrow.ingest.format;

import dev.windrow.value.Printable;
import java.io.IOException;

/**
 * JSON: values one after the other; those in arrays on the top level are records of their own. It counts brackets outside of strings and leaves it to the check
 * of each record whether they fit.
 */
final class JsonSplitter implements Splitter {

  /** What comes next. */
  private enum State {
    TOP,
    FIRST_ELEMENT,
    ELEMENT,
    COMMA
  }

  private State state;
  private int depth;
  private boolean string;
  private boolean escaped;
  private boolean plain;

  JsonSplitter(boolean inArray) {
    state = inArray ? State.COMMA : State.TOP;
  }

  @Override
  public boolean begin(Window window) throws IOException {
    while (true) {
      int first = skipBlanks(window);
      if (first < 0) {
        return end(window);
      }
      if (isStructure(first)) {
        state = after(first);
        window.consume(1);
      } else {
        beginValue(first, window);
        return true;
      }
    }
  }

  @Override
  public int end(byte[] bytes, int from, int to) {
    int end = plain ? plainEnd(bytes, from, to) : bracketEnd(bytes, from, to);
    if (end != MORE) {
      state = isInArray() ? State.COMMA : State.TOP;
    }
    return end;
  }

  @Override
  public boolean isByLine() {
    return false;
  }

  /** Only a number or a word on the top level ends with the stream. */
  @Override
  public void endOfStream(Mark begin) throws MalformedStreamException {
    if (!plain || isInArray()) {
      throw MalformedStreamException.at(begin, "expected the end of the value that begins here, found the end of the file");
    }
  }

  @Override
  public boolean isInArray() {
    return state != State.TOP;
  }

  private boolean isStructure(int first) {
    return switch (state) {
      case TOP -> first == '[';
      case FIRST_ELEMENT -> first == ']';
      case ELEMENT -> false;
      case COMMA -> first == ',' || first == ']';
    };
  }

  private static State after(int structure) {
    return switch (structure) {
      case '[' -> State.FIRST_ELEMENT;
      case ',' -> State.ELEMENT;
      default -> State.TOP;
    };
  }

  private boolean end(Window window) throws MalformedStreamException {
    if (state != State.TOP) {
      throw malformed(window, expected(), "the end of the file: the array is not closed");
    }
    return false;
  }

  private void beginValue(int first, Window window) throws MalformedStreamException {
    if (state == State.COMMA || "{[\"-0123456789tfn".indexOf(first) < 0) {
      throw malformed(window, expected(), Printable.quoted(Character.toString(first < 0x80 ? first : 0xFFFD)));
    }
    depth = 0;
    string = false;
    escaped = false;
    plain = first != '{' && first != '[' && first != '"';
  }

  private String expected() {
    return switch (state) {
      case TOP -> "a JSON object or an array of objects";
      case FIRST_ELEMENT -> "an object or ']'";
      case ELEMENT -> "an object";
      case COMMA -> "',' or ']'";
    };
  }

  private static MalformedStreamException malformed(Window window, String expected, String found) {
    return MalformedStreamException.at(new Mark(window.offset(), window.line(), false), "expected " + expected + ", found " + found);
  }

  private static int skipBlanks(Window window) throws IOException {
    int first = window.first();
    while (LineSplitter.isBlank(first)) {
      window.consume(LineSplitter.blanks(window.bytes(), window.from(), window.to()));
      first = window.first();
    }
    return first;
  }

  private int bracketEnd(byte[] bytes, int from, int to) {
    int at = from;
    while (at < to) {
      at = string ? stringEnd(bytes, at, to) : bracket(bytes, at, to);
      if (depth == 0 && !string) {
        return at;
      }
    }
    return MORE;
  }

  /** Behind the next bracket or quotation mark. */
  private int bracket(byte[] bytes, int from, int to) {
    for (int at = from; at < to; at++) {
      switch (bytes[at]) {
        case '"' -> {
          string = true;
          return at + 1;
        }
        case '{', '[' -> depth++;
        case '}', ']' -> {
          if (--depth == 0) {
            return at + 1;
          }
        }
        default -> { }
      }
    }
    return to;
  }

  /** Behind the quotation mark that ends the string. */
  private int stringEnd(byte[] bytes, int from, int to) {
    boolean escape = escaped;
    for (int at = from; at < to; at++) {
      byte b = bytes[at];
      if (escape) {
        escape = false;
      } else if (b == '\\') {
        escape = true;
      } else if (b == '"') {
        escaped = false;
        string = false;
        return at + 1;
      }
    }
    escaped = escape;
    return to;
  }

  private static int plainEnd(byte[] bytes, int from, int to) {
    for (int at = from; at < to; at++) {
      if (LineSplitter.isBlank(bytes[at]) || ",]}[{\"".indexOf(bytes[at]) >= 0) {
        return at;
      }
    }
    return MORE;
  }
}
