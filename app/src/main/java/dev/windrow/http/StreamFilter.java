package dev.windrow.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.windrow.query.Definition;
import dev.windrow.value.Decimals;
import dev.windrow.value.JsonText;
import dev.windrow.window.WindowSelection;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Lets the results of one aggregation through whose groups have certain values; several aggregations may share a topic. */
final class StreamFilter implements Predicate<String> {

  private static final JsonFactory JSON = new JsonFactory();

  private final String opening;
  private final List<String> names;
  private final WindowSelection selection;

  StreamFilter(Definition aggregation, Map<String, String> group) {
    this.opening = "{\"aggregation\":" + JsonText.quoted(aggregation.name()) + ",";
    this.names = aggregation.groupBy();
    this.selection = new WindowSelection(0, Long.MAX_VALUE, WindowSelection.ALL.statuses(), group);
  }

  /** Every result begins with the name of its aggregation; anybody may write something else to a topic. */
  @Override
  public boolean test(String result) {
    try {
      return result.startsWith(opening) && (selection.group().isEmpty() || selection.takes(names, group(result)));
    } catch (IOException noResult) {
      return false;
    }
  }

  /** The group's values, which stand behind the name and the two times of the window. */
  private List<Object> group(String result) throws IOException {
    List<Object> values = new ArrayList<>();
    try (JsonParser json = JSON.createParser(result)) {
      json.nextToken();
      for (int field = 0; field < 3 + names.size() && json.nextToken() == JsonToken.FIELD_NAME; field++) {
        JsonToken value = json.nextToken();
        if (field >= 3) {
          values.add(value(value, json.getText()));
        }
      }
    }
    if (values.size() < names.size()) {
      throw new IOException("expected the fields of the group " + names);
    }
    return values;
  }

  private static Object value(JsonToken token, String text) {
    return switch (token) {
      case VALUE_NULL -> null;
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> Decimals.parse(text).<Object>map(number -> number).orElse(text);
      default -> text;
    };
  }
}
