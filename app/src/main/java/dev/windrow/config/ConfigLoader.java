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
    String source = file.map(Path::toString).orElse("the configuration");
    Problems problems = new Problems();
    Node root = file.map(path -> read(path, problems)).orElse(Mapping.EMPTY);
    problems.throwIfAny();

    Reading reading = new Reading(source, problems, new Placeholders(env, problems), new HashSet<>());
    Mapping given = root instanceof Mapping mapping ? mapping : Mapping.EMPTY;
    if (given != root) {
      problems.add(source, root.describe(), "keys with values", "");
    }
    return new ConfigReader(env, reading).read(new Overrides(problems).apply(given, sets));
  }

  /** The configuration as YAML, every key with its value; loads back to the same one, apart from secrets, which are {@code (hidden)}. */
  public static String effective(Config config) {
    return new EffectiveConfig(config).yaml();
  }

  private static Node read(Path file, Problems problems) {
    Node root = TextFile.read(file, file.toString(), problems).flatMap(text -> YamlTree.parse(text, file.toString(), problems)).orElse(Mapping.EMPTY);
    return root instanceof Nothing ? Mapping.EMPTY : root;
  }
}
