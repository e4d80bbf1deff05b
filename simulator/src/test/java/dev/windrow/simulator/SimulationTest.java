package dev.windrow.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.windrow.simulator.SimulationException.Reason;
import dev.windrow.simulator.SimulatorOptions.Run;
import dev.windrow.simulator.event.Event;
import dev.windrow.simulator.event.EventOptions;
import dev.windrow.simulator.event.Rate;
import dev.windrow.simulator.event.Routing;
import dev.windrow.simulator.event.Schedule;
import dev.windrow.simulator.truth.TruthRules;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SimulationTest {

  private static final Instant NOW = Instant.parse("2026-11-20T10:15:30.123Z");
  private static final EventOptions FAST = EventOptions.DEFAULTS.withSchedule(Schedule.DEFAULTS.at(Rate.perSecond(1000)));

  @TempDir
  private Path folder;

  @Test
  void atFullSpeedTheLastEventHappensNow() throws Exception {
    try (Simulation simulation = simulation(new Run(Pace.MAX, 5001))) {
      simulation.start();
      assertThat(simulation.await(Duration.ofSeconds(20))).isTrue();
      Summary summary = simulation.stop();

      assertThat(summary.sent()).isEqualTo(5001).isEqualTo(simulation.sent());
      assertThat(summary.first()).isEqualTo(NOW.minusSeconds(5));
      assertThat(summary.last()).isEqualTo(NOW);
      assertThat(simulation.isRunning()).isFalse();
    }
    assertThat(Files.readAllLines(events())).hasSize(5001);
  }

  @Test
  void stoppingDeliversWhatWasSentAndCompletesTheTruth() throws Exception {
    Path truth = folder.resolve("truth.ndjson");
    Files.writeString(truth, "of an earlier run");
    try (Simulation simulation = new Simulation(options(Run.UNTIL_STOPPED).withTruth(truth, TruthRules.DEFAULTS), clock())) {
      simulation.start();
      assertThat(truth).doesNotExist();
      await().until(() -> simulation.sent() > 20);
      assertThat(simulation.await(Duration.ZERO)).isFalse();
      Summary summary = simulation.stop();

      assertThat(Files.readAllLines(events())).hasSize((int) summary.sent());
      assertThat(Files.readAllLines(truth).get(0)).contains("\"events\":" + summary.sent() + "}").contains(NOW.toString());
      assertThat(simulation.stop()).isEqualTo(summary);
    }
  }

  @Test
  void eventsInRealTimeComeNotBeforeTheyHappen() throws Exception {
    long begin = System.nanoTime();
    try (Simulation simulation = simulation(new Run(Pace.REAL, 101))) {
      simulation.start();
      assertThat(simulation.await(Duration.ofSeconds(20))).isTrue();
    }
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThanOrEqualTo(Duration.ofMillis(100));
  }

  @Test
  void afterAFailedDeliveryThereIsNoTruth() throws Exception {
    Path truth = folder.resolve("truth.ndjson");
    FailingOutput output = new FailingOutput();
    SimulatorOptions options = options(new Run(Pace.MAX, 100_000)).withTruth(truth, TruthRules.DEFAULTS);
    Delivery delivery = new Delivery(options.withEvents(FAST.withSchedule(FAST.schedule().startingAt(NOW))), Routing.over(4), output,
        Optional.of(new TruthSink(TruthFile.replacing(truth), new long[4])));

    delivery.run();

    assertThatExceptionOfType(SimulationException.class).isThrownBy(delivery::summary).withMessage("lost")
        .satisfies(e -> assertThat(e.reason().exitCode()).isEqualTo(1));
    assertThat(output.values).hasSize(10);
    assertThat(output.closed).isTrue();
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void anIdlePartitionThatTheTopicDoesNotHaveIsAUsageError() {
    try (Simulation simulation = new Simulation(options(Run.UNTIL_STOPPED).withTarget(Target.to(new Target.File(events())).withIdle(9)))) {
      assertThatExceptionOfType(SimulationException.class).isThrownBy(simulation::start)
          .withMessageContaining("an idle partition from 0 to 3, found 9")
          .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.USAGE));
    }
  }

  private Simulation simulation(Run run) {
    return new Simulation(options(run), clock());
  }

  private SimulatorOptions options(Run run) {
    return SimulatorOptions.toKafka("unused:1").withEvents(FAST).withRun(run).withTarget(Target.to(new Target.File(events())));
  }

  private Path events() {
    return folder.resolve("events.ndjson");
  }

  private static Clock clock() {
    return Clock.fixed(NOW, ZoneOffset.UTC);
  }

  /** Loses the tenth event. */
  private static final class FailingOutput implements Output {

    private final List<byte[]> values = new ArrayList<>();
    private boolean closed;

    @Override
    public void send(Event event) {
      values.add(event.value());
    }

    @Override
    public boolean failed() {
      return values.size() >= 10;
    }

    @Override
    public void finish() throws SimulationException {
      throw new SimulationException(Reason.FAILED, "lost");
    }

    @Override
    public void close() {
      closed = true;
    }
  }
}
