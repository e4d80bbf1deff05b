package dev.windrow.service;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import org.junit.jupiter.api.Test;

/** A topic with state that was deleted must not be created anew in silence. */
class StateTopicsTest {

  private static final String PARTIALS = "app-partials-repartition";
  private static final String WINDOWS = "app-windows-changelog";
  private static final String SOURCES = "app-sources-changelog";

  @Test
  void anApplicationThatHasNeverRunHasNone() {
    assertThatCode(() -> StateTopics.requireComplete("app", Set.of("user-events"), false)).doesNotThrowAnyException();
  }

  @Test
  void oneThatHasRunHasAll() {
    assertThatCode(() -> StateTopics.requireComplete("app", Set.of(PARTIALS, WINDOWS, SOURCES), true)).doesNotThrowAnyException();
  }

  @Test
  void aFirstStartThatEndedHalfwayIsNoLoss() {
    assertThatCode(() -> StateTopics.requireComplete("app", Set.of(PARTIALS), false)).doesNotThrowAnyException();
    assertThatCode(() -> StateTopics.requireComplete("app", Set.of(PARTIALS, WINDOWS), false)).doesNotThrowAnyException();
  }

  @Test
  void whatIsGoneIsNamed() {
    assertGone(Set.of(WINDOWS, SOURCES), false, PARTIALS);
    assertGone(Set.of(PARTIALS, SOURCES), true, WINDOWS);
    assertGone(Set.of(PARTIALS, WINDOWS), true, SOURCES);
    assertGone(Set.of(PARTIALS), true, WINDOWS);
  }

  private static void assertGone(Set<String> existing, boolean hasMerged, String gone) {
    assertThatThrownBy(() -> StateTopics.requireComplete("app", existing, hasMerged))
        .isInstanceOf(IncompleteStateException.class)
        .hasMessageContainingAll(gone, "windrow reset");
  }
}
