package dev.windrow.cli.top;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Windows are named by their start; 'o' stands for an open row, 'f' for a final one. */
final class WindowBlocksTest {

  @Test
  void thereIsPlaceForAll() {
    assertThat(chosen(6, "3:oo", "2:ff", "1:ff")).isEqualTo("3:oo 2:ff 1:ff");
  }

  @Test
  void anOlderWindowIsThereAsAWholeOrNotAtAll() {
    assertThat(chosen(5, "3:oo", "2:ff", "1:ff")).isEqualTo("3:oo 2:ff");
  }

  @Test
  void theNewestClosedWindowAndTheOpenOnesShareAPlaceThatIsTooSmall() {
    assertThat(chosen(5, "4:oooo", "3:ooo", "2:ffff", "1:f")).isEqualTo("4:o 3:o 2:ff, 7 left");
  }

  @Test
  void whatOneDoesNotNeedIsTheOthers() {
    assertThat(chosen(5, "4:o", "2:ffffff")).isEqualTo("4:o 2:fff, 3 left");
  }

  @Test
  void onTheLastLineIsTheWindowThatHasJustClosed() {
    assertThat(chosen(2, "4:oo", "3:oo", "2:ff")).isEqualTo("2:f, 5 left");
    assertThat(chosen(1, "4:oo", "2:ff")).isEqualTo(", 4 left");
    assertThat(chosen(0, "4:oo", "2:ff")).isEqualTo(", 4 left");
  }

  @Test
  void withoutAClosedWindowTheOpenOnesHaveItAll() {
    assertThat(chosen(4, "4:ooo", "3:ooo")).isEqualTo("4:o 3:oo, 3 left");
  }

  @Test
  void aWindowThatIsClosedInSomeMergePartitionsIsOneWindow() {
    assertThat(chosen(9, "4:oo", "2:of", "1:ff", "0:f")).isEqualTo("4:oo 2:of 1:ff 0:f");
  }

  @Test
  void noWindowsAreNone() {
    assertThat(WindowBlocks.of(List.of()).isEmpty()).isTrue();
    assertThat(chosen(3)).isEmpty();
  }

  private static String chosen(int lines, String... windows) {
    List<WindowRow> rows = new ArrayList<>();
    // All open rows come first, as they are asked for.
    for (char status : new char[] {'o', 'f'}) {
      for (String window : windows) {
        Instant start = Instant.ofEpochSecond(Long.parseLong(window.substring(0, 1)));
        window.substring(2).chars().filter(row -> row == status)
            .forEach(row -> rows.add(new WindowRow(start, start.plusSeconds(1), status == 'o' ? "open" : "final", 1, List.of(), List.of())));
      }
    }
    WindowBlocks.Choice choice = WindowBlocks.of(rows).choose(lines);
    String shown = choice.shown().stream().map(WindowBlocksTest::text).collect(Collectors.joining(" "));
    return shown + (choice.left() == 0 ? "" : ", " + choice.left() + " left");
  }

  private static String text(List<WindowRow> block) {
    return block.get(0).start().getEpochSecond() + ":" + block.stream().map(row -> row.status().substring(0, 1)).collect(Collectors.joining());
  }
}
