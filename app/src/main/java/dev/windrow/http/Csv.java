package dev.windrow.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.windrow.query.WindowRow;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Rows as CSV (RFC 4180): a line with names, then a line for each row; an empty field stands for null, {@code ""} for the empty string. */
final class Csv {

  private static final JsonFactory JSON = new JsonFactory();

  private Csv() {}

  static String of(List<String> names, List<WindowRow> rows) {
    StringBuilder csv = new StringBuilder();
    csv.append(names.stream().map(Csv::quoted).collect(Collectors.joining(","))).append("\r\n");
    rows.forEach(row -> csv.append(line(row)).append("\r\n"));
    return csv.toString();
  }

  /** The text of numbers stays as it is. */
  private static String line(WindowRow row) {
    List<String> fields = new ArrayList<>();
    try (JsonParser json = JSON.createParser(row.json())) {
      json.nextToken();
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        JsonToken value = json.nextToken();
        fields.add(value == JsonToken.VALUE_NULL ? "" : value == JsonToken.VALUE_STRING ? quoted(json.getText()) : json.getText());
      }
    } catch (IOException noResult) {
      throw new UncheckedIOException("expected a result as JSON", noResult);
    }
    return String.join(",", fields);
  }

  private static String quoted(String text) {
    boolean plain = !text.isEmpty() && text.chars().noneMatch(c -> c == '"' || c == ',' || c < ' ');
    return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
  }
}
