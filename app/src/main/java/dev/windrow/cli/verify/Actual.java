package dev.windrow.cli.verify;

import com.fasterxml.jackson.databind.JsonNode;
import dev.windrow.config.Aggregation;
import dev.windrow.config.Config;
import dev.windrow.kafka.TopicReader;
import dev.windrow.topology.Counts;
import dev.windrow.topology.Ledger;
import dev.windrow.window.SourceId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/**
 * What is there: the last result of each key, late events and dead letters by source partition, and the ledger.
 *
 * @param late offsets of late events, each record once, by source partition
 * @param repeated late events or dead letters that are there more than once
 */
record Actual(
    Map<ResultKey, JsonNode> results,
    Map<Integer, Set<Long>> late,
    Map<Integer, Set<Long>> deadLetters,
    long repeated,
    Map<Integer, Counts> ledger) {

  /** Reads everything that concerns one aggregation over one input topic. */
  static Actual read(Config config, Aggregation aggregation, String topic, TopicReader reader) {
    Reading reading = new Reading(aggregation.name(), topic);
    reader.readToEnd(List.of(aggregation.output()), reading::result);
    reader.readToEnd(List.of(config.input().late()), reading::late);
    reader.readToEnd(List.of(config.input().deadLetters()), reading::deadLetter);
    Map<Integer, Counts> ledger = new TreeMap<>();
    Ledger.read(config, reader).counts().getOrDefault(aggregation.id(), Map.of()).forEach((source, counts) -> add(ledger, topic, source, counts));
    return new Actual(reading.results, reading.late, reading.deadLetters, reading.repeated, ledger);
  }

  private static void add(Map<Integer, Counts> ledger, String topic, SourceId source, Counts counts) {
    if (source.topic().equals(topic)) {
      ledger.put(source.partition(), counts);
    }
  }

  private static final class Reading {

    private final String aggregation;
    private final String topic;
    private final Map<ResultKey, JsonNode> results = new HashMap<>();
    private final Map<Integer, Set<Long>> late = new TreeMap<>();
    private final Map<Integer, Set<Long>> deadLetters = new TreeMap<>();
    private long repeated;

    private Reading(String aggregation, String topic) {
      this.aggregation = aggregation;
      this.topic = topic;
    }

    private void result(ConsumerRecord<byte[], byte[]> record) {
      try {
        ResultKey key = ResultKey.of(Truth.JSON.readTree(record.key()));
        if (!key.aggregation().equals(aggregation)) {
          return;
        }
        if (record.value() == null) {
          results.remove(key);
        } else {
          results.put(key, Truth.JSON.readTree(record.value()));
        }
      } catch (IOException | IllegalArgumentException e) {
        throw new UncheckedIOException(new IOException("no result of Windrow at " + at(record) + ": " + e.getMessage(), e));
      }
    }

    private void late(ConsumerRecord<byte[], byte[]> record) {
      for (Header missed : record.headers().headers("windrow-missed")) {
        try {
          if (Truth.JSON.readTree(missed.value()).path("aggregation").asText().equals(aggregation)) {
            side(record, late);
          }
        } catch (IOException e) {
          throw new UncheckedIOException(new IOException("no late event of Windrow at " + at(record) + ": " + e.getMessage(), e));
        }
      }
    }

    private void deadLetter(ConsumerRecord<byte[], byte[]> record) {
      side(record, deadLetters);
    }

    private void side(ConsumerRecord<byte[], byte[]> record, Map<Integer, Set<Long>> offsets) {
      if (!text(record, "windrow-topic").equals(topic)) {
        return;
      }
      int partition = Integer.parseInt(text(record, "windrow-partition"));
      if (!offsets.computeIfAbsent(partition, added -> new HashSet<>()).add(Long.parseLong(text(record, "windrow-offset")))) {
        repeated++;
      }
    }

    private static String text(ConsumerRecord<byte[], byte[]> record, String header) {
      Header found = record.headers().lastHeader(header);
      return found == null ? "" : new String(found.value(), StandardCharsets.UTF_8);
    }

    private static String at(ConsumerRecord<byte[], byte[]> record) {
      return record.topic() + "-" + record.partition() + " offset " + record.offset();
    }
  }
}
