package dev.windrow.cli.top;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FiguresTest {

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      0                | 0
      1234567          | 1,234,567
      -1234567         | -1,234,567
      24.95            | 24.95
      1234.5675        | 1,234.568
      1234.5665        | 1,234.566
      -0.1000          | -0.1
      0.0005           | 0
      0.0006           | 0.001
      0.00049          | 4.9e-4
      -0.000123456     | -1.235e-4
      999999999999999  | 999,999,999,999,999
      1000000000000000 | 1e15
      1.5e400          | 1.5e400
      """)
  void aNumberIsRoundedToWhatAGlanceTakesIn(String number, String shown) {
    assertThat(Figures.rounded(new BigDecimal(number))).isEqualTo(shown);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      0       | 0.00/s
      0.456   | 0.46/s
      12.34   | 12.3/s
      99.96   | 100.0/s
      1024.4  | 1,024/s
      """)
  void aRateIsAsPreciseAsItsSizeDeserves(double perSecond, String shown) {
    assertThat(Figures.rate(perSecond)).isEqualTo(shown);
  }

  @ParameterizedTest
  @CsvSource({"0, 0 B", "999, 999 B", "1000, 1.0 kB", "412900000, 413 MB", "2500000000, 2.5 GB"})
  void bytesHaveAUnit(double bytes, String shown) {
    assertThat(Figures.bytes(bytes)).isEqualTo(shown);
  }

  @Test
  void listsAreWrittenAsASentenceHasThem() {
    assertThat(Figures.list(List.of())).isEmpty();
    assertThat(Figures.list(List.of("a"))).isEqualTo("a");
    assertThat(Figures.list(List.of("a", "b", "c"))).isEqualTo("a, b and c");
    assertThat(Figures.some(List.of("a", "b"), 2)).isEqualTo("a and b");
    assertThat(Figures.some(List.of("a", "b", "c", "d"), 2)).isEqualTo("a, b and 2 more");
    assertThat(Figures.counted(1, "group")).isEqualTo("1 group");
    assertThat(Figures.counted(2000, "group")).isEqualTo("2,000 groups");
  }
}
