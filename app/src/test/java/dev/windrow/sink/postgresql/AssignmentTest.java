package dev.windrow.sink.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.windrow.config.Config;
import dev.windrow.config.Sink;
import dev.windrow.ops.Meters;
import dev.windrow.sink.postgresql.PartitionLoad.Loaders;
import java.lang.reflect.Proxy;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AssignmentTest {

  private static final Clock CLOCK = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);
  private static final TopicPartition PARTITION = new TopicPartition("event-aggregates", 0);
  private static final Sink SINK = new Sink("s", new Sink.Database("jdbc:postgresql:x", Optional.empty(), Optional.empty(), 1), "public",
      List.of("by-event-type"), List.of(), 100, Duration.ofSeconds(1), "dlq");

  private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("none");
  private final ExecutorService worker = Executors.newSingleThreadExecutor();
  private final Outage outage = new Outage("s", CLOCK);

  @BeforeEach
  void topic() {
    consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
    consumer.updateEndOffsets(Map.of(PARTITION, 0L));
  }

  @AfterEach
  void end() {
    worker.shutdownNow();
    consumer.close();
  }

  @Test
  void anErrorOfAWorkerEndsTheReadingInsteadOfStandingStill() throws Exception {
    Assignment assignment = assigned(new IllegalStateException("a\nmistake"));

    assignment.take(consumer.poll(Duration.ZERO));
    awaitWorker();

    assertThatThrownBy(() -> assignment.take(consumer.poll(Duration.ZERO)))
        .isInstanceOf(SinkUnusableException.class)
        .hasMessageStartingWith("sink s: event-aggregates-0 is not loaded further, by an error of Windrow itself: java.lang.IllegalStateException: a")
        .hasMessageNotContaining("\n");
  }

  @Test
  void aPartitionIsNotReadBeforeTheDatabaseHasSaidWhereItIs() throws Exception {
    Assignment assignment = assigned(new SQLException("down", "08001"));

    assignment.take(consumer.poll(Duration.ZERO));

    assertThat(consumer.paused()).containsExactly(PARTITION);
    assertThat(assignment.positions()).isEmpty();
    assignment.endAll();
    awaitWorker();
    assertThat(outage.reason()).isEmpty();
  }

  /** With a database of which every use fails so. */
  private Assignment assigned(Exception failure) {
    DataSource database = (DataSource) Proxy.newProxyInstance(AssignmentTest.class.getClassLoader(), new Class<?>[] {DataSource.class}, (proxy, method, arguments) -> {
      throw failure;
    });
    TopicTables tables = new TopicTables(Config.defaults(), SINK);
    Loaders loaders = new Loaders(
        new Target(database, tables.all(), new Offsets("public", "windrow-s")),
        tables,
        new DeadLetters("dlq", "s", new MockProducer<>()),
        new Patience(outage, () -> { }, attempt -> 1L),
        new SinkProgress("s", tables.all(), outage, Meters.NONE, CLOCK),
        "me");
    Assignment assignment = new Assignment("s", consumer, worker, loaders, () -> new Waiting(100, 1_000), CLOCK);
    consumer.subscribe(List.of(PARTITION.topic()), assignment);
    consumer.rebalance(List.of(PARTITION));
    return assignment;
  }

  /** There is one, so what it was given before has been done. */
  private void awaitWorker() throws Exception {
    worker.submit(() -> { }).get(10, TimeUnit.SECONDS);
  }
}
