package dev.windrow.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.windrow.cli.verify.Comparison;
import dev.windrow.it.Group;
import dev.windrow.it.Jvm;
import dev.windrow.it.Scenario;
import dev.windrow.it.Settings;
import dev.windrow.simulator.Pace;
import dev.windrow.simulator.Simulation;
import dev.windrow.simulator.SimulationException;
import dev.windrow.simulator.SimulatorOptions;
import dev.windrow.simulator.SimulatorOptions.Run;
import dev.windrow.simulator.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * One fault and its consequences: instances that run while events flow, the moments at which the fault strikes, and at the end the
 * judge and the proof that it bit.
 *
 * <pre>{@code
 * run.begin(3);
 * run.strike("kill -9 of an instance", () -> run.instance("one").kill());
 * run.start("one");
 * run.end(Bite.ABORTED, Bite.REBALANCED, Bite.LAG);
 * }</pre>
 */
final class FaultRun implements BeforeEachCallback, AfterEachCallback {

  static final List<String> NAMES = List.of("one", "two", "three");

  /** Leaves out the faults: then no test may pass. */
  private static final boolean NO_FAULT = Boolean.getBoolean("fault.none");

  private static final int EVENTS_PER_SECOND = 2_000;

  /** Three brokers that were killed together and come back on two busy cores have taken 95 s. */
  private static final Duration RECOVERY = Duration.ofMinutes(4);

  /** By then a request that an instance has sent has been answered; well below the session timeout. */
  private static final Duration ON_THE_WAY = Duration.ofSeconds(1);

  /** A test's fault: anything that can go wrong. */
  interface Fault {
    void strike() throws Exception;
  }

  private final Scenario scenario = new Scenario(Cluster.class, Cluster::start);
  private final Map<String, Jvm> instances = new LinkedHashMap<>();
  private final List<String> faults = new ArrayList<>();
  private final Map<String, Long> seen = new LinkedHashMap<>();
  private final Map<String, Settings> settingsOf = new LinkedHashMap<>();
  private Settings settings;
  private SimulatorOptions events;
  private Simulation simulation;
  private boolean eventsEnded;
  private int abortedBefore;
  private int rebalancesBefore;
  private long mostRead;
  private long highestLag;
  private int strikes;

  @Override
  public void beforeEach(ExtensionContext context) throws Exception {
    scenario.beforeEach(context);
    cluster().heal();
    settings = scenario.settings().with("kafka.num.stream.threads", 1).with("input.idle-after", "2s");
  }

  /** A failed test shows what its instances said and what they are doing. */
  @Override
  public void afterEach(ExtensionContext context) throws Exception {
    if (context.getExecutionException().isPresent()) {
      instances.forEach((name, instance) -> scenario.say("instance %s said:%n%s", name, instance.err()));
      showWhatIsGoingOn();
    }
    cluster().network().heal();
    scenario.afterEach(context);
    cluster().heal();
  }

  /** A service that stands still tells nothing: its threads and the group do. */
  private void showWhatIsGoingOn() throws Exception {
    for (Jvm instance : instances.values()) {
      if (instance.isAlive()) {
        instance.signal("QUIT");
      }
    }
    try {
      scenario.say("the group: %s", group().description());
    } catch (ExecutionException | KafkaException noAnswer) {
      scenario.say("nothing is known of the group: %s", noAnswer.getMessage());
    }
    instances.forEach((name, instance) -> scenario.say("threads of instance %s:%n%s", name, threads(instance.out())));
  }

  /** Of a thread dump, what concerns Kafka and the service. */
  private static String threads(String out) {
    return Arrays.stream(out.split("\n\n"))
        .filter(thread -> thread.startsWith("\"") && (thread.contains("StreamThread") || thread.contains("dev.windrow")))
        .collect(Collectors.joining("\n"));
  }

  Scenario scenario() {
    return scenario;
  }

  Cluster cluster() {
    return (Cluster) scenario.kafka();
  }

  Network network() {
    return cluster().network();
  }

  /** A setting for all instances that start from now on. */
  FaultRun with(String key, Object value) {
    settings = settings.with(key, value);
    return this;
  }

  /** The settings by which the judge reads: past the proxies. */
  Settings settings() {
    return settings;
  }

  Group group() {
    return scenario.group(settings);
  }

  /** Events flow and {@code count} instances work on them, each with at least one partition, and windows close. */
  void begin(int count, String... javaOptions) throws Exception {
    beginEvents(EVENTS_PER_SECOND);
    for (String name : NAMES.subList(0, count)) {
      start(name, javaOptions);
    }
    awaitShared(NAMES.subList(0, count));
    until("windows close", () -> !scenario.results(settings).isEmpty());
    abortedBefore = aborted();
    rebalancesBefore = Rebalances.count(settings);
  }

  void beginEvents(long perSecond) throws Exception {
    events = persistent(scenario.events(settings, Pace.REAL, perSecond, Run.UNLIMITED));
    simulation = scenario.simulate(events);
  }

  /** Events that wait for Kafka as long as it takes: outages that follow each other are longer than a producer's own patience. */
  private static SimulatorOptions persistent(SimulatorOptions options) {
    Target target = options.target();
    Map<String, String> properties = new HashMap<>(((Target.Kafka) target.destination()).properties());
    properties.put("delivery.timeout.ms", Integer.toString(Integer.MAX_VALUE));
    properties.put("max.block.ms", Integer.toString(Integer.MAX_VALUE));
    return options.withTarget(new Target(target.topic(), target.partitions(), target.idle(), new Target.Kafka(properties)));
  }

  /** Starts an instance, or starts it again: with a state folder of its own, so that it comes back as the one it was. */
  Jvm start(String name, String... javaOptions) throws Exception {
    Settings own = settings
        .with("kafka.bootstrap.servers", cluster().proxied())
        .with("state.dir", scenario.dir().resolve("state-" + name))
        .named(name);
    settingsOf.put(name, own);
    List<String> arguments = new ArrayList<>(List.of("run"));
    arguments.addAll(own.arguments());
    Jvm instance = scenario.command(List.of(javaOptions), arguments);
    instances.put(name, instance);
    return instance;
  }

  Jvm instance(String name) {
    return instances.get(name);
  }

  Settings settingsOf(String name) {
    return settingsOf.get(name);
  }

  /** The folder in which an instance keeps its state folder. */
  Path stateOf(String name) {
    return scenario.dir().resolve("state-" + name);
  }

  /** The name by which the brokers know an instance. */
  String instanceId(String name) throws IOException {
    return Files.readAllLines(stateOf(name).resolve(settings.config().applicationId() + "-0").resolve("instance-id")).get(0);
  }

  /** Waits until each of these instances owns an input partition, and nobody else does. */
  void awaitShared(List<String> names) {
    until("the instances " + names + " share the work", () -> {
      requireAlive(names);
      Map<Integer, String> owners = group().owners(settings.topic());
      return owners.size() == 4 && Set.copyOf(owners.values()).equals(Set.copyOf(names));
    });
  }

  /** Waits until this instance is in the middle of a transaction and there is something unread, and then lets the fault strike. */
  void strike(String fault, Fault what) throws Exception {
    until("there is work in flight", () -> !group().transactions(TransactionState.ONGOING).isEmpty() && group().lag(settings.topic()) > 0);
    strikeNow(fault, what);
  }

  /**
   * Lets the fault strike an instance in the middle of a transaction: it is frozen then, and the fault has to kill it or to {@link #thaw} it. Between two
   * transactions there is nothing that could be aborted.
   */
  void strikeInTransaction(String name, String fault, Fault what) throws Exception {
    until(name + " is frozen in the middle of a transaction", () -> isFrozenInTransaction(name));
    strikeNow(fault, what);
    thaw(name);
  }

  private boolean isFrozenInTransaction(String name) throws Exception {
    instance(name).signal("STOP");
    boolean inTransaction = false;
    try {
      inTransaction = isInTransaction(name) && isStillInTransaction(name);
    } finally {
      if (!inTransaction) {
        thaw(name);
      }
    }
    return inTransaction;
  }

  private boolean isInTransaction(String name) throws Exception {
    return ongoing(name) > 0 && group().lag(settings.topic()) > 0;
  }

  /** Once what a frozen instance sent before has arrived: that may be the end of its transaction. */
  private boolean isStillInTransaction(String name) throws Exception {
    Thread.sleep(ON_THE_WAY.toMillis());
    return isInTransaction(name);
  }

  /** Lets an instance go on that was frozen, unless it is gone. */
  void thaw(String name) throws IOException, InterruptedException {
    if (instance(name).isAlive()) {
      instance(name).signal("CONT");
    }
  }

  /** How many transactions an instance has open, by the name that its state folder gives it. */
  long ongoing(String name) throws Exception {
    String id = instanceId(name);
    return group().transactions(TransactionState.ONGOING).stream().filter(transaction -> transaction.contains(id)).count();
  }

  /** Lets the fault strike, whatever is going on. */
  void strikeNow(String fault, Fault what) throws Exception {
    long lag = lag();
    highestLag = Math.max(highestLag, lag);
    faults.add(fault);
    scenario.say("%s; %,d records unread", fault, lag);
    if (strikes(what)) {
      strikes++;
    }
  }

  /** Lets a fault strike, unless faults are left out. */
  static boolean strikes(Fault what) throws Exception {
    if (!NO_FAULT) {
      what.strike();
    }
    return !NO_FAULT;
  }

  /** Waits; a broker that does not answer while it does is no failure. */
  void until(String what, Callable<Boolean> condition) {
    until(what, Scenario.PATIENCE, condition);
  }

  /** As {@link #until(String, Callable)}, for as long as {@code patience}. */
  void until(String what, Duration patience, Callable<Boolean> condition) {
    scenario.until(what, patience, () -> {
      try {
        return condition.call();
      } catch (ExecutionException | KafkaException noAnswer) {
        return false;
      }
    });
  }

  /** The number of unread records now; -1 when no broker can say. */
  long lag() {
    try {
      return isKnown(group().read(settings.topic())) ? group().lag(settings.topic()) : -1;
    } catch (Exception noAnswer) {
      return -1;
    }
  }

  /** A coordinator that has just come back may for a moment not know of offsets that it has confirmed. */
  private boolean isKnown(long read) {
    boolean known = read >= mostRead;
    mostRead = Math.max(mostRead, read);
    return known;
  }

  void awaitProgress() throws Exception {
    AtomicLong before = new AtomicLong(-1);
    until("more is read", RECOVERY, () -> {
      requireEvents();
      long read = group().read(settings.topic());
      return isKnown(read) && !before.compareAndSet(-1, read) && read > before.get() + EVENTS_PER_SECOND;
    });
  }

  /** Without events nothing can go on; the simulation says why there are none. */
  private void requireEvents() throws SimulationException {
    if (!eventsEnded && !simulation.isRunning()) {
      simulation.stop();
    }
  }

  /** How many results there are. */
  int results() {
    return scenario.results(settings).size();
  }

  /** No more events: what the simulator expects of those so far. */
  Path endEvents() throws Exception {
    eventsEnded = true;
    return scenario.truth(events, simulation);
  }

  /** Everything is mended; the results must be right, and the fault must have bitten in each of these ways. */
  void end(Bite... bites) throws Exception {
    Comparison comparison = finish();
    report(comparison);
    assertRight(comparison);
    assertBitten(bites);
  }

  /** As {@link #end}, for events that no simulation of this run wrote. */
  void endAgainst(Path truth, Bite... bites) throws Exception {
    cluster().heal();
    Comparison comparison = scenario.compare(settings, truth);
    report(comparison);
    assertRight(comparison);
    assertBitten(bites);
  }

  /** Everything is mended and no more events come; what the judge says. */
  Comparison finish() throws Exception {
    cluster().heal();
    return scenario.compare(settings, endEvents());
  }

  static void assertRight(Comparison comparison) {
    assertThat(comparison.isRight()).as(comparison.toString()).isTrue();
  }

  void assertBitten(Bite... bites) throws Exception {
    assertThat(strikes).as("the fault did not bite: it never struck").isPositive();
    for (Bite bite : bites) {
      assertThat(count(bite)).as("the fault did not bite: %s", bite).isPositive();
    }
    seen.forEach((what, count) -> assertThat(count).as("the fault did not bite: %s", what).isPositive());
  }

  /** What else shows that the fault bit, and how often it was seen. */
  void saw(String what, long count) {
    seen.merge(what, count, Long::sum);
  }

  private void report(Comparison comparison) throws Exception {
    String all = faults.stream().distinct().collect(Collectors.joining("; ")) + (faults.size() > 1 ? " (" + faults.size() + " times)" : "");
    StringBuilder bite = new StringBuilder(String.format(Locale.ROOT, "%d aborted transactions, %d rebalances, %,d records unread",
        count(Bite.ABORTED), count(Bite.REBALANCED), count(Bite.LAG)));
    seen.forEach((what, count) -> bite.append(String.format(Locale.ROOT, ", %,d %s", count, what)));
    scenario.say("%s: %s", all, bite);
    FaultReport.add(all, bite.toString(), comparison);
  }

  private long count(Bite bite) throws Exception {
    return switch (bite) {
      case ABORTED -> aborted() - abortedBefore;
      case REBALANCED -> Rebalances.count(settings) - rebalancesBefore;
      case LAG -> highestLag;
    };
  }

  private int aborted() throws Exception {
    return AbortedTransactions.count(cluster().brokers(), settings.config().applicationId());
  }

  private void requireAlive(List<String> names) {
    for (String name : names) {
      Jvm instance = instances.get(name);
      assertThat(instance.isAlive()).as("instance %s has ended:%n%s", name, instance.err()).isTrue();
    }
  }
}
