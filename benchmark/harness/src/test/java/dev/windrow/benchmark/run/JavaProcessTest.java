package dev.windrow.benchmark.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JavaProcessTest {

  private static final Duration LONG = Duration.ofSeconds(30);

  @TempDir
  private Path dir;

  @Test
  void seesWhatIsPrintedAndKeepsIt() throws IOException, InterruptedException {
    JavaProcess.Watch version = new JavaProcess.Watch(line -> line.contains("build"));
    try (JavaProcess process = JavaProcess.start("java", List.of("-Xshare:auto", "--version"), dir.resolve("out.log"), version)) {
      JavaProcess.Line line = version.await(process, LONG);

      assertThat(line.text()).contains("build");
      assertThat(line.nanos()).isGreaterThan(process.startNanos());
      assertThat(process.exitCode(LONG)).isZero();
    }
    assertThat(Files.readString(dir.resolve("out.log"))).contains("build");
  }

  @Test
  void processThatEndsWithoutPrintingItIsTold() throws IOException {
    JavaProcess.Watch never = new JavaProcess.Watch("never"::equals);
    try (JavaProcess process = JavaProcess.start("the peer", List.of("--no-such-option"), dir.resolve("out.log"), never)) {
      assertThatExceptionOfType(BenchmarkException.class).isThrownBy(() -> never.await(process, LONG))
          .withMessageStartingWith("the peer has ended with exit code 1; the reason should be in ");
    }
  }

  @Test
  void processThatIsStoppedEndsInItsOwnWayAndWhatItPrintsThenIsKept() throws IOException, InterruptedException {
    JavaProcess.Watch ready = new JavaProcess.Watch("ready"::equals);
    List<String> arguments = List.of("-cp", System.getProperty("java.class.path"), Waiting.class.getName());
    try (JavaProcess process = JavaProcess.start("somebody", arguments, dir.resolve("out.log"), ready)) {
      ready.await(process, LONG);

      assertThat(process.stop(LONG)).isEqualTo(128 + 15);
    }
    Awaitility.await().until(() -> Files.readString(dir.resolve("out.log")).contains("bye"));
  }

  static final class Waiting {

    public static void main(String[] arguments) throws InterruptedException {
      Runtime.getRuntime().addShutdownHook(new Thread(() -> System.out.println("bye")));
      System.out.println("ready");
      new CountDownLatch(1).await();
    }
  }
}
