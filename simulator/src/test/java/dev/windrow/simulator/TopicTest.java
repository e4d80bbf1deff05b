package dev.windrow.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.internals.KafkaFutureImpl;
import org.junit.jupiter.api.Test;

final class TopicTest {

  private static final TopicPartition PARTITION = new TopicPartition("events", 0);

  @Test
  void aTopicThatHasJustBeenCreatedMayNotBeKnownYet() throws Exception {
    AtomicInteger asked = new AtomicInteger();

    long[] ends = new Topic(knowsTheTopicWhenAskedAgain(asked), "a broker", "events").endOffsets(1);

    assertThat(ends).containsExactly(7);
    assertThat(asked).hasValue(3);
  }

  private static Admin knowsTheTopicWhenAskedAgain(AtomicInteger asked) {
    return (Admin) Proxy.newProxyInstance(TopicTest.class.getClassLoader(), new Class<?>[] {Admin.class}, (proxy, method, arguments) -> {
      assertThat(method.getName()).isEqualTo("listOffsets");
      return new ListOffsetsResult(Map.of(PARTITION, asked.incrementAndGet() < 3 ? unknown() : KafkaFuture.completedFuture(end(7))));
    });
  }

  private static ListOffsetsResultInfo end(long offset) {
    return new ListOffsetsResultInfo(offset, -1, Optional.empty());
  }

  private static KafkaFuture<ListOffsetsResultInfo> unknown() {
    KafkaFutureImpl<ListOffsetsResultInfo> unknown = new KafkaFutureImpl<>();
    unknown.completeExceptionally(new UnknownTopicOrPartitionException("it is too new"));
    return unknown;
  }
}
