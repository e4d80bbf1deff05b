package dev.windrow.cli;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.encoder.EncoderBase;
import dev.windrow.value.JsonText;
import java.nio.charset.StandardCharsets;

/**
 * A log event as one JSON object on one line, all of its fields strings: {@code time} (UTC), {@code level}, {@code logger}, {@code thread}, {@code message},
 * and with an exception {@code cause} and {@code stack_trace}.
 *
 * <p>Not Logback's own JsonEncoder: its times are numbers, and its stack traces an array with an object for each frame, which log stores take for
 * hundreds of fields.
 */
public final class JsonLog extends EncoderBase<ILoggingEvent> {

  private static final byte[] NOTHING = {};

  @Override
  public byte[] encode(ILoggingEvent event) {
    StringBuilder line = new StringBuilder(256);
    line.append('{');
    field(line, "time", event.getInstant().toString());
    field(line.append(','), "level", event.getLevel().toString());
    field(line.append(','), "logger", event.getLoggerName());
    field(line.append(','), "thread", event.getThreadName());
    field(line.append(','), "message", String.valueOf(event.getFormattedMessage()));
    IThrowableProxy thrown = event.getThrowableProxy();
    if (thrown != null) {
      field(line.append(','), "cause", thrown.getMessage() == null ? thrown.getClassName() : thrown.getClassName() + ": " + thrown.getMessage());
      field(line.append(','), "stack_trace", ThrowableProxyUtil.asString(thrown));
    }
    return line.append("}\n").toString().getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public byte[] headerBytes() {
    return NOTHING;
  }

  @Override
  public byte[] footerBytes() {
    return NOTHING;
  }

  private static void field(StringBuilder line, String name, String value) {
    JsonText.quote(line, name);
    line.append(':');
    JsonText.quote(line, value);
  }
}
