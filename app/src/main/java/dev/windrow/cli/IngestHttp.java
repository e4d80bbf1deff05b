package dev.windrow.cli;

import static dev.windrow.cli.SourceOptions.put;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code windrow ingest http}: answers of other servers. */
@Command(
    name = "http",
    header = "Bring the records of HTTP APIs into Kafka.",
    description = {
      "",
      "Asks all addresses at once, page after page, and tries again what may succeed. What is not an option here is a key of the configuration:"
          + " --set sources[0].http.response=64MiB.",
    },
    footer = {
      "",
      "Examples:",
      "  windrow ingest http --url https://api.example.com/events",
      "  windrow ingest http --url https://api.example.com/events --records /items --pages page --rate 20/s",
      "  windrow ingest http --url http://localhost:3000/a --url http://localhost:3000/b --allow-private --every 30s",
    })
final class IngestHttp implements Callable<Integer> {

  @Option(names = "--url", required = true, paramLabel = "URL", description = "What is asked for. May be repeated.")
  private List<String> urls = new ArrayList<>();

  @Option(names = "--records", paramLabel = "POINTER", description = "Where in an answer the records are, as in /items.")
  private String records;

  @Option(names = "--id", paramLabel = "FIELD", description = "The field that tells records apart.")
  private String id;

  @Option(names = "--pages", paramLabel = "none|page|offset|cursor|link", description = "How pages are told apart.")
  private String pages;

  @Option(names = "--page-parameter", paramLabel = "NAME", description = "The query's parameter with the page, offset or cursor (default: page).")
  private String pageParameter;

  @Option(names = "--page-size", paramLabel = "N", description = "How many records a page is asked to have.")
  private String pageSize;

  @Option(names = "--cursor", paramLabel = "POINTER", description = "Where in an answer the next cursor is (default: /next).")
  private String cursor;

  @Option(names = "--header", paramLabel = "NAME=VALUE", description = "Sent with each request. May be repeated.")
  private Map<String, String> headers = new LinkedHashMap<>();

  @Option(names = "--bearer", paramLabel = "TOKEN|@FILE", description = "A token to show, or @ and a file with it.")
  private String bearer;

  @Option(names = "--rate", paramLabel = "N/s", description = "Most requests per second to one origin.")
  private String rate;

  @Option(names = "--concurrency", paramLabel = "N", description = "Most requests in flight to one origin (default: 5).")
  private String concurrency;

  @Option(names = "--timeout", paramLabel = "DURATION", description = "For one request (default: 5s).")
  private String timeout;

  @Option(names = "--attempts", paramLabel = "N", description = "How often a request is made before it has failed (default: 5).")
  private String attempts;

  @Option(names = "--allow-private", description = "Ask this machine and private networks, too.")
  private boolean allowPrivate;

  @Mixin
  private SourceOptions source;

  @Mixin
  private IngestOptions options;

  @Override
  public Integer call() throws Exception {
    return options.run(options.load(source.sets("http", extract())));
  }

  private ObjectNode extract() {
    ObjectNode http = SourceOptions.extract();
    put(http, "urls", urls);
    put(http, "records", records);
    put(http, "id", id);
    if (pages != null || pageParameter != null || pageSize != null || cursor != null) {
      pages(http.putObject("pages"));
    }
    ObjectNode sent = http.putObject("headers");
    headers.forEach((name, value) -> put(sent, name, value));
    bearer(http);
    put(http, "rate", rate);
    put(http, "concurrency", concurrency);
    put(http, "timeout", timeout);
    put(http, "attempts", attempts);
    http.put("allow-private", Boolean.toString(allowPrivate));
    return http;
  }

  private void pages(ObjectNode to) {
    put(to, "by", pages == null ? "page" : pages);
    put(to, "parameter", pageParameter);
    put(to, "size", pageSize);
    put(to, "cursor", cursor);
  }

  private void bearer(ObjectNode http) {
    if (bearer != null && bearer.startsWith("@")) {
      http.put("bearer", "${file:" + bearer.substring(1) + "}");
    } else {
      put(http, "bearer", bearer);
    }
  }
}
