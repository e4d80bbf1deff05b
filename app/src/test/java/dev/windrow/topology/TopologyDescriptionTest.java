package dev.windrow.topology;

import dev.windrow.config.Config;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/**
 * The names of processors, stores and internal topics are part of what lies in Kafka: a service with other names does not
 * find its state.
 */
class TopologyDescriptionTest {

  @Test
  void topologyOfTheMainJobIsThatOfTheGoldenFile() throws IOException {
    Golden.file("topology.txt").expect(WindrowTopology.describe(Config.defaults()));
  }
}
