package dev.windrow.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class LateProducerTest {

  private final List<MockProducer<byte[], byte[]>> made = new ArrayList<>();
  private final LateProducer producer = new LateProducer(() -> {
    made.add(new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer()));
    return made.get(made.size() - 1);
  });

  @Test
  void isMadeOnceWhenSomebodyNeedsIt() {
    assertThat(made).isEmpty();
    assertThat(producer.get()).isSameAs(producer.get());
    assertThat(made).hasSize(1);

    producer.close(Duration.ZERO);
    assertThat(made.get(0).closed()).isTrue();
  }

  @Test
  void isNotMadeAnyMoreOnceItIsClosed() {
    producer.close(Duration.ZERO);
    assertThatIllegalStateException().isThrownBy(producer::get);
    assertThat(made).isEmpty();
  }
}
