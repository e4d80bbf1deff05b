package dev.windrow;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameStartingWith;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.util.Arrays;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The rules of who may use what, below one root package. A package may be in the table before it exists.
 *
 * @param root {@code dev.windrow}, or a package of wrong code that the rules must reject
 */
record Architecture(String root) {

  /** Each package of the app and the packages that it may use besides itself. */
  private static final Map<String, Set<String>> TABLE = table();

  private static final List<String> PURE_CORE = List.of("value", "event", "window", "aggregate");

  /** What the pure core may use of the JDK and of libraries: an allowed list forgets nothing. */
  private static final String[] PURE = {
      "", "java.io..", "java.lang..", "java.math..", "java.nio..", "java.security..", "java.time..", "java.util", "java.util.concurrent..",
      "java.util.function..", "java.util.regex..", "java.util.stream.."};

  private static Map<String, Set<String>> table() {
    Map<String, Set<String>> table = new TreeMap<>();
    table.put("value", Set.of());
    table.put("event", Set.of("value"));
    table.put("window", Set.of("value"));
    table.put("aggregate", Set.of("value"));
    table.put("config", Set.of("value", "event", "window", "aggregate"));
    table.put("ops", Set.of());
    table.put("kafka", Set.of("config", "event", "ops", "value"));
    table.put("topology", Set.of("config", "ops", "value", "event", "window", "aggregate", "kafka"));
    table.put("query", Set.of("config", "ops", "value", "window", "aggregate", "topology"));
    table.put("ingest", Set.of("config", "event", "ops", "kafka", "value"));
    table.put("sink", Set.of("config", "ops", "kafka", "window", "value"));
    table.put("http", Set.of("config", "ops", "value", "window", "query", "ingest", "sink"));
    table.put("service", Set.copyOf(table.keySet()));
    table.put("demo", Set.of());
    table.put("cli", Stream.concat(table.keySet().stream(), Stream.of("simulator")).collect(Collectors.toUnmodifiableSet()));
    return table;
  }

  /** Every package has its row. */
  ArchRule everyPackageIsInTheTable() {
    return classes().that().resideInAPackage(root + "..")
        .should().resideInAnyPackage(below(Stream.concat(TABLE.keySet().stream(), Stream.of("simulator")).toList()))
        .because("a new package needs a row that says what it may use");
  }

  /** One rule per row. */
  List<ArchRule> packagesUseOnlyWhatTheTableAllows() {
    return TABLE.entrySet().stream().map(row -> usesOnly(row.getKey(), row.getValue())).toList();
  }

  ArchRule simulatorKnowsNothingOfTheApp() {
    return usesOnly("simulator", Set.of())
        .because("the expected results must share no code with what they check");
  }

  ArchRule packagesHaveNoCycles() {
    return slices().matching(root + ".(**)").should().beFreeOfCycles();
  }

  /** No Kafka, no Vert.x, no metrics, no logging: only the JDK, and one library where it is the point of the package. */
  List<ArchRule> pureCoreUsesNoFrameworks() {
    return PURE_CORE.stream().<ArchRule>map(name -> classes().that().resideInAPackage(root + "." + name + "..")
        .should().onlyDependOnClassesThat(resideInAnyPackage(PURE).and(not(type(System.Logger.class)))
            .or(resideInAPackage(root + ".."))
            .or(resideInAnyPackage(librariesOf(name))))
        .allowEmptyShould(true)
        .because("value, event, window and aggregate are the pure core")).toList();
  }

  ArchRule pureCoreReadsNoClock() {
    return noClasses().that().resideInAnyPackage(below(PURE_CORE))
        .should().dependOnClassesThat().belongToAnyOf(Clock.class)
        .orShould().accessTargetWhere(member(System.class, "currentTimeMillis|nanoTime"))
        .orShould().accessTargetWhere(memberIn("java.time", "now"))
        .orShould().callConstructor(Date.class)
        .allowEmptyShould(true)
        .because("the pure core is told the time");
  }

  /** One rule per library. */
  List<ArchRule> librariesStayPut() {
    return List.of(
        only(List.of("kafka", "topology", "query", "service"), "org.apache.kafka.streams.."),
        only(List.of("http", "query", "ingest", "service"), "io.vertx.."),
        only(List.of("sink", "ingest"), "java.sql..", "javax.sql..", "com.zaxxer.hikari..", "org.postgresql.."),
        only(List.of("aggregate"), "org.apache.datasketches.."),
        only(List.of("ops"), "io.micrometer..", "io.prometheus.."),
        only(List.of("demo"), "kafka..", "scala..", "org.apache.kafka.server..", "org.apache.kafka.metadata..", "org.apache.kafka.controller..",
            "org.apache.kafka.coordinator..", "org.apache.kafka.image..", "org.apache.kafka.network..", "org.apache.kafka.raft..",
            "org.apache.kafka.security..", "org.apache.kafka.storage.."),
        only(List.of("ingest"), "com.github.benmanes.caffeine.."),
        only(List.of("cli"), "picocli.."));
  }

  ArchRule onlyTheCommandsPrintOrExit() {
    return noClasses().that(app()).and().resideOutsideOfPackage(root + ".cli..")
        .should().accessTargetWhere(member(System.class, "out|err|exit"))
        .orShould().accessTargetWhere(member(Runtime.class, "exit|halt"))
        .orShould().callMethodWhere(target(owner(assignableTo(Throwable.class))).and(target(nameMatching("printStackTrace")))
            .as("the target is printStackTrace"))
        .because("the rest may run in a process that is not its own");
  }

  private ArchRule usesOnly(String name, Collection<String> others) {
    return classes().that().resideInAPackage(root + "." + name + "..")
        .should().onlyDependOnClassesThat(resideOutsideOfPackage(root + "..")
            .or(resideInAnyPackage(below(List.of(name))))
            .or(resideInAnyPackage(below(others)))
            .as("are no code of ours, or in one of %s", Stream.concat(Stream.of(name), others.stream().sorted()).toList()))
        .allowEmptyShould(true);
  }

  private ArchRule only(List<String> names, String... libraries) {
    return noClasses().that(app()).and().resideOutsideOfPackages(below(names))
        .should().dependOnClassesThat().resideInAnyPackage(libraries)
        .because(Arrays.toString(libraries) + " belongs to " + names);
  }

  private static String[] librariesOf(String pure) {
    return switch (pure) {
      case "event" -> new String[] {"com.fasterxml.jackson.core.."};
      case "aggregate" -> new String[] {"org.apache.datasketches.."};
      default -> new String[0];
    };
  }

  private DescribedPredicate<JavaClass> app() {
    return resideInAPackage(root + "..").and(resideOutsideOfPackage(root + ".simulator..")).as("are of the app");
  }

  private String[] below(Collection<String> names) {
    return names.stream().map(name -> root + "." + name + "..").toArray(String[]::new);
  }

  private static DescribedPredicate<JavaAccess<?>> member(Class<?> type, String names) {
    return target(owner(type(type))).and(target(nameMatching(names)))
        .as("the target is %s.(%s)", type.getSimpleName(), names);
  }

  private static DescribedPredicate<JavaAccess<?>> memberIn(String packageName, String name) {
    return target(owner(nameStartingWith(packageName + "."))).and(target(nameMatching(name)))
        .as("the target is %s of %s", name, packageName);
  }
}
