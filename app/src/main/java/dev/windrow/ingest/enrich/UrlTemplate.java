package dev.windrow.ingest.enrich;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.windrow.event.FieldPath;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An address with fields in braces, as in {@code https://users.example.com/users/{user_id}}. A value fills the place of its field and nothing else: all but letters,
 * digits and {@code -._~} is encoded, and what would change the path none the less, nothing or only dots, has no address.
 */
final class UrlTemplate {

  private static final Pattern FIELD = Pattern.compile("\\{([^{}]*)}");
  private static final Pattern AUTHORITY = Pattern.compile("(?i)https?://[^/?#{}\\s]+");
  private static final String UNRESERVED = "-._~";
  private static final int LONGEST_VALUE = 1_000;

  private final List<String> texts = new ArrayList<>();
  private final List<FieldPath> fields = new ArrayList<>();
  private final URI home;

  UrlTemplate(String template) {
    Matcher authority = AUTHORITY.matcher(template);
    if (!authority.lookingAt() || template.startsWith("{", authority.end())) {
      throw new IllegalArgumentException("url: expected http:// or https:// and a host without fields, found '" + template + "'");
    }
    home = URI.create(authority.group() + "/");
    Matcher field = FIELD.matcher(template);
    int from = 0;
    while (field.find()) {
      texts.add(template.substring(from, field.start()));
      fields.add(FieldPath.parse(field.group(1)));
      from = field.end();
    }
    texts.add(template.substring(from));
  }

  /** The origin of all its addresses. */
  URI home() {
    return home;
  }

  /** The address for a record; empty when the record has no text, number or boolean for one of the fields. */
  Optional<URI> of(ObjectNode record) {
    StringBuilder url = new StringBuilder(texts.get(0));
    for (int i = 0; i < fields.size(); i++) {
      Optional<String> value = value(record, fields.get(i)).filter(UrlTemplate::isUsable);
      if (value.isEmpty()) {
        return Optional.empty();
      }
      append(url, value.get());
      url.append(texts.get(i + 1));
    }
    return Optional.of(URI.create(url.toString()));
  }

  private static Optional<String> value(ObjectNode record, FieldPath field) {
    JsonNode value = record;
    for (String name : field.names()) {
      value = value.isObject() ? value.path(name) : MissingNode.getInstance();
    }
    if (value.isNumber()) {
      return number(value);
    }
    return value.isTextual() || value.isBoolean() ? Optional.of(value.asText()) : Optional.empty();
  }

  /** As it is written, but for exponents. */
  private static Optional<String> number(JsonNode value) {
    BigDecimal number = value.decimalValue();
    boolean isShort = number.precision() - (long) number.scale() <= LONGEST_VALUE && number.scale() <= LONGEST_VALUE;
    return isShort ? Optional.of(number.toPlainString()) : Optional.empty();
  }

  private static boolean isUsable(String value) {
    return value.length() <= LONGEST_VALUE && value.chars().anyMatch(character -> character != '.');
  }

  private static void append(StringBuilder url, String value) {
    for (byte b : value.getBytes(StandardCharsets.UTF_8)) {
      char character = (char) (b & 0xFF);
      boolean plain = character < 0x80 && (Character.isLetterOrDigit(character) || UNRESERVED.indexOf(character) >= 0);
      url.append(plain ? String.valueOf(character) : "%" + HexFormat.of().withUpperCase().toHexDigits(b));
    }
  }
}
