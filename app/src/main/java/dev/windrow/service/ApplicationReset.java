package dev.windrow.service;

import dev.windrow.config.Aggregation;
import dev.windrow.config.Config;
import dev.windrow.kafka.ClientSettings;
import dev.windrow.kafka.OffsetsTopic;
import dev.windrow.kafka.PositionsTopic;
import dev.windrow.topology.MergeStores;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.common.errors.GroupIdNotFoundException;

/**
 * Puts an application back to the start: its offsets, its state in Kafka and on this machine, and, if wished, what it has
 * given out. The input is not touched. Only while no instance runs.
 */
public final class ApplicationReset implements AutoCloseable {

  private final Config config;
  private final Admin admin;

  public ApplicationReset(Config config) {
    this.config = config;
    this.admin = Admin.create(ClientSettings.admin(config));
  }

  /**
   * What a reset finds and would remove.
   *
   * @param members instances' stream threads that are in the group now; a reset is refused unless there are none
   * @param hasOffsets whether the group has committed anything
   * @param stateTopics topics with the application's state
   * @param outputTopics topics that the application writes to: results, late events, dead letters
   * @param positions the topic with how far its sources are read; empty when there is none
   * @param folders state folders on this machine
   */
  public record Plan(int members, boolean hasOffsets, Set<String> stateTopics, Set<String> outputTopics, Optional<String> positions, List<Path> folders) {

    public boolean isEmpty() {
      return !hasOffsets && stateTopics.isEmpty() && folders.isEmpty();
    }
  }

  /** Looks, and changes nothing. */
  public Plan plan() throws ExecutionException, InterruptedException {
    Set<String> existing = admin.listTopics(new ListTopicsOptions().listInternal(true)).names().get();
    Set<String> state = new LinkedHashSet<>(MergeStores.changelogTopics(config.applicationId()));
    state.add(MergeStores.partialsTopic(config.applicationId()));
    state.add(OffsetsTopic.name(config.applicationId()));
    state.retainAll(existing);
    Set<String> outputs = outputs();
    outputs.retainAll(existing);
    boolean hasOffsets = !admin.listConsumerGroupOffsets(config.applicationId()).partitionsToOffsetAndMetadata().get().isEmpty();
    Optional<String> positions = Optional.of(PositionsTopic.name(config.applicationId())).filter(existing::contains);
    return new Plan(members(), hasOffsets, state, outputs, positions, folders());
  }

  /** What is removed besides offsets and state. */
  public record Extent(boolean outputs, boolean positions) {}

  /** Removes what the plan names. */
  public void execute(Plan plan, Extent extent) throws ExecutionException, InterruptedException {
    Set<String> topics = new LinkedHashSet<>(plan.stateTopics());
    if (extent.outputs()) {
      topics.addAll(plan.outputTopics());
    }
    if (extent.positions()) {
      plan.positions().ifPresent(topics::add);
    }
    if (plan.hasOffsets()) {
      admin.deleteConsumerGroups(List.of(config.applicationId())).all().get();
    }
    admin.deleteTopics(topics).all().get();
    plan.folders().forEach(ApplicationReset::delete);
  }

  @Override
  public void close() {
    admin.close();
  }

  private Set<String> outputs() {
    Set<String> outputs = new LinkedHashSet<>();
    config.aggregations().stream().map(Aggregation::output).forEach(outputs::add);
    outputs.add(config.input().late());
    outputs.add(config.input().deadLetters());
    return outputs;
  }

  private int members() throws ExecutionException, InterruptedException {
    try {
      ConsumerGroupDescription group = admin.describeConsumerGroups(List.of(config.applicationId())).all().get().get(config.applicationId());
      return group.members().size();
    } catch (ExecutionException failure) {
      if (failure.getCause() instanceof GroupIdNotFoundException) {
        return 0;
      }
      throw failure;
    }
  }

  private List<Path> folders() {
    Pattern ours = Pattern.compile(Pattern.quote(config.applicationId()) + "-\\d+");
    Path dir = config.state().dir();
    if (!Files.isDirectory(dir)) {
      return List.of();
    }
    try (Stream<Path> folders = Files.list(dir)) {
      return folders.filter(folder -> Files.isDirectory(folder) && ours.matcher(folder.getFileName().toString()).matches()).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(new IOException("cannot read the state folder " + dir + " (state.dir): " + e, e));
    }
  }

  private static void delete(Path folder) {
    try (Stream<Path> below = Files.walk(folder)) {
      for (Path path : below.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(new IOException("cannot delete the state folder " + folder + ": " + e, e));
    }
  }
}
