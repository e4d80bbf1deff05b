package dev.windrow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What {@code check} says of sources and sinks without asking anybody. */
final class CheckTest {

  private static final String URL = "sinks[0].postgresql.url=jdbc:postgresql://db/x";

  @Test
  void theTablesOfASinkAreShownWithWhatIsLoadedIntoThem() {
    CommandLineRun check = check(URL, "sinks[0].name=warehouse", "sinks[0].schema=stats", "sinks[0].events=[user-events]");

    assertThat(check.exitCode()).as(check.err()).isZero();
    assertThat(check.out().lines().dropWhile(line -> !line.startsWith("# Tables of sinks")).skip(1).takeWhile(line -> !line.isEmpty())).containsExactly(
        "stats.by_event_type                          warehouse: results of by-event-type",
        "stats.user_events                            warehouse: records of topic user-events",
        "stats.windrow_offsets                        warehouse: how far they are");
    assertThat(check.out()).containsPattern("windrow-warehouse-dlq +4 +dead letters of sink warehouse");
  }

  @Test
  void theTopicsOfASourceAreShownAndOneWithTwoPurposesOnce() {
    CommandLineRun check = check("sources[0].name=api", "sources[0].topic=user-events", "sources[0].http.url=https://api.example.com/events",
        "sources[1].name=files", "sources[1].topic=archive", "sources[1].files.paths=[/data/*.json]");

    assertThat(check.exitCode()).as(check.err()).isZero();
    assertThat(check.out())
        .containsPattern("user-events +4 +input, records of source api\n")
        .containsPattern("archive +4 +records of source files\n")
        .containsPattern("user-events-dlq +4 +dead letters, dead letters of source api, dead letters of source files\n")
        .containsPattern("windrow-offsets +1 +committed offsets, once more\n")
        .containsPattern("windrow-positions +16 +how far sources are read\n");
  }

  @Test
  void withoutSinksThereAreNoTables() {
    assertThat(check().out()).contains("# Topology").doesNotContain("# Tables of sinks");
  }

  @Test
  void allThatIsWrongWithSinksIsALineEach() {
    String tooLong = "t".repeat(64);
    CommandLineRun check = check(URL, "sinks[0].name=one", "sinks[0].aggregations=[by-event-typ]", "sinks[0].events=[a.b, a-b, " + tooLong + "]",
        "sinks[1].name=two", "sinks[1].postgresql.url=jdbc:postgresql://db/x", "sinks[1].events=[a_b]", "sinks[1].dead-letters=user-events");

    assertThat(check.exitCode()).isEqualTo(2);
    assertThat(check.out()).isEmpty();
    assertThat(check.err().lines()).satisfiesOnlyOnce(line -> assertThat(line).contains("sinks[0].aggregations: expected names of aggregations: by-event-type"))
        .satisfiesOnlyOnce(line -> assertThat(line).contains("sinks[0].events: expected a table of its own, found 'a-b'"))
        .satisfiesOnlyOnce(line -> assertThat(line).contains("sinks[0].events: expected at most 63 bytes"))
        .satisfiesOnlyOnce(line -> assertThat(line).contains("sinks[1].events: expected a table of its own, found 'a_b'"))
        .satisfiesOnlyOnce(line -> assertThat(line).contains("sinks[1].dead-letters: expected a topic of its own"));
  }

  @Test
  void settingsOfASinkThatAreNoneAreALineEach() {
    CommandLineRun check = check("sinks[0].postgresql.url=jdbc:mysql://db/x", "sinks[0].postgresql.connections=0", "sinks[0].batch.rows=0", "sinks[0].batch.every=1",
        "sinks[0].tabel=x");

    assertThat(check.exitCode()).isEqualTo(2);
    for (String path : new String[] {"postgresql.url", "postgresql.connections", "batch.rows", "batch.every", "tabel"}) {
      assertThat(check.err().lines()).satisfiesOnlyOnce(line -> assertThat(line).contains("sinks[0]." + path + ": expected "));
    }
  }

  private static CommandLineRun check(String... sets) {
    String[] arguments = new String[1 + 2 * sets.length];
    arguments[0] = "check";
    for (int i = 0; i < sets.length; i++) {
      arguments[1 + 2 * i] = "--set";
      arguments[2 + 2 * i] = sets[i];
    }
    return CommandLineRun.of(arguments);
  }
}
