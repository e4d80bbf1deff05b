package dev.windrow.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Signals end processes, so each test sends them to one of its own. */
@Timeout(60)
final class StopSignalsTest {

  private Process process;
  private BufferedReader output;

  @AfterEach
  void end() {
    if (process != null) {
      process.destroyForcibly();
    }
  }

  @Test
  void sigtermClosesAndEndsWithZero() throws Exception {
    start("closes");

    send("TERM");

    assertThat(output.readLine()).isEqualTo("closed");
    assertThat(exitCode()).isZero();
  }

  @Test
  void ctrlCClosesAndEndsWith130() throws Exception {
    start("closes");

    send("INT");

    assertThat(output.readLine()).isEqualTo("closed");
    assertThat(exitCode()).isEqualTo(130);
  }

  @Test
  void aSecondCtrlCDoesNotWaitForTheCloseOfTheFirst() throws Exception {
    start("hangs");
    send("INT");
    assertThat(output.readLine()).isEqualTo("closing");

    send("INT");

    assertThat(exitCode()).isEqualTo(130);
  }

  @Test
  void whatWouldOutliveTheProcessIsPutRightBeforeItIsEndedAtOnce() throws Exception {
    start("hangs and restores");
    send("TERM");
    assertThat(output.readLine()).isEqualTo("closing");

    send("TERM");

    assertThat(output.readLine()).isEqualTo("restored");
    assertThat(exitCode()).isEqualTo(1);
  }

  @Test
  void whatWasRegisteredRunsOnTheFirstSignal() throws Exception {
    start("registers");

    send("TERM");

    assertThat(output.readLine()).isEqualTo("registered action");
    assertThat(exitCode()).isZero();
  }

  @Test
  void aFailureEndsTheWaitToo() {
    StopSignals stop = StopSignals.install();
    CompletableFuture<IOException> failure = CompletableFuture.completedFuture(new IOException("broken"));

    assertThatThrownBy(() -> stop.await(failure)).isInstanceOf(IOException.class).hasMessage("broken");
    assertThat(stop.received()).isFalse();
  }

  /** The process under test. */
  static final class Command {

    public static void main(String[] args) throws Exception {
      StopSignals stop = StopSignals.install();
      CountDownLatch acted = new CountDownLatch(1);
      stop.onStop(() -> act(args[0], acted));
      if (args[0].equals("hangs and restores")) {
        stop.beforeHalt(() -> System.out.println("restored"));
      }
      System.out.println("ready");
      int code = stop.await();
      close(args[0], acted);
      System.exit(code);
    }

    private static void act(String mode, CountDownLatch acted) {
      if (mode.equals("registers")) {
        System.out.println("registered action");
        acted.countDown();
      }
    }

    private static void close(String mode, CountDownLatch acted) throws InterruptedException {
      switch (mode) {
        case "hangs", "hangs and restores" -> {
          System.out.println("closing");
          acted.await();
        }
        case "registers" -> acted.await();
        default -> System.out.println("closed");
      }
    }
  }

  private void start(String mode) throws IOException {
    process = new ProcessBuilder(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1", "-Xshare:auto",
        "-cp", System.getProperty("java.class.path"), Command.class.getName(), mode).redirectErrorStream(true).start();
    output = process.inputReader();
    assertThat(output.readLine()).isEqualTo("ready");
  }

  private void send(String signal) throws Exception {
    assumeThat(isIgnored(signal)).as("a build in the background ignores SIG" + signal).isFalse();
    assertThat(new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())).start().waitFor()).isZero();
  }

  /** Whether the shell that started all this has made its children ignore the signal; a JVM leaves it at that. */
  private boolean isIgnored(String signal) throws IOException {
    Path status = Path.of("/proc", Long.toString(process.pid()), "status");
    if (!signal.equals("INT") || !Files.exists(status)) {
      return false;
    }
    String mask = Files.readAllLines(status).stream().filter(line -> line.startsWith("SigIgn:")).findFirst().orElse("SigIgn:\t0");
    return (Long.parseUnsignedLong(mask.substring("SigIgn:".length()).strip(), 16) & 2) != 0;
  }

  private int exitCode() throws InterruptedException {
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    return process.exitValue();
  }
}
