package dev.windrow.window;

import static org.assertj.core.api.Assertions.assertThat;

import dev.windrow.value.Group;
import dev.windrow.window.WindowResult.Status;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WindowSelectionTest {

  private static final List<String> NAMES = List.of("event_type", "paid");

  @Test
  void windowIsTakenFromItsStartOnAndBelowTheEnd() {
    WindowSelection selection = new WindowSelection(5, 15, Set.of(Status.FINAL), Map.of());

    assertThat(selection.takes(result(5, "a", true))).isTrue();
    assertThat(selection.takes(result(10, "a", true))).isTrue();
    assertThat(selection.takes(result(0, "a", true))).isFalse();
    assertThat(selection.takes(result(15, "a", true))).isFalse();
  }

  @Test
  void otherStatusIsNotTaken() {
    assertThat(new WindowSelection(0, 100, Set.of(Status.OPEN, Status.REVISED), Map.of()).takes(result(5, "a", true))).isFalse();
  }

  @Test
  void valueStandsForTheStringAndForWhatItLooksLike() {
    assertThat(matches("42", "42")).isTrue();
    assertThat(matches("42", new BigDecimal("42"))).isTrue();
    assertThat(matches("4.20e1", new BigDecimal("42"))).isTrue();
    assertThat(matches("42", new BigDecimal("43"))).isFalse();
    assertThat(matches("true", Boolean.TRUE)).isTrue();
    assertThat(matches("true", Boolean.FALSE)).isFalse();
    assertThat(matches("null", null)).isTrue();
    assertThat(matches("login", null)).isFalse();
    assertThat(matches("", "")).isTrue();
    assertThat(matches("1e999999999", new BigDecimal("1"))).isFalse();
  }

  @Test
  void fewGroupsCanMatchWhenEveryFieldIsNamed() {
    assertThat(selection(Map.of("event_type", "login", "paid", "true")).groups(NAMES)).contains(List.of(
        Group.of(List.of("login", "true")), Group.of(List.of("login", Boolean.TRUE))));
    assertThat(selection(Map.of("event_type", "login")).groups(NAMES)).isEmpty();
    assertThat(WindowSelection.ALL.groups(List.of())).isEmpty();
  }

  private static boolean matches(String wanted, Object value) {
    return selection(Map.of("event_type", wanted)).takes(result(5, value, true));
  }

  private static WindowSelection selection(Map<String, String> group) {
    return new WindowSelection(0, Long.MAX_VALUE, Set.of(Status.values()), group);
  }

  private static WindowResult result(long start, Object type, boolean paid) {
    return new WindowResult("a", "out", start, start + 5, NAMES, Group.of(Arrays.asList(type, paid)), List.of(), Status.FINAL, 1);
  }
}
