package dev.windrow.config;

import dev.windrow.event.FieldPath;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An address with fields of a record in braces, in its path or its query: {@code https://users.example.com/users/{user_id}}. Scheme, host and port are what is written.
 *
 * @param origin scheme, host and port: {@code https://users.example.com}
 * @param segments of the path, each without the slash before it
 * @param query without its question mark
 */
public record UrlTemplate(String origin, List<Text> segments, Optional<Text> query) {

  static final String EXPECTED = "an address with fields in braces, as in https://users.example.com/users/{user_id}";

  private static final Pattern SHAPE = Pattern.compile("(?i)(https?://[^/?#{}\\s]+)((?:/[^?#\\s]*)?)(?:\\?([^#\\s]*))?");
  private static final Pattern FIELD = Pattern.compile("\\{([^{}/?]+)}");

  /** What is written as it is, and what is taken from a record; in their order. */
  public record Text(List<Piece> pieces) {

    public Text {
      pieces = List.copyOf(pieces);
    }

    @Override
    public String toString() {
      return String.join("", pieces.stream().map(Piece::toString).toList());
    }
  }

  /** A part of a text. */
  public sealed interface Piece {

    /** Goes into the address as it is. */
    record Fixed(String text) implements Piece {

      @Override
      public String toString() {
        return text;
      }
    }

    /** Stands for the value that a record has there. */
    record Field(FieldPath path) implements Piece {

      @Override
      public String toString() {
        return "{" + path + "}";
      }
    }
  }

  public UrlTemplate {
    segments = List.copyOf(segments);
  }

  /** The template that {@code text} writes down; IllegalArgumentException when it is none. */
  public static UrlTemplate parse(String text) {
    Matcher shape = SHAPE.matcher(text);
    if (!shape.matches() || !FIELD.matcher(text).find() || !isAddress(FIELD.matcher(text).replaceAll("x"))) {
      throw new IllegalArgumentException("expected " + EXPECTED + ", found " + Problem.quote(text));
    }
    String path = shape.group(2);
    List<Text> segments = path.isEmpty() ? List.of() : Arrays.stream(path.substring(1).split("/", -1)).map(UrlTemplate::pieces).toList();
    return new UrlTemplate(shape.group(1), segments, Optional.ofNullable(shape.group(3)).map(UrlTemplate::pieces));
  }

  @Override
  public String toString() {
    return origin + String.join("", segments.stream().map(segment -> "/" + segment).toList()) + query.map(text -> "?" + text).orElse("");
  }

  private static Text pieces(String text) {
    List<Piece> pieces = new ArrayList<>();
    Matcher field = FIELD.matcher(text);
    int from = 0;
    while (field.find()) {
      fixed(text.substring(from, field.start()), pieces);
      pieces.add(new Piece.Field(FieldPath.parse(field.group(1))));
      from = field.end();
    }
    fixed(text.substring(from), pieces);
    return new Text(pieces);
  }

  private static void fixed(String text, List<Piece> pieces) {
    if (!text.isEmpty()) {
      pieces.add(new Piece.Fixed(text));
    }
  }

  /** A brace that is left is none of an address. A password does not belong here: there is a key for it. */
  private static boolean isAddress(String filled) {
    try {
      URI url = new URI(filled);
      return url.getHost() != null && url.getRawUserInfo() == null;
    } catch (URISyntaxException e) {
      return false;
    }
  }
}
