package dev.windrow.cli;

import dev.windrow.config.Config;
import dev.windrow.config.ConfigException;
import dev.windrow.config.ConfigLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options by which a command is given its configuration. */
final class ConfigOptions {

  @Option(names = "--config", paramLabel = "FILE", description = "The configuration; without one: the defaults.")
  private Path file;

  @Option(names = "--set", paramLabel = "KEY=VALUE",
      description = "Sets a single key of the configuration, such as input.idle-after=3s. May be repeated.")
  private List<String> sets = new ArrayList<>();

  @Option(names = "--bootstrap-servers", paramLabel = "HOST:PORT,…", description = "Short for --set kafka.bootstrap.servers=…")
  private String bootstrapServers;

  /** The configuration; a CommandFailure that lists all its problems when it has some. */
  Config load() {
    return load(List.of());
  }

  /** The configuration with more single keys set; those on the command line win. */
  Config load(List<String> more) {
    List<String> all = new ArrayList<>(more);
    if (bootstrapServers != null) {
      all.add("kafka.bootstrap.servers=" + bootstrapServers);
    }
    all.addAll(sets);
    try {
      return ConfigLoader.load(Optional.ofNullable(file), System.getenv(), all);
    } catch (ConfigException e) {
      throw new CommandFailure(ExitCode.USAGE, e.getMessage());
    }
  }
}
