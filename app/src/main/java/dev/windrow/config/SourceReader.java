package dev.windrow.config;

import com.fasterxml.jackson.core.JsonPointer;
import dev.windrow.config.Enrichment.Cache;
import dev.windrow.config.HttpExtract.Pages;
import dev.windrow.event.FieldPath;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Walks the sources of a configuration and makes the records of them. */
final class SourceReader {

  private static final Kind<Optional<Duration>> EVERY = Kinds.durationOr("once", Source.EVERY_MS, "30s");

  private final Reading reading;
  private final Input input;

  /** @param input whose topics are those of a source that names none */
  SourceReader(Reading reading, Input input) {
    this.reading = reading;
    this.input = input;
  }

  Ingest ingest(Section all) {
    int inFlight = all.section("ingest").value("in-flight", Kinds.wholeNumber(Ingest.IN_FLIGHT));
    List<Section> sections = all.sections("sources", SourceDefaults.SOURCE, 0);
    List<String> names = new ArrayList<>();
    List<Source> sources = new ArrayList<>();
    for (Section section : sections) {
      names.add(section.value("name", Kinds.SOURCE_NAME, SourceDefaults.name(sections.size() == 1 ? "" : Integer.toString(names.size() + 1))));
      source(section, names.get(names.size() - 1)).ifPresent(sources::add);
    }
    Rules.names(sections.stream().map(section -> section.path("name")).toList(), names, reading.problems());
    return reading.problems().below("ingest") || reading.problems().below("sources") ? Ingest.NONE : new Ingest(inFlight, sources);
  }

  /** Empty when it has a problem. */
  private Optional<Source> source(Section section, String name) {
    String topic = section.value("topic", Kinds.TOPIC, input.topics().get(0));
    Optional<FieldPath> key = section.value("key", Kinds.FIELD_OR_NONE);
    Optional<Duration> every = section.value("every", EVERY);
    String deadLetters = section.value("dead-letters", Kinds.TOPIC, input.deadLetters());
    Optional<Extract> extract = extract(section);
    List<Step> transform = StepReader.read(section);
    Optional<Enrichment> enrich = section.has("enrich") ? enrichment(section.section("enrich")) : Optional.empty();
    extract.ifPresent(read -> Rules.source(section, topic, deadLetters, read, reading.problems()));
    return reading.problems().below(section.path())
        ? Optional.empty()
        : extract.map(read -> new Source(name, read, topic, key, every, deadLetters, transform, enrich));
  }

  private Optional<Extract> extract(Section section) {
    List<String> given = SourceDefaults.KINDS.stream().filter(section::has).toList();
    if (given.size() != 1) {
      reading.problems().add(section.path(), given.isEmpty() ? "none of them" : String.join(" and ", given),
          "one of " + String.join(", ", SourceDefaults.KINDS), "a source reads one thing");
      return Optional.empty();
    }
    Section kind = section.section(given.get(0));
    return switch (given.get(0)) {
      case HttpExtract.KIND -> http(kind);
      case FilesExtract.KIND -> files(kind);
      case SqlExtract.KIND -> sql(kind);
      default -> kind.optional("name", Kinds.TOPIC, "").map(TopicExtract::new);
    };
  }

  private Optional<Extract> http(Section http) {
    List<URI> urls = urls(http);
    JsonPointer records = http.value("records", Kinds.POINTER);
    Optional<FieldPath> id = http.value("id", Kinds.FIELD_OR_NONE);
    Format format = http.value("format", Kinds.oneOf(Format.class));
    Optional<Pages> pages = pages(http.section("pages"), http.has("pages") ? "page" : "none");
    Optional<Duration> runTimeout = http.value("run-timeout", Kinds.durationOrNever(HttpExtract.RUN_TIMEOUT_MS, "10m"));
    Optional<Requests> requests = requests(http);
    return reading.problems().below(http.path())
        ? Optional.empty()
        : Optional.of(new HttpExtract(urls, records, id, format, pages.orElseThrow(), runTimeout, requests.orElseThrow()));
  }

  /** One, or a list. */
  private List<URI> urls(Section http) {
    Optional<URI> url = http.value("url", Kinds.URL_OR_NONE);
    if (url.isPresent() && http.has("urls")) {
      reading.problems().add(http.path("url"), Problem.quote(url.get().toString()), "none beside a list of them", "add it to urls");
    }
    return url.map(List::of).orElseGet(() -> http.list("urls", Kinds.URL, 1));
  }

  private Optional<Pages> pages(Section pages, String byDefault) {
    HttpExtract.By by = pages.value("by", Kinds.oneOf(HttpExtract.By.class), byDefault);
    String parameter = pages.value("parameter", Kinds.QUERY_PARAMETER);
    int from = pages.value("from", Kinds.wholeNumber(Pages.FROM));
    int size = pages.value("size", Kinds.wholeNumber(Pages.SIZE));
    String sizeParameter = pages.value("size-parameter", Kinds.QUERY_PARAMETER);
    JsonPointer cursor = pages.value("cursor", Kinds.POINTER);
    int most = pages.value("most", Kinds.wholeNumber(Pages.MOST));
    if (by == HttpExtract.By.OFFSET && size == 0 && !reading.problems().at(pages.path("size"))) {
      reading.problems().add(pages.path("size"), "'0'", "a whole number of 1.." + Pages.SIZE.max(), "the next offset is that many further on");
    }
    return reading.problems().below(pages.path()) ? Optional.empty() : Optional.of(new Pages(by, parameter, from, size, sizeParameter, cursor, most));
  }

  private Optional<Requests> requests(Section at) {
    Map<String, String> headers = at.free("headers", name -> Kinds.HEADER_VALUE);
    headers.keySet().stream().filter(name -> !Kinds.isHeaderName(name)).forEach(name ->
        reading.problems().add(at.path("headers"), Problem.quote(name), "the name of a header, as in X-Api-Version", ""));
    Optional<String> bearer = at.secret("bearer");
    Optional<String> basic = at.secret("basic");
    Optional<Integer> rate = at.value("rate", Kinds.RATE_OR_UNLIMITED);
    int concurrency = at.value("concurrency", Kinds.wholeNumber(Requests.CONCURRENCY));
    Duration timeout = at.value("timeout", Kinds.duration(Requests.TIMEOUT_MS, "5s"));
    int attempts = at.value("attempts", Kinds.wholeNumber(Requests.ATTEMPTS));
    int response = at.value("response", Kinds.size(Requests.RESPONSE_BYTES, "16MiB"));
    int redirects = at.value("redirects", Kinds.wholeNumber(Requests.REDIRECTS));
    boolean allowPrivate = at.value("allow-private", Kinds.YES_OR_NO);
    if (bearer.isPresent() && basic.isPresent()) {
      reading.problems().add(at.path("basic"), KafkaProperties.HIDDEN, "none beside a bearer token", "one request can show one of them");
    }
    return reading.problems().below(at.path())
        ? Optional.empty()
        : Optional.of(new Requests(headers, bearer, basic, rate, concurrency, timeout, attempts, response, redirects, allowPrivate));
  }

  private Optional<Extract> files(Section files) {
    List<String> paths = files.list("paths", Kinds.FILE_PATTERN, 1);
    Format format = files.value("format", Kinds.oneOf(Format.class));
    Compression compression = files.value("compression", Kinds.oneOf(Compression.class));
    char delimiter = files.value("delimiter", Kinds.CHARACTER);
    boolean watch = files.value("watch", Kinds.YES_OR_NO);
    int concurrency = files.value("concurrency", Kinds.wholeNumber(FilesExtract.CONCURRENCY));
    Optional<Requests> requests = requests(files.section("requests"));
    return reading.problems().below(files.path())
        ? Optional.empty()
        : Optional.of(new FilesExtract(paths, format, compression, delimiter, watch, concurrency, requests.orElseThrow()));
  }

  private Optional<Extract> sql(Section sql) {
    Optional<String> url = sql.optional("url", Kinds.JDBC_URL, "");
    url.filter(SqlExtract::holdsSecret).ifPresent(secret -> reading.secretPaths().add(sql.path("url")));
    Optional<String> user = sql.value("user", Kinds.TEXT_OR_NONE);
    Optional<String> password = sql.secret("password");
    Optional<String> table = sql.value("table", Kinds.TEXT_OR_NONE);
    Optional<String> query = sql.value("query", Kinds.TEXT_OR_NONE);
    Optional<String> splitBy = sql.value("split-by", Kinds.TEXT_OR_NONE);
    int ranges = sql.value("ranges", Kinds.wholeNumber(SqlExtract.RANGES));
    Optional<String> growing = sql.value("growing", Kinds.TEXT_OR_NONE);
    int fetch = sql.value("fetch", Kinds.wholeNumber(SqlExtract.FETCH_ROWS));
    int connections = sql.value("connections", Kinds.wholeNumber(SqlExtract.CONNECTIONS));
    int attempts = sql.value("attempts", Kinds.wholeNumber(SqlExtract.ATTEMPTS));
    Optional<Path> driver = sql.value("driver", Kinds.fileOrNone(reading.placeholders().env()));
    if (table.isPresent() == query.isPresent()) {
      reading.problems().add(sql.path(), table.isPresent() ? "both" : "neither", "either a table or a query", "");
    }
    return reading.problems().below(sql.path())
        ? Optional.empty()
        : url.map(found -> new SqlExtract(found, user, password, table, query, splitBy, ranges, growing, fetch, connections, attempts, driver));
  }

  private Optional<Enrichment> enrichment(Section enrich) {
    Optional<UrlTemplate> url = enrich.optional("url", Kinds.URL_TEMPLATE, "");
    Map<FieldPath, JsonPointer> fields = fields(enrich);
    Section cache = enrich.section("cache");
    int entries = cache.value("entries", Kinds.wholeNumber(Cache.ENTRIES));
    Duration keep = cache.value("keep", Kinds.duration(Cache.KEEP_MS, "10m"));
    Duration keepMissing = cache.value("keep-missing", Kinds.duration(Cache.KEEP_MS, "1m"));
    Enrichment.OnFailure onFailure = enrich.value("on-failure", Kinds.oneOf(Enrichment.OnFailure.class));
    Optional<Requests> requests = requests(enrich);
    return reading.problems().below(enrich.path())
        ? Optional.empty()
        : url.map(found -> new Enrichment(found, fields, new Cache(entries, keep, keepMissing), onFailure, requests.orElseThrow()));
  }

  private Map<FieldPath, JsonPointer> fields(Section enrich) {
    Map<FieldPath, JsonPointer> fields = new LinkedHashMap<>();
    enrich.free("fields", name -> Kinds.POINTER).forEach((name, pointer) ->
        reading.parse(enrich.path("fields"), name, Problem.quote(name), Kinds.FIELD).ifPresent(field -> fields.put(field, pointer)));
    if (fields.isEmpty()) {
      reading.problems().add(enrich.path("fields"), "none", "at least one, as in country: /address/country", "");
    }
    Rules.apart(enrich.path("fields"), fields.keySet(), reading.problems());
    return fields;
  }
}
