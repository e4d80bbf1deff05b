package dev.windrow.topology;

import dev.windrow.aggregate.Measures;
import dev.windrow.config.Aggregation;
import dev.windrow.config.Config;
import dev.windrow.event.FieldPath;
import dev.windrow.window.Tumbling;
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
    Measures measures) {

  static List<AggregationPlan> of(Config config) {
    return config.aggregations().stream().map(aggregation -> of(config, aggregation)).toList();
  }

  static Map<String, AggregationPlan> byId(List<AggregationPlan> plans) {
    return plans.stream().collect(Collectors.toUnmodifiableMap(AggregationPlan::id, Function.identity()));
  }

  private static AggregationPlan of(Config config, Aggregation aggregation) {
    return new AggregationPlan(
        aggregation.id(),
        aggregation.name(),
        aggregation.output(),
        aggregation.window(),
        aggregation.groupBy().stream().map(FieldPath::toString).toList(),
        Arrays.stream(config.groupColumns(aggregation)).boxed().toList(),
        Arrays.stream(config.numberColumns(aggregation)).boxed().toList(),
        new Measures(aggregation.measures()));
  }
}
