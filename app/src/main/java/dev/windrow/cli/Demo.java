package dev.windrow.cli;

import dev.windrow.aggregate.Function;
import dev.windrow.aggregate.Measure;
import dev.windrow.config.Aggregation;
import dev.windrow.config.Config;
import dev.windrow.config.ConfigException;
import dev.windrow.config.ConfigLoader;
import dev.windrow.demo.BrokerOptions;
import dev.windrow.demo.EmbeddedBroker;
import dev.windrow.kafka.TopicReader;
import dev.windrow.service.WindrowService;
import dev.windrow.simulator.Pace;
import dev.windrow.simulator.Simulation;
import dev.windrow.simulator.SimulationException;
import dev.windrow.simulator.SimulatorOptions;
import dev.windrow.simulator.event.EventOptions;
import dev.windrow.simulator.event.Rate;
import dev.windrow.simulator.event.Schedule;
import dev.windrow.topology.Ledger;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code windrow demo}: a broker, synthetic events and the service in one process, and the windows as they close. */
@Command(
    name = "demo",
    header = "Show it all at work: a Kafka broker, live events and the service in one process.",
    description = {
      "",
      "Prints each window as it closes, until Ctrl-C or for a while; then the ledger, which accounts for every record. The service is the one that"
          + " 'run' runs. Times are UTC.",
    },
    footer = {
      "",
      "Examples:",
      "  windrow demo",
      "  windrow demo --duration 20s --rate 1000",
      "  windrow demo --port 19092       # then, elsewhere: windrow tail --bootstrap-servers localhost:19092",
    })
final class Demo implements Callable<Integer> {

  /** Short, so that the last windows close soon after the last event. */
  private static final String IDLE_AFTER = "2s";

  @Option(names = "--rate", paramLabel = "N", defaultValue = "10", description = "Events per second (default: ${DEFAULT-VALUE}).")
  private BigDecimal rate;

  @Option(names = "--duration", paramLabel = "TIME", converter = DurationOption.class,
      description = "For how long events are made; without it until Ctrl-C.")
  private Duration duration;

  @Option(names = "--window", paramLabel = "TIME", defaultValue = "5s", description = "Size of the windows (default: ${DEFAULT-VALUE}).")
  private String window;

  @Option(names = "--port", paramLabel = "PORT", defaultValue = "0",
      description = "Port of the broker, so that other Kafka clients can join; 0 for a free one (default: ${DEFAULT-VALUE}).")
  private int port;

  @Option(names = "--http-port", paramLabel = "PORT", description = "Port of the live page; without it 8080, or the next one that is free.")
  private Optional<Integer> httpPort;

  @Option(names = "--data-dir", paramLabel = "DIR", description = "Folder that keeps the broker's data; without it a temporary one.")
  private Path dataDir;

  @Spec
  private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    StopSignals stop = StopSignals.install();
    try (EmbeddedBroker broker = EmbeddedBroker.start(brokerOptions())) {
      Config config = config(broker);
      out().println("Kafka is ready at " + broker.bootstrapServers() + "; " + rate.toPlainString() + " events per second, windows of " + window
          + " per event type");
      out().flush();
      boolean complete = runService(config, broker, stop);
      Ledger ledger = print(config);
      if (stop.received()) {
        return stop.await();
      }
      return complete && ledger.total(config.aggregations().get(0).id()).balances() ? ExitCode.DONE : ExitCode.FAILURE;
    }
  }

  /** True when all windows of all events were seen to close. */
  private boolean runService(Config config, EmbeddedBroker broker, StopSignals stop) throws Exception {
    try (WindrowService service = WindrowService.temporary(config, Clock.systemUTC()); Simulation simulation = new Simulation(simulation(broker))) {
      stop.onStop(simulation::requestStop);
      if (!service.start()) {
        return false;
      }
      service.page().ifPresent(page -> out().println("Live page: " + page));
      out().flush();
      DemoEnd end = new DemoEnd(config, simulation, service, stop, Clock.systemUTC());
      simulation.start();
      List<String> topics = config.aggregations().stream().map(Aggregation::output).distinct().toList();
      WindowPrinter printer = new WindowPrinter(config, Demo::isShown, out(), Clock.systemUTC());
      try (TopicReader reader = new TopicReader(config); end) {
        reader.follow(topics, dataDir == null, printer::take, () -> {
          printer.printSettled();
          return end.isReached();
        });
      }
      printer.printAll();
      if (!end.isComplete() && !stop.received()) {
        throw new CommandFailure(ExitCode.FAILURE, "the last windows did not close: " + end.reason());
      }
      simulation.stop();
      return end.isComplete();
    } catch (SimulationException e) {
      throw new CommandFailure(e.reason().exitCode(), e.getMessage());
    }
  }

  private Ledger print(Config config) {
    try (TopicReader reader = new TopicReader(config)) {
      Ledger ledger = Ledger.read(config, reader);
      LedgerText text = new LedgerText(out());
      out().println();
      config.aggregations().forEach(aggregation -> text.ledger(aggregation, ledger));
      out().flush();
      return ledger;
    }
  }

  private static boolean isShown(Measure measure) {
    return measure.function() == Function.COUNT || measure.function() == Function.AVG;
  }

  private BrokerOptions brokerOptions() {
    try {
      BrokerOptions options = BrokerOptions.TEMPORARY.withPort(port);
      return dataDir == null ? options : options.withDataDir(dataDir);
    } catch (IllegalArgumentException e) {
      throw new CommandFailure(ExitCode.USAGE, "--port: " + e.getMessage());
    }
  }

  private Config config(EmbeddedBroker broker) {
    List<String> sets = new ArrayList<>(List.of(
        "kafka.bootstrap.servers=" + broker.bootstrapServers(),
        "input.idle-after=" + IDLE_AFTER,
        "state.dir=" + broker.dataDir().resolve("windrow"),
        "aggregations[0].window.tumbling=" + window));
    httpPort.ifPresent(chosen -> sets.add("http.port=" + chosen));
    try {
      return ConfigLoader.load(Optional.empty(), Map.of(), sets);
    } catch (ConfigException e) {
      throw new CommandFailure(ExitCode.USAGE, e.getMessage());
    }
  }

  private SimulatorOptions simulation(EmbeddedBroker broker) {
    try {
      Rate perSecond = Rate.perSecond(rate);
      SimulatorOptions options = SimulatorOptions.toKafka(broker.bootstrapServers())
          .withEvents(EventOptions.DEFAULTS.withSchedule(Schedule.DEFAULTS.at(perSecond)));
      return duration == null ? options : options.withRun(new SimulatorOptions.Run(Pace.REAL, perSecond.eventsIn(duration)));
    } catch (IllegalArgumentException e) {
      throw new CommandFailure(ExitCode.USAGE, e.getMessage());
    }
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
