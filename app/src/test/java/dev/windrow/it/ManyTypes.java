package dev.windrow.it;

import dev.windrow.simulator.SimulatorOptions;
import dev.windrow.simulator.event.Population;
import dev.windrow.simulator.event.TypeShare;
import java.util.List;
import java.util.stream.IntStream;

/** Events of more types than the simulator has by default, all alike. */
final class ManyTypes {

  private ManyTypes() {}

  static SimulatorOptions of(int count, SimulatorOptions options) {
    List<TypeShare> types = IntStream.range(0, count).mapToObj(i -> new TypeShare("type-" + i, 1)).toList();
    return options.withEvents(options.events()
        .withPopulation(new Population(1, 0, new Population.Independent(types), Population.DEFAULTS.values())));
  }
}
