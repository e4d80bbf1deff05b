package dev.windrow.window;

import static org.assertj.core.api.Assertions.assertThat;

import dev.windrow.value.Group;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WindowPageTest {

  @Test
  void pagesOfAllPartitionsMakeOneListWithoutGapsAndRepetitions() {
    for (long seed = 1; seed <= 200; seed++) {
      Random random = new Random(seed);
      List<List<Entry>> partitions = List.of(entries(random), entries(random), entries(random));
      int limit = 1 + random.nextInt(7);
      List<Entry> all = partitions.stream().flatMap(List::stream).sorted((a, b) -> a.position.compareTo(b.position)).toList();

      List<Entry> listed = new ArrayList<>();
      Optional<WindowPosition> after = Optional.empty();
      do {
        List<WindowPage<Entry>> pages = new ArrayList<>();
        for (List<Entry> partition : partitions) {
          pages.add(page(partition, after, 1 + random.nextInt(limit)));
        }
        WindowPage<Entry> merged = WindowPage.merged(pages, limit);
        assertThat(merged.rows()).as("seed %d", seed).hasSizeLessThanOrEqualTo(limit);
        listed.addAll(merged.rows());
        after = merged.reached();
      } while (after.isPresent());

      assertThat(listed).as("seed %d", seed).isEqualTo(all);
    }
  }

  private static WindowPage<Entry> page(List<Entry> partition, Optional<WindowPosition> after, int limit) {
    List<Entry> rest = partition.stream().filter(entry -> after.isEmpty() || entry.position.compareTo(after.get()) > 0).toList();
    return rest.size() <= limit
        ? new WindowPage<>(rest, Optional.empty())
        : new WindowPage<>(rest.subList(0, limit), Optional.of(rest.get(limit - 1).position));
  }

  private static List<Entry> entries(Random random) {
    return random.ints(random.nextInt(20), 0, 60).distinct()
        .mapToObj(number -> new Entry(new WindowPosition(number % 6, Group.of(List.of("g" + number + "-" + random.nextInt())))))
        .sorted((a, b) -> a.position.compareTo(b.position))
        .toList();
  }

  private record Entry(WindowPosition position) implements WindowPage.Row {}
}
