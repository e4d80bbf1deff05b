package dev.windrow.it;

import dev.windrow.config.Config;
import dev.windrow.config.ConfigException;
import dev.windrow.config.ConfigLoader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A configuration that is made of single keys, for an instance in this process as well as for a command line.
 *
 * @param sets as given to {@code --set}; of two for one key the later counts
 */
public record Settings(List<String> sets) {

  public Settings {
    sets = List.copyOf(sets);
  }

  public Settings with(String key, Object value) {
    List<String> more = new ArrayList<>(sets);
    more.add(key + "=" + value);
    return new Settings(more);
  }

  /** With a name by which the group's members can be told apart. */
  public Settings named(String clientId) {
    return with("kafka.client.id", clientId);
  }

  public Config config() {
    try {
      return ConfigLoader.load(Optional.empty(), Map.of(), sets);
    } catch (ConfigException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  public List<String> arguments() {
    return sets.stream().flatMap(set -> List.of("--set", set).stream()).toList();
  }

  public String topic() {
    return config().input().topics().get(0);
  }

  public String output() {
    return config().aggregations().get(0).output();
  }
}
