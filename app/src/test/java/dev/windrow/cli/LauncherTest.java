package dev.windrow.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The launcher script, in a copy of the repository's layout, with a {@code java} and a {@code mvn} that only note their calls. */
@Timeout(60)
final class LauncherTest {

  private static final Path LAUNCHER = Path.of("..", "windrow");

  private static final String JAVA = """
      #!/usr/bin/env bash
      echo "java $*" >> "$CALLS"
      for option in "$@"; do
        case "$option" in
          -XX:DumpLoadedClassList=* | -XX:SharedArchiveFile=*.new) echo made > "${option#*=}" ;;
        esac
      done
      """;

  private static final String MAVEN = """
      #!/usr/bin/env bash
      echo "mvn $*" >> "$CALLS"
      if [[ -e broken ]]; then
        echo "[ERROR] a mistake in the sources"
        exit 1
      fi
      mkdir -p app/target simulator/target
      echo jar > app/target/windrow.jar
      echo jar > simulator/target/windrow-simulator.jar
      """;

  @TempDir
  private Path dir;

  private Path root;
  private Path tools;
  private Path javaHome;
  private Path calls;

  @BeforeEach
  void layOut() throws IOException {
    assumeThat(Path.of("/bin/bash")).exists();
    root = Files.createDirectories(dir.resolve("a repository"));
    tools = Files.createDirectories(dir.resolve("tools"));
    javaHome = dir.resolve("jdk");
    calls = Files.createFile(dir.resolve("calls"));
    Files.copy(LAUNCHER, root.resolve("windrow"), StandardCopyOption.COPY_ATTRIBUTES);
    for (String module : List.of("app", "simulator")) {
      Files.createDirectories(root.resolve(module).resolve("src/main/java"));
      source(module + "/pom.xml");
    }
    source("pom.xml");
    source("app/src/main/java/A.java");
    executable(javaHome.resolve("bin/java"), JAVA);
    executable(javaHome.resolve("bin/javac"), "");
    javaVersion("17.0.15");
    executable(tools.resolve("mvn"), MAVEN);
    for (String tool : List.of("bash", "find", "flock", "grep", "head", "mkdir", "mv", "readlink", "rm", "tail", "touch")) {
      offer(tool);
    }
  }

  @Test
  void theFirstStartBuildsAndRunsAndTheNextOneOnlyRuns() throws Exception {
    Run first = start("status", "--config", "two words.yaml");
    assertThat(first.exitCode).isZero();
    assertThat(first.output).contains("windrow: building");
    List<String> made = calls();
    assertThat(made).first().isEqualTo("mvn -q -B -Dmaven.test.skip=true package");
    assertThat(made).last().asString().endsWith("-jar " + root.resolve("app/target/windrow.jar") + " status --config two words.yaml");

    Run second = start("status");

    assertThat(second.output).isEmpty();
    assertThat(calls()).singleElement().asString().startsWith("java ");
  }

  @Test
  void aChangedAddedOrDeletedSourceIsBuilt() throws Exception {
    start("--version");
    calls();

    touch(root.resolve("app/src/main/java/A.java"));
    start("--version");
    assertThat(calls()).contains("mvn -q -B -Dmaven.test.skip=true package");

    touch(Files.createFile(root.resolve("simulator/src/main/java/B.java")));
    start("--version");
    assertThat(calls()).contains("mvn -q -B -Dmaven.test.skip=true package");

    Files.delete(root.resolve("app/src/main/java/A.java"));
    touch(root.resolve("app/src/main/java"));
    start("--version");
    assertThat(calls()).contains("mvn -q -B -Dmaven.test.skip=true package");

    start("--version");
    assertThat(calls()).noneMatch(call -> call.startsWith("mvn"));
  }

  @Test
  void aMissingSimulatorJarIsBuiltToo() throws Exception {
    start("--version");
    calls();

    Files.delete(root.resolve("simulator/target/windrow-simulator.jar"));
    start("--version");

    assertThat(calls()).contains("mvn -q -B -Dmaven.test.skip=true package");
  }

  @Test
  void itWorksThroughALinkAndFromAnywhere() throws Exception {
    Path link = Files.createSymbolicLink(tools.resolve("w"), Path.of("..", "a repository", "windrow"));
    Path linkToTheLink = Files.createSymbolicLink(dir.resolve("w2"), link);

    Run run = start(linkToTheLink, Map.of(), "tail");

    assertThat(run.exitCode).isZero();
    assertThat(calls()).last().asString().endsWith(root.resolve("app/target/windrow.jar") + " tail");
  }

  @Test
  void twoStartsAtOnceBuildOnce() throws Exception {
    assumeThat(tools.resolve("flock")).exists();
    List<Process> starts = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      starts.add(process(root.resolve("windrow"), Map.of(), "tail"));
    }
    for (Process each : starts) {
      assertThat(each.waitFor(30, TimeUnit.SECONDS)).isTrue();
      assertThat(each.exitValue()).isZero();
    }

    List<String> made = calls();
    assertThat(made).filteredOn(call -> call.startsWith("mvn")).hasSize(1);
    assertThat(made).filteredOn(call -> call.endsWith(" tail")).hasSize(3);
  }

  @Test
  void aFailedBuildShowsItsLogAndIsTriedAgain() throws Exception {
    Files.createFile(root.resolve("broken"));
    Run failed = start("tail");
    assertThat(failed.exitCode).isEqualTo(1);
    assertThat(failed.output).contains("[ERROR] a mistake in the sources", "the build failed; the log is in");
    assertThat(calls()).noneMatch(call -> call.startsWith("java"));

    Files.delete(root.resolve("broken"));
    assertThat(start("tail").exitCode).isZero();
  }

  @Test
  void aJavaThatIsTooOldIsRefusedWithItsVersionAndPlace() throws Exception {
    for (String old : List.of("11.0.2", "1.8.0_392", "9")) {
      javaVersion(old);

      Run run = start("tail");

      assertThat(run.exitCode).isEqualTo(1);
      assertThat(run.output).contains("Java 17 or newer is needed", javaHome + "/bin/java is " + old, "JAVA_HOME");
    }
    assertThat(calls()).isEmpty();
  }

  @Test
  void newerJavasAreTaken() throws Exception {
    for (String version : List.of("17", "21.0.4", "25-ea")) {
      javaVersion(version);
      assertThat(start("tail").exitCode).as(version).isZero();
    }
  }

  @Test
  void withoutAReleaseFileJavaIsAskedForItsVersion() throws Exception {
    Files.delete(javaHome.resolve("release"));
    executable(javaHome.resolve("bin/java"), "#!/usr/bin/env bash\necho 'openjdk version \"11.0.2\" 2019-01-15' >&2\n");

    Run run = start("tail");

    assertThat(run.exitCode).isEqualTo(1);
    assertThat(run.output).contains("Java 17 or newer is needed", "is 11.0.2");
  }

  @Test
  void aWrongJavaHomeIsNamed() throws Exception {
    Run run = start(root.resolve("windrow"), Map.of("JAVA_HOME", dir.resolve("nowhere").toString()), "tail");

    assertThat(run.exitCode).isEqualTo(1);
    assertThat(run.output).contains("JAVA_HOME is " + dir.resolve("nowhere"), "JDK 17");
  }

  @Test
  void aRuntimeWithoutACompilerIsNotEnoughToBuild() throws Exception {
    Files.delete(javaHome.resolve("bin/javac"));

    Run run = start("tail");

    assertThat(run.exitCode).isEqualTo(1);
    assertThat(run.output).contains("a JDK is needed to build");
  }

  @Test
  void aMissingMavenIsNamedBeforeAnythingIsRemoved() throws Exception {
    start("tail");
    touch(root.resolve("pom.xml"));
    Files.delete(tools.resolve("mvn"));

    Run run = start("tail");

    assertThat(run.exitCode).isEqualTo(1);
    assertThat(run.output).contains("Maven is needed", "apt install maven");
    assertThat(root.resolve("app/target/windrow.jar")).exists();
  }

  @Test
  void jarsWithoutSourcesRunAsTheyAre() throws Exception {
    start("tail");
    calls();
    Files.delete(root.resolve("pom.xml"));

    assertThat(start("tail").exitCode).isZero();
    assertThat(calls()).singleElement().asString().startsWith("java ");
  }

  @Test
  void theArchiveOfClassesIsUsedAsLongAsItFits() throws Exception {
    start("tail");
    String archive = "-XX:SharedArchiveFile=" + root.resolve("app/target/windrow.jsa");
    assertThat(calls()).last().asString().contains(archive);

    start(root.resolve("windrow"), Map.of("WINDROW_CDS", "off"), "tail");
    assertThat(calls()).last().asString().doesNotContain(archive);

    javaVersion("21.0.4");
    start("tail");
    assertThat(calls()).last().asString().doesNotContain(archive);
  }

  @Test
  void theArchiveForJarsThatOthersBuiltIsMadeOnRequest() throws Exception {
    start(root.resolve("windrow"), Map.of("WINDROW_CDS", "off"), "tail");
    String archive = "-XX:SharedArchiveFile=" + root.resolve("app/target/windrow.jsa");
    start("tail");
    assertThat(calls()).last().asString().doesNotContain(archive);

    start(root.resolve("windrow"), Map.of("WINDROW_CDS", "make"), "tail");
    assertThat(calls()).hasSize(3).last().asString().contains(archive + " ");

    start(root.resolve("windrow"), Map.of("WINDROW_CDS", "make"), "tail");
    assertThat(calls()).singleElement().asString().contains(archive + " ");
  }

  @Test
  void optionsOfTheUserComeAfterOurs() throws Exception {
    start("tail");
    calls();

    start(root.resolve("windrow"), Map.of("WINDROW_JAVA_OPTS", "-Xmx1g -Dpattern=*"), "tail");

    assertThat(calls()).last().asString().containsPattern("-XX:SharedArchiveFile=.* -Xmx1g -Dpattern=\\* -jar ");
  }

  @Test
  void aCollectorOfTheUserReplacesOurs() throws Exception {
    start("tail");
    assertThat(calls()).last().asString().contains("-XX:+UseSerialGC");

    start(root.resolve("windrow"), Map.of("WINDROW_JAVA_OPTS", "-XX:+UseZGC"), "tail");
    assertThat(calls()).last().asString().contains("-XX:+UseZGC").doesNotContain("-XX:+UseSerialGC");

    start("run");
    assertThat(calls()).last().asString().doesNotContain("GC", "TieredStopAtLevel");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-javaagent:agent.jar=port", "-Xmx1g -agentlib:jdwp", "-agentpath:/agent.so", "-XX:StartFlightRecording=filename=x.jfr", "-XX:StartFlightRecording"})
  void whatAnAgentOrTheRecorderChangesIsNotTakenFromTheArchive(String watched) throws Exception {
    start(root.resolve("windrow"), Map.of(), "tail");
    assertThat(calls()).last().asString().contains("-XX:SharedArchiveFile=");

    start(root.resolve("windrow"), Map.of("WINDROW_JAVA_OPTS", watched), "tail");
    assertThat(calls()).last().asString().contains(watched).doesNotContain("-XX:SharedArchiveFile=");
  }

  /** Java 25 does not start with both. */
  @ParameterizedTest
  @ValueSource(strings = {"-XX:AOTCache=windrow.aot", "-Xmx1g -XX:AOTCacheOutput=windrow.aot", "-XX:AOTMode=off"})
  void aCacheThatTheUserBringsIsInsteadOfTheArchive(String cache) throws Exception {
    start(root.resolve("windrow"), Map.of(), "tail");
    start(root.resolve("windrow"), Map.of("WINDROW_JAVA_OPTS", cache), "tail");
    assertThat(calls()).last().asString().contains(cache).doesNotContain("-XX:SharedArchiveFile=", "-Xshare");
  }

  @Test
  void theSecondCompilerIsForWhatGoesOnForEachEventUnlessTheUserWantsItOtherwise() throws Exception {
    start(root.resolve("windrow"), Map.of("WINDROW_JAVA_OPTS", "-XX:Tier4InvocationThreshold=5000"), "run");

    assertThat(calls()).last().asString().containsPattern("-XX:Tier4InvocationThreshold=100000 .* -XX:Tier4InvocationThreshold=5000 -jar ");
  }

  private record Run(int exitCode, String output) {
  }

  private Run start(String... args) throws Exception {
    return start(root.resolve("windrow"), Map.of(), args);
  }

  private Run start(Path launcher, Map<String, String> environment, String... args) throws Exception {
    Process process = process(launcher, environment, args);
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    return new Run(process.exitValue(), output);
  }

  private Process process(Path launcher, Map<String, String> environment, String... args) throws IOException {
    List<String> command = new ArrayList<>(List.of(launcher.toString()));
    command.addAll(List.of(args));
    ProcessBuilder builder = new ProcessBuilder(command).directory(dir.toFile()).redirectErrorStream(true);
    builder.environment().clear();
    builder.environment().putAll(Map.of("PATH", tools.toString(), "JAVA_HOME", javaHome.toString(), "CALLS", calls.toString()));
    builder.environment().putAll(environment);
    return builder.start();
  }

  /** The calls of {@code java} and {@code mvn} since the last look. */
  private List<String> calls() throws IOException {
    List<String> lines = Files.readAllLines(calls);
    Files.writeString(calls, "");
    return lines;
  }

  private void javaVersion(String version) throws IOException {
    Files.writeString(javaHome.resolve("release"), "IMPLEMENTOR=\"Test\"\nJAVA_VERSION=\"" + version + "\"\n");
  }

  /** Makes a tool of the system available, and no other: there may be a Maven beside it. */
  private void offer(String tool) throws IOException {
    for (String place : List.of("/usr/bin", "/bin")) {
      if (Files.isExecutable(Path.of(place, tool)) && !Files.exists(tools.resolve(tool))) {
        executable(tools.resolve(tool), "#!/bin/sh\nexec " + place + "/" + tool + " \"$@\"\n");
      }
    }
  }

  /** A source file as old as everything in a fresh clone. */
  private void source(String name) throws IOException {
    Files.setLastModifiedTime(Files.createFile(root.resolve(name)), FileTime.from(Instant.now().minusSeconds(3600)));
  }

  private static void touch(Path file) throws IOException {
    Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
  }

  private static void executable(Path file, String script) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, script);
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }
}
