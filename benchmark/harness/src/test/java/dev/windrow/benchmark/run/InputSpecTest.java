package dev.windrow.benchmark.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InputSpecTest {

  @ParameterizedTest
  @ValueSource(longs = {200_000, 5_000_000, 20_000_000, 12_345_678})
  void eventsEndAGraceAndHalfASecondAfterTheLastWindowThatIsJudged(long events) {
    InputSpec spec = new InputSpec("in", events, 4, 1_000);
    List<String> arguments = spec.simulatorArguments("localhost:1", Path.of("truth"));

    Instant start = Instant.parse(arguments.get(arguments.indexOf("--start") + 1));
    long perSecond = Long.parseLong(arguments.get(arguments.indexOf("--rate") + 1));
    Instant end = start.plus(Duration.ofNanos(events * 1_000_000 / perSecond * 1000));

    assertThat(end).isEqualTo(spec.lastEnd().plusMillis(2_500));
    assertThat(spec.lastEnd().toEpochMilli() % Duration.ofMinutes(1).toMillis()).isZero();
  }

  @ParameterizedTest
  @ValueSource(longs = {200_000, 5_000_000, 20_000_000, 12_345_678})
  void whatComesBeforeEndsAMinuteEarlierAndAtAFullMinute(long events) {
    InputSpec spec = new InputSpec("in", events, 4, 1_000);
    InputSpec before = spec.before();
    List<String> arguments = spec.simulatorArguments("localhost:1", Path.of("truth"));
    Instant start = Instant.parse(arguments.get(arguments.indexOf("--start") + 1));

    assertThat(before.topic()).isEqualTo(spec.topic());
    assertThat(before.events()).isEqualTo(spec.events());
    assertThat(before.lastEnd().toEpochMilli() % Duration.ofMinutes(1).toMillis()).isZero();
    assertThat(before.lastEnd().plusMillis(2_500)).isBefore(start.minus(Duration.ofMinutes(1)));
  }
}
