package dev.windrow.cli;

import dev.windrow.value.JsonText;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends the process where it would otherwise live on and do nothing: out of memory, or a thread gone that nobody replaces. Under
 * exactly-once that is safe at any moment. Depends on as little as possible, and allocates nothing for the most likely case.
 */
final class LastResort implements Thread.UncaughtExceptionHandler {

  private static final String GOES_ON = "The process ends at once; nothing is lost, the next start goes on after the last commit.";

  private static final String OUT_OF_MEMORY = "out of memory. " + GOES_ON + " Give it more (WINDROW_JAVA_OPTS=-Xmx2g, or the container's limit),"
      + " or less to keep: state.store: rocksdb, fewer groups, a shorter state.retain";

  /** Made beforehand. */
  private static volatile byte[] outOfMemory = line(LogFormat.used(), OUT_OF_MEMORY);

  private static final FileOutputStream ERR = new FileOutputStream(FileDescriptor.err);

  private LastResort() {}

  /** For all threads that have no other handler. */
  static void install() {
    Thread.setDefaultUncaughtExceptionHandler(new LastResort());
  }

  /** The format of its last line. */
  static void speak(LogFormat format) {
    outOfMemory = line(format, OUT_OF_MEMORY);
  }

  /** When {@code reason} is one after which the virtual machine is not to be trusted. */
  static void endIfBroken(Throwable reason) {
    for (Throwable cause = reason; cause != null; cause = cause.getCause()) {
      if (cause instanceof OutOfMemoryError) {
        halt(outOfMemory);
      }
      if (cause instanceof InternalError) {
        end(cause.toString());
      }
    }
  }

  static void end(String why) {
    halt(line(LogFormat.used(), why.replaceAll("\\s+", " ") + ". " + GOES_ON));
  }

  /** An error in a thread of a library's: it is gone, and what it did is not done any more. */
  @Override
  public void uncaughtException(Thread thread, Throwable thrown) {
    endIfBroken(thrown);
    if (thrown instanceof Error) {
      end("thread " + thread.getName() + " ended: " + thrown);
    }
    // Not a constant: most commands end without ever needing the log, whose set-up takes a while.
    Logger log = LoggerFactory.getLogger(LastResort.class);
    log.error("thread {} ended: {}", thread.getName(), thrown.toString());
    log.debug("the failure of thread {}", thread.getName(), thrown);
  }

  private static byte[] line(LogFormat format, String message) {
    String line = format == LogFormat.json ? "{\"level\":\"ERROR\",\"message\":" + JsonText.quoted(message) + "}" : "windrow: " + message;
    return (line + "\n").getBytes(StandardCharsets.UTF_8);
  }

  private static void halt(byte[] message) {
    try {
      ERR.write(message);
    } catch (IOException nobodyReads) {
      // There is nothing left to tell it to.
    } finally {
      Runtime.getRuntime().halt(ExitCode.FAILURE);
    }
  }
}
