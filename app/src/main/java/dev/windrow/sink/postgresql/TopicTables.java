package dev.windrow.sink.postgresql;

import dev.windrow.config.Config;
import dev.windrow.config.Sink;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Which tables of a sink are loaded from which topics. Aggregations may share a topic. Immutable. */
final class TopicTables {

  private final Map<String, List<Function<ConsumerRecord<byte[], byte[]>, Decoded>>> decoders = new LinkedHashMap<>();
  private final List<Table> tables = new ArrayList<>();

  TopicTables(Config config, Sink sink) {
    for (String name : sink.aggregations()) {
      ResultTable results = new ResultTable(sink.schema(), config.aggregation(name));
      // A result that was taken back by hand: there is nothing to load.
      add(results.aggregation().output(), record -> record.value() == null ? Decoded.nothing(record) : results.decode(record), results.table());
    }
    for (String topic : sink.events()) {
      EventTable events = new EventTable(sink.schema(), topic);
      add(topic, events::decode, events.table());
    }
  }

  Set<String> topics() {
    return decoders.keySet();
  }

  List<Table> all() {
    return List.copyOf(tables);
  }

  Decoded decode(ConsumerRecord<byte[], byte[]> record) {
    return decoders.get(record.topic()).stream().map(decoder -> decoder.apply(record)).reduce(Decoded.nothing(record), Decoded::and);
  }

  private void add(String topic, Function<ConsumerRecord<byte[], byte[]>, Decoded> decoder, Table table) {
    decoders.computeIfAbsent(topic, added -> new ArrayList<>()).add(decoder);
    tables.add(table);
  }
}
