package dev.windrow.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class FindingTest {

  @Test
  void theGravestComesFirstAndEqualOnesKeepTheirOrder() {
    Finding ok = Finding.ok("a", "fine");
    Finding note = Finding.unchecked("b", "something", "not allowed");
    Finding first = Finding.warning("c", "odd", "", "");
    Finding second = Finding.warning("a", "odd", "", "");
    Finding error = Finding.error("d", "wrong", "", "");

    assertThat(Finding.gravestFirst(List.of(ok, note, first, second, error))).containsExactly(error, first, second, note, ok);
  }

  @Test
  void textHasWhereWhatWhyAndWhatToDo() {
    assertThat(Finding.error("topic a", "too small", "it bursts", "enlarge it").text()).isEqualTo("topic a: too small; it bursts. To do: enlarge it");
    assertThat(Finding.ok("topic a", "4 partitions").text()).isEqualTo("topic a: 4 partitions");
  }
}
