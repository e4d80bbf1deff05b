package dev.windrow.ingest.enrich;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.windrow.config.UrlTemplate;
import dev.windrow.config.UrlTemplate.Piece;
import dev.windrow.config.UrlTemplate.Text;
import dev.windrow.event.FieldPath;
import dev.windrow.ingest.enrich.Address.Known;
import dev.windrow.ingest.enrich.Address.Unknown;
import dev.windrow.ingest.transform.Fields;
import dev.windrow.value.Decimals;
import dev.windrow.value.Printable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Fills an address with values of records: texts, numbers as results write them (1.0 is 1), true and false. Each is percent-encoded down to letters, digits and
 * {@code -._~} (RFC 3986, unreserved), so that it stays within its segment or parameter. What servers are known to take for more than a name even so is refused in a path:
 * slashes and backslashes, control characters, and segments that would be {@code .} or {@code ..}.
 */
final class Addresses {

  static final int LONGEST_URL = 8_000;

  private static final Pattern NOT_IN_PATHS = Pattern.compile("[/\\\\\\p{Cc}]");
  private static final Pattern NOTHING = Pattern.compile("(?!)");
  private static final Pattern DOTS = Pattern.compile("(?i)(\\.|%2e){1,2}");
  private static final String UNRESERVED = "-._~";

  private final UrlTemplate template;
  private final List<FieldPath> inPath;
  private final List<FieldPath> inQuery;

  Addresses(UrlTemplate template) {
    this.template = template;
    this.inPath = fields(template.segments());
    this.inQuery = fields(template.query().stream().toList());
  }

  Address of(ObjectNode record) {
    Map<FieldPath, String> values = new HashMap<>();
    Optional<Unknown> unknown = take(record, inPath, NOT_IN_PATHS, values).or(() -> take(record, inQuery, NOTHING, values));
    return unknown.isPresent() ? unknown.get() : filled(values);
  }

  /** Encodes the values of fields; what is wrong with the first that cannot be used. */
  private static Optional<Unknown> take(ObjectNode record, List<FieldPath> fields, Pattern unwanted, Map<FieldPath, String> values) {
    for (FieldPath field : fields) {
      Optional<JsonNode> value = Fields.value(record, field);
      if (value.isEmpty()) {
        return Optional.of(new Unknown("missing_field", "expected " + Printable.text(field.toString()) + " to look up, found none"));
      }
      Optional<String> text = text(value.get()).filter(Addresses::isWellFormed).filter(found -> !unwanted.matcher(found).find());
      if (text.isEmpty()) {
        return Optional.of(bad(field, value.get()));
      }
      values.put(field, encoded(text.get()));
    }
    return Optional.empty();
  }

  private Address filled(Map<FieldPath, String> values) {
    StringBuilder url = new StringBuilder(template.origin());
    for (Text segment : template.segments()) {
      String filled = filled(segment, values);
      if (DOTS.matcher(filled).matches() && !fields(List.of(segment)).isEmpty()) {
        return new Unknown("bad_value", "expected a name in " + segment + " to look up, found '" + filled + "'");
      }
      url.append('/').append(filled);
    }
    template.query().ifPresent(query -> url.append('?').append(filled(query, values)));
    return url.length() <= LONGEST_URL
        ? new Known(url.toString())
        : new Unknown("bad_value", "expected an address of at most " + LONGEST_URL + " characters to look up, found " + url.length());
  }

  private static String filled(Text text, Map<FieldPath, String> values) {
    StringBuilder filled = new StringBuilder();
    for (Piece piece : text.pieces()) {
      filled.append(piece instanceof Piece.Field field ? values.get(field.path()) : piece.toString());
    }
    return filled.toString();
  }

  private static Unknown bad(FieldPath field, JsonNode value) {
    String found = value.isContainerNode() ? "one that is a list or an object" : Printable.quoted(value.asText());
    return new Unknown("bad_value", "expected a name, a number or a boolean in " + Printable.text(field.toString()) + " to look up, found " + found);
  }

  /** Empty when it is none that could be looked up. */
  private static Optional<String> text(JsonNode value) {
    if (value.isNumber()) {
      return Decimals.parse(value.asText()).map(Decimals::text);
    }
    return Optional.of(value).filter(JsonNode::isValueNode).map(JsonNode::asText).filter(text -> !text.isEmpty());
  }

  /** Half a character would become a question mark, and so another name. */
  private static boolean isWellFormed(String text) {
    return text.codePoints().noneMatch(character -> character >= Character.MIN_SURROGATE && character <= Character.MAX_SURROGATE);
  }

  private static String encoded(String text) {
    StringBuilder encoded = new StringBuilder();
    for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
      char character = (char) (octet & 0xff);
      if (isUnreserved(character)) {
        encoded.append(character);
      } else {
        encoded.append('%').append(Character.toUpperCase(Character.forDigit(octet >> 4 & 0xf, 16))).append(Character.toUpperCase(Character.forDigit(octet & 0xf, 16)));
      }
    }
    return encoded.toString();
  }

  private static boolean isUnreserved(char character) {
    return character >= 'a' && character <= 'z' || character >= 'A' && character <= 'Z' || character >= '0' && character <= '9' || UNRESERVED.indexOf(character) >= 0;
  }

  private static List<FieldPath> fields(Collection<Text> texts) {
    List<FieldPath> fields = new ArrayList<>();
    texts.forEach(text -> text.pieces().forEach(piece -> {
      if (piece instanceof Piece.Field field) {
        fields.add(field.path());
      }
    }));
    return List.copyOf(fields);
  }
}
