package dev.windrow.benchmark.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WindrowTest {

  @Test
  void addressIsThatOfTheLivePage() {
    assertThat(Windrow.address("10:47:26.862 INFO  WindrowService: live page: http://127.0.0.1:40123/").getPort()).isEqualTo(40_123);
  }

  @Test
  void clientsAreLimitedUnlessToldOtherwise(@TempDir Path dir) throws IOException {
    Windrow windrow = Windrow.of(Path.of("windrow.jar"));
    Job job = new Job("localhost:1", "in", "out", "id", 0, 2, dir);

    windrow.commands(job);
    assertThat(dir.resolve("windrow.yaml")).content().contains("http: {port: 0, limits: {rate: 100/s}}");
    windrow.withoutClientLimit().named("other").with("at_least_once", "1s").commands(job);
    assertThat(Files.readString(dir.resolve("windrow.yaml"))).contains("limits: {rate: 1000000/s}").contains("latency: 1s");
  }

  @Test
  void itIsStartedWithTheOptionsOfTheLauncherWhichOthersCanOverride(@TempDir Path dir) throws IOException {
    Job job = new Job("localhost:1", "in", "out", "id", 0, 2, dir);

    assertThat(Path.of("..", "..", "windrow")).content().contains("run | simulate | verify) options+=(" + String.join(" ", JavaOptions.OF_LAUNCHER) + ")");
    assertThat(Files.readString(Path.of("..", "..", "app", "Dockerfile")).replaceAll("[\\s\\\\]+", " "))
        .contains('"' + String.join("\", \"", JavaOptions.OF_LAUNCHER) + '"');
    assertThat(Windrow.of(dir.resolve("windrow.jar")).commands(job).get(0)).containsSubsequence(JavaOptions.OF_LAUNCHER).containsSubsequence("-Xmx2g", "-jar")
        .startsWith(JavaOptions.OF_LAUNCHER.get(0));
  }

  @Test
  void theArchiveOfTheLauncherIsUsedWhenItIsOneOfThisJarForThisJava(@TempDir Path dir) throws IOException {
    Path jar = Files.createFile(dir.resolve("windrow.jar"));
    Path archive = dir.resolve("windrow.jsa");
    Path madeFor = dir.resolve("windrow.jsa.fits");
    Windrow windrow = Windrow.of(jar);
    Job job = new Job("localhost:1", "in", "out", "id", 0, 2, dir.resolve("job"));
    String option = "-XX:SharedArchiveFile=" + archive;

    assertThat(windrow.commands(job).get(0)).doesNotContain(option);
    assertThat(new ClassArchive(jar).warning()).get().asString().contains("No archive of loaded classes fits " + jar, "WINDROW_CDS=make");

    Files.createFile(archive);
    Files.setLastModifiedTime(jar, FileTime.fromMillis(Files.getLastModifiedTime(archive).toMillis() - 1_000));
    Files.writeString(madeFor, jar + " java " + System.getProperty("java.version") + "\n");
    assertThat(windrow.commands(job).get(0)).containsSubsequence(option, "-jar");
    assertThat(new ClassArchive(jar).warning()).isEmpty();

    Files.setLastModifiedTime(jar, FileTime.fromMillis(Files.getLastModifiedTime(archive).toMillis() + 1_000));
    assertThat(windrow.commands(job).get(0)).doesNotContain(option);

    Files.setLastModifiedTime(jar, FileTime.fromMillis(Files.getLastModifiedTime(archive).toMillis() - 1_000));
    Files.writeString(madeFor, jar + " java 16\n");
    assertThat(windrow.commands(job).get(0)).doesNotContain(option);
  }
}
