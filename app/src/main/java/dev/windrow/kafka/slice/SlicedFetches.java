package dev.windrow.kafka.slice;

import java.lang.reflect.Field;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.ClientRequest;
import org.apache.kafka.clients.ClientResponse;
import org.apache.kafka.clients.KafkaClient;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.internals.ClassicKafkaConsumer;
import org.apache.kafka.clients.consumer.internals.ConsumerNetworkClient;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.message.FetchResponseData;
import org.apache.kafka.common.message.FetchResponseData.FetchableTopicResponse;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.requests.FetchRequest;
import org.apache.kafka.common.requests.FetchResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stands between a consumer and its connections, and puts {@link SlicedRecords} in the place of what was fetched. The client spends half a dozen objects on each record; with
 * slices it spends them on some hundreds of records: a quarter less of the processor's time for all of a catch-up ({@code docs/performance.md}). Sessions, offsets, transactions,
 * checksums and all else stay the client's own work.
 *
 * <p>The client has no place for that, so it is put where the client keeps its connections, in private fields of version 4.3.1. Where they are not found, records come one by one.
 *
 * <p>Guarded by the lock under which {@link ConsumerNetworkClient} sends and polls. When the heartbeat's thread polls, the other one may be faster to take an answer than it is sliced here:
 * then its records come one by one.
 */
public final class SlicedFetches implements InvocationHandler {

  private static final Logger log = LoggerFactory.getLogger(SlicedFetches.class);

  /** The first batch may then begin too early. */
  private static final long UNKNOWN = Long.MAX_VALUE;

  private final KafkaClient connections;

  /** By node, of which the client asks one at a time. */
  private final Map<String, Asked> lastAsked = new HashMap<>();

  /** A request, and the offsets from which on it asks; partitions for which nothing has changed since the one before are not in it. */
  private record Asked(int correlationId, Map<TopicPartition, FetchRequest.PartitionData> partitions) {

    Map<Place, Long> offsets() {
      Map<Place, Long> offsets = new HashMap<>();
      partitions.forEach((partition, asked) -> offsets.put(new Place(asked.topicId, partition.partition()), asked.fetchOffset));
      offsets.keySet().removeIf(place -> place.topic.equals(Uuid.ZERO_UUID));
      return offsets;
    }
  }

  /** Answers name topics by their ids. Brokers before 3.1 know none: of their answers it is never known where they were to begin. */
  private record Place(Uuid topic, int partition) {}

  private SlicedFetches(KafkaClient connections) {
    this.connections = connections;
  }

  /**
   * Of a consumer that has not been used. From now on it may hand over a record whose only header is a {@link BatchSlice}, in place of the slice's records; its value
   * is for the deserializer to make.
   *
   * @return what has to be told of all that it hands over; empty if that is records, as before
   */
  public static Optional<SliceCounts> of(KafkaConsumer<?, ?> consumer) {
    try {
      ClassicKafkaConsumer<?, ?> classic = (ClassicKafkaConsumer<?, ?>) field(KafkaConsumer.class, "delegate").get(consumer);
      Object network = field(ClassicKafkaConsumer.class, "client").get(classic);
      Field connections = field(ConsumerNetworkClient.class, "client");
      connections.set(network, around((KafkaClient) connections.get(network)));
      return Optional.of(new SliceCounts(classic.metricsRegistry()));
    } catch (ReflectiveOperationException | RuntimeException otherClient) {
      log.warn("records are read one by one, which takes more of the processor's time: expected another version of the consumer", otherClient);
      return Optional.empty();
    }
  }

  private static Field field(Class<?> holder, String name) throws NoSuchFieldException {
    Field field = holder.getDeclaredField(name);
    field.setAccessible(true);
    return field;
  }

  static KafkaClient around(KafkaClient connections) {
    return (KafkaClient) Proxy.newProxyInstance(
        SlicedFetches.class.getClassLoader(), new Class<?>[] {KafkaClient.class}, new SlicedFetches(connections));
  }

  @Override
  public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
    try {
      Object result = method.invoke(connections, arguments);
      switch (method.getName()) {
        case "send" -> note((ClientRequest) arguments[0]);
        case "poll" -> ((List<?>) result).forEach(response -> slice((ClientResponse) response));
        default -> { }
      }
      return result;
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  private void note(ClientRequest request) {
    if (request.requestBuilder() instanceof FetchRequest.Builder fetch) {
      lastAsked.put(request.destination(), new Asked(request.correlationId(), fetch.fetchData()));
    }
  }

  private void slice(ClientResponse response) {
    if (response.responseBody() instanceof FetchResponse fetched) {
      Asked asked = lastAsked.get(response.destination());
      boolean answered = asked != null && asked.correlationId() == response.requestHeader().correlationId();
      slice(fetched.data(), answered ? asked.offsets() : Map.of());
    }
  }

  private static void slice(FetchResponseData fetched, Map<Place, Long> offsets) {
    for (FetchableTopicResponse topic : fetched.responses()) {
      for (FetchResponseData.PartitionData partition : topic.partitions()) {
        if (partition.records() instanceof MemoryRecords records) {
          partition.setRecords(new SlicedRecords(records, offsets.getOrDefault(new Place(topic.topicId(), partition.partitionIndex()), UNKNOWN)));
        }
      }
    }
  }
}
