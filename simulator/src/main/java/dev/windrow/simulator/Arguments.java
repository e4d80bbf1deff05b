package dev.windrow.simulator;

import dev.windrow.simulator.OptionTexts.Share;
import dev.windrow.simulator.SimulatorOptions.Run;
import dev.windrow.simulator.event.Disorder;
import dev.windrow.simulator.event.EventOptions;
import dev.windrow.simulator.event.Population;
import dev.windrow.simulator.event.Population.Behaviour;
import dev.windrow.simulator.event.Population.Sessions;
import dev.windrow.simulator.event.Rate;
import dev.windrow.simulator.event.Routing;
import dev.windrow.simulator.event.Schedule;
import dev.windrow.simulator.event.Shape;
import dev.windrow.simulator.event.Values;
import dev.windrow.simulator.truth.TruthRules;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** The options of the command, in groups, and what they ask for together. */
final class Arguments {

  @ArgGroup(validate = false, heading = "%nHow many, how fast:%n")
  private final Amount amount = new Amount();

  @ArgGroup(validate = false, heading = "%nWhat they are:%n")
  private final Content content = new Content();

  @ArgGroup(validate = false, heading = "%nWhat goes wrong:%n")
  private final Trouble trouble = new Trouble();

  @ArgGroup(validate = false, heading = "%nWhere they go:%n")
  private final Destination destination = new Destination();

  @ArgGroup(validate = false, heading = "%nWhat to expect of them:%n")
  private final Expectation expectation = new Expectation();

  /** @throws IllegalArgumentException with a message for the user */
  SimulatorOptions options() {
    EventOptions events = new EventOptions(content.seed, amount.schedule(), content.population(), trouble.disorder());
    return new SimulatorOptions(events, amount.run(), destination.target(), expectation.truth());
  }

  /** Where events go, in words. */
  String destination() {
    return destination.name();
  }

  /** How many events, how fast. */
  private static final class Amount {

    @Option(names = "--rate", converter = OptionTexts.OfRate.class, paramLabel = "N",
        description = "Events per second, on average; fractions allowed. Default: 10")
    private Rate rate = Schedule.DEFAULTS.rate();

    @Option(names = "--pace", converter = OptionTexts.OfPace.class, paramLabel = "PACE",
        description = "real: each event when it happens. max: as fast as they are taken; the last "
        + "one then happens now, unless --start says otherwise. Default: real")
    private Pace pace = Pace.REAL;

    @Option(names = "--count", paramLabel = "N",
        description = "Ends after so many events. Default: goes on until stopped")
    private long count = Run.UNLIMITED;

    @Option(names = "--duration", converter = OptionTexts.OfDuration.class, paramLabel = "TIME",
        description = "Ends after so much time of events, like 30s or 5m.")
    private Duration duration;

    @Option(names = "--start", converter = OptionTexts.OfInstant.class, paramLabel = "TIME",
        description = "When the first event happens: 2026-11-20T10:15:30Z or epoch milliseconds. "
        + "Event n happens n / rate later. Default: now")
    private Instant start = Schedule.WHEN_RUN;

    @Option(names = "--shape", converter = OptionTexts.OfShape.class, paramLabel = "SHAPE",
        description = "steady, burst (80%% of the events in 2 of every 10 seconds) or sine (a wave of "
        + "a minute); the average rate stays. Default: steady")
    private Shape shape = Shape.STEADY;

    Schedule schedule() {
      return new Schedule(start, rate, shape);
    }

    Run run() {
      return new Run(pace, duration == null ? count : Math.min(count, rate.eventsIn(duration)));
    }
  }

  /** What the events say. */
  private static final class Content {

    @Option(names = "--seed", paramLabel = "N",
        description = "The same seed, start, rate and other options give the same events, byte for byte. "
        + "Default: 1")
    private long seed = EventOptions.DEFAULTS.seed();

    @Option(names = "--users", paramLabel = "N",
        description = "User ids run from 1 to N. Default: 1000")
    private int users = Population.DEFAULTS.users();

    @Option(names = "--skew", paramLabel = "S",
        description = "Zipf exponent over users: user 1 is the busiest. Default: 0, all alike")
    private double skew;

    @Option(names = "--types", converter = OptionTexts.OfTypes.class, paramLabel = "TYPE=WEIGHT,...",
        description = "Event types and how likely they are, like login=1,view=8. "
        + "Default: login, logout, purchase and view alike")
    private Behaviour types;

    @Option(names = "--sessions",
        description = "Users go login -> view* -> purchase? -> logout, instead of independent types.")
    private boolean sessions;

    @Option(names = "--value", converter = OptionTexts.OfValues.class, paramLabel = "VALUES",
        description = "uniform:LOW:HIGH, normal:MEAN:DEVIATION, exponential:MEAN or "
        + "constant:VALUE. Default: uniform:0:100")
    private Values values = Population.DEFAULTS.values();

    Population population() {
      if (sessions && types != null) {
        throw new IllegalArgumentException("--sessions decides the event types: leave out --types");
      }
      return new Population(users, skew, behaviour(), values);
    }

    private Behaviour behaviour() {
      if (sessions) {
        return new Sessions();
      }
      return types == null ? Behaviour.DEFAULT_TYPES : types;
    }
  }

  /** What goes wrong with the events. */
  private static final class Trouble {

    @Option(names = "--out-of-order", converter = OptionTexts.OfDuration.class, paramLabel = "TIME",
        description = "Timestamps are earlier by anything up to this, like 500ms.")
    private Duration outOfOrder = Duration.ZERO;

    @Option(names = "--late", converter = OptionTexts.OfShare.class, paramLabel = "SHARE",
        description = "So many are 30 to 90 seconds late, like 1%% or 0.01.")
    private Share late = Share.NONE;

    @Option(names = "--ahead", converter = OptionTexts.OfShare.class, paramLabel = "SHARE",
        description = "So many come from a clock that is 1 to 24 hours fast.")
    private Share ahead = Share.NONE;

    @Option(names = "--duplicate", converter = OptionTexts.OfShare.class, paramLabel = "SHARE",
        description = "So many repeat the event before them.")
    private Share duplicate = Share.NONE;

    @Option(names = "--malformed", converter = OptionTexts.OfShare.class, paramLabel = "SHARE",
        description = "So many cannot be used: cut off, no JSON, a wrong type, ...")
    private Share malformed = Share.NONE;

    Disorder disorder() {
      return new Disorder(outOfOrder, late.probability(), ahead.probability(), duplicate.probability(), malformed.probability());
    }
  }

  /** Where the events go. */
  private static final class Destination {

    @Option(names = "--output", paramLabel = "OUTPUT",
        description = "kafka, stdout or a file, compressed if its name ends in .gz. Default: kafka")
    private String output = "kafka";

    @Option(names = "--topic", paramLabel = "TOPIC",
        description = "Default: ${DEFAULT-VALUE}")
    private String topic = Target.DEFAULT_TOPIC;

    @Option(names = "--partitions", paramLabel = "N",
        description = "Partitions of a topic that does not exist yet. Default: ${DEFAULT-VALUE}")
    private int partitions = Target.DEFAULT_PARTITIONS;

    @Option(names = "--idle-partition", paramLabel = "N",
        description = "Partition N gets nothing; its events go to the next one.")
    private Integer idle;

    @Option(names = "--bootstrap-servers", paramLabel = "HOST:PORT,...",
        description = "Default: localhost:9092")
    private String bootstrapServers;

    @Option(names = "--command-config", paramLabel = "FILE",
        description = "Properties for Kafka's clients, security for instance.")
    private Path commandConfig;

    Target target() {
      Target target = new Target(topic, partitions, idle == null ? Routing.NONE : idle, destination());
      if (!(target.destination() instanceof Target.Kafka)) {
        new Routing(partitions, target.idle());
      }
      return target;
    }

    String name() {
      return switch (output) {
        case "kafka" -> "topic " + topic;
        case "stdout" -> "standard output";
        default -> output;
      };
    }

    private Target.Destination destination() {
      return switch (output) {
        case "kafka" -> new Target.Kafka(clientProperties());
        case "stdout" -> new Target.StandardOutput();
        default -> new Target.File(Path.of(output));
      };
    }

    /** The option goes before the file, the file before the default. */
    private Map<String, String> clientProperties() {
      Map<String, String> all = new HashMap<>();
      all.put("bootstrap.servers", "localhost:9092");
      if (commandConfig != null) {
        Properties file = read(commandConfig);
        file.stringPropertyNames().forEach(name -> all.put(name, file.getProperty(name)));
      }
      if (bootstrapServers != null) {
        all.put("bootstrap.servers", bootstrapServers);
      }
      return all;
    }

    private static Properties read(Path file) {
      Properties properties = new Properties();
      try (Reader reader = Files.newBufferedReader(file)) {
        properties.load(reader);
        return properties;
      } catch (IOException e) {
        String problem = Files.exists(file) ? FileOutput.reason(e) : "no such file";
        throw new IllegalArgumentException("--command-config: cannot read " + file + ": " + problem, e);
      }
    }
  }

  /** What is expected of a service that reads the events. */
  private static final class Expectation {

    @Option(names = "--truth", paramLabel = "FILE",
        description = "Writes what a correct service makes of these events, when the run ends.")
    private Path file;

    @Option(names = "--truth-window", converter = OptionTexts.OfDuration.class, paramLabel = "TIME",
        description = "Its window. Default: 5s")
    private Duration window = TruthRules.DEFAULTS.window();

    @Option(names = "--truth-grace", converter = OptionTexts.OfDuration.class, paramLabel = "TIME",
        description = "Its grace. Default: 2s")
    private Duration grace = TruthRules.DEFAULTS.grace();

    @Option(names = "--truth-max-ahead", converter = OptionTexts.OfDuration.class, paramLabel = "TIME",
        description = "How far ahead of its record an event may be. Default: 10m")
    private Duration maxAhead = TruthRules.DEFAULTS.maxAhead();

    Optional<SimulatorOptions.TruthOptions> truth() {
      TruthRules rules = new TruthRules(window, grace, maxAhead);
      return file == null ? Optional.empty() : Optional.of(new SimulatorOptions.TruthOptions(file, rules));
    }
  }
}
