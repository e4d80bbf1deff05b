package dev.windrow.query;

import dev.windrow.config.Aggregation;
import dev.windrow.config.Config;
import java.util.ArrayList;
import java.util.List;

/**
 * An aggregation as it is configured, as JSON has it.
 *
 * @param groupBy names of the group fields in a result
 * @param retainMs for how long closed windows are kept, event time
 */
public record Definition(String name, List<String> groupBy, List<Figure> measures, Windows window, String output, long retainMs) {

  public Definition {
    groupBy = List.copyOf(groupBy);
    measures = List.copyOf(measures);
  }

  /** @param function as it is configured: {@code avg(value)} */
  public record Figure(String name, String function) {}

  /** How windows lie. */
  public record Windows(String type, long sizeMs, long graceMs) {}

  public static Definition of(Config config, Aggregation aggregation) {
    return new Definition(
        aggregation.name(),
        aggregation.groupBy().stream().map(Object::toString).toList(),
        aggregation.measures().stream().map(measure -> new Figure(measure.name(), measure.expression())).toList(),
        new Windows("tumbling", aggregation.window().sizeMs(), aggregation.window().graceMs()),
        aggregation.output(),
        config.state().retain().toMillis());
  }

  /** The names of a result's fields, in their order. */
  public List<String> fields() {
    List<String> fields = new ArrayList<>(List.of("aggregation", "window_start", "window_end"));
    fields.addAll(groupBy);
    measures.forEach(measure -> fields.add(measure.name()));
    fields.addAll(List.of("status", "revision"));
    return fields;
  }
}
