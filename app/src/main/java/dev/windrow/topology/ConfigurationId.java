package dev.windrow.topology;

import dev.windrow.config.Aggregation;
import dev.windrow.config.Config;
import dev.windrow.value.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * A number for what all instances of an application have to agree on: the aggregations, the input topics, and how many merge
 * partitions there are. It goes with every partial, in a header, and into the name by which an instance is known to the group.
 */
public record ConfigurationId(int hash) {

  private static final String HEADER = "windrow-configuration";

  /** The number for this configuration. */
  public static ConfigurationId of(Config config, int mergePartitions) {
    String agreed = mergePartitions
        + "\n" + config.input().topics().stream().sorted().collect(Collectors.joining("\n"))
        + "\n\n" + config.aggregations().stream().map(Aggregation::id).sorted().collect(Collectors.joining("\n"));
    return new ConfigurationId(ByteBuffer.wrap(Sha256.of(agreed.getBytes(StandardCharsets.UTF_8))).getInt());
  }

  /** The one that the record with these headers was made under; empty for one of a version that did not say. */
  static Optional<ConfigurationId> of(Headers headers) {
    Header header = headers.lastHeader(HEADER);
    return header == null || header.value() == null || header.value().length != Integer.BYTES
        ? Optional.empty()
        : Optional.of(decode(header.value()));
  }

  void addTo(Headers headers) {
    headers.add(HEADER, encode());
  }

  byte[] encode() {
    return ByteBuffer.allocate(Integer.BYTES).putInt(hash).array();
  }

  static ConfigurationId decode(byte[] bytes) {
    return new ConfigurationId(ByteBuffer.wrap(bytes).getInt());
  }

  /** Eight hexadecimal digits. */
  @Override
  public String toString() {
    return HexFormat.of().toHexDigits(hash);
  }
}
