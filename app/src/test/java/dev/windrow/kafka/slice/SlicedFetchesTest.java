package dev.windrow.kafka.slice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.ClientRequest;
import org.apache.kafka.clients.ClientResponse;
import org.apache.kafka.clients.KafkaClient;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicIdPartition;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.DisconnectException;
import org.apache.kafka.common.message.FetchResponseData.PartitionData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.record.internal.CompressionType;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.RecordBatch;
import org.apache.kafka.common.record.internal.Records;
import org.apache.kafka.common.requests.FetchRequest;
import org.apache.kafka.common.requests.FetchResponse;
import org.apache.kafka.common.requests.RequestHeader;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;

class SlicedFetchesTest {

  private static final Uuid TOPIC = Uuid.randomUuid();
  private static final Uuid OTHER_TOPIC = Uuid.randomUuid();
  private static final TopicIdPartition PARTITION = new TopicIdPartition(TOPIC, 3, "events");

  private final Deque<ClientResponse> answers = new ArrayDeque<>();
  private final KafkaClient client = SlicedFetches.around(connections());

  /** This is what breaks when the version of the clients changes. */
  @Test
  void theConsumerIsTheOneThatIsExpected() {
    Map<String, Object> settings = Map.of("bootstrap.servers", "127.0.0.1:1", "group.id", "g");
    try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      assertThat(SlicedFetches.of(consumer)).isPresent();
    }
  }

  @Test
  void anotherConsumerStaysAsItIs() {
    Map<String, Object> settings = Map.of("bootstrap.servers", "127.0.0.1:1", "group.id", "g", "group.protocol", "consumer");
    try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      assertThat(SlicedFetches.of(consumer)).isEmpty();
    }
  }

  @Test
  void aBatchThatBeginsWhereItWasAskedForIsSliced() {
    ask("1", 17, Map.of(PARTITION, 10L));

    assertThat(sliced(answer("1", 17, PARTITION))).containsExactly(true, true);
  }

  @Test
  void oneThatBeginsEarlierIsNot() {
    ask("1", 17, Map.of(PARTITION, 11L));

    assertThat(sliced(answer("1", 17, PARTITION))).containsExactly(false, true);
  }

  /** Nothing has changed for it, so the request did not name it. */
  @Test
  void ofAPartitionThatWasNotInTheRequestTheFirstIsNot() {
    ask("1", 17, Map.of(new TopicIdPartition(TOPIC, 4, "events"), 10L, new TopicIdPartition(OTHER_TOPIC, 3, "others"), 10L));

    assertThat(sliced(answer("1", 17, PARTITION))).containsExactly(false, true);
  }

  @Test
  void ofAnAnswerToAnotherRequestTheFirstIsNot() {
    ask("1", 17, Map.of(PARTITION, 0L));
    ask("1", 18, Map.of(PARTITION, 10L));
    ask("2", 19, Map.of(PARTITION, 10L));

    assertThat(sliced(answer("1", 17, PARTITION))).containsExactly(false, true);
    assertThat(sliced(answer("2", 18, PARTITION))).containsExactly(false, true);
    assertThat(sliced(answer("3", 18, PARTITION))).containsExactly(false, true);
    assertThat(sliced(answer("1", 18, PARTITION))).containsExactly(true, true);
    assertThat(sliced(answer("2", 19, PARTITION))).containsExactly(true, true);
  }

  /** Two topics without ids are not the same topic. */
  @Test
  void whereTopicsHaveNoIdsTheFirstIsNot() {
    TopicIdPartition nameless = new TopicIdPartition(Uuid.ZERO_UUID, 3, "events");
    ask("1", 17, Map.of(nameless, 10L));

    assertThat(sliced(answer("1", 17, nameless))).containsExactly(false, true);
  }

  @Test
  void allElsePassesThrough() {
    ClientResponse disconnected = new ClientResponse(header(17), null, "1", 0, 0, true, null, null, null);
    answers.add(disconnected);

    assertThat(client.poll(0, 0)).containsExactly(disconnected);
    assertThat(client.inFlightRequestCount()).isEqualTo(42);
    assertThatThrownBy(() -> client.wakeup()).isInstanceOf(DisconnectException.class);
  }

  private void ask(String node, int correlationId, Map<TopicIdPartition, Long> offsets) {
    Map<TopicPartition, FetchRequest.PartitionData> partitions = new LinkedHashMap<>();
    offsets.forEach((partition, offset) -> partitions.put(
        partition.topicPartition(), new FetchRequest.PartitionData(partition.topicId(), offset, 0, 1 << 20, Optional.empty())));
    FetchRequest.Builder fetch = FetchRequest.Builder.forConsumer(ApiKeys.FETCH.latestVersion(), 500, 1, partitions);
    client.send(new ClientRequest(node, fetch, correlationId, "c", 0, true, 1_000, null), 0);
  }

  /** With batches at 10 and 12. */
  private ClientResponse answer(String node, int correlationId, TopicIdPartition partition) {
    MemoryRecords records = MemoryRecords.readableRecords(ByteBuffer.allocate(1_000).put(batch(10).buffer()).put(batch(12).buffer()).flip());
    LinkedHashMap<TopicIdPartition, PartitionData> partitions = new LinkedHashMap<>();
    partitions.put(partition, new PartitionData().setPartitionIndex(partition.partition()).setRecords(records));
    FetchResponse body = FetchResponse.of(Errors.NONE, 0, 5, partitions, List.of());
    return new ClientResponse(header(correlationId), null, node, 0, 0, false, null, null, body);
  }

  private static RequestHeader header(int correlationId) {
    return new RequestHeader(ApiKeys.FETCH, ApiKeys.FETCH.latestVersion(), "c", correlationId);
  }

  private List<Boolean> sliced(ClientResponse answer) {
    answers.add(answer);
    List<Boolean> sliced = new ArrayList<>();
    FetchResponse fetched = (FetchResponse) client.poll(0, 0).get(0).responseBody();
    for (RecordBatch batch : ((Records) fetched.data().responses().get(0).partitions().get(0).records()).batches()) {
      sliced.add(batch instanceof SlicedBatch);
    }
    return sliced;
  }

  private static MemoryRecords batch(long offset) {
    RandomBatch batch = new RandomBatch(CompressionType.NONE, TimestampType.CREATE_TIME, offset);
    batch.add(offset, 0, null, new byte[1]);
    batch.add(offset + 1, 0, null, new byte[1]);
    return batch.records();
  }

  private KafkaClient connections() {
    return (KafkaClient) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {KafkaClient.class}, (proxy, method, arguments) ->
        switch (method.getName()) {
          case "poll" -> List.of(answers.remove());
          case "inFlightRequestCount" -> 42;
          case "wakeup" -> throw new DisconnectException("gone");
          default -> null;
        });
  }
}
