package dev.windrow.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.windrow.window.SourceId;
import dev.windrow.window.WindowResult;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A partition's clock outlives the process that kept it (rules S2 and S3). */
@Timeout(180)
final class ClockSurvivesIT {

  private static final int USED = 0;
  private static final int NEVER_USED = 1;

  @RegisterExtension
  private final Scenario scenario = new Scenario();

  @ParameterizedTest(name = "after SIG{0}")
  @CsvSource({"TERM, 0", "KILL, 137"})
  void anEventIsLateByTheClockFromBeforeTheRestarts(String signal, int exitCode) throws Exception {
    Settings settings = scenario.settings().with("kafka.num.stream.threads", 1);
    String late = settings.config().input().late();
    Group group = scenario.group(settings);
    Instant base = Instant.now().truncatedTo(ChronoUnit.HOURS);
    Instant clock = base.plusSeconds(100);
    Instant old = base.plusSeconds(10);
    scenario.createTopic(settings.topic(), 2);

    // Data is committed.
    Jvm first = scenario.run(settings);
    scenario.send(settings, USED, clock);
    scenario.until("the clock is known", () -> clockOf(settings, USED) == clock.toEpochMilli() && group.read(settings.topic()) == 1);
    stop(first, signal, exitCode);
    long watermark = scenario.ledger(settings).watermark();

    // Only idle frames are committed.
    Jvm second = scenario.run(settings);
    Instant closing = clock.plus(Scenario.RULES.window()).plus(Scenario.RULES.grace());
    scenario.until("the window closes by idleness", () -> scenario.ledger(settings).watermark() >= closing.toEpochMilli());
    assertThat(group.committed(settings.topic()).get(NEVER_USED).offset()).isZero();
    stop(second, signal, exitCode);
    assertThat(watermark).isLessThan(closing.toEpochMilli());
    assertThat(scenario.records(settings, late)).isEmpty();

    scenario.run(settings);
    scenario.send(settings, USED, old);
    scenario.send(settings, NEVER_USED, old);
    scenario.until("one event is late, the other one counts", () -> !scenario.records(settings, late).isEmpty() && scenario.results(settings).size() == 2);

    List<ConsumerRecord<byte[], byte[]>> lateEvents = scenario.records(settings, late);
    scenario.say("stopped twice by SIG%s; late by the clock of %s: %s", signal, header(lateEvents.get(0), "windrow-clock"), scenario.results(settings).values());
    assertThat(lateEvents).hasSize(1);
    assertThat(header(lateEvents.get(0), "windrow-partition")).isEqualTo(Integer.toString(USED));
    assertThat(header(lateEvents.get(0), "windrow-clock")).isEqualTo(WindowResult.time(clock.toEpochMilli()));
    assertThat(scenario.results(settings).values()).anySatisfy(result ->
        assertThat(result).contains("\"window_start\":\"" + WindowResult.time(old.toEpochMilli()) + "\"", "\"count\":1,", "\"status\":\"revised\""));
    assertThat(clockOf(settings, NEVER_USED)).isEqualTo(old.toEpochMilli());
  }

  private void stop(Jvm instance, String signal, int exitCode) throws Exception {
    assertThat(instance.isAlive()).as(instance.err()).isTrue();
    instance.signal(signal);
    assertThat(instance.exitCode(Duration.ofSeconds(10))).as(instance.err()).isEqualTo(exitCode);
  }

  private long clockOf(Settings settings, int partition) {
    return scenario.ledger(settings).clocks().getOrDefault(new SourceId(settings.topic(), partition), 0L);
  }

  private static String header(ConsumerRecord<byte[], byte[]> record, String key) {
    return new String(record.headers().lastHeader(key).value(), StandardCharsets.UTF_8);
  }
}
