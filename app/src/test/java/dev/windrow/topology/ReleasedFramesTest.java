package dev.windrow.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import dev.windrow.event.Frame;
import dev.windrow.event.FrameBuilder;
import org.junit.jupiter.api.Test;

/** What a partition's last batch lay in is not kept until the next one comes: with many partitions that was most of the heap. */
class ReleasedFramesTest {

  @Test
  void frameThatWasProcessedHasLetGoOfItsRecords() {
    FrameBuilder builder = new FrameBuilder();
    builder.begin(1, 0);
    builder.record(0, 0, null, Events.utf8(Events.event(Events.at(3), "login")));
    builder.record(1, 0, null, Events.utf8("no event"));
    Frame frame = builder.finish();
    try (WindrowHarness windrow = new WindrowHarness(Configs.COUNTS)) {
      assertThat(frame.records().valueArray(0)).isNotNull();

      windrow.pipeFrame("events", frame, 2);

      assertThatNullPointerException().isThrownBy(() -> frame.records().valueArray(0));
      assertThat(windrow.deadLetters()).hasSize(1);
    }
  }
}
