package dev.windrow.config;

import com.fasterxml.jackson.core.JsonPointer;
import dev.windrow.event.FieldPath;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The sources of every-key.yaml. */
final class EverySource {

  static final Set<String> SECRETS = Set.of("sources[0].http.bearer", "sources[1].files.requests.basic", "sources[2].sql.password", "sinks[0].postgresql.password");

  static final Source HTTP = new Source(
      "api",
      new HttpExtract(
          List.of(URI.create("https://api.example.com/events"), URI.create("https://api.example.com/clicks?kind=1")),
          JsonPointer.compile("/items"),
          Optional.of(FieldPath.parse("meta.id")),
          Format.NDJSON,
          new HttpExtract.Pages(HttpExtract.By.OFFSET, "skip", 0, 500, "take", JsonPointer.compile("/more"), 9),
          Optional.of(Duration.ofMinutes(1)),
          new Requests(Map.of("X-Version", "2"), Optional.of("s3cret"), Optional.empty(), Optional.of(20), 3, Duration.ofSeconds(7), 2, 2_048, 1, true)),
      "raw",
      Optional.of(FieldPath.parse("user.id")),
      Optional.of(Duration.ofSeconds(30)),
      "raw-dlq",
      List.of(),
      Optional.of(new Enrichment(
          UrlTemplate.parse("https://users.example.com/users/{user.id}"),
          Map.of(FieldPath.parse("user.country"), JsonPointer.compile("/address/country")),
          new Enrichment.Cache(10, Duration.ofMinutes(5), Duration.ZERO),
          Enrichment.OnFailure.WAIT,
          requests(Optional.empty()))));

  static final Source FILES = new Source(
      "folder",
      new FilesExtract(List.of("data/*.csv", "https://example.com/a.csv.gz"), Format.CSV, Compression.GZIP, ';', true, 8, requests(Optional.of("ann:pw"))),
      "clicks", Optional.empty(), Optional.empty(), "unreadable", List.of(), Optional.empty());

  static final Source SQL = new Source(
      "shop",
      new SqlExtract("jdbc:postgresql://db/shop", Optional.of("ann"), Optional.of("pw"), Optional.empty(), Optional.of("SELECT * FROM orders"),
          Optional.of("id"), 8, Optional.of("changed"), 50, 2, 3, Optional.of(Path.of("/opt/drivers"))),
      "clicks", Optional.empty(), Optional.empty(), "unreadable", List.of(), Optional.empty());

  static final Source TOPIC = new Source(
      "source-4", new TopicExtract("raw"), "clicks", Optional.empty(), Optional.empty(), "unreadable", List.of(), Optional.empty());

  private EverySource() {}

  private static Requests requests(Optional<String> basic) {
    return new Requests(Map.of("A", "b"), Optional.empty(), basic, Optional.of(5), 1, Duration.ofMillis(50), 9, 100, 0, true);
  }
}
