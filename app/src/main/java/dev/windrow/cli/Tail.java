package dev.windrow.cli;

import dev.windrow.config.Aggregation;
import dev.windrow.config.Config;
import dev.windrow.kafka.TopicReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code windrow tail}: results as they come. */
@Command(
    name = "tail",
    header = "Print results as they come.",
    description = {"", "Follows the result topics until Ctrl-C. Times are UTC; 'pretty' rounds, 'json' prints what is in the topic."},
    footer = {"", "Examples:", "  windrow tail", "  windrow tail --from-beginning --format json | jq .avg_value"})
final class Tail implements Callable<Integer> {

  enum Format {
    pretty,
    json
  }

  @Option(names = "--format", paramLabel = "pretty|json", defaultValue = "pretty", description = "How to print (default: ${DEFAULT-VALUE}).")
  private Format format;

  @Option(names = "--from-beginning", description = "Print what is there already, too.")
  private boolean fromBeginning;

  @Mixin
  private ConfigOptions configuration;

  @Spec
  private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    Config config = configuration.load();
    List<String> topics = config.aggregations().stream().map(Aggregation::output).distinct().toList();
    StopSignals stop = StopSignals.install();
    try (TopicReader reader = new TopicReader(config)) {
      if (!reader.existing(topics).containsAll(topics)) {
        throw new CommandFailure(ExitCode.FAILURE, "no result topic " + topics + " at " + config.kafka().get("bootstrap.servers")
            + " yet: 'windrow run' creates it");
      }
      if (format == Format.json) {
        reader.follow(topics, fromBeginning, this::json, stop::received);
      } else {
        pretty(config, topics, reader, stop);
      }
    }
    return stop.await();
  }

  private void pretty(Config config, List<String> topics, TopicReader reader, StopSignals stop) {
    WindowPrinter printer = new WindowPrinter(config, measure -> true, out(), Clock.systemUTC());
    reader.follow(topics, fromBeginning, printer::take, () -> {
      printer.printSettled();
      return stop.received();
    });
    printer.printAll();
  }

  private void json(ConsumerRecord<byte[], byte[]> record) {
    if (record.value() != null) {
      out().println(new String(record.value(), StandardCharsets.UTF_8));
    }
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
