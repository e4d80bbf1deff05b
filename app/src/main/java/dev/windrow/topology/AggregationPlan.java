package dev.windrow.topology;

import dev.windrow.aggregate.Measure;
import dev.windrow.aggregate.Measures;
import dev.windrow.config.Aggregation;
import dev.windrow.config.Config;
import dev.windrow.event.FieldPath;
import dev.windrow.value.Group;
import dev.windrow.window.Tumbling;
import dev.windrow.window.WindowResult;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * An aggregation, ready to run.
 *
 * @param id name and hash of the definition: what travels in partials and keys the state
 * @param groupNames the group fields' names in a result
 * @param groupColumns column of each group-by field in a batch
 * @param numberColumns column of each measured field in a batch, in the order of the accumulator's fields
 */
record AggregationPlan(
    String id,
    String name,
    String output,
    Tumbling window,
    List<String> groupNames,
    List<Integer> groupColumns,
    List<Integer> numberColumns,
    List<String> measureNames,
    Measures measures) {

  static List<AggregationPlan> of(Config config) {
    return config.aggregations().stream().map(aggregation -> of(config, aggregation)).toList();
  }

  static Map<String, AggregationPlan> byId(List<AggregationPlan> plans) {
    return plans.stream().collect(Collectors.toUnmodifiableMap(AggregationPlan::id, Function.identity()));
  }

  /** Whether its sums are those of the finer one, added up over groups and windows: whatever is in time for a group of that one is in time for one of this one. */
  boolean isMadeOf(AggregationPlan finer) {
    return finer.groupColumns.containsAll(groupColumns) && finer.numberColumns.containsAll(numberColumns) && window.isMadeOf(finer.window);
  }

  /** The result of one group in one window. */
  WindowResult result(long start, Group group, WindowState state) {
    List<Object> values = measures.values(state.sum());
    List<WindowResult.Field> fields = new ArrayList<>(values.size());
    for (int i = 0; i < values.size(); i++) {
      fields.add(new WindowResult.Field(measureNames.get(i), values.get(i)));
    }
    return new WindowResult(name, output, start, window.end(start), groupNames, group, fields, state.status(), state.revision());
  }

  static AggregationPlan of(Config config, Aggregation aggregation) {
    return new AggregationPlan(
        aggregation.id(),
        aggregation.name(),
        aggregation.output(),
        aggregation.window(),
        aggregation.groupBy().stream().map(FieldPath::toString).toList(),
        Arrays.stream(config.groupColumns(aggregation)).boxed().toList(),
        Arrays.stream(config.numberColumns(aggregation)).boxed().toList(),
        aggregation.measures().stream().map(Measure::name).toList(),
        new Measures(aggregation.measures()));
  }
}
