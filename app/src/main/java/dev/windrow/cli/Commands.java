package dev.windrow.cli;

import dev.windrow.simulator.Simulate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The commands, in the order of the help. A switch creates them because it loads only the class of the command that runs: the
 * time to its first output is what people feel.
 */
enum Commands {
  DEMO,
  RUN,
  TAIL,
  STATUS,
  TOP,
  INGEST,
  LOAD,
  SIMULATE,
  VERIFY,
  CHECK,
  RESET,
  BROKER;

  /** A new command object for picocli. */
  Object create() {
    return switch (this) {
      case DEMO -> new Demo();
      case RUN -> new Run();
      case TAIL -> new Tail();
      case STATUS -> new Status();
      case TOP -> new Top();
      case INGEST -> new Ingest();
      case LOAD -> new Load();
      case SIMULATE -> new Simulate();
      case VERIFY -> new Verify();
      case CHECK -> new Check();
      case RESET -> new Reset();
      case BROKER -> new Broker();
    };
  }

  String commandName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The command that these arguments ask for. All of them when that is not clear, so that help and suggestions are complete; none when
   * they only ask for the version.
   */
  static List<Commands> askedFor(String... args) {
    Optional<String> first = Arrays.stream(args).filter(arg -> !arg.startsWith("-")).findFirst();
    if (first.isEmpty() && Arrays.asList(args).contains("--version")) {
      return List.of();
    }
    return Arrays.stream(values()).filter(command -> first.filter(command.commandName()::equals).isPresent()).findFirst()
        .map(List::of).orElseGet(() -> List.of(values()));
  }
}
