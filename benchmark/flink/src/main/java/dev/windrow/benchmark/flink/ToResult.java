package dev.windrow.benchmark.flink;

import dev.windrow.benchmark.peer.GroupBy;
import dev.windrow.benchmark.peer.Stats;
import dev.windrow.benchmark.peer.WindowResult;
import org.apache.flink.streaming.api.functions.windowing.WindowFunction;
import org.apache.flink.streaming.api.windowing.windows.TimeWindow;
import org.apache.flink.util.Collector;

/** Adds the window and the group to what was counted up. */
final class ToResult implements WindowFunction<Stats, WindowResult, String, TimeWindow> {

  private static final long serialVersionUID = 1;

  @Override
  public void apply(String group, TimeWindow window, Iterable<Stats> stats, Collector<WindowResult> results) {
    stats.forEach(one -> results.collect(new WindowResult(GroupBy.event_type, group, window.getStart(), one)));
  }
}
