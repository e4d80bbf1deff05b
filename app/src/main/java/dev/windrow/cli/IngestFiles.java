package dev.windrow.cli;

import static dev.windrow.cli.SourceOptions.put;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code windrow ingest files}: files, folders, downloads. */
@Command(
    name = "files",
    header = "Bring the records of files into Kafka.",
    description = {
      "",
      "Reads files, folders with all that is in them, patterns, and addresses of files: JSON, a JSON object per line, CSV; also packed by gzip or zstd. A second"
          + " start goes on where the first one ended, and reads what was added.",
    },
    footer = {
      "",
      "Examples:",
      "  windrow ingest files events.ndjson.gz",
      "  windrow ingest files 'data/**/*.json' --concurrency 8",
      "  windrow ingest files inbox --watch",
      "  windrow ingest files https://example.com/2026-11.ndjson.zst",
    })
final class IngestFiles implements Callable<Integer> {

  @Parameters(arity = "1..*", paramLabel = "PATH", description = "Files, folders, patterns, addresses.")
  private List<String> paths;

  @Option(names = "--records-as", paramLabel = "auto|json|ndjson|csv", description = "How records are written (default: by the name, or how a file begins).")
  private String format;

  @Option(names = "--delimiter", paramLabel = "C", description = "Between the cells of a CSV file (default: a comma).")
  private String delimiter;

  @Option(names = "--watch", description = "Go on with what is added, until Ctrl-C.")
  private boolean watch;

  @Option(names = "--concurrency", paramLabel = "N", description = "How many files are read at a time (default: 4).")
  private String concurrency;

  @Option(names = "--allow-private", description = "Download from this machine and private networks, too.")
  private boolean allowPrivate;

  @Mixin
  private SourceOptions source;

  @Mixin
  private IngestOptions options;

  @Override
  public Integer call() throws Exception {
    return options.run(options.load(source.sets("files", extract())));
  }

  private ObjectNode extract() {
    ObjectNode files = SourceOptions.extract();
    put(files, "paths", paths);
    put(files, "format", format);
    put(files, "delimiter", delimiter);
    put(files, "concurrency", concurrency);
    files.put("watch", Boolean.toString(watch));
    files.putObject("requests").put("allow-private", Boolean.toString(allowPrivate));
    return files;
  }
}
