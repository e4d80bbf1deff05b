package dev.windrow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.common.errors.OutOfOrderSequenceException;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;

/** What the shipped logback.xml makes of log calls. */
final class LoggingTest {

  @Test
  void anEventIsOneLineWithItsCauseAndWithoutAStackTrace() throws Exception {
    List<String> lines = logged("dev.windrow.service.WindrowService", log -> log.warn("stopped", new IllegalStateException("two\nlines")));

    assertThat(lines).singleElement().asString()
        .matches("\\d\\d:\\d\\d:\\d\\d\\.\\d{3} WARN  WindrowService: stopped \\(java.lang.IllegalStateException: two lines\\)");
  }

  @Test
  void aMessageOfSeveralLinesBecomesOne() throws Exception {
    assertThat(logged("dev.windrow.X", log -> log.info("one\n  two\r\nthree"))).singleElement().asString().endsWith("INFO  X: one two three");
  }

  @Test
  void windrowSpeaksFromInfoOnAndKafkaFromWarnOn() throws Exception {
    assertThat(logged("dev.windrow.X", log -> log.debug("quiet"))).isEmpty();
    assertThat(logged("org.apache.kafka.X", log -> log.info("quiet"))).isEmpty();
    assertThat(logged("org.apache.kafka.X", log -> log.warn("loud"))).hasSize(1);
  }

  @Test
  void warningsThatMeanNothingAreLeftOut() throws Exception {
    OutOfOrderSequenceException retried = new OutOfOrderSequenceException("retried");

    assertThat(logged("org.apache.kafka.controller.QuorumController",
        log -> log.warn("[QuorumController id=1] Performing controller activation. The metadata log appears to be empty."))).isEmpty();
    assertThat(logged("kafka.server.ReplicaManager", log -> log.error("Error processing append operation", retried))).isEmpty();
    assertThat(logged("org.apache.kafka.clients.producer.KafkaProducer", log -> log.error("Fatal", retried))).hasSize(1);
  }

  @Test
  void whatALineOfOursSaysBetterIsLeftOut() throws Exception {
    String streams = "org.apache.kafka.streams.processor.internals.";

    assertThat(logged(streams + "StreamThread", log -> log.warn("stream-thread [a-1] Detected that the thread is being fenced. This implies"))).isEmpty();
    assertThat(logged(streams + "StreamThread", log -> log.warn("stream-thread [a-1] Detected the states of tasks [0_0] are corrupted."))).hasSize(1);
    assertThat(logged(streams + "TaskManager", log -> log.error("Exception {}: {}", "0_0", "The state directory has been deleted"))).isEmpty();
    assertThat(logged(streams + "TaskManager", log -> log.error("Failed to commit"))).hasSize(1);
  }

  @Test
  void asJsonAnEventIsOneObjectWhateverItSays() throws Exception {
    System.setProperty("WINDROW_LOG_FORMAT", "json");
    try {
      String said = "a \"quote\" \\ two\nlines\r\n\t\u0000\u001b[31m\u2028 <script> \ud83d\ude00 {}";
      List<String> lines = logged("dev.windrow.\"X", log -> log.warn(said, new IllegalStateException(said, new IOException("below"))));

      assertThat(lines).hasSize(1);
      JsonNode event = new ObjectMapper().readTree(lines.get(0));
      assertThat(event.fieldNames()).toIterable().containsExactly("time", "level", "logger", "thread", "message", "cause", "stack_trace");
      assertThat(Instant.parse(event.get("time").textValue())).isBetween(Instant.now().minusSeconds(60), Instant.now());
      assertThat(event.get("level").textValue()).isEqualTo("WARN");
      assertThat(event.get("logger").textValue()).isEqualTo("dev.windrow.\"X");
      assertThat(event.get("thread").textValue()).isEqualTo(Thread.currentThread().getName());
      assertThat(event.get("message").textValue()).isEqualTo(said);
      assertThat(event.get("cause").textValue()).isEqualTo("java.lang.IllegalStateException: " + said);
      assertThat(event.get("stack_trace").textValue()).contains("IllegalStateException", "\tat " + LoggingTest.class.getName(), "Caused by: java.io.IOException: below");
    } finally {
      System.clearProperty("WINDROW_LOG_FORMAT");
    }
  }

  @Test
  void asJsonAnEventWithoutAnExceptionHasNoFieldsForIt() throws Exception {
    System.setProperty("WINDROW_LOG_FORMAT", "json");
    try {
      assertThat(logged("dev.windrow.X", log -> log.info("all {}", "well"))).singleElement().asString()
          .matches("\\{\"time\":\"[^\"]*Z\",\"level\":\"INFO\",\"logger\":\"dev.windrow.X\",\"thread\":\"[^\"]*\",\"message\":\"all well\"}");
      assertThat(logged("org.apache.kafka.X", log -> log.warn("Missing source topics"))).isEmpty();
    } finally {
      System.clearProperty("WINDROW_LOG_FORMAT");
    }
  }

  private static List<String> logged(String logger, Consumer<Logger> call) throws Exception {
    PrintStream before = System.err;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    System.setErr(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    LoggerContext context = new LoggerContext();
    context.setMDCAdapter(new LogbackMDCAdapter());
    try {
      JoranConfigurator configurator = new JoranConfigurator();
      configurator.setContext(context);
      configurator.doConfigure(LoggingTest.class.getResource("/logback.xml"));
      call.accept(context.getLogger(logger));
    } finally {
      context.stop();
      System.setErr(before);
    }
    return bytes.toString(StandardCharsets.UTF_8).lines().toList();
  }
}
