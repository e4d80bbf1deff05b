package dev.windrow.topology;

import dev.windrow.config.Aggregation;
import dev.windrow.config.Config;
import dev.windrow.value.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.stream.Collectors;

/**
 * A number for what all instances of an application have to agree on: the aggregations, the input topics, and how many merge
 * partitions there are. It goes with every partial and into the name by which an instance is known to the group.
 */
public record ConfigurationId(int hash) {

  /** The number for this configuration. */
  public static ConfigurationId of(Config config, int mergePartitions) {
    String agreed = mergePartitions
        + "\n" + config.input().topics().stream().sorted().collect(Collectors.joining("\n"))
        + "\n\n" + config.aggregations().stream().map(Aggregation::id).sorted().collect(Collectors.joining("\n"));
    return new ConfigurationId(ByteBuffer.wrap(Sha256.of(agreed.getBytes(StandardCharsets.UTF_8))).getInt());
  }

  /** Eight hexadecimal digits. */
  @Override
  public String toString() {
    return HexFormat.of().toHexDigits(hash);
  }
}
