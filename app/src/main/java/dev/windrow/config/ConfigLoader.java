package dev.windrow.config;

import dev.windrow.config.Node.Mapping;
import dev.windrow.config.Node.Nothing;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Loads the configuration from a file, the environment and single overriding values. */
public final class ConfigLoader {

  private ConfigLoader() {}

  /**
   * Loads a configuration; what is not given has its default, so without a file it is that of the main job.
   *
   * @param file a YAML file
   * @param env for {@code ${NAME}} and for {@code ~}, which is HOME
   * @param sets values that replace those of the file, as {@code input.idle-after=3s}; the last one for a path counts
   * @throws ConfigException with all problems there are
   */
  public static Config load(Optional<Path> file, Map<String, String> env, List<String> sets) throws ConfigException {
    Problems problems = new Problems();
    Mapping given = file.isEmpty() ? Mapping.EMPTY : read(file.get(), problems);
    Mapping changed = new Overrides(problems).apply(given, sets);
    Reading reading = new Reading(problems, new Placeholders(env, problems), new HashSet<>());
    return new ConfigReader(env, reading).read(changed);
  }

  /** The configuration as YAML, every key with its value; loads back to the same one, apart from secrets, which are {@code (hidden)}. */
  public static String effective(Config config) {
    return new EffectiveConfig(config).yaml();
  }

  /** Without a tree there is nothing more to find: throws at once then. */
  private static Mapping read(Path file, Problems problems) throws ConfigException {
    String source = file.toString();
    Optional<Node> root = TextFile.read(file, source, problems).flatMap(text -> YamlTree.parse(text, source, problems));
    if (root.isPresent() && root.get() instanceof Mapping mapping) {
      return mapping;
    } else if (root.isPresent() && !(root.get() instanceof Nothing)) {
      problems.add(source, root.get().describe(), "keys with values", "");
    }
    problems.throwIfAny();
    return Mapping.EMPTY;
  }
}
