package dev.windrow.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.windrow.config.Config;
import dev.windrow.config.ConfigLoader;
import dev.windrow.config.Source;
import dev.windrow.config.TopicExtract;
import dev.windrow.ingest.Ingestion.Job;
import dev.windrow.ingest.Ingestion.Terms;
import dev.windrow.ops.Meters;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class IngestionTest {

  private static final Source SOURCE =
      new Source("s", new TopicExtract("raw"), "events", Optional.empty(), Optional.empty(), "dead", List.of(), Optional.empty());

  private final List<String> closed = new ArrayList<>();

  @Test
  void stagesAreClosedWithItAlthoughOneOfThemFailsToBe() throws Exception {
    Stage plain = records -> List.of();
    List<Stage> stages = List.of(new Closing("a", false), plain, new Closing("b", true), new Closing("c", false));
    Reader reader = intake -> { };
    Config config = ConfigLoader.load(Optional.empty(), Map.of(), List.of("state.dir=state"));
    Ingestion ingestion = new Ingestion(config, List.of(new Job(SOURCE, reader, stages)), Terms.LASTING, "me", Meters.NONE, Clock.systemUTC());
    assertThat(closed).isEmpty();

    ingestion.close();

    assertThat(closed).containsExactly("a", "b", "c");
  }

  private final class Closing implements Stage, AutoCloseable {

    private final String name;
    private final boolean failing;

    Closing(String name, boolean failing) {
      this.name = name;
      this.failing = failing;
    }

    @Override
    public List<Outcome> pass(List<ObjectNode> records) {
      return List.of();
    }

    @Override
    public void close() {
      closed.add(name);
      if (failing) {
        throw new IllegalStateException("cannot be closed");
      }
    }
  }
}
