package dev.windrow.benchmark.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class TableTest {

  private static final Table TABLE =
      new Table("T", List.of("system", "× raw"), List.of(List.of("raw", "1.00"), List.of("a|b, \"c\"", "0.5")));

  @Test
  void textHasItsColumnsOneBelowTheOther() {
    assertThat(TABLE.text()).isEqualTo("""
        system    × raw
        raw       1.00
        a|b, "c"  0.5
        """);
  }

  @Test
  void markdownEscapesBars() {
    assertThat(TABLE.markdown()).isEqualTo("""
        | system | × raw |
        | --- | --- |
        | raw | 1.00 |
        | a\\|b, "c" | 0.5 |
        """);
  }

  @Test
  void csvQuotesWhatNeedsIt() {
    assertThat(TABLE.csv()).isEqualTo("""
        system,× raw
        raw,1.00
        "a|b, ""c""\",0.5
        """);
  }

  @Test
  void rowThatDoesNotFitIsRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Table("T", List.of("one"), List.of(List.of("1", "2"))))
        .withMessageContaining("expected 1 cells in table 'T'");
  }
}
