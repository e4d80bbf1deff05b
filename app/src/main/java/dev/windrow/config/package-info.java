/**
 * The configuration: records that can only hold what is valid, and the loader that reads them from a YAML file, the
 * environment and {@code --set}. The loader walks the file itself, key by key, so that every problem carries its path, and
 * it reports all problems at once. Every key has a default; {@link dev.windrow.config.Defaults} is the one place that has them.
 */
package dev.windrow.config;
