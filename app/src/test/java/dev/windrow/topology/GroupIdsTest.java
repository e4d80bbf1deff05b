package dev.windrow.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.windrow.config.Config;
import dev.windrow.event.EventBatch;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class GroupIdsTest {

  private static final Config CONFIG = Configs.of("""
      input: {topics: [events]}
      aggregations:
        - {name: users, group-by: [user, type], window: {tumbling: 5s, grace: 2s}, measures: {n: count()}, output: results}
      """);

  @Test
  void withoutFieldsEverythingIsOneGroup() {
    GroupIds groups = GroupIds.of(List.of());
    groups.begin(batch("1", "\"a\"", "2", "\"b\""));

    assertThat(groups.id(0)).isEqualTo(groups.id(1));
    assertThat(text(groups, 0)).isEqualTo("[]");
  }

  @Test
  void oneFieldMakesGroupsOfOneValue() {
    GroupIds groups = GroupIds.of(List.of(1));
    groups.begin(batch("1", "\"a\"", "2", "\"a\"", "3", "null"));

    assertThat(groups.id(0)).isEqualTo(groups.id(1)).isNotEqualTo(groups.id(2));
    assertThat(text(groups, 0)).isEqualTo("[\"a\"]");
    assertThat(text(groups, 2)).isEqualTo("[null]");
  }

  @Test
  void severalFieldsMakeTuplesInTheOrderOfTheGroupBy() {
    GroupIds groups = GroupIds.of(List.of(1, 0));
    groups.begin(batch("1", "\"a\"", "2", "\"a\"", "1.0", "\"a\"", "\"a\"", "1"));

    assertThat(groups.id(2)).isEqualTo(groups.id(0));
    assertThat(List.of(groups.id(0), groups.id(1), groups.id(3))).doesNotHaveDuplicates();
    assertThat(text(groups, 0)).isEqualTo("[\"a\",1]");
    assertThat(text(groups, 3)).isEqualTo("[1,\"a\"]");
  }

  @Test
  void eventWithoutOneOfTheFieldsHasNoGroup() {
    EventBatch batch = SourcePartition.decoded(CONFIG, "{\"timestamp\":1,\"user\":1,\"type\":1}", "{\"timestamp\":1,\"user\":1}", "{\"timestamp\":1,\"type\":1}");
    GroupIds groups = GroupIds.of(List.of(0, 1));
    groups.begin(batch);

    assertThat(groups.id(0)).isNotEqualTo(GroupIds.MISSING);
    assertThat(groups.id(1)).isEqualTo(GroupIds.MISSING);
    assertThat(groups.id(2)).isEqualTo(GroupIds.MISSING);
  }

  @Test
  void groupsArePartsOfThoseWithFewerFields() {
    GroupIds users = GroupIds.of(List.of(0));
    GroupIds both = GroupIds.of(List.of(0, 1));
    GroupIds turned = GroupIds.of(List.of(1, 0));
    EventBatch batch = batch("1", "\"a\"", "2", "\"a\"", "1", "\"b\"");
    List.of(users, both, turned).forEach(groups -> groups.begin(batch));

    for (int row = 0; row < 3; row++) {
      int group = both.id(row);
      assertThat(GroupIds.of(List.of()).idAround(both, group)).isZero();
      assertThat(users.idAround(both, group)).isEqualTo(users.id(row));
      assertThat(turned.idAround(both, group)).isEqualTo(turned.id(row));
      assertThat(GroupIds.of(List.of()).idAround(users, users.id(row))).isZero();
    }
  }

  @Test
  void tableGrowsAndIsUsedAgainByTheNextBatch() {
    String[] values = new String[10_000];
    for (int i = 0; i < values.length; i += 2) {
      values[i] = Integer.toString(i % 100);
      values[i + 1] = Integer.toString(i / 100);
    }
    EventBatch batch = batch(values);
    GroupIds groups = GroupIds.of(List.of(0, 1));

    for (int again = 0; again < 2; again++) {
      groups.begin(batch);
      for (int row = 0; row < batch.size(); row++) {
        assertThat(groups.id(row)).isEqualTo(row);
      }
      for (int row = 0; row < batch.size(); row++) {
        assertThat(groups.id(row)).isEqualTo(row);
        assertThat(text(groups, row)).isEqualTo("[" + values[2 * row] + "," + values[2 * row + 1] + "]");
      }
    }
  }

  private static String text(GroupIds groups, int row) {
    return new String(groups.canonical(groups.id(row)), StandardCharsets.UTF_8);
  }

  /** @param values user and type of each event in turn */
  private static EventBatch batch(String... values) {
    String[] events = new String[values.length / 2];
    for (int i = 0; i < events.length; i++) {
      events[i] = "{\"timestamp\":1,\"user\":" + values[2 * i] + ",\"type\":" + values[2 * i + 1] + "}";
    }
    return SourcePartition.decoded(CONFIG, events);
  }
}
