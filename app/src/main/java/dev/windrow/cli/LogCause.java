package dev.windrow.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.pattern.ThrowableProxyConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import org.slf4j.LoggerFactory;

/** The exception of a log line: what it is, on that line; its whole stack trace when {@code dev.windrow} logs at DEBUG. */
public final class LogCause extends ThrowableProxyConverter {

  @Override
  public String convert(ILoggingEvent event) {
    IThrowableProxy thrown = event.getThrowableProxy();
    if (thrown == null) {
      return "";
    }
    return verbose() ? System.lineSeparator() + super.convert(event).stripTrailing() : " (" + text(thrown) + ")";
  }

  private static boolean verbose() {
    return LoggerFactory.getLogger("dev.windrow") instanceof Logger logger && logger.isEnabledFor(Level.DEBUG);
  }

  private static String text(IThrowableProxy thrown) {
    return thrown.getMessage() == null ? thrown.getClassName() : thrown.getClassName() + ": " + thrown.getMessage().replaceAll("\\s+", " ");
  }
}
