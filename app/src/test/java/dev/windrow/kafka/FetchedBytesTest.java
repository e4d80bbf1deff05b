package dev.windrow.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Set;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Deserializer;
import org.junit.jupiter.api.Test;

class FetchedBytesTest {

  private final FetchedBytes fetched = FetchedBytes.of(Set.of("events"));
  private final Deserializer<?> deserializer = fetched;

  @Test
  void valuesOfInputTopicsStayWhereTheyAre() {
    ByteBuffer fetched = ByteBuffer.wrap(new byte[] {1, 2, 3, 4}).slice(1, 2);
    assertThat((Object) deserializer.deserialize("events", new RecordHeaders(), fetched)).isSameAs(fetched);
  }

  @Test
  void valuesOfOtherTopicsBecomeArrays() {
    ByteBuffer fetched = ByteBuffer.wrap(new byte[] {1, 2, 3, 4}).slice(1, 2);
    assertThat((Object) deserializer.deserialize("partials", new RecordHeaders(), fetched)).isEqualTo(new byte[] {2, 3});
  }

  @Test
  void topicsInTurnAreToldApart() {
    for (int turn = 0; turn < 2; turn++) {
      valuesOfInputTopicsStayWhereTheyAre();
      valuesOfOtherTopicsBecomeArrays();
    }
  }

  @Test
  void headersThatWereSeenOnceStaySeen() {
    deserializer.deserialize("events", new RecordHeaders(), ByteBuffer.allocate(1));
    deserializer.deserialize("partials", new RecordHeaders().add("trace", null), ByteBuffer.allocate(1));
    assertThat(fetched.headersSeen()).isFalse();

    deserializer.deserialize("events", new RecordHeaders().add("trace", null), ByteBuffer.allocate(1));
    deserializer.deserialize("events", new RecordHeaders(), ByteBuffer.allocate(1));
    assertThat(fetched.headersSeen()).isTrue();
  }

  @Test
  void nothingStaysNothing() {
    assertThat((Object) deserializer.deserialize("events", new RecordHeaders(), (ByteBuffer) null)).isNull();
    assertThat((Object) deserializer.deserialize("partials", new RecordHeaders(), (ByteBuffer) null)).isNull();
  }
}
